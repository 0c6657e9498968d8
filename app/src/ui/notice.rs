//! A word about what somebody just sent.

use crate::error::Problem;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The problem that the page's address names, if any (`?problem=wrong_password`).
pub fn problem_in_address() -> Option<Problem> {
    let query = use_query_map();
    let word = query.with_untracked(|query| query.get("problem"));
    // A server function that could not even read its form leaves its mark in the address, too.
    let unreadable = query.with_untracked(|query| query.get("__err").is_some());
    word.as_deref().and_then(Problem::from_word).or(unreadable.then_some(Problem::BadForm))
}

/// Says what the address names.
#[component]
pub fn Notice() -> impl IntoView {
    problem_in_address().map(|problem| {
        let class = if problem.is_good() { "notice notice-good" } else { "notice" };
        view! { <p class=class role="alert">{crate::words::problem(problem)}</p> }
    })
}
