//! Server functions of the room `access`.

pub mod account;
pub mod forgotten;
pub mod keeping;
pub mod step;

use crate::error::AppError;
use leptos::prelude::*;

/// Signs in and leads on: to the page asked for, or to the second step. What is wrong leads back with a word about it.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "sign_in")]
pub async fn sign_in(
    username: String,
    password: String,
    #[server(default)] next: String,
    #[server(default)] shared: bool,
) -> Result<(), AppError> {
    use crate::door;
    use services::access::{self, SignIn};
    let anyone = door::anyone();
    let next = if is_own_address(&next) { next } else { String::new() };
    let browser = door::browser(shared);
    match access::begin_sign_in(&door::store(), anyone, &username, &password, &browser, door::now()).await {
        Ok(SignIn::Open(session)) => {
            door::give_session(&session);
            leptos_axum::redirect(if next.is_empty() { "/" } else { &next });
            Ok(())
        }
        Ok(SignIn::StepLeft(pending)) => {
            door::give_pending(&pending);
            leptos_axum::redirect(&with_query("/sign-in/step", &[("next", &next)]));
            Ok(())
        }
        Err(error) => {
            let shared = if shared { "true" } else { "" };
            door::keep_form("sign_in", &[("username", &username), ("shared", shared)]);
            lead_back(&with_query("/sign-in", &[("next", &next)]), error.into())
        }
    }
}

/// An address with a query of the fields that are not empty.
#[cfg(feature = "ssr")]
fn with_query(path: &str, fields: &[(&str, &str)]) -> String {
    let fields: std::collections::BTreeMap<_, _> =
        fields.iter().filter(|(_, value)| !value.is_empty()).copied().collect();
    if fields.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", serde_qs::to_string(&fields).unwrap_or_default())
}

/// Leads back to a page with a word about what is wrong with its form. What is no fault of the form stays an error.
#[cfg(feature = "ssr")]
fn lead_back(page: &str, error: AppError) -> Result<(), AppError> {
    use crate::error::Problem;
    let problem = match error {
        AppError::Invalid(problem) => problem,
        AppError::Busy => Problem::Busy,
        other => return Err(other),
    };
    lead_on(page, problem);
    Ok(())
}

/// Leads to a page with a word about what was done.
#[cfg(feature = "ssr")]
fn lead_on(page: &str, word: crate::error::Problem) {
    let sign = if page.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{page}{sign}problem={}", word.as_str()));
}

/// Whether an address leads to a page of ours and not elsewhere.
#[cfg(feature = "ssr")]
pub fn is_own_address(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && !address.contains(char::is_control)
}

/// Ends the session.
///
/// **Permissions**: anyone; without a session nothing happens.
#[server(prefix = "/api/fn", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::door;
    let parts = expect_context::<axum::http::request::Parts>();
    if let Some(token) = door::session_token(&parts.headers) {
        services::access::sign_out(&door::store(), &token).await?;
    }
    door::take_session();
    door::drop_form();
    door::clear_browser();
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Remembers the language of the pages.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "set_language")]
pub async fn set_language(language: String) -> Result<(), AppError> {
    use crate::{door, error::Problem, language::locale_from_tag};
    let _anyone = crate::door::anyone();
    let locale = locale_from_tag(&language).ok_or(AppError::Invalid(Problem::BadForm))?;
    door::remember_language(crate::language::tag(locale));
    if let Some(holder) = door::signed_in().and_then(|viewer| viewer.account_holder().ok()) {
        services::access::note_language(&door::store(), &holder, crate::language::tag(locale)).await?;
    }
    let parts = expect_context::<axum::http::request::Parts>();
    let back = parts.headers.get(axum::http::header::REFERER).and_then(|value| value.to_str().ok());
    let path = back
        .and_then(|back| back.parse::<axum::http::Uri>().ok())
        .and_then(|uri| uri.path_and_query().map(ToString::to_string));
    leptos_axum::redirect(path.as_deref().filter(|path| is_own_address(path)).unwrap_or("/"));
    Ok(())
}

/// Whether the installation has its first administrator.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "is_set_up")]
pub async fn is_set_up() -> Result<bool, AppError> {
    let _anyone = crate::door::anyone();
    Ok(services::access::installation(&crate::door::store()).await?.is_some())
}

/// Creates the office and its first administrator with the code from the console, and signs them in.
///
/// **Permissions**: anyone who holds the code, once.
#[server(prefix = "/api/fn", endpoint = "set_up")]
pub async fn set_up(
    code: String,
    organisation: String,
    full_name: String,
    username: String,
    password: String,
) -> Result<(), AppError> {
    use crate::door;
    use services::access::{self, FirstAdministrator};
    let anyone = door::anyone();
    let (store, now) = (door::store(), door::now());
    let first = FirstAdministrator {
        organisation: organisation.clone(),
        full_name: full_name.clone(),
        username: username.clone(),
        password: password.clone(),
    };
    match access::create_first_administrator(&store, anyone, &code, first, now).await.map_err(AppError::from) {
        Ok(_) => {
            let browser = door::browser(false);
            door::give_session(&access::sign_in(&store, anyone, &username, &password, &browser, now).await?);
            leptos_axum::redirect("/office");
            Ok(())
        }
        Err(AppError::Invalid(problem)) => {
            door::keep_form(
                "set_up",
                &[("organisation", &organisation), ("full_name", &full_name), ("username", &username)],
            );
            leptos_axum::redirect(&format!("/setup?problem={}", problem.as_str()));
            Ok(())
        }
        Err(error) => Err(error),
    }
}
