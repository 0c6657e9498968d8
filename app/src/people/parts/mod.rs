//! Parts of the pages about people.

pub mod fields;
pub mod names;
pub mod person_forms;
pub mod search_box;
pub mod tick_all;
