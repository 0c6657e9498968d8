//! What stands in place of a page that cannot be shown.

use crate::{error::AppError, words};
use leptos::prelude::*;
use leptos_meta::Title;

/// Says what did not work and what to do. Whoever is not signed in is led to the door instead.
#[component]
pub fn ErrorPanel(error: AppError) -> impl IntoView {
    answer_with(&error);
    let (title, text) = crate::words::error(&error);
    view! {
        <Title text=title.clone()/>
        <section class="panel panel-error" role="alert">
            <h1>{title}</h1>
            <p>{text}</p>
            <p><a class="button" href="/">{words!(common.to_start)}</a></p>
        </section>
    }
}

#[cfg(feature = "ssr")]
fn answer_with(error: &AppError) {
    use crate::door::set_status;
    use axum::http::{StatusCode, request::Parts};
    match error {
        AppError::NotSignedIn => {
            let here = use_context::<Parts>().map(|parts| parts.uri.to_string()).unwrap_or_default();
            let next = serde_qs::to_string(&std::collections::BTreeMap::from([("next", here)])).unwrap_or_default();
            leptos_axum::redirect(&format!("/sign-in?{next}"));
        }
        AppError::Forbidden => set_status(StatusCode::FORBIDDEN),
        AppError::NotFound => set_status(StatusCode::NOT_FOUND),
        AppError::Busy => set_status(StatusCode::SERVICE_UNAVAILABLE),
        AppError::Invalid(_) => set_status(StatusCode::UNPROCESSABLE_ENTITY),
        AppError::Internal { .. } => set_status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

#[cfg(not(feature = "ssr"))]
fn answer_with(_error: &AppError) {}
