//! The own account, and how the office wants people to sign in.

use crate::error::AppError;
use domain::access::account::{MyAccount, SecondStepPage, SessionLine, SignInSettings};
use leptos::prelude::*;

/// What new recovery codes are kept under until they are shown.
#[cfg(feature = "ssr")]
const RECOVERY_CODES: &str = "recovery_codes";
#[cfg(feature = "ssr")]
const SECOND_STEP: &str = "/me/second-step";

/// A wrong password there is the present one, not one of a sign-in.
#[cfg(feature = "ssr")]
fn about_password(error: services::access::AccessError) -> AppError {
    use crate::error::Problem;
    match AppError::from(error) {
        AppError::Invalid(Problem::WrongPassword) => AppError::Invalid(Problem::WrongOldPassword),
        other => other,
    }
}

/// The own account.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "my_account")]
pub async fn own_account() -> Result<MyAccount, AppError> {
    use crate::door;
    let holder = door::viewer()?.account_holder()?;
    Ok(services::access::my_account(&door::store(), &holder, door::now()).await?)
}

/// Changes the own password.
///
/// **Permissions**: whoever is signed in with an account, for their own; takes the present password.
#[server(prefix = "/api/fn", endpoint = "change_password")]
pub async fn change_password(old: String, new: String, #[server(default)] end_others: bool) -> Result<(), AppError> {
    use super::{lead_back, lead_on};
    use crate::{door, error::Problem};
    let holder = door::viewer()?.account_holder()?;
    match services::access::change_password(&door::store(), &holder, &old, &new, end_others, door::now()).await {
        Ok(()) => {
            lead_on("/me/password", Problem::PasswordSet);
            Ok(())
        }
        Err(error) => lead_back("/me/password", about_password(error)),
    }
}

/// Where the own account is signed in.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "my_sessions")]
pub async fn my_sessions() -> Result<Vec<SessionLine>, AppError> {
    use crate::door;
    let holder = door::viewer()?.account_holder()?;
    Ok(services::access::my_sessions(&door::store(), &holder, door::now()).await?)
}

/// Ends one of the own sessions; one that is over already has ended.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "end_session")]
pub async fn end_session(id: String) -> Result<(), AppError> {
    use super::lead_on;
    use crate::{door, error::Problem};
    use services::access::AccessError;
    let holder = door::viewer()?.account_holder()?;
    match services::access::end_session(&door::store(), &holder, &id, door::now()).await {
        Ok(()) | Err(AccessError::NotFound) => {
            lead_on("/me/sessions", Problem::Done);
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends all of the own sessions but this one.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    use super::lead_on;
    use crate::{door, error::Problem};
    let holder = door::viewer()?.account_holder()?;
    services::access::end_other_sessions(&door::store(), &holder, door::now()).await?;
    lead_on("/me/sessions", Problem::Done);
    Ok(())
}

/// How far the own second step is, with recovery codes just made.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "second_step")]
pub async fn second_step() -> Result<SecondStepPage, AppError> {
    use crate::door;
    let viewer = door::viewer()?;
    let mut page = services::access::second_step_page(&door::store(), &door::secrets(), &viewer).await?;
    let codes = door::take_once(RECOVERY_CODES, viewer.person()).unwrap_or_default();
    page.new_codes = codes.split_whitespace().map(str::to_owned).collect();
    Ok(page)
}

/// Makes the secret of a second step.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "begin_second_step")]
pub async fn begin_second_step() -> Result<(), AppError> {
    use crate::door;
    let holder = door::viewer()?.account_holder()?;
    services::access::begin_second_step(&door::store(), &door::secrets(), &holder, door::now()).await?;
    leptos_axum::redirect(SECOND_STEP);
    Ok(())
}

/// Sets the second step up by its first code.
///
/// **Permissions**: whoever is signed in with an account, for their own.
#[server(prefix = "/api/fn", endpoint = "confirm_second_step")]
pub async fn confirm_second_step(code: String) -> Result<(), AppError> {
    use super::lead_back;
    use crate::door;
    let holder = door::viewer()?.account_holder()?;
    match services::access::confirm_second_step(&door::store(), &door::secrets(), &holder, &code, door::now()).await {
        Ok(codes) => {
            door::keep_once(RECOVERY_CODES, holder.person(), &codes.join(" "));
            leptos_axum::redirect(SECOND_STEP);
            Ok(())
        }
        Err(error) => lead_back(SECOND_STEP, error.into()),
    }
}

/// Makes new recovery codes.
///
/// **Permissions**: whoever is signed in with an account, for their own; takes the password.
#[server(prefix = "/api/fn", endpoint = "renew_recovery_codes")]
pub async fn renew_recovery_codes(password: String) -> Result<(), AppError> {
    use super::lead_back;
    use crate::door;
    let holder = door::viewer()?.account_holder()?;
    let (store, secrets) = (door::store(), door::secrets());
    match services::access::renew_recovery_codes(&store, &secrets, &holder, &password, door::now()).await {
        Ok(codes) => {
            door::keep_once(RECOVERY_CODES, holder.person(), &codes.join(" "));
            leptos_axum::redirect(SECOND_STEP);
            Ok(())
        }
        Err(error) => lead_back(SECOND_STEP, about_password(error)),
    }
}

/// Takes the own second step away.
///
/// **Permissions**: whoever is signed in with an account, for their own; takes the password.
#[server(prefix = "/api/fn", endpoint = "remove_second_step")]
pub async fn remove_second_step(password: String) -> Result<(), AppError> {
    use super::{lead_back, lead_on};
    use crate::{door, error::Problem};
    let holder = door::viewer()?.account_holder()?;
    match services::access::remove_second_step(&door::store(), &holder, &password, door::now()).await {
        Ok(()) => {
            lead_on(SECOND_STEP, Problem::Done);
            Ok(())
        }
        Err(error) => lead_back(SECOND_STEP, about_password(error)),
    }
}

/// Who must have a second step.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "sign_in_settings")]
pub async fn settings() -> Result<SignInSettings, AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    Ok(services::access::sign_in_settings(&door::store(), &office).await?)
}

/// Says who must have a second step.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "keep_sign_in_settings")]
pub async fn keep_sign_in_settings(
    #[server(default)] office: bool,
    #[server(default)] principals: bool,
) -> Result<(), AppError> {
    use super::lead_on;
    use crate::{door, error::Problem};
    let settings = SignInSettings { office, principals };
    let office = door::viewer()?.office()?;
    services::access::keep_sign_in_settings(&door::store(), &office, settings, door::now()).await?;
    lead_on("/settings/sign-in", Problem::Done);
    Ok(())
}
