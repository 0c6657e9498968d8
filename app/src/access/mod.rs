//! Signing in and out, setting up.

pub mod api;
pub mod privacy;
pub mod setup_page;
pub mod sign_in_page;
