//! Keeping people: the list, a person, many at once, duplicates, a school's team.

pub mod api;
pub mod list_page;
pub mod many_page;
pub mod merge_page;
pub mod new_person_page;
mod parts;
pub mod person_page;
pub mod team_page;
