//! What only the pages of quizzes use.

pub mod fields;
pub mod gaps;
pub mod picture;
pub mod player;
pub mod question;
