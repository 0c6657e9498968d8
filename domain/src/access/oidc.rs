//! What signing in through a school's own identity provider (OpenID Connect Core 1.0) depends on.

use serde::{Deserialize, Serialize};

/// The settings as their page shows them; the client's secret is never among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcForm {
    /// Whether the way in is open.
    pub enabled: bool,
    /// What the button says, such as "Google Workspace".
    pub label: String,
    /// The provider's address, as its discovery document names it.
    pub issuer: String,
    /// Our id at the provider.
    pub client_id: String,
    /// Whether a secret is stored.
    pub has_secret: bool,
    /// Domains whose addresses are taken; empty: any.
    pub domains: Vec<String>,
    /// Whether an address counts although the provider does not say that it checked it. Right for a tenant that only
    /// holds people of one's own (Microsoft 365 leaves `email_verified` out).
    pub trusts_unverified: bool,
}

/// What is wrong with a provider's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OidcFormError {
    /// Not an https address (http is taken for this machine only).
    #[error("the issuer must be an https address")]
    BadIssuer,
    /// Something needed is not filled in.
    #[error("label, issuer, client id and secret are needed")]
    Missing,
    /// Not a domain's name.
    #[error("not a domain")]
    BadDomain,
}

impl OidcForm {
    /// Checks what somebody filled in, and writes it the one way.
    ///
    /// # Errors
    /// What is wrong first.
    pub fn checked(mut self) -> Result<Self, OidcFormError> {
        for text in [&mut self.label, &mut self.issuer, &mut self.client_id] {
            *text = text.trim().to_owned();
        }
        if !self.issuer.is_empty() && !is_safe_issuer(&self.issuer) {
            return Err(OidcFormError::BadIssuer);
        }
        let is_whole =
            !self.label.is_empty() && !self.issuer.is_empty() && !self.client_id.is_empty() && self.has_secret;
        if self.enabled && !is_whole {
            return Err(OidcFormError::Missing);
        }
        self.domains =
            self.domains.iter().map(|domain| domain.trim().to_lowercase()).filter(|d| !d.is_empty()).collect();
        let is_domain = |domain: &String| {
            domain.contains('.') && domain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        };
        if self.domains.iter().all(is_domain) { Ok(self) } else { Err(OidcFormError::BadDomain) }
    }

    /// Whether an address that a provider names may lead to an account.
    pub fn takes(&self, email: &str, is_verified: bool) -> bool {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        let is_ours = self.domains.is_empty() || domain.is_some_and(|domain| self.domains.contains(&domain));
        is_ours && (is_verified || self.trusts_unverified)
    }
}

/// Providers speak TLS; one on this machine, as tests start it, need not.
fn is_safe_issuer(issuer: &str) -> bool {
    let host = |rest: &str| rest.split(['/', ':']).next().unwrap_or_default().to_owned();
    match (issuer.strip_prefix("https://"), issuer.strip_prefix("http://")) {
        (Some(rest), _) => !host(rest).is_empty(),
        (None, Some(rest)) => matches!(host(rest).as_str(), "127.0.0.1" | "localhost"),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> OidcForm {
        OidcForm {
            enabled: true,
            label: " Google Workspace ".into(),
            issuer: "https://accounts.google.com".into(),
            client_id: "id".into(),
            has_secret: true,
            domains: vec![" Truong.Example ".into(), String::new()],
            trusts_unverified: false,
        }
    }

    #[test]
    fn settings_are_whole_before_the_way_is_open() {
        let checked = form().checked().unwrap();
        assert_eq!((checked.label.as_str(), checked.domains), ("Google Workspace", vec!["truong.example".to_owned()]));
        assert_eq!(OidcForm { has_secret: false, ..form() }.checked(), Err(OidcFormError::Missing));
        assert!(OidcForm { has_secret: false, enabled: false, ..form() }.checked().is_ok());
        assert_eq!(OidcForm { domains: vec!["không".into()], ..form() }.checked(), Err(OidcFormError::BadDomain));
    }

    #[test]
    fn a_provider_speaks_tls() {
        for issuer in ["http://accounts.google.com", "http://127.0.0.1.evil.example", "ftp://x", "https://", "google"] {
            assert_eq!(
                OidcForm { issuer: issuer.into(), ..form() }.checked(),
                Err(OidcFormError::BadIssuer),
                "{issuer}"
            );
        }
        assert!(OidcForm { issuer: "http://127.0.0.1:4000".into(), ..form() }.checked().is_ok());
    }

    #[test]
    fn only_checked_addresses_of_our_domains_lead_to_an_account() {
        let form = form().checked().unwrap();
        assert!(form.takes("lan@truong.example", true) && form.takes("lan@TRUONG.example", true));
        assert!(!form.takes("lan@truong.example", false), "not checked by the provider");
        assert!(!form.takes("lan@evil.example", true) && !form.takes("lan@evil.example@x", true));
        assert!(OidcForm { trusts_unverified: true, ..form }.takes("lan@truong.example", false));
    }
}
