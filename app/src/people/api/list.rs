//! The list of people.

use crate::error::AppError;
use domain::people::directory::{Directory, DirectoryFilter, DirectoryOrder, Suggestion};
use leptos::prelude::*;

/// A page of the people who match a filter.
///
/// **Permissions**: office and office viewer, for all below their node; whoever leads a school, for that school (`at`)
/// or, without one, for the schools led.
#[server(prefix = "/api/fn", endpoint = "people_page")]
pub async fn people_page(
    #[server(default)] at: String,
    #[server(default)] filter: DirectoryFilter,
    #[server(default)] order: Option<DirectoryOrder>,
    #[server(default)] page: u64,
) -> Result<Directory, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let reader = viewer.sees_people(&store, &at, today).await?;
    let part = services::people::Part { page: page.max(1), length: PAGE_LENGTH };
    let order = order.unwrap_or(DirectoryOrder::Name);
    let mut list = services::people::list_people(&store, &reader, &filter, order, part, today).await?;
    list.may_change = viewer.keeps_people(&store, &at, today).await.is_ok();
    Ok(list)
}

/// The people whom what was typed so far may mean; at most eight.
///
/// **Permissions**: as for the list.
#[server(prefix = "/api/fn", endpoint = "people_search")]
pub async fn people_search(#[server(default)] at: String, typed: String) -> Result<Vec<Suggestion>, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let reader = viewer.sees_people(&store, &at, today).await?;
    Ok(services::people::suggest_people(&store, &reader, &typed, today).await?)
}
