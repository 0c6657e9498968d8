//! Server functions of a school's classes.

use crate::error::AppError;
use domain::people::classes::{ClassMembers, SchoolClasses};
use leptos::prelude::*;

/// A school year that a school can have classes in.
#[cfg(feature = "ssr")]
pub(super) fn school_year(first_year: i32) -> Result<domain::calendar::SchoolYear, AppError> {
    if (2000..2100).contains(&first_year) {
        Ok(domain::calendar::SchoolYear::beginning_in(first_year))
    } else {
        Err(AppError::NotFound)
    }
}

#[cfg(feature = "ssr")]
fn day(text: &str) -> Result<chrono::NaiveDate, AppError> {
    domain::calendar::parse_day(text).ok_or(AppError::Invalid(crate::error::Problem::ClassDay))
}

/// Where a class of a year is changed.
#[cfg(feature = "ssr")]
fn class_address(code: &str, year: i32, class: i64) -> String {
    format!("/school/{code}/classes?year={year}&class={class}")
}

/// The classes of a school year; of this one where none is named.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "classes_of_year")]
pub async fn classes_of_year(code: String, #[server(default)] year: Option<i32>) -> Result<SchoolClasses, AppError> {
    use crate::door;
    use domain::calendar::{SchoolYear, day_of};
    let (viewer, store, today) = (door::viewer()?, door::store(), day_of(door::now()));
    let lead = viewer.leads(&store, &code, today).await?;
    let year = year.map_or(Ok(SchoolYear::containing(today)), school_year)?;
    Ok(services::people::classes_of_year(&store, &lead, year, today).await?)
}

/// Adds a class to a school year.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "add_class")]
pub async fn add_class(code: String, year: i32, name: String) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let added = services::people::add_class(&store, &lead, school_year(year)?, &name, now).await;
    match &added {
        Ok(_) => door::drop_form(),
        Err(_) => door::keep_form("add_class", &[("class_name", &name)]),
    }
    crate::people::back::back_to(
        &format!("/school/{code}/classes?year={year}"),
        added.map(|_| ()).map_err(AppError::from),
    )
}

/// Gives a class another name, and with it the grade that the name says.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "rename_class")]
pub async fn rename_class(code: String, year: i32, class: i64, name: String) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let renamed = services::people::rename_class(&store, &lead, domain::ids::ClassId(class), &name, now).await;
    crate::people::back::back_to(&class_address(&code, year, class), renamed.map_err(AppError::from))
}

/// Makes somebody of the school the teacher of a class from a day on.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "assign_class_teacher")]
pub async fn assign_class_teacher(
    code: String,
    year: i32,
    class: i64,
    #[server(default)] person: String,
    #[server(default)] from: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::ids::{ClassId, PersonId};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let assigned = async {
        let person = PersonId(person.parse().map_err(|_| AppError::Invalid(Problem::BadForm))?);
        let from = day(&from)?;
        let class = ClassId(class);
        Ok(services::people::assign_class_teacher(&store, &lead, class, person, from, now).await?)
    };
    crate::people::back::back_to(&class_address(&code, year, class), assigned.await)
}

/// Ends that somebody is teacher of a class.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "end_class_teacher")]
pub async fn end_class_teacher(
    code: String,
    year: i32,
    class: i64,
    class_teacher: i64,
    #[server(default)] on: String,
) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let ended = async { Ok(services::people::end_class_teacher(&store, &lead, class_teacher, day(&on)?, now).await?) };
    crate::people::back::back_to(&class_address(&code, year, class), ended.await)
}

/// A page of the pupils of a class.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "class_members")]
pub async fn members_of(code: String, class: i64, #[server(default)] page: u64) -> Result<ClassMembers, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let lead = viewer.leads(&store, &code, today).await?;
    let part = services::people::Part { page: page.max(1), length: PAGE_LENGTH };
    Ok(services::people::class_members(&store, &lead, domain::ids::ClassId(class), part, today).await?)
}

/// Moves pupils of a class to another of the same year from a day on.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "move_pupils")]
pub async fn move_pupils(
    code: String,
    class: i64,
    #[server(default)] to: String,
    #[server(default)] from: String,
    #[server(default)] pupils: Vec<i64>,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::ids::{ClassId, PersonId};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let moved = async {
        let to = ClassId(to.parse().map_err(|_| AppError::Invalid(Problem::BadForm))?);
        let pupils = pupils.into_iter().map(PersonId).collect();
        let classes = (ClassId(class), to);
        Ok(services::people::move_pupils(&store, &lead, classes, &pupils, day(&from)?, now).await?)
    };
    crate::people::back::back_to(&format!("/school/{code}/classes/{class}/members"), moved.await)
}
