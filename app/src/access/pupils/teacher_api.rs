//! Server functions for teachers who let their class in. Cards are printed by `POST` to their page (see the house
//! door's `cards`), which alone can show a new PIN.

use crate::error::AppError;
use domain::access::pupils::{CardsAhead, ClassPoster, ClassSignIn};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
async fn teacher(code: &str, class: i64) -> Result<services::access::ClassTeacher, AppError> {
    use crate::door;
    let today = domain::calendar::day_of(door::now());
    Ok(door::viewer()?.teaches(&door::store(), code, domain::ids::ClassId(class), today).await?)
}

#[cfg(feature = "ssr")]
fn back(code: &str, class: i64) {
    leptos_axum::redirect(&format!("/school/{code}/classes/{class}/sign-in?problem=done"));
}

/// How a class signs in: code, lesson, each pupil's state.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "class_sign_in")]
pub async fn sign_in_of(code: String, class: i64) -> Result<ClassSignIn, AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    let (store, secrets) = (door::store(), door::secrets());
    Ok(services::access::pupils::class_sign_in(&store, &secrets, &teacher, door::now()).await?)
}

/// Unlocks a pupil, by handle; without one, all pupils of the class.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "unlock_pupils")]
pub async fn unlock_pupils(code: String, class: i64, #[server(default)] pupil: String) -> Result<(), AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    let (store, secrets, asked) = (door::store(), door::secrets(), Some(pupil.as_str()).filter(|it| !it.is_empty()));
    services::access::pupils::unlock_pupils(&store, &secrets, &teacher, asked, door::now()).await?;
    back(&code, class);
    Ok(())
}

/// Gives the class a new code, or its first.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "change_class_code")]
pub async fn change_class_code(code: String, class: i64) -> Result<(), AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    services::access::pupils::change_class_code(&door::store(), &teacher, door::now()).await?;
    back(&code, class);
    Ok(())
}

/// Opens a lesson with the class and leads to the board that shows its number.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "open_lesson")]
pub async fn open_lesson(code: String, class: i64) -> Result<(), AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    services::access::pupils::open_lesson(&door::store(), &teacher, door::now()).await?;
    leptos_axum::redirect(&format!("/school/{code}/classes/{class}/lesson"));
    Ok(())
}

/// Ends the lesson with the class.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "close_lesson")]
pub async fn close_lesson(code: String, class: i64) -> Result<(), AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    services::access::pupils::close_lesson(&door::store(), &teacher, door::now()).await?;
    back(&code, class);
    Ok(())
}

/// What is shown large: the number of the lesson, or the class code.
///
/// **Permissions**: the class's teacher; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "class_poster")]
pub async fn poster_of(code: String, class: i64, of_lesson: bool) -> Result<ClassPoster, AppError> {
    use crate::door;
    let teacher = teacher(&code, class).await?;
    let (store, base) = (door::store(), door::base_address());
    Ok(services::access::pupils::class_poster(&store, &teacher, of_lesson, &base, door::now()).await?)
}

/// What printing cards of a class would do; of the whole school without a class.
///
/// **Permissions**: for a class its teacher and whoever leads the school, for the school whoever leads it.
#[server(prefix = "/api/fn", endpoint = "cards_ahead")]
pub async fn cards_to_print(code: String, #[server(default)] class: Option<i64>) -> Result<CardsAhead, AppError> {
    use crate::door;
    use services::access::pupils::{class_cards_ahead, school_cards_ahead};
    let viewer = door::viewer()?;
    let (store, secrets, now) = (door::store(), door::secrets(), door::now());
    Ok(match class {
        Some(class) => class_cards_ahead(&store, &secrets, &teacher(&code, class).await?, now).await?,
        None => {
            let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
            school_cards_ahead(&store, &secrets, &lead, now).await?
        }
    })
}
