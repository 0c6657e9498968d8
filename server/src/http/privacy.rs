//! What is held on a person, as a file.

use super::{Door, api::problem};
use app::{
    door::{SignedIn, locale},
    error::AppError,
    language::tag,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{access::held::PersonHeld, calendar::day_of, ids::PersonId, language::Language};
use services::access::{AccessError, take_out_data_of, take_out_my_data};

/// What is held on the caller. **Permissions**: anyone signed in, about themselves.
pub async fn my_data(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    headers: HeaderMap,
) -> Response {
    let Some(viewer) = viewer else { return problem(StatusCode::UNAUTHORIZED, "not_signed_in") };
    let now = door.house.clock.now();
    let held = take_out_my_data(&door.house.store, &viewer.oneself(), &language(&headers), now).await;
    answer(held, "me", day_of(now))
}

/// What is held on a person, for that person or their parents. **Permissions**: the office above the person's school,
/// and its principal.
pub async fn data_of(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    Path(person): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(viewer) = viewer else { return problem(StatusCode::UNAUTHORIZED, "not_signed_in") };
    let Ok(id) = person.parse::<PersonId>() else { return problem(StatusCode::NOT_FOUND, "not_found") };
    let (store, now) = (&door.house.store, door.house.clock.now());
    let held = match viewer.keeps(store, id, day_of(now)).await {
        Ok(keeper) => take_out_data_of(store, &keeper, &language(&headers), now).await,
        Err(error) => Err(error),
    };
    answer(held, &id.to_string(), day_of(now))
}

fn language(headers: &HeaderMap) -> Language {
    tag(locale(headers)).parse().unwrap_or_else(|_| Language::vietnamese())
}

/// A file to be saved. Its name holds no name of a person: it may lie in a folder that others see.
fn answer(held: Result<PersonHeld, AccessError>, whose: &str, day: NaiveDate) -> Response {
    let json = match held.map_err(AppError::from) {
        Ok(held) => serde_json::to_string_pretty(&held),
        Err(AppError::Forbidden) => return problem(StatusCode::FORBIDDEN, "forbidden"),
        Err(AppError::NotFound) => return problem(StatusCode::NOT_FOUND, "not_found"),
        Err(other) => return problem(StatusCode::INTERNAL_SERVER_ERROR, &other.to_string()),
    };
    let Ok(json) = json else { return problem(StatusCode::INTERNAL_SERVER_ERROR, "unwritable") };
    let name = format!("attachment; filename=\"tiendo-data-{whose}-{day}.json\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, json).into_response()
}
