//! The REST API, version 1.

use super::Door;
use app::{door::SignedIn, error::AppError};
use axum::{
    Extension, Json,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{
    calendar::day_of,
    progress::{
        Percent, Rate, Standing,
        figures::{OfficeProgress, SchoolLine, TargetFigure},
    },
};
use serde::{Deserialize, Serialize};
use services::progress::office_progress;

/// What may be asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The day of all figures; today if not given.
    as_of: Option<NaiveDate>,
}

/// A rate: `rate` is rounded down to one decimal and null when nobody is in scope; `n` and `d` are exact.
#[derive(Debug, Serialize)]
struct RateBody {
    n: u64,
    d: u64,
    rate: Option<String>,
    met: Option<bool>,
    still_needed: u64,
}

impl RateBody {
    fn of(rate: Rate, target: Percent) -> Self {
        let met = match rate.standing(target) {
            Standing::Met => Some(true),
            Standing::NotMet => Some(false),
            Standing::NoOneInScope => None,
        };
        Self {
            n: rate.n(),
            d: rate.d(),
            rate: rate.tenths().map(|_| rate.to_string()),
            met,
            still_needed: rate.still_needed(target),
        }
    }
}

#[derive(Debug, Serialize)]
struct SchoolBody {
    code: String,
    name: String,
    level: String,
    staff_trained: RateBody,
    pupils_completed: RateBody,
    teaches: bool,
    has_team: bool,
}

#[derive(Debug, Serialize)]
struct ProgressBody {
    as_of: NaiveDate,
    target_percent: u8,
    schools_teach: RateBody,
    schools_with_team: RateBody,
    staff_trained: RateBody,
    pupils_completed: RateBody,
    schools: Vec<SchoolBody>,
}

impl From<OfficeProgress> for ProgressBody {
    fn from(progress: OfficeProgress) -> Self {
        let settings = progress.settings;
        let figure = |figure: TargetFigure| RateBody::of(figure.rate, settings.target);
        let school = |school: SchoolLine| SchoolBody {
            staff_trained: RateBody::of(school.facts.staff, settings.target),
            pupils_completed: RateBody::of(school.facts.pupils, settings.teaching_threshold),
            teaches: school.facts.teaches(&settings),
            has_team: school.facts.team.counts(&settings),
            code: school.code,
            name: school.name,
            level: school.level.to_string(),
        };
        Self {
            as_of: progress.as_of,
            target_percent: settings.target.value(),
            schools_teach: figure(progress.teach),
            schools_with_team: figure(progress.with_team),
            staff_trained: figure(progress.staff),
            pupils_completed: RateBody::of(progress.pupils, settings.teaching_threshold),
            schools: progress.schools.into_iter().map(school).collect(),
        }
    }
}

/// The figures of all schools at the end of a day.
///
/// **Permissions**: office and office viewer, for all schools below their node.
pub async fn progress(
    State(door): State<Door>,
    Extension(SignedIn(viewer)): Extension<SignedIn>,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Some(viewer) = viewer else { return problem(StatusCode::UNAUTHORIZED, "not_signed_in") };
    let Ok(office) = viewer.reads_office() else { return problem(StatusCode::FORBIDDEN, "forbidden") };
    let Ok(Query(asked)) = asked else { return problem(StatusCode::BAD_REQUEST, "as_of must be YYYY-MM-DD") };
    let day = asked.as_of.unwrap_or_else(|| day_of(door.house.clock.now()));
    match office_progress(&door.house.store, &office, day).await {
        Ok(progress) => Json(ProgressBody::from(progress)).into_response(),
        Err(error) => match AppError::from(error) {
            AppError::NotFound => problem(StatusCode::NOT_FOUND, "not_found"),
            other => problem(StatusCode::INTERNAL_SERVER_ERROR, &other.to_string()),
        },
    }
}

/// A refusal in JSON.
pub(super) fn problem(status: StatusCode, error: &str) -> Response {
    (status, Json(serde_json::json!({ "error": error }))).into_response()
}
