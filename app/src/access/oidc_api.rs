//! Server functions about the identity provider.

use crate::error::AppError;
use domain::access::oidc::OidcForm;
use leptos::prelude::*;

/// What the button of the provider says; nothing when this way in is not open.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "oidc_label")]
pub async fn provider_label() -> Result<Option<String>, AppError> {
    let _anyone = crate::door::anyone();
    Ok(services::access::oidc::oidc_label(&crate::door::store()).await?)
}

/// The provider's settings, without the secret.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "oidc_form")]
pub async fn provider_form() -> Result<OidcForm, AppError> {
    let office = crate::door::viewer()?.office()?;
    Ok(services::access::oidc::oidc_form(&crate::door::store(), &office).await?)
}

/// Keeps the provider's settings and, when the way in is open, asks the provider whether it is there.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "keep_oidc_form")]
pub async fn keep_provider(
    label: String,
    issuer: String,
    client_id: String,
    client_secret: String,
    domains: String,
    #[server(default)] enabled: Option<String>,
    #[server(default)] trusts_unverified: Option<String>,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use services::access::oidc;
    let office = door::viewer()?.office()?;
    let store = door::store();
    let form = OidcForm {
        enabled: enabled.is_some(),
        label: label.clone(),
        issuer: issuer.clone(),
        client_id: client_id.clone(),
        has_secret: false,
        domains: domains.split([',', ';', ' ', '\n']).map(str::to_owned).collect(),
        trusts_unverified: trusts_unverified.is_some(),
    };
    let is_open = form.enabled;
    let kept = oidc::keep_oidc_form(&store, &door::secrets(), &office, form, &client_secret, door::now()).await;
    let outcome = match kept {
        Ok(()) if is_open => oidc::check_provider(&store, &office).await,
        other => other,
    };
    let word = match outcome.map_err(AppError::from) {
        Ok(()) => Problem::Done,
        Err(AppError::Invalid(problem)) => {
            door::keep_form(
                "provider",
                &[("label", &label), ("issuer", &issuer), ("client_id", &client_id), ("domains", &domains)],
            );
            problem
        }
        Err(error) => return Err(error),
    };
    leptos_axum::redirect(&format!("/settings/oidc?problem={}", word.as_str()));
    Ok(())
}
