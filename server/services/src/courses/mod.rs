//! Courses: taking packs in, what is in force on a day, and reading lessons.

pub mod entity;
mod force;
mod lesson;
pub mod markdown;
mod pack;
mod take;

pub use force::{CourseInForce, audience_of, in_force};
pub(crate) use lesson::media_addresses;
pub use lesson::{
    LessonState, MediaFile, course_for, lesson_page, lesson_states, lessons_of, mark_done, media, note_position,
};
pub use markdown::Labels;
pub(crate) use pack::content_type;
pub use pack::{LessonTexts, Pack, PackProblem, PackProblemKind, read_pack};
pub use take::{TakeError, Taken, import_course};

use crate::StoreError;

/// What can go wrong when somebody reads a course.
#[derive(Debug, thiserror::Error)]
pub enum CourseError {
    /// No such course or lesson for this person.
    #[error("not found")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for CourseError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
