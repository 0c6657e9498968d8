//! Waiting for what a page shows.

use super::error_panel::ErrorPanel;
use crate::error::AppError;
use leptos::{either::Either, prelude::*};
use std::future::Future;

/// Awaits what a page shows, then shows it; an error becomes its panel and the answer's status.
///
/// Pages are made whole on the server before the first byte is sent, so there is no waiting state to be seen.
pub fn load<T, V>(
    what: impl Future<Output = Result<T, AppError>> + Send + 'static,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense>
            {Suspend::new(async move {
                match what.await {
                    Ok(found) => Either::Left(show(found)),
                    Err(error) => Either::Right(view! { <ErrorPanel error/> }),
                }
            })}
        </Suspense>
    }
}
