//! A school's classes and how they go on to the next year.

pub mod api;
pub mod classes_page;
pub mod members_page;
pub mod roll_over_api;
pub mod roll_over_class;
pub mod roll_over_page;
