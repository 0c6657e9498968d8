//! Server functions of the room `access`.

use crate::error::AppError;
use leptos::prelude::*;

/// Signs in and leads on; wrong credentials lead back with a word about it.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "sign_in")]
pub async fn sign_in(username: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    use crate::door;
    use services::access::{self, AccessError};
    let anyone = door::anyone();
    match access::sign_in(&door::store(), anyone, &username, &password, &door::browser(false), door::now()).await {
        Ok(session) => {
            door::give_session(&session);
            leptos_axum::redirect(if is_own_address(&next) { &next } else { "/" });
            Ok(())
        }
        Err(AccessError::WrongPassword) => {
            door::keep_form(&[("username", &username)]);
            let query = if is_own_address(&next) { &next } else { "" };
            let query = serde_qs::to_string(
                &[("problem", "wrong_password"), ("next", query)]
                    .into_iter()
                    .collect::<std::collections::BTreeMap<_, _>>(),
            );
            leptos_axum::redirect(&format!("/sign-in?{}", query.unwrap_or_default()));
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
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
            door::keep_form(&[("organisation", &organisation), ("full_name", &full_name), ("username", &username)]);
            leptos_axum::redirect(&format!("/setup?problem={}", problem.as_str()));
            Ok(())
        }
        Err(error) => Err(error),
    }
}
