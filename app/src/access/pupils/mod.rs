//! How pupils sign in, and what their teacher does for it.

pub mod api;
pub mod board_page;
pub mod cards_page;
pub mod class_page;
mod parts;
pub mod pupil_page;
pub mod teacher_api;
pub mod teacher_page;
