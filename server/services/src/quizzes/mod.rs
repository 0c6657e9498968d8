//! Quizzes: banks, attempts, responses, results.

mod attempt;
mod bank;
pub mod entity;
mod lobby;
mod result;
mod sheet;
mod shown;

pub use attempt::{
    Fields, Submission, model_fields, save_late_responses, save_responses, start_attempt, submit_attempt,
};
pub(crate) use bank::insert_bank;
pub use lobby::quiz_lobby;
pub use result::attempt_result;

use crate::{StoreError, courses::CourseError};
use domain::quizzes::response::ResponseError;

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
