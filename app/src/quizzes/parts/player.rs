//! The island around a quiz's form: keeps every answer as it is given and says so.
//!
//! The form inside is plain HTML made on the server and works without it. The island knows the
//! questions only by what is on the page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the player says, in the reader's language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PlayerWords {
    /// "{n} of {total} answered", with both marks in it.
    pub answered: String,
    /// Every answer is kept.
    pub saved: String,
    /// An answer is on its way.
    pub saving: String,
    /// An answer could not be kept.
    pub not_saved: String,
}

impl PlayerWords {
    fn answered(&self, count: usize, total: usize) -> String {
        self.answered.replace("{n}", &count.to_string()).replace("{total}", &total.to_string())
    }
}

/// Whether the answers on the page are on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "answers are kept in the browser only"))]
enum Keeping {
    Quiet,
    Saving,
    Saved,
    NotSaved,
}

/// Watches over the form among its children.
#[island]
pub fn Player(
    /// The attempt.
    attempt: i64,
    /// Questions that have an answer.
    answered: usize,
    /// Questions in all.
    total: usize,
    /// What to say.
    words: PlayerWords,
    children: Children,
) -> impl IntoView {
    let (count, set_count) = signal(answered);
    let (keeping, set_keeping) = signal(Keeping::Quiet);
    let said = words.clone();
    let state = move || match keeping.get() {
        Keeping::Quiet => String::new(),
        Keeping::Saving => said.saving.clone(),
        Keeping::Saved => said.saved.clone(),
        Keeping::NotSaved => said.not_saved.clone(),
    };
    let on_change = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        browser::keep(&event, attempt, set_count, set_keeping);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, attempt, set_count, set_keeping);
    };
    view! {
        <div class="player" on:change=on_change>
            <p class="player-status">
                <span class="player-count">{move || words.answered(count.get(), total)}</span>
                <span class="player-saved" class:player-alarm=move || keeping.get() == Keeping::NotSaved role="status">{state}</span>
            </p>
            {children()}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Keeping;
    use crate::quizzes::api::save_answer;
    use leptos::{prelude::*, task::spawn_local};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

    /// Keeps the answer of the question in which something changed.
    pub fn keep(event: &Event, attempt: i64, set_count: WriteSignal<usize>, set_keeping: WriteSignal<Keeping>) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(question)) = target.closest(".question") else { return };
        let Some(position) = question.get_attribute("data-position").and_then(|text| text.parse().ok()) else { return };
        set_count.set(questions().iter().filter(|question| is_answered(&values(question))).count());
        let values = values(&question);
        set_keeping.set(Keeping::Saving);
        spawn_local(async move {
            let kept = save_answer(attempt, position, values).await;
            set_keeping.set(if kept.is_ok() { Keeping::Saved } else { Keeping::NotSaved });
        });
    }

    fn elements(within: &Element, selector: &str) -> Vec<Element> {
        let found = within.query_selector_all(selector).ok();
        let list = found.iter().flat_map(|list| (0..list.length()).filter_map(|place| list.item(place)));
        list.filter_map(|node| node.dyn_into().ok()).collect()
    }

    fn questions() -> Vec<Element> {
        document().document_element().map(|page| elements(&page, ".question")).unwrap_or_default()
    }

    /// The values of a question's fields, as its form would send them.
    fn values(question: &Element) -> Vec<String> {
        let mut values = Vec::new();
        for element in elements(question, "input:not([type=hidden]), select") {
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                let is_choice = matches!(input.type_().as_str(), "radio" | "checkbox");
                if !is_choice || input.checked() {
                    values.push(input.value());
                }
            } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                values.push(select.value());
            }
        }
        values
    }

    fn is_answered(values: &[String]) -> bool {
        !values.is_empty() && values.iter().all(|value| !value.trim().is_empty())
    }
}
