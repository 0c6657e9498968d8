//! Schools and their people: lists, rosters in and out, classes, organisations, teams.

#[cfg(feature = "ssr")]
mod back;
pub mod classes;
pub mod export_links;
pub mod import;
pub mod organisations;
#[cfg(feature = "ssr")]
pub mod template_guide;
