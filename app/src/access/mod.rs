//! Signing in and out, looking after accounts, who may do what, and who did what.

pub mod api;
pub mod audit_api;
pub mod audit_page;
mod audit_values;
pub mod audit_words;
pub mod forgotten_page;
pub mod me_page;
pub mod oidc_api;
pub mod oidc_page;
pub mod parts;
pub mod password_page;
pub mod person_access_page;
pub mod privacy;
pub mod pupils;
mod role_parts;
pub mod roles_api;
pub mod roles_page;
pub mod roles_words;
pub mod second_step_page;
pub mod sessions_page;
pub mod settings_page;
pub mod setup_page;
pub mod sign_in_page;
pub mod slip_page;
pub mod step_page;
