//! Rosters coming in: upload, columns, preview, and what became of them.

pub mod api;
pub mod columns_page;
mod confirming;
pub mod import_page;
mod parts;
pub mod upload_page;
pub mod words;
