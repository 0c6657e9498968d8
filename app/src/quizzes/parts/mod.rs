//! What only the pages of quizzes use.

pub mod player;
pub mod question;
