//! What may happen to an attempt, and what not.

use super::{
    state::{AttemptFacts, AttemptState, End, Marks, Submitted, WaitsFor, standing},
    time::{GRACE, Pause, later},
};
use crate::{calendar::Moment, quizzes::Credit};

/// How often the time of one attempt can stand still.
pub const MOST_PAUSES: usize = 100;

/// Something that happens to an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// The learner saves answers. Nothing changes but that they are kept, which is the caller's to do.
    Answer,
    /// The learner submits.
    Submit,
    /// The machine looks at the clock, and submits what is beyond its time and grace; else nothing happens.
    TimePasses,
    /// A teacher makes time stand still, for the whole class.
    Pause,
    /// A teacher lets time go on.
    Resume,
    /// The machine marks what it can: of each question that counts, what its answer earned, `None` for a person to mark.
    MarkByMachine(Vec<Option<Credit>>),
    /// A person marks an answer.
    MarkEssay {
        /// Its place among the questions that count, from 0.
        question: usize,
        /// What it earns, nothing at the worst.
        credit: Credit,
    },
    /// The attempt is given up.
    Abandon,
}

/// Why something cannot happen to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalMove {
    /// Its time is over.
    #[error("the time was over at {deadline}")]
    TimeOver {
        /// The last moment at which it was not.
        deadline: Moment,
    },
    /// Its time stands still.
    #[error("a teacher has let the time stand still since {since}")]
    Paused {
        /// Since when.
        since: Moment,
    },
    /// Its time does not stand still.
    #[error("the time does not stand still")]
    NotPaused,
    /// It was paused [`MOST_PAUSES`] times.
    #[error("an attempt can be paused {MOST_PAUSES} times at most")]
    TooManyPauses,
    /// It is submitted, marked or abandoned.
    #[error("the attempt is over")]
    Over,
    /// There is nothing to mark before it is submitted, and then first for the machine.
    #[error("the attempt does not wait for this mark")]
    NotToBeMarked,
    /// It has no such question that counts.
    #[error("no such question")]
    NoSuchQuestion,
    /// The answer has its mark.
    #[error("the answer is marked already")]
    AlreadyMarked,
    /// A person takes nothing away.
    #[error("an answer earns nothing at the worst")]
    BelowNothing,
}

impl AttemptFacts {
    /// The facts after something has happened now.
    ///
    /// # Errors
    /// When it cannot happen; the facts stay as they were.
    pub fn after(&self, event: Move, now: Moment) -> Result<Self, IllegalMove> {
        let state = standing(now, self);
        let mut facts = self.clone();
        match event {
            Move::Answer => takes_answers(&state, now)?,
            Move::Submit => {
                takes_submission(&state, now)?;
                facts.end = Some(End::Submitted { at: now, by: Submitted::Learner, marks: None });
            }
            Move::TimePasses => {
                if let (None, AttemptState::Submitted { at, by, .. }) = (&self.end, state) {
                    facts.end = Some(End::Submitted { at, by, marks: None });
                }
            }
            Move::Pause => facts.pause(&state, now)?,
            Move::Resume => facts.resume(&state, now)?,
            Move::MarkByMachine(credits) => facts.mark_by_machine(credits, now)?,
            Move::MarkEssay { question, credit } => facts.mark_essay(&state, question, credit, now)?,
            Move::Abandon => {
                if !state.is_open() {
                    return Err(over(&state));
                }
                facts.end = Some(End::Abandoned { at: now });
            }
        }
        Ok(facts)
    }

    fn pause(&mut self, state: &AttemptState, now: Moment) -> Result<(), IllegalMove> {
        match state {
            AttemptState::InProgress { paused_since: Some(since), .. } => Err(IllegalMove::Paused { since: *since }),
            AttemptState::InProgress { .. } if self.pauses.len() >= MOST_PAUSES => Err(IllegalMove::TooManyPauses),
            AttemptState::InProgress { .. } => {
                self.pauses.push(Pause { from: now, to: None });
                Ok(())
            }
            _ => Err(over(state)),
        }
    }

    fn resume(&mut self, state: &AttemptState, now: Moment) -> Result<(), IllegalMove> {
        let AttemptState::InProgress { paused_since, .. } = state else { return Err(over(state)) };
        paused_since.ok_or(IllegalMove::NotPaused)?;
        for pause in self.pauses.iter_mut().filter(|pause| pause.to.is_none()) {
            pause.to = Some(now.max(pause.from));
        }
        Ok(())
    }

    fn mark_by_machine(&mut self, credits: Vec<Option<Credit>>, now: Moment) -> Result<(), IllegalMove> {
        match &mut self.end {
            Some(End::Submitted { marks: marks @ None, .. }) => {
                *marks = Some(Marks { credits, at: now });
                Ok(())
            }
            Some(End::Submitted { .. }) => Err(IllegalMove::AlreadyMarked),
            Some(End::Abandoned { .. }) => Err(IllegalMove::Over),
            // Time that is over is recorded first.
            None => Err(IllegalMove::NotToBeMarked),
        }
    }

    fn mark_essay(
        &mut self,
        state: &AttemptState,
        question: usize,
        credit: Credit,
        now: Moment,
    ) -> Result<(), IllegalMove> {
        let Some(End::Submitted { marks: Some(marks), .. }) = &mut self.end else {
            let is_abandoned = matches!(state, AttemptState::Abandoned { .. });
            return Err(if is_abandoned { IllegalMove::Over } else { IllegalMove::NotToBeMarked });
        };
        let mark = marks.credits.get_mut(question).ok_or(IllegalMove::NoSuchQuestion)?;
        if mark.is_some() {
            return Err(IllegalMove::AlreadyMarked);
        }
        if credit < Credit::NONE {
            return Err(IllegalMove::BelowNothing);
        }
        *mark = Some(credit);
        marks.at = now.max(marks.at);
        Ok(())
    }
}

fn takes_answers(state: &AttemptState, now: Moment) -> Result<(), IllegalMove> {
    match state {
        AttemptState::InProgress { paused_since, .. } => is_under_way(*paused_since, now),
        _ => Err(over(state)),
    }
}

fn takes_submission(state: &AttemptState, now: Moment) -> Result<(), IllegalMove> {
    match state {
        AttemptState::InProgress { paused_since, .. } => is_under_way(*paused_since, now),
        AttemptState::Overdue { .. } => Ok(()),
        _ => Err(over(state)),
    }
}

/// What was under way when time was stopped is still taken; what comes later, the page keeps until time goes on.
fn is_under_way(paused_since: Option<Moment>, now: Moment) -> Result<(), IllegalMove> {
    match paused_since {
        Some(since) if now > later(since, GRACE) => Err(IllegalMove::Paused { since }),
        _ => Ok(()),
    }
}

fn over(state: &AttemptState) -> IllegalMove {
    match state {
        AttemptState::Overdue { deadline, .. }
        | AttemptState::Submitted { at: deadline, by: Submitted::Time, waits_for: WaitsFor::Machine } => {
            IllegalMove::TimeOver { deadline: *deadline }
        }
        _ => IllegalMove::Over,
    }
}
