//! Handlers beside the pages of `app`.

use super::Door;
use app::door::SignedIn;
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use services::{access, courses, people};

/// Leads everybody to where their work is.
pub async fn start(State(door): State<Door>, Extension(SignedIn(viewer)): Extension<SignedIn>) -> Response {
    let Some(viewer) = viewer else {
        let is_set_up = matches!(access::installation(&door.house.store).await, Ok(Some(_)));
        return Redirect::to(if is_set_up { "/sign-in" } else { "/setup" }).into_response();
    };
    let way = if viewer.office_node().is_some() {
        "/office"
    } else if viewer.leads_a_school() {
        "/school"
    } else if viewer.learner().is_ok() {
        "/learn"
    } else {
        "/sign-in"
    };
    Redirect::to(way).into_response()
}

/// Leads to the page of the viewer's own school.
pub async fn own_school(State(door): State<Door>, Extension(SignedIn(viewer)): Extension<SignedIn>) -> Response {
    let school = viewer.and_then(|viewer| viewer.own_school());
    let code = match school {
        Some(school) => people::school_code(&door.house.store, school).await.ok().flatten(),
        None => None,
    };
    match code {
        Some(code) => Redirect::to(&format!("/school/{code}")).into_response(),
        None => Redirect::to("/").into_response(),
    }
}

/// The short way from a QR on the board to the names of the class. **Permissions**: anyone; the number is checked there.
pub async fn lesson(Path(number): Path<String>) -> Redirect {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { Redirect::to("/class") } else { Redirect::to(&format!("/class/{digits}")) }
}

/// A picture or other file of a course. **Permissions**: anyone signed in.
pub async fn media(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    Path((digest, _name)): Path<(String, String)>,
) -> Response {
    if viewer.is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(file) = courses::media(&door.house.store, &door.house.files, &digest).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let content_type =
        HeaderValue::from_str(&file.content_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, content_type),
        // The address holds the content's digest, so it never changes.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable")),
        // An SVG opened by itself must not run anything.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        ),
    ];
    (headers, file.content).into_response()
}

/// The scanned founding decision of a school's team. **Permissions**: whoever sees the whole school.
pub async fn scanned_decision(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    Path(code): Path<String>,
) -> Response {
    let Some(viewer) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    let (store, today) = (&door.house.store, domain::calendar::day_of(door.house.clock.now()));
    let visitor = match viewer.visits(store, &code, today).await {
        Ok(visitor) => visitor,
        Err(access::AccessError::Forbidden) => return StatusCode::FORBIDDEN.into_response(),
        Err(_) => return StatusCode::NOT_FOUND.into_response(),
    };
    let Ok((kind, content)) = people::scanned_decision(store, &door.house.files, &visitor).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let name = format!("inline; filename=\"quyet-dinh-{}.{}\"", visitor.school(), kind.extension());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.content_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("inline"))),
        // What somebody uploaded must not run anything.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    (headers, content).into_response()
}

/// The product's own "not found" page.
pub async fn not_found(State(door): State<Door>, request: Request<Body>) -> Response {
    let options = door.options.clone();
    let handler =
        leptos_axum::render_app_async_with_context(move || door.provide(), move || app::shell(options.clone()));
    handler(request).await.into_response()
}

/// Whether the server and its database answer.
pub async fn health(State(door): State<Door>) -> Response {
    match door.house.store.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database\n").into_response()
        }
    }
}
