//! The second step of signing in.

use crate::error::AppError;
use leptos::prelude::*;

/// Takes the code of the app or a recovery code and signs in.
///
/// **Permissions**: whoever has just given the right password in this browser.
#[server(prefix = "/api/fn", endpoint = "sign_in_step")]
pub async fn sign_in_step(code: String, #[server(default)] next: String) -> Result<(), AppError> {
    use super::{is_own_address, lead_back, lead_on, with_query};
    use crate::{door, error::Problem};
    use services::access::{self, AccessError};
    let anyone = door::anyone();
    let next = if is_own_address(&next) { next } else { String::new() };
    let Some(token) = door::pending_token() else {
        lead_on("/sign-in", Problem::SignInOver);
        return Ok(());
    };
    let browser = door::browser(false);
    let finished =
        access::finish_sign_in(&door::store(), &door::secrets(), anyone, &token, &code, &browser, door::now()).await;
    match finished {
        Ok(session) => {
            door::give_session(&session);
            door::take_pending();
            leptos_axum::redirect(if next.is_empty() { "/" } else { &next });
            Ok(())
        }
        Err(AccessError::SignInOver) => {
            door::take_pending();
            lead_on("/sign-in", Problem::SignInOver);
            Ok(())
        }
        Err(error) => lead_back(&with_query("/sign-in/step", &[("next", &next)]), error.into()),
    }
}
