//! Schools and their people: lists, rosters in and out, classes, organisations, teams.

pub mod api;
#[cfg(feature = "ssr")]
mod back;
pub mod classes;
pub mod export_links;
pub mod import;
pub mod list_page;
mod many_choice;
mod many_confirm;
pub mod many_page;
pub mod many_print;
pub mod merge_page;
pub mod new_person_page;
pub mod organisations;
mod parts;
pub mod person_page;
pub mod tasks;
pub mod team_page;
#[cfg(feature = "ssr")]
pub mod template_guide;
