//! What is said between us and the provider.

use super::{account::account_of, settings::OidcSettings};
use crate::{
    Store, StoreError,
    access::{AccessError, Anyone, Browser, Secrets, SignIn, settings::setting, sign_in::after_first_step},
};
use chrono::TimeDelta;
use domain::{
    access::oidc::{OidcForm, OidcFormError},
    calendar::Moment,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims},
    reqwest,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// So long somebody may take at the provider's pages.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// Why nobody was signed in through the provider.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// This way in is not open.
    #[error("not set up")]
    NotSetUp,
    /// The settings are wrong.
    #[error(transparent)]
    Form(#[from] OidcFormError),
    /// The provider does not answer, or not as a provider does.
    #[error("the provider does not answer: {0}")]
    Unreachable(String),
    /// What came back belongs to no sign-in that began here, or too long ago.
    #[error("no such sign-in is under way")]
    NotUnderWay,
    /// The provider said no, or its answer does not hold.
    #[error("the provider's answer does not hold: {0}")]
    Refused(String),
    /// The provider names no address that it checked, or none of our domains.
    #[error("no address that counts")]
    NoAddress,
    /// No member of staff has this address.
    #[error("nobody here has this address")]
    Unknown,
    /// The stored secret cannot be read with this installation's key.
    #[error("the client's secret cannot be read")]
    Secret,
    /// Signing in failed.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A sign-in under way, kept by the browser in a sealed cookie until the provider leads back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    state: String,
    nonce: String,
    verifier: String,
    until: Moment,
    /// Where to go afterwards.
    pub next: String,
}

impl Pending {
    /// For the cookie.
    pub fn seal(&self, secrets: &Secrets) -> Option<String> {
        secrets.seal(&serde_json::to_vec(self).ok()?)
    }

    /// From the cookie.
    pub fn open(secrets: &Secrets, sealed: &str) -> Option<Self> {
        serde_json::from_slice(&secrets.open(sealed)?).ok()
    }
}

/// What the provider led back with.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    /// To be exchanged for who it is.
    #[serde(default)]
    pub code: String,
    /// The state that was sent.
    #[serde(default)]
    pub state: String,
    /// Why not, in the provider's word.
    #[serde(default)]
    pub error: String,
}

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

fn unreachable(error: impl std::fmt::Display) -> OidcError {
    OidcError::Unreachable(error.to_string())
}

fn refused(error: impl std::fmt::Display) -> OidcError {
    OidcError::Refused(error.to_string())
}

fn http() -> Result<reqwest::Client, OidcError> {
    // A provider that redirects us could lead us anywhere.
    let builder = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none());
    builder.timeout(Duration::from_secs(10)).build().map_err(unreachable)
}

pub(super) async fn metadata_of(form: &OidcForm) -> Result<CoreProviderMetadata, OidcError> {
    let issuer = IssuerUrl::new(form.issuer.clone()).map_err(unreachable)?;
    CoreProviderMetadata::discover_async(issuer, &http()?).await.map_err(unreachable)
}

async fn client(secrets: &Secrets, settings: &OidcSettings, lead_back_to: &str) -> Result<Client, OidcError> {
    let metadata = metadata_of(&settings.form).await?;
    let secret = secrets.open(&settings.sealed_secret).and_then(|secret| String::from_utf8(secret).ok());
    let secret = ClientSecret::new(secret.ok_or(OidcError::Secret)?);
    let redirect = RedirectUrl::new(lead_back_to.to_owned()).map_err(unreachable)?;
    let id = ClientId::new(settings.form.client_id.clone());
    Ok(CoreClient::from_provider_metadata(metadata, id, Some(secret)).set_redirect_uri(redirect))
}

async fn open_settings(store: &Store) -> Result<OidcSettings, OidcError> {
    let settings = setting::<OidcSettings>(store.read()).await?;
    if settings.form.enabled { Ok(settings) } else { Err(OidcError::NotSetUp) }
}

/// Where to send the browser, and what it keeps until it comes back to `lead_back_to`.
///
/// # Errors
/// [`OidcError::NotSetUp`] or [`OidcError::Unreachable`].
pub async fn begin_oidc(
    store: &Store,
    secrets: &Secrets,
    _caller: Anyone,
    lead_back_to: &str,
    next: &str,
    now: Moment,
) -> Result<(String, Pending), OidcError> {
    let client = client(secrets, &open_settings(store).await?, lead_back_to).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    let pending = Pending {
        state: state.into_secret(),
        nonce: nonce.secret().clone(),
        verifier: verifier.into_secret(),
        until: now + PATIENCE,
        next: next.to_owned(),
    };
    Ok((address.to_string(), pending))
}

/// Who the provider says it is.
pub(super) struct Identity {
    pub issuer: String,
    pub subject: String,
    /// The address, if it counts.
    pub email: Option<String>,
}

/// Signs in whoever the provider says it is: by the identity if it is known, else by the address that the roster has.
/// Whoever has a second step here takes it here, too.
///
/// # Errors
/// As [`OidcError`] says; each is one word to the reader, and the cause goes to the log.
pub async fn finish_oidc(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    lead_back_to: &str,
    (pending, answer): (Option<Pending>, Answer),
    browser: &Browser,
    now: Moment,
) -> Result<SignIn, OidcError> {
    let pending = pending.filter(|pending| pending.until > now && !answer.state.is_empty());
    let pending = pending.filter(|pending| pending.state == answer.state).ok_or(OidcError::NotUnderWay)?;
    if !answer.error.is_empty() || answer.code.is_empty() {
        return Err(refused(answer.error));
    }
    let settings = open_settings(store).await?;
    let client = client(secrets, &settings, lead_back_to).await?;
    let identity = identity(&client, &settings.form, pending, answer.code).await?;
    let account = account_of(store, caller, identity, now).await?;
    Ok(after_first_step(store, caller, &account, browser, now).await?)
}

async fn identity(client: &Client, form: &OidcForm, pending: Pending, code: String) -> Result<Identity, OidcError> {
    let http = http()?;
    let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(refused)?;
    let verifier = PkceCodeVerifier::new(pending.verifier);
    let token = exchange.set_pkce_verifier(verifier).request_async(&http).await.map_err(refused)?;
    let id_token = token.id_token().ok_or_else(|| refused("no id token"))?;
    let claims = id_token.claims(&client.id_token_verifier(), &Nonce::new(pending.nonce)).map_err(refused)?;
    let mut email = claims.email().map(|email| email.as_str().to_owned());
    let mut is_verified = claims.email_verified().unwrap_or(false);
    if email.is_none()
        && let Ok(request) = client.user_info(token.access_token().clone(), Some(claims.subject().clone()))
    {
        let more: CoreUserInfoClaims = request.request_async(&http).await.map_err(refused)?;
        email = more.email().map(|email| email.as_str().to_owned());
        is_verified = more.email_verified().unwrap_or(false);
    }
    Ok(Identity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: email.filter(|email| form.takes(email, is_verified)).map(|email| email.trim().to_lowercase()),
    })
}
