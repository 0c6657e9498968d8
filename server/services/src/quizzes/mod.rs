//! Quizzes: banks, attempts, responses, results.

mod asked;
mod attempt;
mod bank;
pub mod entity;
mod form;
mod interchange;
mod lobby;
mod result;
mod sheet;
mod shown;
mod submit;
mod time;

pub use attempt::start_attempt;
pub(crate) use bank::insert_bank;
pub use form::{Fields, Form};
pub use interchange::{
    ExportedQuestions, FileOfQuestions, InterchangeError, QuestionFormat, QuestionOutcome, QuestionsLeftOut,
    QuestionsProblem, QuestionsTaken, export_questions, import_questions,
};
pub use lobby::quiz_lobby;
pub use result::attempt_result;
pub use submit::{
    Sent, Submission, keep_answer, keep_late_answer, model_fields, save_late_responses, save_responses, submit_attempt,
};
pub use time::close_overdue;

use crate::{StoreError, courses::CourseError};
use domain::{calendar::Moment, quizzes::response::ResponseError};

/// What can go wrong when somebody takes a quiz.
#[derive(Debug, thiserror::Error)]
pub enum QuizError {
    /// No such course, quiz or attempt for this person.
    #[error("not found")]
    NotFound,
    /// Lessons must be done first.
    #[error("lessons must be done first")]
    LessonsLeft,
    /// No attempt is left.
    #[error("no attempt is left")]
    NoAttemptLeft,
    /// Another attempt may be started at this moment.
    #[error("the next attempt may be started at {0}")]
    WaitUntil(Moment),
    /// The time for the attempt was over at this moment.
    #[error("the time for the attempt was over at {0}")]
    TimeIsOver(Moment),
    /// Numbers of an answer that cannot be.
    #[error("an answer with numbers that cannot be")]
    NoSuchSequence,
    /// The attempt has been submitted.
    #[error("the attempt has been submitted already")]
    AlreadySubmitted,
    /// A field holds what is no answer.
    #[error("question {position}: {error}")]
    Response {
        /// Place of the question, from 0.
        position: u32,
        /// Why.
        error: ResponseError,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for QuizError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<CourseError> for QuizError {
    fn from(error: CourseError) -> Self {
        match error {
            CourseError::NotFound => Self::NotFound,
            CourseError::Store(error) => Self::Store(error),
        }
    }
}
