//! Looking after other people's accounts.

use crate::error::AppError;
use domain::access::account::ResetSlip;
use leptos::prelude::*;

/// What the code of a person is kept under until it is shown.
#[cfg(feature = "ssr")]
fn code_of(person: i64) -> String {
    format!("reset_code:{person}")
}

/// Keeps the code for the slip and leads there.
#[cfg(feature = "ssr")]
fn show_slip(viewer: &services::access::Viewer, person: i64, slip: &ResetSlip) {
    if let Some(code) = &slip.code {
        crate::door::keep_once(&code_of(person), viewer.person(), code);
    }
    leptos_axum::redirect(&format!("/people/{person}/code"));
}

/// Who a slip is for; with the code where it was made just now.
///
/// **Permissions**: the office above the person, and whoever heads a school where the person works; not for the own
/// account, and not for persons with a role beyond reach.
#[server(prefix = "/api/fn", endpoint = "reset_slip")]
pub async fn slip(person: i64) -> Result<ResetSlip, AppError> {
    use crate::door;
    use domain::{calendar::day_of, ids::PersonId};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let keeper = viewer.helps_into_account(&store, PersonId(person), day_of(now)).await?;
    let mut slip = services::access::reset_slip(&store, &keeper, PersonId(person), now).await?;
    slip.code = door::take_once(&code_of(person), viewer.person());
    Ok(slip)
}

/// Makes a code with which a person sets a new password, and leads to its slip.
///
/// **Permissions**: as for the slip.
#[server(prefix = "/api/fn", endpoint = "issue_reset_code")]
pub async fn issue_reset_code(person: i64) -> Result<(), AppError> {
    use crate::door;
    use domain::{calendar::day_of, ids::PersonId};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let keeper = viewer.helps_into_account(&store, PersonId(person), day_of(now)).await?;
    let slip = services::access::issue_reset_code(&store, &door::secrets(), &keeper, PersonId(person), now).await?;
    show_slip(&viewer, person, &slip);
    Ok(())
}

/// Opens an account for a person who has none, and leads to the slip with the code for its first password. Without a user
/// name one is made of the name.
///
/// **Permissions**: as for the slip.
#[server(prefix = "/api/fn", endpoint = "open_account")]
pub async fn open_account(person: i64, #[server(default)] username: String) -> Result<(), AppError> {
    use super::lead_back;
    use crate::door;
    use domain::{calendar::day_of, ids::PersonId};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let keeper = viewer.helps_into_account(&store, PersonId(person), day_of(now)).await?;
    match services::access::invite(&store, &door::secrets(), &keeper, PersonId(person), &username, now).await {
        Ok(slip) => {
            show_slip(&viewer, person, &slip);
            Ok(())
        }
        Err(error) => {
            door::keep_form("open_account", &[("username", &username)]);
            lead_back(&format!("/people/{person}/access"), error.into())
        }
    }
}

/// Takes away the second step of somebody who has lost it and the recovery codes, too.
///
/// **Permissions**: the office above the person.
#[server(prefix = "/api/fn", endpoint = "remove_second_step_of")]
pub async fn remove_second_step_of(person: i64) -> Result<(), AppError> {
    use super::lead_on;
    use crate::{door, error::Problem};
    use domain::ids::PersonId;
    let office = door::viewer()?.office()?;
    services::access::remove_second_step_of(&door::store(), &office, PersonId(person), door::now()).await?;
    lead_on(&format!("/people/{person}/access"), Problem::Done);
    Ok(())
}
