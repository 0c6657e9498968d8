//! What server functions find on the server: the database, the files, the clock, and who is calling.

use crate::{error::AppError, i18n::Locale, language};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use chrono::{DateTime, Utc};
use domain::{calendar::Moment, ids::PersonId, language::Language};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use services::{
    Store,
    access::{Anyone, Browser, LateLearner, NewSession, PendingSignIn, PendingToken, Secrets, SessionToken, Viewer},
    courses::Labels,
    files::Files,
    mail::Mailer,
};
use std::{net::IpAddr, sync::Arc};

/// Name of the session's cookie.
pub const SESSION_COOKIE: &str = "tiendo_session";
/// Name of the cookie that keeps a refused form's fields (never passwords) for the page that shows it again.
const FORM_COOKIE: &str = "tiendo_form";
/// Name of the cookie between the two steps of a sign-in.
const STEP_COOKIE: &str = "tiendo_step";
/// Name of the cookie that carries what is shown once, sealed, to the page that shows it.
const ONCE_COOKIE: &str = "tiendo_once";

/// Name of the cookie that keeps which class a shared computer was in last: its class code or lesson's number.
const CLASS_COOKIE: &str = "tiendo_class";

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    System,
    /// Standing still, for tests.
    Fixed(Moment),
}

impl Clock {
    /// The present moment.
    #[allow(clippy::disallowed_methods)]
    pub fn now(self) -> Moment {
        match self {
            Self::System => DateTime::<Utc>::from(std::time::SystemTime::now()),
            Self::Fixed(moment) => moment,
        }
    }
}

/// What the house door hands to every request.
#[derive(Debug, Clone)]
pub struct House {
    /// The database.
    pub store: Store,
    /// The kept files.
    pub files: Files,
    /// The time.
    pub clock: Clock,
    /// The secret outside the database.
    pub secrets: Secrets,
    /// The post office.
    pub mailer: Mailer,
    /// The address under which browsers reach us, for links in letters; without a slash at the end.
    pub base_url: Arc<str>,
    /// Whether cookies are marked `Secure`.
    pub behind_tls: bool,
}

/// The viewer as the middleware found them; `None` when nobody is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Option<Viewer>);

/// The address of the network that a request comes from, as the middleware found it.
#[derive(Debug, Clone, Copy)]
pub struct CalledFrom(pub Option<IpAddr>);

fn house() -> House {
    expect_context::<House>()
}

/// The database.
pub fn store() -> Store {
    house().store
}

/// The kept files.
pub fn files() -> Files {
    house().files
}

/// The browser of the request under way.
pub fn browser(is_shared: bool) -> Browser {
    let parts = use_context::<Parts>();
    let name = parts.and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok().map(str::to_owned));
    let former = use_context::<Parts>().and_then(|parts| session_token(&parts.headers));
    Browser { name: name.unwrap_or_default(), is_shared, former }
}

/// The post office.
pub fn mailer() -> Mailer {
    house().mailer
}

/// The address under which browsers reach us.
pub fn base_url() -> Arc<str> {
    house().base_url
}

/// The secret outside the database.
pub fn secrets() -> Secrets {
    house().secrets
}

/// Whoever is calling, signed in or not.
pub fn anyone() -> Anyone {
    let parts = use_context::<Parts>();
    Anyone::at(parts.and_then(|parts| parts.extensions.get::<CalledFrom>().and_then(|from| from.0)))
}

/// The present moment.
pub fn now() -> Moment {
    house().clock.now()
}

/// Who is calling.
///
/// # Errors
/// [`AppError::NotSignedIn`] when nobody is signed in.
pub fn viewer() -> Result<Viewer, AppError> {
    signed_in().ok_or(AppError::NotSignedIn)
}

/// Who is calling, if anyone.
pub fn signed_in() -> Option<Viewer> {
    let parts = use_context::<Parts>()?;
    parts.extensions.get::<SignedIn>().and_then(|signed_in| signed_in.0.clone())
}

/// A cookie of the request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The session token that the request brings.
pub fn session_token(headers: &HeaderMap) -> Option<SessionToken> {
    cookie(headers, SESSION_COOKIE).map(|token| SessionToken::from_cookie(&token))
}

/// The session token that the request under way brings.
pub fn own_token() -> Option<SessionToken> {
    use_context::<Parts>().and_then(|parts| session_token(&parts.headers))
}

/// A pupil whose session has ended by itself, for keeping the answers of a quiz that is still on the screen.
///
/// # Errors
/// [`AppError::NotSignedIn`] for everybody else.
pub async fn late_learner() -> Result<LateLearner, AppError> {
    let token = own_token().ok_or(AppError::NotSignedIn)?;
    services::access::pupils::late_learner(&store(), &token, now()).await?.ok_or(AppError::NotSignedIn)
}

/// The address that browsers know this server by, for QR codes: `https://tiendo.example`.
pub fn base_of(headers: &HeaderMap, behind_tls: bool) -> String {
    let is_host = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(is_host);
    format!("{}://{}", if behind_tls { "https" } else { "http" }, host.unwrap_or("localhost"))
}

/// [`base_of`] the request under way.
pub fn base_address() -> String {
    base_of(&use_context::<Parts>().map(|parts| parts.headers).unwrap_or_default(), house().behind_tls)
}

/// The language that the request asks for: the remembered choice, else Vietnamese.
pub fn locale(headers: &HeaderMap) -> Locale {
    cookie(headers, language::LANGUAGE_COOKIE).and_then(|tag| language::locale_from_tag(&tag)).unwrap_or_default()
}

/// The language of the request under way, for content.
pub fn content_language() -> Language {
    let locale = use_context::<Parts>().map(|parts| locale(&parts.headers)).unwrap_or_default();
    language::tag(locale).parse().unwrap_or_else(|_| Language::vietnamese())
}

/// Words over the blocks of a lesson, in the language of the request.
pub fn labels() -> Labels {
    let locale = use_context::<Parts>().map(|parts| self::locale(&parts.headers)).unwrap_or_default();
    let words = |text: &str| text.to_owned();
    Labels {
        note: words(leptos_i18n::td_string!(locale, courses.block_note)),
        warning: words(leptos_i18n::td_string!(locale, courses.block_warning)),
        example: words(leptos_i18n::td_string!(locale, courses.block_example)),
        ask: words(leptos_i18n::td_string!(locale, courses.block_ask)),
    }
}

/// Sets the answer's status.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Lets this page load and run what is ours and nothing else; its one inline script carries the page's nonce.
pub fn protect_page() {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), leptos::nonce::use_nonce()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn append_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(header::SET_COOKIE, value);
    }
}

fn secure() -> &'static str {
    if house().behind_tls { "; Secure" } else { "" }
}

/// The cookie that hands a browser its session.
pub fn session_cookie(session: &NewSession, behind_tls: bool) -> String {
    let secure = if behind_tls { "; Secure" } else { "" };
    format!(
        "{SESSION_COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        session.token.as_str(),
        session.lasts.num_seconds(),
    )
}

/// Hands the browser its session.
pub fn give_session(session: &NewSession) {
    append_cookie(&session_cookie(session, house().behind_tls));
}

/// Takes the browser's session away.
pub fn take_session() {
    append_cookie(&format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure()));
}

/// Asks the browser to drop what scripts have stored. Pages themselves are in no cache (`no-store`); emptying the whole
/// cache would take slow computers long, and only the program and pictures of courses are in it.
pub fn clear_browser() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
    }
}

/// What opens the names of the class that this browser was in last.
pub fn class_key() -> Option<String> {
    use_context::<Parts>().and_then(|parts| cookie(&parts.headers, CLASS_COOKIE))
}

/// Remembers for the school day which class this browser is in.
pub fn remember_class(key: &str) {
    append_cookie(&format!("{CLASS_COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200{}", secure()));
}

/// Forgets which class this browser was in.
pub fn forget_class() {
    append_cookie(&format!("{CLASS_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure()));
}

/// Forgets the fields of a refused form.
pub fn drop_form() {
    append_cookie(&format!("{FORM_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure()));
}

/// The cookie that a browser keeps until the second step of a sign-in.
pub fn pending_cookie(pending: &PendingSignIn, behind_tls: bool) -> String {
    let secure = if behind_tls { "; Secure" } else { "" };
    format!(
        "{STEP_COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        pending.token.as_str(),
        pending.lasts.num_seconds(),
    )
}

/// Hands the browser what it keeps until the second step of a sign-in.
pub fn give_pending(pending: &PendingSignIn) {
    append_cookie(&pending_cookie(pending, house().behind_tls));
}

/// What the browser keeps until the second step of a sign-in.
pub fn pending_token() -> Option<PendingToken> {
    let parts = use_context::<Parts>()?;
    cookie(&parts.headers, STEP_COOKIE).map(|token| PendingToken::from_cookie(&token))
}

/// Takes it away.
pub fn take_pending() {
    append_cookie(&format!("{STEP_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure()));
}

/// Keeps a secret that somebody is to see once, for the page that follows: sealed, for this person and purpose only.
pub fn keep_once(purpose: &str, viewer: PersonId, secret: &str) {
    if let Some(sealed) = secrets().seal(format!("{purpose}\n{viewer}\n{secret}").as_bytes()) {
        append_cookie(&format!("{ONCE_COOKIE}={sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age=300{}", secure()));
    }
}

/// The secret kept for this person and purpose; it is gone then.
pub fn take_once(purpose: &str, viewer: PersonId) -> Option<String> {
    let sealed = use_context::<Parts>().and_then(|parts| cookie(&parts.headers, ONCE_COOKIE))?;
    let kept = String::from_utf8(secrets().open(&sealed)?).ok()?;
    let secret = kept.strip_prefix(&format!("{purpose}\n{viewer}\n"))?.to_owned();
    append_cookie(&format!("{ONCE_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure()));
    Some(secret)
}

/// Remembers the language chosen, for a year.
pub fn remember_language(tag: &str) {
    append_cookie(&format!("{}={tag}; Path=/; SameSite=Lax; Max-Age=31536000{}", language::LANGUAGE_COOKIE, secure()));
}

/// Keeps a refused form's fields for the page that shows it again; `form` names the form that they belong to.
pub fn keep_form(form: &str, fields: &[(&str, &str)]) {
    let kept =
        serde_qs::to_string(&fields.iter().copied().collect::<std::collections::BTreeMap<_, _>>()).unwrap_or_default();
    append_cookie(&format!("{FORM_COOKIE}={form}:{kept}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60{}", secure()));
}

/// The fields of a form that was refused just now; they are gone then. Those of another form are left alone.
pub fn take_form(form: &str) -> std::collections::BTreeMap<String, String> {
    let kept = use_context::<Parts>().and_then(|parts| cookie(&parts.headers, FORM_COOKIE)).unwrap_or_default();
    let Some(fields) = kept.split_once(':').and_then(|(owner, fields)| (owner == form).then_some(fields)) else {
        return std::collections::BTreeMap::new();
    };
    drop_form();
    serde_qs::from_str(fields).unwrap_or_default()
}

/// A random number, for drawing and shuffling questions.
pub fn chance() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
