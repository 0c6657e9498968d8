//! What is known of an attempt, and what it is at a moment.

use super::time::{GRACE, Pause, TimeLimit, later};
use crate::{
    calendar::Moment,
    quizzes::{Credit, Score},
};
use serde::{Deserialize, Serialize};

/// What has happened to an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptFacts {
    /// When it was started.
    pub started_at: Moment,
    /// The time for it.
    pub time: TimeLimit,
    /// When its time stood still.
    pub pauses: Vec<Pause>,
    /// How it ended; `None` when nobody and nothing has ended it, even if its time is over.
    pub end: Option<End>,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// It was submitted.
    Submitted {
        /// When it ended: not later than its deadline and the grace after it.
        at: Moment,
        /// By what.
        by: Submitted,
        /// What it earned; `None` as long as the machine has not marked it.
        marks: Option<Marks>,
    },
    /// It was given up: by the learner, or by the office where it should not have been. It earns nothing.
    Abandoned {
        /// When.
        at: Moment,
    },
}

/// By what an attempt was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// The learner did it.
    Learner,
    /// Its time was over; what was saved until then counts.
    Time,
}

/// What the answers of an attempt earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Question by question, only those that count; `None` where a person has yet to mark.
    pub credits: Vec<Option<Credit>>,
    /// When the latest of them was given.
    pub at: Moment,
}

impl Marks {
    /// The score, once everything is marked.
    pub fn score(&self) -> Option<Score> {
        self.credits.iter().copied().collect::<Option<Vec<_>>>().map(Score::of)
    }

    /// How many answers a person has yet to mark.
    pub fn left(&self) -> usize {
        self.credits.iter().filter(|credit| credit.is_none()).count()
    }
}

/// What an attempt is at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AttemptState {
    /// Answers are taken.
    InProgress {
        /// The last moment for them; `None` without a limit. It moves on while time stands still.
        deadline: Option<Moment>,
        /// Since when time stands still, if it does.
        paused_since: Option<Moment>,
    },
    /// Time is over, but a submission that was under way is still taken, with the answers saved before.
    Overdue {
        /// The last moment at which answers were taken.
        deadline: Moment,
        /// The last moment for the submission.
        closes_at: Moment,
    },
    /// Over, but without a score yet.
    Submitted {
        /// When it ended.
        at: Moment,
        /// By what.
        by: Submitted,
        /// What the score waits for.
        waits_for: WaitsFor,
    },
    /// Over, with a score.
    Marked {
        /// When it ended.
        at: Moment,
        /// When the last answer was marked.
        marked_at: Moment,
        /// The score.
        score: Score,
    },
    /// Given up.
    Abandoned {
        /// When.
        at: Moment,
    },
}

/// What the score of a submitted attempt waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// The machine: the attempt was submitted a moment ago, or its time is over and that has not been recorded.
    Machine,
    /// A person, for so many answers.
    Person(usize),
}

impl AttemptFacts {
    /// An attempt that starts now.
    pub const fn started(now: Moment, time: TimeLimit) -> Self {
        Self { started_at: now, time, pauses: Vec::new(), end: None }
    }

    /// Since when time stands still, if it does at the moment.
    pub(super) fn paused_since(&self) -> Option<Moment> {
        self.pauses.iter().filter(|pause| pause.to.is_none()).map(|pause| pause.from).min()
    }
}

/// What an attempt is now.
///
/// One whose time and grace are over counts as submitted at its deadline, whether that has been recorded or not.
pub fn standing(now: Moment, facts: &AttemptFacts) -> AttemptState {
    match &facts.end {
        Some(End::Abandoned { at }) => AttemptState::Abandoned { at: *at },
        Some(End::Submitted { at, by, marks }) => submitted(*at, *by, marks.as_ref()),
        None => under_way(now, facts),
    }
}

fn submitted(at: Moment, by: Submitted, marks: Option<&Marks>) -> AttemptState {
    let Some(marks) = marks else { return AttemptState::Submitted { at, by, waits_for: WaitsFor::Machine } };
    match marks.score() {
        Some(score) => AttemptState::Marked { at, marked_at: marks.at, score },
        None => AttemptState::Submitted { at, by, waits_for: WaitsFor::Person(marks.left()) },
    }
}

fn under_way(now: Moment, facts: &AttemptFacts) -> AttemptState {
    let deadline = facts.time.deadline(facts.started_at, &facts.pauses, now);
    match deadline {
        Some(deadline) if now > deadline => {
            let closes_at = later(deadline, GRACE);
            if now > closes_at {
                submitted(deadline, Submitted::Time, None)
            } else {
                AttemptState::Overdue { deadline, closes_at }
            }
        }
        _ => AttemptState::InProgress { deadline, paused_since: facts.paused_since() },
    }
}

impl AttemptState {
    /// Whether it is under way: a person has one such attempt at a quiz at the most.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::InProgress { .. } | Self::Overdue { .. })
    }

    /// When it ended; `None` for one under way.
    pub const fn ended_at(&self) -> Option<Moment> {
        match self {
            Self::InProgress { .. } | Self::Overdue { .. } => None,
            Self::Submitted { at, .. } | Self::Marked { at, .. } | Self::Abandoned { at } => Some(*at),
        }
    }

    /// The score, where there is one.
    pub const fn score(&self) -> Option<Score> {
        match self {
            Self::Marked { score, .. } => Some(*score),
            _ => None,
        }
    }
}
