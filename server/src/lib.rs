//! The house door of Tiến Độ: command line, settings, HTTP.

pub mod cli;
pub mod commands;
pub mod http;
pub mod jobs;
pub mod settings;
