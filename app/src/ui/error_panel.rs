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
            let (here, was_refused) = without_marks(&here);
            let mut query = std::collections::BTreeMap::from([("next", here.as_str())]);
            if was_refused {
                query.insert("problem", crate::error::Problem::SessionEnded.as_str());
            }
            leptos_axum::redirect(&format!("/sign-in?{}", serde_qs::to_string(&query).unwrap_or_default()));
        }
        AppError::Forbidden => set_status(StatusCode::FORBIDDEN),
        AppError::NotFound => set_status(StatusCode::NOT_FOUND),
        AppError::Busy => set_status(StatusCode::SERVICE_UNAVAILABLE),
        AppError::Invalid(_) => set_status(StatusCode::UNPROCESSABLE_ENTITY),
        AppError::Internal { .. } => set_status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// An address without the marks that a refused form leaves in it, and whether it had any.
#[cfg(feature = "ssr")]
fn without_marks(address: &str) -> (String, bool) {
    let Some((path, query)) = address.split_once('?') else { return (address.to_owned(), false) };
    let is_mark = |pair: &&str| matches!(pair.split('=').next(), Some("__path" | "__err"));
    let (marks, kept): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_mark);
    let address = if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) };
    (address, !marks.is_empty())
}

#[cfg(not(feature = "ssr"))]
fn answer_with(_error: &AppError) {}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::without_marks;

    #[test]
    fn whoever_comes_back_finds_the_page_and_not_its_refusal() {
        let of = |address: &str| without_marks(address);
        assert_eq!(of("/people"), ("/people".to_owned(), false));
        assert_eq!(of("/people?q=a&page=2"), ("/people?q=a&page=2".to_owned(), false));
        assert_eq!(of("/people?q=a&__path=%2Fapi&__err=x"), ("/people?q=a".to_owned(), true));
        assert_eq!(of("/people?__path=%2Fapi&__err=x"), ("/people".to_owned(), true));
    }
}
