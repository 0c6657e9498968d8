//! The audit log as a file.

use super::Door;
use app::{
    access::audit_words,
    door::{SignedIn, locale},
    error::AppError,
};
use axum::{
    Extension,
    extract::{OriginalUri, Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::audit::{AuditQuery, MOST_EXPORTED},
    calendar::day_of,
};
use services::{
    access::{AccessError, Auditor, Viewer, export_audit},
    csv::Table,
};

/// The log of the viewer's node and of all below, filtered as the page is.
///
/// **Permissions**: office and office viewer.
pub async fn office(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    OriginalUri(here): OriginalUri,
    Query(query): Query<AuditQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(viewer) = viewer else { return to_the_door(here.path()) };
    export(&door, viewer.audits(), &query, &headers).await
}

/// The log of a school.
///
/// **Permissions**: the school's principal; office and office viewer above it.
pub async fn school(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    OriginalUri(here): OriginalUri,
    Path(code): Path<String>,
    Query(query): Query<AuditQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(viewer) = viewer else { return to_the_door(here.path()) };
    let auditor = of_school(&door, &viewer, &code).await;
    export(&door, auditor, &query, &headers).await
}

async fn of_school(door: &Door, viewer: &Viewer, code: &str) -> Result<Auditor, AccessError> {
    viewer.audits_school(&door.house.store, code, day_of(door.house.clock.now())).await
}

/// Whoever is not signed in comes back to the page that has the link.
fn to_the_door(path: &str) -> Response {
    let page = path.trim_end_matches("/export.csv").replace('/', "%2F");
    Redirect::to(&format!("/sign-in?next={page}")).into_response()
}

async fn export(
    door: &Door,
    auditor: Result<Auditor, AccessError>,
    query: &AuditQuery,
    headers: &HeaderMap,
) -> Response {
    let (locale, now) = (locale(headers), door.house.clock.now());
    let auditor = match auditor {
        Ok(auditor) => auditor,
        Err(error) => return refused(error),
    };
    let mut table = Table::of_texts(&audit_words::headings(locale));
    let take = |line| table.row(audit_words::cells(locale, &line));
    let exported = match export_audit(&door.house.store, &auditor, &query.filter(), now, take).await {
        Ok(exported) => exported,
        Err(error) => return refused(error),
    };
    if exported.is_cut {
        table.row(&[audit_words::export_cut(locale, &MOST_EXPORTED.to_string())]);
    }
    let name = format!("attachment; filename=\"audit-{}.csv\"", day_of(now));
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, table.into_text()).into_response()
}

fn refused(error: AccessError) -> Response {
    let (status, text) = match AppError::from(error) {
        AppError::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in".to_owned()),
        AppError::Forbidden => (StatusCode::FORBIDDEN, "forbidden".to_owned()),
        AppError::NotFound => (StatusCode::NOT_FOUND, "not_found".to_owned()),
        other => (StatusCode::INTERNAL_SERVER_ERROR, other.to_string()),
    };
    (status, text).into_response()
}
