//! The office's dashboard, a school, a class.

pub mod api;
pub mod class_page;
pub mod office_page;
mod parts;
pub mod school_page;
