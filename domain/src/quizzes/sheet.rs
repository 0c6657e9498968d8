//! What a learner sees of a quiz. Nothing here says which answer is right before its time.

use super::{Outcome, Score};
use crate::{courses::AudienceKind, ids::AttemptId};
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
    /// The score.
    pub score: Score,
    /// Whether it passed.
    pub outcome: Outcome,
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
}

impl QuizSheet {
    /// How many questions have an answer.
    pub fn answered(&self) -> usize {
        self.questions.iter().filter(|question| question.answered).count()
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
    pub fields: Vec<String>,
    /// Whether it is answered whole.
    pub answered: bool,
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
    /// A word or a few.
    ShortAnswer,
    /// A number.
    Numeric,
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
    /// Tenths of a per cent of the full mark.
    pub credit_tenths: i32,
    /// Feedback to the answer, as HTML.
    pub feedback: Vec<String>,
    /// Feedback to the question, as HTML.
    pub general_feedback: Option<String>,
}
