//! Completions and what follows from them: the learner's shelf, the school's page, the office's targets.

mod activity;
pub mod entity;
mod learn;
mod office;
mod query;
mod record;
mod school;
mod settings;

pub use activity::{NewActivity, record_activity};
pub use learn::{course_page, finish_lesson, my_courses};
pub use office::office_progress;
pub use record::{Completed, completions_of, record_completion};
pub use school::{class_progress, school_progress};
pub use settings::settings_on;

use crate::{StoreError, courses::CourseError};

/// What can go wrong when somebody asks for progress.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// No such course, school, class or lesson for this person.
    #[error("not found")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for ProgressError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<CourseError> for ProgressError {
    fn from(error: CourseError) -> Self {
        match error {
            CourseError::NotFound => Self::NotFound,
            CourseError::Store(error) => Self::Store(error),
        }
    }
}
