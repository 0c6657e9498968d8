//! The tree of organisations.

pub mod api;
mod forms;
mod merge;
pub mod organisation_page;
pub mod organisations_page;
mod tree;
