//! Questions that come from other programs and go to them.

mod archive;
mod export;
mod read;
mod take;

pub use export::{ExportedQuestions, QuestionFormat, export_questions};
pub use read::{FileOfQuestions, QuestionsLeftOut, QuestionsProblem};
pub use take::{QuestionOutcome, QuestionsTaken, import_questions};

use crate::StoreError;

/// Why questions are not taken in, or cannot be given out.
#[derive(Debug, thiserror::Error)]
pub enum InterchangeError {
    /// No course has this address, or none with a quiz.
    #[error("no course with a quiz is called {0}")]
    NoSuchCourse(String),
    /// The course has no text in this language.
    #[error("the course has no texts in the language {0}")]
    NoSuchLanguage(String),
    /// All that is wrong with the files. Nothing was taken.
    #[error("{} problems in the files", .0.len())]
    Problems(Vec<QuestionsProblem>),
    /// A file cannot be kept.
    #[error("cannot write the data folder: {0}")]
    Files(#[from] std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for InterchangeError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
