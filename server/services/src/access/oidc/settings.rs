//! The office's settings of the provider.

use super::provider::{OidcError, metadata_of};
use crate::{
    Store, StoreError,
    access::{
        Office, Secrets,
        settings::{Setting, keep_setting, setting},
    },
};
use domain::{
    access::{audit_detail::SettingName, oidc::OidcForm},
    calendar::Moment,
};
use serde::{Deserialize, Serialize};

/// As they are stored: the secret is sealed by the key outside the database.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct OidcSettings {
    #[serde(flatten)]
    pub form: OidcForm,
    pub sealed_secret: String,
}

impl Setting for OidcSettings {
    const NAME: SettingName = SettingName::Oidc;
}

/// What the button on the sign-in page says; `None` when this way in is not open.
///
/// # Errors
/// When the database fails.
pub async fn oidc_label(store: &Store) -> Result<Option<String>, StoreError> {
    let form = setting::<OidcSettings>(store.read()).await?.form;
    Ok(form.enabled.then_some(form.label))
}

/// The settings, without the secret.
///
/// # Errors
/// When the database fails.
pub async fn oidc_form(store: &Store, _office: &Office) -> Result<OidcForm, StoreError> {
    Ok(setting::<OidcSettings>(store.read()).await?.form)
}

/// Keeps the settings. An empty secret leaves the one that is stored, unless the provider is another.
///
/// # Errors
/// [`OidcError::Form`] with what is wrong.
pub async fn keep_oidc_form(
    store: &Store,
    secrets: &Secrets,
    office: &Office,
    form: OidcForm,
    new_secret: &str,
    now: Moment,
) -> Result<(), OidcError> {
    let before = setting::<OidcSettings>(store.read()).await?;
    let new_secret = new_secret.trim();
    // A secret must not be sent to a provider that it was not meant for.
    let is_same_provider = before.form.issuer == form.issuer.trim();
    let sealed_secret = match (new_secret, is_same_provider) {
        ("", true) => before.sealed_secret,
        ("", false) => String::new(),
        (secret, _) => secrets.seal(secret.as_bytes()).ok_or(OidcError::Secret)?,
    };
    let form = OidcForm { has_secret: !sealed_secret.is_empty(), ..form }.checked()?;
    keep_setting(store, office.actor(), &OidcSettings { form, sealed_secret }, now).await?;
    Ok(())
}

/// Asks the provider for its discovery document, so that a wrong address shows before anybody wants to sign in.
///
/// # Errors
/// [`OidcError::Unreachable`] when there is none.
pub async fn check_provider(store: &Store, _office: &Office) -> Result<(), OidcError> {
    let settings = setting::<OidcSettings>(store.read()).await?;
    metadata_of(&settings.form).await.map(drop)
}
