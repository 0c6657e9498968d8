//! The quiz of a course and its results.

pub mod api;
mod parts;
pub mod quiz_page;
pub mod result_page;
