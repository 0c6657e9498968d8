//! Server functions of the room `progress`.

use crate::error::AppError;
use domain::progress::figures::{ClassProgress, OfficeProgress, SchoolProgress};
use leptos::prelude::*;

/// The office's figures today.
///
/// **Permissions**: office and office viewer, for all schools below their node.
#[server(prefix = "/api/fn", endpoint = "office_progress")]
pub async fn of_office() -> Result<OfficeProgress, AppError> {
    use crate::door;
    let office = door::viewer()?.reads_office()?;
    let today = domain::calendar::day_of(door::now());
    Ok(services::progress::office_progress(&door::store(), &office, today).await?)
}

/// A school's figures, classes and staff today.
///
/// **Permissions**: the office above it, its principal and coordinators; a teacher sees the own classes only.
#[server(prefix = "/api/fn", endpoint = "school_progress")]
pub async fn of_school(code: String) -> Result<SchoolProgress, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let visitor = viewer.visits(&store, &code, today).await?;
    Ok(services::progress::school_progress(&store, &visitor, &door::content_language(), today).await?)
}

/// A class's pupils today.
///
/// **Permissions**: as for the school; a teacher, the own classes only.
#[server(prefix = "/api/fn", endpoint = "class_progress")]
pub async fn of_class(code: String, class: i64) -> Result<ClassProgress, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let visitor = viewer.visits(&store, &code, today).await?;
    let class = domain::ids::ClassId(class);
    Ok(services::progress::class_progress(&store, &visitor, class, &door::content_language(), today).await?)
}
