//! Server functions of roles and of who has an account.

use crate::error::AppError;
use domain::access::roles::{OfficeRoles, PersonAccess, SchoolRoles};
use leptos::prelude::*;

/// Who holds a role at a school.
///
/// **Permissions**: the school's principal; office and office viewer above it.
#[server(prefix = "/api/fn", endpoint = "school_roles")]
pub async fn roles_of_school(code: String) -> Result<SchoolRoles, AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let auditor = viewer.audits_school(&store, &code, domain::calendar::day_of(now)).await?;
    Ok(services::access::school_roles(&store, &auditor, now).await?)
}

/// Who holds a role below the viewer's node, a page of them; and staff whose name or code is sought by `find`.
///
/// **Permissions**: office and office viewer.
#[server(prefix = "/api/fn", endpoint = "office_roles")]
pub async fn roles_of_office(
    #[server(default)] role: String,
    #[server(default)] sought: String,
    #[server(default)] find: String,
    #[server(default)] page: u64,
) -> Result<OfficeRoles, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    use domain::access::{Role, roles::RoleFilter};
    let auditor = door::viewer()?.audits()?;
    let filter = RoleFilter { role: Role::from_word(&role), sought };
    let (store, now) = (door::store(), door::now());
    Ok(services::access::office_roles(&store, &auditor, &filter, &find, page, PAGE_LENGTH, now).await?)
}

/// What a person may do and how they sign in.
///
/// **Permissions**: office and office viewer for whoever is known below their node, a principal for the staff of the
/// own school; both as far as it is theirs.
#[server(prefix = "/api/fn", endpoint = "person_access")]
pub async fn access_of_person(person: i64) -> Result<PersonAccess, AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let person = domain::ids::PersonId(person);
    let of = viewer.audits_person(&store, person, domain::calendar::day_of(now)).await?;
    Ok(services::access::person_access(&store, &of, now).await?)
}

/// Gives a person a role at a place (`principal@14`), from a day on and perhaps until a day; leads back.
///
/// **Permissions**: office, any role at its node and below; a principal, the roles of the own school.
#[server(prefix = "/api/fn", endpoint = "give_role")]
pub async fn give_role(
    person: i64,
    place: String,
    from: String,
    #[server(default)] to: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::{access::roles::RolePlace, calendar::parse_day, ids::PersonId};
    use services::access::{NewRole, give_role};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let (role, node) = RolePlace::parse(&place).ok_or(AppError::Invalid(Problem::BadForm))?;
    let giver = viewer.appoints_at(&store, node, domain::calendar::day_of(now)).await?;
    let days = parse_day(&from).map(|from| (from, parse_day(&to)));
    let Some((from, to)) = days.filter(|(_, day)| to.trim().is_empty() || day.is_some()) else {
        return lead_back(Err(AppError::Invalid(Problem::RoleDays)), &back);
    };
    let new = NewRole { person: PersonId(person), role, node, from, to };
    lead_back(give_role(&store, &giver, new, now).await.map_err(AppError::from), &back)
}

/// Ends a role: on that day it holds no longer; leads back.
///
/// **Permissions**: as for giving it.
#[server(prefix = "/api/fn", endpoint = "end_role")]
pub async fn end_role(grant: i64, on: String, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::calendar::{day_of, parse_day};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let giver = viewer.appoints_for(&store, grant, day_of(now)).await?;
    let ended = match parse_day(&on) {
        Some(on) => services::access::end_role(&store, &giver, grant, on, now).await.map_err(AppError::from),
        None => Err(AppError::Invalid(Problem::RoleDays)),
    };
    lead_back(ended, &back)
}

/// Shuts a person's account and ends its sessions.
///
/// **Permissions**: office for whoever is known below its node, a principal for the staff of the own school; nobody for
/// the own account, nor for somebody with a role out of reach.
#[server(prefix = "/api/fn", endpoint = "disable_account")]
pub async fn disable_account(person: i64) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let keeper = viewer.keeps_account(&store, domain::ids::PersonId(person), domain::calendar::day_of(now)).await?;
    let done = services::access::disable_account(&store, &keeper, now).await;
    lead_back(done.map_err(AppError::from), &format!("/people/{person}/access"))
}

/// Opens a person's account that was shut.
///
/// **Permissions**: as for shutting it.
#[server(prefix = "/api/fn", endpoint = "enable_account")]
pub async fn enable_account(person: i64) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let keeper = viewer.keeps_account(&store, domain::ids::PersonId(person), domain::calendar::day_of(now)).await?;
    let done = services::access::enable_account(&store, &keeper, now).await;
    lead_back(done.map_err(AppError::from), &format!("/people/{person}/access"))
}

/// Leads back to the page of the form, with a word about what became of it.
#[cfg(feature = "ssr")]
fn lead_back(done: Result<(), AppError>, back: &str) -> Result<(), AppError> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let is_ours = (back.starts_with("/people/") || back.starts_with("/school/")) && back.chars().all(is_plain);
    let back = if is_ours { back } else { "/" };
    let problem = match done {
        Ok(()) => crate::error::Problem::Done,
        Err(AppError::Invalid(problem)) => problem,
        Err(error) => return Err(error),
    };
    leptos_axum::redirect(&format!("{back}?problem={}", problem.as_str()));
    Ok(())
}
