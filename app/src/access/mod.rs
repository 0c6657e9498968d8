//! Signing in and out, setting up.

pub mod api;
pub mod oidc_api;
pub mod oidc_page;
pub mod pupils;
pub mod privacy;
pub mod setup_page;
pub mod sign_in_page;
