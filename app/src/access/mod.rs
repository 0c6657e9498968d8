//! Signing in and out, setting up, and looking after accounts.

pub mod api;
pub mod forgotten_page;
pub mod me_page;
pub mod parts;
pub mod password_page;
pub mod second_step_page;
pub mod sessions_page;
pub mod settings_page;
pub mod setup_page;
pub mod sign_in_page;
pub mod slip_page;
pub mod step_page;
