//! What is held on oneself, and the office's settings.

pub mod api;
mod lines;
pub mod my_data_page;
pub mod settings_page;
mod texts;
