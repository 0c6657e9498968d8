//! My courses, a course, a lesson.

pub mod api;
pub mod course_page;
pub mod lesson_page;
mod parts;
pub mod shelf_page;
