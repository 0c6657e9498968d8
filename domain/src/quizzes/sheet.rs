//! What a learner sees of a quiz. Nothing here says which answer is right before its time.

use super::{Outcome, Score, question::Zone, response::Parts};
use crate::{calendar::Moment, courses::AudienceKind, ids::AttemptId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A quiz before or between attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizLobby {
    /// The course's address.
    pub course_slug: String,
    /// The course's title.
    pub course_title: String,
    /// Staff or pupils.
    pub audience: AudienceKind,
    /// Questions in an attempt.
    pub questions: u32,
    /// Per cent that pass.
    pub pass_mark: u8,
    /// Attempts that are left; `None` without limit.
    pub attempts_left: Option<u32>,
    /// Minutes for an attempt; 0 for no limit.
    pub time_limit_minutes: u32,
    /// From when on the next attempt may be started, where that is not now.
    pub wait_until: Option<Moment>,
    /// Lessons to be done first, as address and title.
    pub lessons_left: Vec<(String, String)>,
    /// The attempt under way.
    pub open: Option<QuizSheet>,
    /// Attempts that are over, newest first.
    pub past: Vec<PastAttempt>,
}

/// An attempt that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAttempt {
    /// The attempt.
    pub attempt: AttemptId,
    /// Which go it was, from 1.
    pub number: u32,
    /// The day it was submitted.
    pub submitted_on: NaiveDate,
    /// What came of it; `None` while a person still has an answer of it to mark.
    pub marked: Option<Marked>,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The score.
    pub score: Score,
    /// Whether it passed.
    pub outcome: Outcome,
}

impl PastAttempt {
    /// Whether it passed; not while it waits to be marked.
    pub fn has_passed(&self) -> bool {
        self.marked.is_some_and(|marked| marked.outcome == Outcome::Passed)
    }
}

/// The questions of an attempt under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizSheet {
    /// The attempt.
    pub attempt: AttemptId,
    /// Which go it is, from 1.
    pub number: u32,
    /// Its questions in the order asked.
    pub questions: Vec<AskedQuestion>,
    /// Seconds until answers are no longer taken; `None` without a limit.
    pub seconds_left: Option<i64>,
}

impl QuizSheet {
    /// How many questions have an answer.
    pub fn answered(&self) -> usize {
        self.questions.iter().filter(|question| question.kind.asks() && question.answered).count()
    }

    /// How many of its questions ask for an answer.
    pub fn asking(&self) -> usize {
        self.questions.iter().filter(|question| question.kind.asks()).count()
    }
}

/// A question as asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedQuestion {
    /// Its place in the attempt, from 0; names its field.
    pub position: u32,
    /// What is asked, as HTML.
    pub prompt: String,
    /// How it is answered.
    pub kind: AskedKind,
    /// The answer as it stands, as its form fields have it.
    pub fields: Parts,
    /// Whether it is answered whole.
    pub answered: bool,
    /// The number of the answer that stands, 0 for none.
    pub sequence: u32,
    /// What the page tells the server that it knew of the question.
    pub seen: String,
    /// Answers given elsewhere that wait for a choice.
    pub others: Vec<OtherAnswer>,
}

/// An answer that was given on another computer while this one gave another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherAnswer {
    /// Its form fields.
    pub fields: Parts,
    /// What it says, as HTML, line by line.
    pub words: Vec<String>,
}

/// What became of an answer that a page sent.
// Tagged from outside: the numbers of parts do not survive serde's inner tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// It stands.
    Saved {
        /// The number of the answer that stands.
        sequence: u32,
    },
    /// A newer one stands, given on the same computer.
    Newer {
        /// Its number.
        sequence: u32,
        /// Its form fields.
        parts: Parts,
    },
    /// Another one stands, given elsewhere; this one waits for a choice.
    Differs {
        /// Its number.
        sequence: u32,
        /// Its form fields.
        parts: Parts,
    },
}

/// How a question is answered; texts as HTML, in the order shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedKind {
    /// One of these.
    SingleChoice(Vec<String>),
    /// Any number of these.
    MultipleChoice(Vec<String>),
    /// Right or wrong.
    TrueFalse,
    /// To each stem one of the answers (plain text).
    Matching {
        /// The stems.
        stems: Vec<String>,
        /// The answers to choose from.
        answers: Vec<String>,
    },
    /// Each of these gets a place.
    Ordering(Vec<String>),
    /// A word or a few.
    ShortAnswer,
    /// A number, perhaps in one of these units.
    Numeric {
        /// The units that are taken.
        units: Vec<String>,
    },
    /// Gaps, where `[[1]]`, `[[2]]` … stand in the prompt.
    Cloze(Vec<AskedKind>),
    /// One or several zones of a picture.
    Hotspot {
        /// The picture.
        picture: AskedPicture,
        /// Its zones.
        zones: Vec<Zone>,
        /// Whether several may be chosen.
        several: bool,
    },
    /// To each zone of a picture one of the answers (plain text).
    DragOntoPicture {
        /// The picture.
        picture: AskedPicture,
        /// Its zones.
        zones: Vec<Zone>,
        /// The answers to choose from.
        answers: Vec<String>,
    },
    /// A few sentences.
    Essay {
        /// Lines to write in.
        lines: u32,
        /// The fewest words; 0 for no limit.
        min_words: u32,
        /// The most words; 0 for no limit.
        max_words: u32,
        /// What stands there at first.
        template: String,
    },
    /// Nothing is asked.
    Description,
}

impl AskedKind {
    /// Whether it asks for an answer.
    pub const fn asks(&self) -> bool {
        !matches!(self, Self::Description)
    }
}

/// A picture on which answers lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPicture {
    /// Where it is.
    pub address: String,
    /// What it shows, in words.
    pub words: String,
    /// Width in its own pixels.
    pub width: u32,
    /// Height in its own pixels.
    pub height: u32,
}

/// The result of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptResult {
    /// The course's address.
    pub course_slug: String,
    /// The course's title.
    pub course_title: String,
    /// Staff or pupils.
    pub audience: AudienceKind,
    /// The attempt.
    pub past: PastAttempt,
    /// Per cent that pass.
    pub pass_mark: u8,
    /// Whether another attempt may be made.
    pub may_try_again: bool,
    /// The questions with feedback; `None` where the course does not show it, or not yet.
    pub questions: Option<Vec<AnsweredQuestion>>,
}

/// A question of a submitted attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// What was asked, as HTML.
    pub prompt: String,
    /// The learner's answer in words, as HTML; empty for none.
    pub answer: Vec<String>,
    /// Tenths of a per cent of the full mark; `None` while a person has it to mark.
    pub credit_tenths: Option<i32>,
    /// Whether it asked something.
    pub counts: bool,
    /// Feedback to the answer, as HTML.
    pub feedback: Vec<String>,
    /// Feedback to the question, as HTML.
    pub general_feedback: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_an_answer_comes_back_from_json() {
        let parts = Parts::from([(0, vec!["1".to_owned()]), (3, vec![])]);
        let all = [
            Kept::Saved { sequence: 1 },
            Kept::Newer { sequence: 2, parts: parts.clone() },
            Kept::Differs { sequence: 3, parts },
        ];
        for kept in all {
            let json = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<Kept>(&json).unwrap(), kept, "{json}");
        }
    }
}
