//! Signing in and out, setting up, who may do what, and who did what.

pub mod api;
pub mod oidc_api;
pub mod oidc_page;
pub mod pupils;
pub mod privacy;
pub mod audit_api;
pub mod audit_page;
pub mod audit_words;
pub mod person_access_page;
mod role_parts;
pub mod roles_api;
pub mod roles_page;
pub mod roles_words;
pub mod setup_page;
pub mod sign_in_page;
