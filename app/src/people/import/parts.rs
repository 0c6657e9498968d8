//! What the pages of imports share.

use super::words as say;
use crate::{language::use_locale, words};
use domain::{
    calendar::{day_of, time_of, write_day},
    people::roster::view::{ImportHead, ImportState, OutcomeCounts, OutcomeKind},
};
use leptos::prelude::*;

/// How far an import is, as a tag.
#[component]
pub fn StateTag(state: ImportState) -> impl IntoView {
    let tone = match state {
        ImportState::Open => "tag tag-under-way",
        ImportState::Taken => "tag tag-good",
        ImportState::Undone | ImportState::Discarded => "tag",
    };
    view! { <span class=tone>{say::state(use_locale(), state)}</span> }
}

/// The outcomes in figures.
#[component]
pub fn Counts(counts: OutcomeCounts) -> impl IntoView {
    let locale = use_locale();
    let fact = move |kind: &OutcomeKind| {
        let count = crate::words::number(counts.count(*kind));
        view! { <div><dt>{say::outcome(locale, *kind)}</dt><dd>{count}</dd></div> }
    };
    view! { <dl class="facts">{OutcomeKind::ALL.iter().map(fact).collect_view()}</dl> }
}

/// Who brought a file in, and when.
pub fn by_whom(head: &ImportHead) -> String {
    let day = format!("{} {}", write_day(day_of(head.uploaded_at)), time_of(head.uploaded_at));
    match &head.by {
        Some(name) => words!(roster.uploaded_by, day = day, name = name.as_str()),
        None => words!(roster.uploaded_at_console, day = day),
    }
}

/// The names of an import's files.
pub fn names(head: &ImportHead) -> String {
    let names: Vec<&str> = head.files.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { words!(roster.nameless).to_owned() } else { names.join(", ") }
}
