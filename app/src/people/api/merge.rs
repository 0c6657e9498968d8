//! Two records of one human.

use crate::error::AppError;
use domain::people::card::{Duplicates, SideBySide};
use leptos::prelude::*;

/// Records with the same name and birthday.
///
/// **Permissions**: office, for all below its node.
#[server(prefix = "/api/fn", endpoint = "possible_duplicates")]
pub async fn possible_duplicates(#[server(default)] page: u64) -> Result<Duplicates, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let keeper = services::access::PeopleKeeper::of_office(&store, &viewer.office()?, today).await?;
    let part = services::people::Part { page: page.max(1), length: PAGE_LENGTH };
    Ok(services::people::possible_duplicates(&store, &keeper, part, today).await?)
}

/// Two records side by side; the other by its id, or by its code.
///
/// **Permissions**: office, for all below its node.
#[server(prefix = "/api/fn", endpoint = "side_by_side")]
pub async fn compare(
    one: i64,
    #[server(default)] other: Option<i64>,
    #[server(default)] code: String,
) -> Result<SideBySide, AppError> {
    use crate::door;
    use domain::ids::PersonId;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let keeper = services::access::PeopleKeeper::of_office(&store, &viewer.office()?, today).await?;
    let other = match other {
        Some(id) => services::people::Other::Id(PersonId(id)),
        None => services::people::Other::Code(code),
    };
    Ok(services::people::side_by_side(&store, &keeper, PersonId(one), &other, today).await?)
}

/// Makes two records one.
///
/// **Permissions**: office that has both wholly below its node.
#[server(prefix = "/api/fn", endpoint = "merge_persons")]
pub async fn merge_persons(stays: i64, goes: i64) -> Result<(), AppError> {
    use crate::door;
    use domain::ids::PersonId;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let today = domain::calendar::day_of(now);
    let keeper = services::access::PeopleKeeper::of_office(&store, &viewer.office()?, today).await?;
    let outcome = services::people::merge_persons(&store, &keeper, PersonId(stays), PersonId(goes), now).await;
    super::lead_on(&format!("/people/{stays}"), outcome.map_err(AppError::from))
}
