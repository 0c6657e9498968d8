//! Rosters as files to take along, and empty ones to fill in.

use super::Door;
use app::{
    door::{SignedIn, locale},
    error::AppError,
    people::template_guide::template_guide,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{calendar::day_of, people::roster::RosterKind};
use leptos_i18n::td_string;
use services::{
    access::Viewer,
    people::{RosterFormat, SentFile, export_oneroster, export_roster, export_school_roster, roster_template},
};

/// Schools, staff or pupils of the office's whole node: `schools.xlsx`, `staff.csv` …
///
/// **Permissions**: office.
pub async fn office_roster(
    State(door): State<Door>,
    Extension(signed_in): Extension<SignedIn>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let office = viewer(signed_in)?.office()?;
        let (kind, format) = asked_for(&file)?;
        let house = &door.house;
        Ok(export_roster(&house.store, &office, kind, format, house.clock.now()).await?)
    };
    answered(answer.await, &uri, &headers)
}

/// All of the office's node as a OneRoster 1.2 archive.
///
/// **Permissions**: office.
pub async fn oneroster(
    State(door): State<Door>,
    Extension(signed_in): Extension<SignedIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let office = viewer(signed_in)?.office()?;
        Ok(export_oneroster(&door.house.store, &office, door.house.clock.now()).await?)
    };
    answered(answer.await, &uri, &headers)
}

/// Staff or pupils of one school.
///
/// **Permissions**: whoever leads the school: office, principal, coordinator.
pub async fn school_roster(
    State(door): State<Door>,
    Extension(signed_in): Extension<SignedIn>,
    Path((code, file)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let (store, now) = (&door.house.store, door.house.clock.now());
        let lead = viewer(signed_in)?.leads(store, &code, day_of(now)).await?;
        match asked_for(&file)? {
            (RosterKind::Schools, _) => Err(AppError::NotFound),
            (kind, format) => Ok(export_school_roster(store, &lead, kind, format, now).await?),
        }
    };
    answered(answer.await, &uri, &headers)
}

/// An empty roster with its headings and, as a workbook, a sheet that explains them.
///
/// **Permissions**: anyone signed in; there is nobody's name in it.
pub async fn template(
    State(door): State<Door>,
    Extension(signed_in): Extension<SignedIn>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = || {
        viewer(signed_in)?;
        let (kind, format) = asked_for(&file)?;
        let guide = template_guide(locale(&headers), kind);
        Ok(roster_template(kind, format, &guide, door.house.clock.now())?)
    };
    answered(answer(), &uri, &headers)
}

fn viewer(SignedIn(viewer): SignedIn) -> Result<Viewer, AppError> {
    viewer.ok_or(AppError::NotSignedIn)
}

fn asked_for(file: &str) -> Result<(RosterKind, RosterFormat), AppError> {
    let (kind, extension) = file.split_once('.').ok_or(AppError::NotFound)?;
    let kind = match kind {
        "schools" => RosterKind::Schools,
        "staff" => RosterKind::Staff,
        "pupils" => RosterKind::Pupils,
        _ => return Err(AppError::NotFound),
    };
    let formats = [RosterFormat::Csv, RosterFormat::Xlsx];
    let format = formats.into_iter().find(|format| format.extension() == extension);
    format.map(|format| (kind, format)).ok_or(AppError::NotFound)
}

fn answered(answer: Result<SentFile, AppError>, uri: &Uri, headers: &HeaderMap) -> Response {
    let error = match answer {
        Ok(file) => return sent(file),
        Err(error) => error,
    };
    let locale = locale(headers);
    let (status, text) = match &error {
        AppError::NotSignedIn => return to_sign_in(uri),
        AppError::Forbidden => (StatusCode::FORBIDDEN, td_string!(locale, problems.forbidden).to_owned()),
        AppError::NotFound | AppError::Invalid(_) => {
            (StatusCode::NOT_FOUND, td_string!(locale, problems.not_found).to_owned())
        }
        AppError::Busy => (StatusCode::SERVICE_UNAVAILABLE, td_string!(locale, signin.busy).to_owned()),
        AppError::Internal { reference } => {
            (StatusCode::INTERNAL_SERVER_ERROR, td_string!(locale, problems.internal, reference = reference.as_str()))
        }
    };
    (status, format!("{text}\n")).into_response()
}

/// Leads to the door, and back here afterwards.
fn to_sign_in(uri: &Uri) -> Response {
    let mut way = Redirect::to(&format!("/sign-in?next={}", encoded(&uri.to_string()))).into_response();
    // As the pages do: found elsewhere for now.
    *way.status_mut() = StatusCode::FOUND;
    way
}

fn sent(file: SentFile) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&file.name));
    let Ok(disposition) = HeaderValue::from_str(&disposition) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let content_type = HeaderValue::from_static(file.content_type);
    ([(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, disposition)], file.content).into_response()
}

/// Percent-encoding of all but what RFC 8187 and RFC 3986 leave alone.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
