//! Server functions of the tree of organisations.

// A form of many fields is a function of many arguments.
#![allow(clippy::too_many_arguments)]

use crate::error::AppError;
use domain::people::node::{MergePreview, NodePage, NodeTree};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
fn day(text: &str) -> Result<chrono::NaiveDate, AppError> {
    domain::calendar::parse_day(text).ok_or(AppError::Invalid(crate::error::Problem::OrganisationDay))
}

#[cfg(feature = "ssr")]
fn address(code: &str) -> String {
    format!("/organisations/{code}")
}

/// The tree below the office's node, or what a search finds in it.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "organisation_tree")]
pub async fn organisation_tree(#[server(default)] sought: String) -> Result<NodeTree, AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let today = domain::calendar::day_of(door::now());
    Ok(services::people::organisation_tree(&door::store(), &office, &sought, today).await?)
}

/// A node of the office's subtree.
///
/// **Permissions**: office, for its own node and those below.
#[server(prefix = "/api/fn", endpoint = "organisation_page")]
pub async fn organisation_page(code: String) -> Result<NodePage, AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let today = domain::calendar::day_of(door::now());
    Ok(services::people::organisation_page(&door::store(), &office, &code, today).await?)
}

/// What is typed about a node.
#[cfg(feature = "ssr")]
fn particulars(
    name: String,
    short_name: String,
    level: &str,
    address: String,
    email: String,
) -> services::people::Particulars {
    let level = domain::people::SchoolLevel::from_word(level);
    services::people::Particulars { name, short_name, level, address, email }
}

/// Adds a node below one of the office's subtree.
///
/// **Permissions**: office, below its own node and those below it.
#[server(prefix = "/api/fn", endpoint = "add_organisation")]
pub async fn add_organisation(
    parent: String,
    kind: String,
    new_code: String,
    name: String,
    #[server(default)] short_name: String,
    #[server(default)] level: String,
    #[server(default)] address: String,
    #[server(default)] email: String,
    #[server(default)] opened_on: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    let office = door::viewer()?.office()?;
    let kept = [
        ("new_code", new_code.clone()),
        ("new_name", name.clone()),
        ("new_short_name", short_name.clone()),
        ("new_address", address.clone()),
        ("new_email", email.clone()),
        ("opened_on", opened_on.clone()),
    ];
    let added = async {
        let new = services::people::NewOrganisation {
            parent: parent.clone(),
            kind: domain::people::OrganisationKind::from_word(&kind).ok_or(AppError::Invalid(Problem::BadForm))?,
            code: new_code,
            particulars: particulars(name, short_name, &level, address, email),
            opened_on: day(&opened_on)?,
        };
        services::people::add_organisation(&door::store(), &office, new, door::now()).await?;
        Ok(())
    }
    .await;
    match &added {
        Ok(()) => door::drop_form(),
        Err(_) => door::keep_form("add_organisation", &kept.each_ref().map(|(name, value)| (*name, value.as_str()))),
    }
    crate::people::back::back_to(&self::address(&parent), added)
}

/// Changes a node's name and particulars.
///
/// **Permissions**: office, for nodes below its own, and for its own at the top of the tree.
#[server(prefix = "/api/fn", endpoint = "change_organisation")]
pub async fn change_organisation(
    code: String,
    name: String,
    #[server(default)] short_name: String,
    #[server(default)] level: String,
    #[server(default)] address: String,
    #[server(default)] email: String,
) -> Result<(), AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let said = particulars(name, short_name, &level, address, email);
    let changed = services::people::change_organisation(&door::store(), &office, &code, &said, door::now()).await;
    crate::people::back::back_to(&self::address(&code), changed.map_err(AppError::from))
}

/// Moves a node below another from a day on.
///
/// **Permissions**: office, within its subtree.
#[server(prefix = "/api/fn", endpoint = "move_organisation")]
pub async fn move_organisation(
    code: String,
    #[server(default)] parent: String,
    #[server(default)] from: String,
) -> Result<(), AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let moved = async {
        let from = day(&from)?;
        Ok(services::people::move_organisation(&door::store(), &office, &code, &parent, from, door::now()).await?)
    };
    crate::people::back::back_to(&address(&code), moved.await)
}

/// Closes a node; `end_members=yes` ends all that is open there on the same day.
///
/// **Permissions**: office, within its subtree.
#[server(prefix = "/api/fn", endpoint = "close_organisation")]
pub async fn close_organisation(
    code: String,
    #[server(default)] on: String,
    #[server(default)] end_members: String,
) -> Result<(), AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let closed = async {
        let (on, ends) = (day(&on)?, end_members == "yes");
        Ok(services::people::close_organisation(&door::store(), &office, &code, on, ends, door::now()).await?)
    };
    crate::people::back::back_to(&address(&code), closed.await)
}

/// What merging a school into another would move.
///
/// **Permissions**: office, within its subtree.
#[server(prefix = "/api/fn", endpoint = "merge_preview")]
pub async fn preview_merge(from: String, into: String, on: String) -> Result<MergePreview, AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let today = domain::calendar::day_of(door::now());
    let schools = (from.as_str(), into.as_str());
    Ok(services::people::merge_preview(&door::store(), &office, schools, day(&on)?, today).await?)
}

/// Merges a school into another from a day on, and leads to the one that stays.
///
/// **Permissions**: office, within its subtree.
#[server(prefix = "/api/fn", endpoint = "merge_schools")]
pub async fn merge_schools(
    code: String,
    #[server(default)] into: String,
    #[server(default)] on: String,
) -> Result<(), AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let merged: Result<(), AppError> = async {
        let schools = (code.as_str(), into.as_str());
        Ok(services::people::merge_schools(&door::store(), &office, schools, day(&on)?, door::now()).await?)
    }
    .await;
    let stays = if merged.is_ok() { &into } else { &code };
    crate::people::back::back_to(&address(stays), merged)
}
