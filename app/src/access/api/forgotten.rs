//! A forgotten password.

use crate::error::AppError;
use leptos::prelude::*;

/// Sends a letter with a link to a new password, if there is somebody to send it to. The answer is always the same.
///
/// **Permissions**: anyone.
#[server(prefix = "/api/fn", endpoint = "ask_reset_letter")]
pub async fn ask_reset_letter(name: String) -> Result<(), AppError> {
    use super::{lead_back, lead_on};
    use crate::{door, error::Problem};
    let anyone = door::anyone();
    let base_url = door::base_url();
    let write = move |mail| letter(&base_url, mail);
    let (store, mailer) = (door::store(), door::mailer());
    match services::access::send_reset_link(&store, &mailer, anyone, &name, write, door::now()).await {
        Ok(_behind_the_answer) => {
            lead_on("/forgotten", Problem::LetterSent);
            Ok(())
        }
        Err(error) => lead_back("/forgotten", error.into()),
    }
}

#[cfg(feature = "ssr")]
fn letter(base_url: &str, mail: services::access::ResetMail) -> services::mail::Letter {
    use crate::language::locale_from_tag;
    use leptos_i18n::td_string;
    let locale = mail.language.as_deref().and_then(locale_from_tag).unwrap_or_default();
    let link = format!("{base_url}/forgotten/new?token={}", mail.token);
    services::mail::Letter {
        to: mail.email,
        subject: td_string!(locale, signin.letter_subject).to_owned(),
        text: td_string!(
            locale,
            signin.letter_text,
            name = mail.name.as_str(),
            username = mail.username.as_str(),
            link = link.as_str()
        ),
    }
}

/// Whether the link of a letter still works.
///
/// **Permissions**: anyone who holds it.
#[server(prefix = "/api/fn", endpoint = "reset_link_open")]
pub async fn reset_link_open(token: String) -> Result<bool, AppError> {
    use crate::door;
    let anyone = door::anyone();
    Ok(services::access::is_reset_link_open(&door::store(), anyone, &token, door::now()).await?)
}

/// Sets a new password by the link of a letter.
///
/// **Permissions**: anyone who holds it, once.
#[server(prefix = "/api/fn", endpoint = "reset_by_letter")]
pub async fn reset_by_letter(token: String, password: String) -> Result<(), AppError> {
    use super::{lead_back, lead_on, with_query};
    use crate::{door, error::Problem};
    let anyone = door::anyone();
    match services::access::reset_by_link(&door::store(), anyone, &token, &password, door::now()).await {
        Ok(()) => {
            door::take_session();
            lead_on("/sign-in", Problem::PasswordSet);
            Ok(())
        }
        Err(error) => lead_back(&with_query("/forgotten/new", &[("token", &token)]), error.into()),
    }
}

/// Sets a new password by the code of a slip.
///
/// **Permissions**: anyone who holds it, once.
#[server(prefix = "/api/fn", endpoint = "reset_by_code")]
pub async fn reset_by_code(username: String, code: String, password: String) -> Result<(), AppError> {
    use super::{lead_back, lead_on};
    use crate::{door, error::Problem};
    let anyone = door::anyone();
    let (store, secrets) = (door::store(), door::secrets());
    match services::access::reset_by_code(&store, &secrets, anyone, &username, &code, &password, door::now()).await {
        Ok(()) => {
            door::take_session();
            // The sign-in form that follows begins with the name.
            door::keep_form("sign_in", &[("username", &username)]);
            lead_on("/sign-in", Problem::PasswordSet);
            Ok(())
        }
        Err(error) => {
            door::keep_form("reset_by_code", &[("username", &username)]);
            lead_back("/forgotten/code", error.into())
        }
    }
}
