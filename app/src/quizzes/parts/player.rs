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
    let on_press = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        super::pointing::press(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drag_start = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        super::pointing::take_up(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drag_over = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        super::pointing::hold_over(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        super::pointing::put_down(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    view! {
        <div
            class="player"
            on:change=on_change
            on:click=on_press
            on:dragstart=on_drag_start
            on:dragover=on_drag_over
            on:drop=on_drop
        >
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
    use domain::quizzes::response::Parts;
    use leptos::{prelude::*, task::spawn_local};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

    /// Keeps the answer of the question in which something changed.
    pub fn keep(event: &Event, attempt: i64, set_count: WriteSignal<usize>, set_keeping: WriteSignal<Keeping>) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(question)) = target.closest(".question") else { return };
        let Some(position) = question.get_attribute("data-position").and_then(|text| text.parse().ok()) else { return };
        set_count.set(questions().iter().filter(|question| is_answered(&parts(question))).count());
        let parts = parts(&question);
        set_keeping.set(Keeping::Saving);
        spawn_local(async move {
            let kept = save_answer(attempt, position, parts).await;
            set_keeping.set(if kept.is_ok() { Keeping::Saved } else { Keeping::NotSaved });
        });
    }

    fn elements(within: &Element, selector: &str) -> Vec<Element> {
        let found = within.query_selector_all(selector).ok();
        let list = found.iter().flat_map(|list| (0..list.length()).filter_map(|place| list.item(place)));
        list.filter_map(|node| node.dyn_into().ok()).collect()
    }

    fn questions() -> Vec<Element> {
        document().document_element().map(|page| elements(&page, ".question[data-position]")).unwrap_or_default()
    }

    /// The values of a question's fields, as its form would send them: those of each gap apart.
    fn parts(question: &Element) -> Parts {
        let gaps = elements(question, "[data-part]");
        if gaps.is_empty() {
            return Parts::from([(0, values(question))]);
        }
        let part = |gap: &Element| gap.get_attribute("data-part").and_then(|part| part.parse().ok());
        gaps.iter().filter_map(|gap| Some((part(gap)?, values(gap)))).collect()
    }

    fn values(within: &Element) -> Vec<String> {
        let mut values = Vec::new();
        for element in elements(within, "input:not([type=hidden]), select, textarea") {
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                let is_choice = matches!(input.type_().as_str(), "radio" | "checkbox");
                if !is_choice || input.checked() {
                    values.push(input.value());
                }
            } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                values.push(select.value());
            } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                values.push(area.value());
            }
        }
        values
    }

    fn is_answered(parts: &Parts) -> bool {
        let is_filled =
            |values: &Vec<String>| !values.is_empty() && values.iter().all(|value| !value.trim().is_empty());
        parts.values().all(is_filled)
    }
}
