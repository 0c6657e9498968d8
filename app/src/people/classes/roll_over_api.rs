//! Server functions of rolling classes over.

use crate::error::AppError;
use domain::people::roll_over_page::{RollOverMembers, RollOverPage};
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
fn address(code: &str, year: i32) -> String {
    format!("/school/{code}/roll-over?year={year}")
}

/// A school's roll-over of a school year; of the one that is due where none is named.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "roll_over")]
pub async fn roll_over(code: String, #[server(default)] year: Option<i32>) -> Result<RollOverPage, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let lead = viewer.leads(&store, &code, today).await?;
    let year = year.map(super::api::school_year).transpose()?;
    Ok(services::people::roll_over(&store, &lead, year, today).await?)
}

/// A class's pupils and what is chosen for each.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "roll_over_members")]
pub async fn choices_of_class(code: String, year: i32, class: i64) -> Result<RollOverMembers, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let lead = viewer.leads(&store, &code, today).await?;
    let (year, class) = (super::api::school_year(year)?, domain::ids::ClassId(class));
    Ok(services::people::roll_over_members(&store, &lead, year, class, today).await?)
}

/// Keeps what the pupils of a class do instead of going up with it.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "choose_exceptions")]
pub async fn choose_exceptions(
    code: String,
    year: i32,
    class: i64,
    #[server(default)] choice: BTreeMap<i64, String>,
) -> Result<(), AppError> {
    use crate::door;
    use domain::{
        ids::{ClassId, PersonId},
        people::roll_over::Exception,
    };
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let choices = choice.into_iter().map(|(person, word)| (PersonId(person), Exception::from_word(&word))).collect();
    let year_of_classes = super::api::school_year(year)?;
    let class = ClassId(class);
    let chosen = services::people::choose_exceptions(&store, &lead, year_of_classes, class, &choices, now).await;
    crate::people::back::back_to(&address(&code, year), chosen.map_err(AppError::from))
}

/// Writes the plan that was looked at.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "apply_roll_over")]
pub async fn apply_roll_over(code: String, year: i32, fingerprint: String) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let year_of_classes = super::api::school_year(year)?;
    let applied = services::people::apply_roll_over(&store, &lead, year_of_classes, &fingerprint, now).await;
    crate::people::back::back_to(&address(&code, year), applied.map_err(AppError::from))
}

/// Takes a roll-over back that is not confirmed.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "undo_roll_over")]
pub async fn undo_roll_over(code: String, year: i32) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let undone = services::people::undo_roll_over(&store, &lead, super::api::school_year(year)?, now).await;
    crate::people::back::back_to(&address(&code, year), undone.map_err(AppError::from))
}

/// Confirms a roll-over for good.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "confirm_roll_over")]
pub async fn confirm_roll_over(code: String, year: i32) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let confirmed = services::people::confirm_roll_over(&store, &lead, super::api::school_year(year)?, now).await;
    crate::people::back::back_to(&address(&code, year), confirmed.map_err(AppError::from))
}
