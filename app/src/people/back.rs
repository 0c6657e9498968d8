//! Leading back to a page after a form.

use crate::error::{AppError, Problem};

/// Leads back to an address of ours with a word about what happened.
pub fn back_to(address: &str, outcome: Result<(), AppError>) -> Result<(), AppError> {
    let problem = match outcome {
        Ok(()) => Problem::Done,
        Err(AppError::Invalid(problem)) => problem,
        Err(error) => return Err(error),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{address}{mark}problem={}", problem.as_str()));
    Ok(())
}
