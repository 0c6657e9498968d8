//! Signing in through a school's own identity provider: OpenID Connect Core 1.0, authorization code flow with PKCE.
//!
//! An identity (issuer and subject) is joined to an account the first time by an e-mail address that the roster knows;
//! from then on the identity counts, whatever becomes of the address.

mod account;
mod provider;
mod settings;

pub use provider::{Answer, OidcError, Pending, begin_oidc, finish_oidc};
pub use settings::{check_provider, keep_oidc_form, oidc_form, oidc_label};
