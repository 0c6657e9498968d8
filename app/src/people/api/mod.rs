//! Server functions about people.

mod list;
mod many;
mod merge;
mod one;
mod place;
mod team;

pub use list::*;
pub use many::*;
pub use merge::*;
pub use one::*;
pub use place::*;
pub use team::*;

#[cfg(feature = "ssr")]
use crate::{
    door,
    error::{AppError, Problem},
};
#[cfg(feature = "ssr")]
use services::access::PeopleKeeper;

/// Today, the viewer's people to keep, and the moment: what every change begins with.
#[cfg(feature = "ssr")]
async fn keeper(at: &str) -> Result<PeopleKeeper, AppError> {
    let viewer = door::viewer()?;
    let today = domain::calendar::day_of(door::now());
    Ok(viewer.keeps_people(&door::store(), at, today).await?)
}

/// A day as a form sends it.
#[cfg(feature = "ssr")]
fn day(text: &str) -> Result<chrono::NaiveDate, AppError> {
    domain::calendar::parse_day(text).ok_or(AppError::Invalid(Problem::BadDay))
}

/// A day that may be left out.
#[cfg(feature = "ssr")]
fn day_or_none(text: &str) -> Result<Option<chrono::NaiveDate>, AppError> {
    if text.trim().is_empty() { Ok(None) } else { day(text).map(Some) }
}

/// A word of a choice as a form sends it.
#[cfg(feature = "ssr")]
fn word<T>(text: &str, from_word: impl Fn(&str) -> Option<T>) -> Result<T, AppError> {
    from_word(text).ok_or(AppError::Invalid(Problem::BadForm))
}

/// Leads on with a word about what happened; what is not the form's fault is an error as ever.
#[cfg(feature = "ssr")]
fn lead_on(way: &str, outcome: Result<(), AppError>) -> Result<(), AppError> {
    let problem = match outcome {
        Ok(()) => Problem::Done,
        Err(AppError::Invalid(problem)) => problem,
        Err(error) => return Err(error),
    };
    let mark = if way.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{way}{mark}problem={}", problem.as_str()));
    Ok(())
}
