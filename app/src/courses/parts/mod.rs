//! What only the pages of courses use.

pub mod reader;
pub mod standing;
