//! Server functions for pupils who sign in by their class.

use crate::error::AppError;
use domain::access::pupils::{ClassNames, KnownClass, PupilDoor};
use leptos::prelude::*;

/// Leads from what was typed to the names of a class.
///
/// **Permissions**: anyone who has a class code or the number of an open lesson.
#[server(prefix = "/api/fn", endpoint = "open_class")]
pub async fn open_class(key: String) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use services::access::pupils::class_at_door;
    let anyone = door::anyone();
    match class_at_door(&door::store(), anyone, &key, door::now()).await.map_err(AppError::from) {
        Ok(class) => leptos_axum::redirect(&format!("/class/{}", class.key())),
        Err(AppError::Invalid(problem @ (Problem::WrongClassCode | Problem::TooManyTries))) => {
            leptos_axum::redirect(&format!("/class?problem={}", problem.as_str()));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// The class that this browser was in last, while its code or lesson holds.
///
/// **Permissions**: anyone; nothing without a valid code.
#[server(prefix = "/api/fn", endpoint = "known_class")]
pub async fn this_class() -> Result<Option<KnownClass>, AppError> {
    use crate::door;
    use services::access::pupils::class_at_door;
    let anyone = door::anyone();
    let Some(key) = door::class_key() else { return Ok(None) };
    Ok(match class_at_door(&door::store(), anyone, &key, door::now()).await.map_err(AppError::from) {
        Ok(class) => Some(KnownClass { key: class.key().to_owned(), class_name: class.class_name().to_owned() }),
        // A code that has died is forgotten, so that it is not tried again and again.
        Err(AppError::Invalid(_)) => {
            door::forget_class();
            None
        }
        Err(error) => return Err(error),
    })
}

/// The names of a class.
///
/// **Permissions**: anyone who has its code or the number of its open lesson.
#[server(prefix = "/api/fn", endpoint = "class_names")]
pub async fn names_of(key: String) -> Result<ClassNames, AppError> {
    use crate::door;
    let (anyone, secrets) = (door::anyone(), door::secrets());
    let names = services::access::pupils::class_names(&door::store(), &secrets, anyone, &key, door::now()).await?;
    door::remember_class(&names.key);
    Ok(names)
}

/// What a pupil of the list is asked for.
///
/// **Permissions**: anyone who has the class's code or the number of its open lesson.
#[server(prefix = "/api/fn", endpoint = "pupil_door")]
pub async fn door_of(key: String, pupil: String) -> Result<PupilDoor, AppError> {
    use crate::door;
    let (anyone, secrets, asked) = (door::anyone(), door::secrets(), (key.as_str(), pupil.as_str()));
    Ok(services::access::pupils::pupil_door(&door::store(), &secrets, anyone, asked, door::now()).await?)
}

/// Signs a pupil in by PIN, or by three pictures in order.
///
/// **Permissions**: anyone who has the class's code or the number of its open lesson, and the pupil's secret.
#[server(prefix = "/api/fn", endpoint = "pupil_sign_in")]
pub async fn pupil_sign_in(
    key: String,
    pupil: String,
    #[server(default)] pin: String,
    #[server(default)] first: String,
    #[server(default)] second: String,
    #[server(default)] third: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::access::pupils::secret::PupilSecret;
    use services::access::pupils::{Tried, pupil_sign_in};
    let (anyone, secrets, browser) = (door::anyone(), door::secrets(), door::browser(true));
    let given = PupilSecret::pin(&pin).or_else(|| PupilSecret::pictures([&first, &second, &third]));
    let before = door::own_token();
    let asked = (key.as_str(), pupil.as_str());
    let tried =
        pupil_sign_in(&door::store(), &secrets, anyone, asked, given, (&browser, before.as_ref()), door::now()).await;
    let problem = match tried.map_err(AppError::from) {
        Ok(Tried::In(session)) => {
            door::give_session(&session);
            door::drop_form();
            leptos_axum::redirect("/learn");
            return Ok(());
        }
        Ok(Tried::Wrong(_)) => Problem::WrongPin,
        // The page itself says so.
        Ok(Tried::Locked | Tried::NoSecret) => {
            leptos_axum::redirect(&pupil_way(&key, &pupil));
            return Ok(());
        }
        Err(AppError::Invalid(problem @ (Problem::WrongClassCode | Problem::TooManyTries))) => {
            leptos_axum::redirect(&format!("/class?problem={}", problem.as_str()));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    leptos_axum::redirect(&format!("{}?problem={}", pupil_way(&key, &pupil), problem.as_str()));
    Ok(())
}

/// The page of a pupil's PIN. Both parts have just opened something, so they are letters and digits.
#[cfg(feature = "ssr")]
fn pupil_way(key: &str, pupil: &str) -> String {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    format!("/class/{}/{}", plain(key), plain(pupil))
}

/// "Not me": signs out, takes along what the browser kept, and leads back to the names of the class.
///
/// **Permissions**: anyone; without a session nothing happens.
#[server(prefix = "/api/fn", endpoint = "not_me")]
pub async fn not_me() -> Result<(), AppError> {
    use crate::door;
    let _anyone = door::anyone();
    if let Some(token) = door::own_token() {
        services::access::sign_out(&door::store(), &token).await?;
    }
    door::take_session();
    door::drop_form();
    door::clear_browser();
    leptos_axum::redirect(&class_way("").await);
    Ok(())
}

/// The names of the class that this browser was in last, or the page that asks for the class code.
#[cfg(feature = "ssr")]
pub async fn class_way(query: &str) -> String {
    match this_class().await {
        Ok(Some(class)) => format!("/class/{}{query}", class.key),
        _ => format!("/class{query}"),
    }
}
