//! The island in the search form: whom what was typed so far may mean.
//!
//! It lies in a plain form that searches without it. With script the field is a combobox: the arrows go through the
//! list, Enter opens the one gone to, Escape closes the list and keeps what was typed.

use domain::people::directory::Suggestion;
use leptos::prelude::*;

/// The list's id; a page has one such field.
const LIST: &str = "people-suggestions";

/// The id of a suggestion by its place.
fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

/// What is suggested.
#[derive(Debug, Clone, Default)]
struct Suggested {
    /// The people; none before anything was asked, and when the list is closed.
    people: Option<Vec<Suggestion>>,
    /// The place to which the arrow keys went.
    at: Option<usize>,
}

impl Suggested {
    fn count(&self) -> usize {
        self.people.as_ref().map_or(0, Vec::len)
    }

    /// Goes down or up, from the last to the first and back.
    fn go(&mut self, down: bool) {
        let count = self.count();
        self.at = match (count, self.at, down) {
            (0, ..) => None,
            (_, None, true) => Some(0),
            (_, None, false) => Some(count - 1),
            (_, Some(at), true) => Some((at + 1) % count),
            (_, Some(at), false) => Some((at + count - 1) % count),
        };
    }

    /// The address of the one gone to.
    fn address(&self) -> Option<String> {
        self.people.as_ref()?.get(self.at?).map(|one| format!("/people/{}", one.id))
    }
}

/// A search field with a live list of links below it.
#[island]
pub fn SearchBox(
    /// Code of the school whose people are sought; all within reach when empty.
    at: String,
    /// What stands in the field.
    sought: String,
    /// The field's label.
    label: String,
    /// The list's name.
    list: String,
    /// Says how many were found, with `{n}` in it.
    found: String,
    /// Says that nobody was found.
    nobody: String,
) -> impl IntoView {
    let suggested = RwSignal::new(Suggested::default());
    #[cfg(feature = "hydrate")]
    let (on_input, close) = browser::suggest(at, suggested);
    #[cfg(not(feature = "hydrate"))]
    let (on_input, close) = {
        let _ = &at;
        (move |_: leptos::ev::Event| {}, move || {})
    };
    let count = move || suggested.with(Suggested::count);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if count() == 0 {
            if event.key() == "Escape" {
                // An answer still under way must not open the list.
                close();
            }
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => suggested.update(|list| list.go(true)),
            "ArrowUp" => suggested.update(|list| list.go(false)),
            "Escape" => close(),
            "Enter" => match suggested.with(Suggested::address) {
                Some(address) => open(&address),
                None => return,
            },
            _ => return,
        }
        // The keys would move the cursor, empty the field or send the form.
        event.prevent_default();
    };
    let said = move || match suggested.with(|list| list.people.as_ref().map(Vec::len)) {
        None => String::new(),
        Some(0) => nobody.clone(),
        Some(count) => found.replace("{n}", &count.to_string()),
    };
    let options = move || {
        let people = suggested.with(|list| list.people.clone()).unwrap_or_default();
        let option = |(place, one): (usize, Suggestion)| {
            let is_at = move || suggested.with(|list| list.at == Some(place)).to_string();
            view! {
                <a id=option_id(place) role="option" tabindex="-1" aria-selected=is_at href=format!("/people/{}", one.id)>
                    <strong>{one.name}</strong>" "<small>{one.detail}</small>
                </a>
            }
        };
        people.into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <div class="people-search">
            <label class="field">
                <span>{label}</span>
                <input
                    type="text" inputmode="search" name="q" value=sought maxlength="100" autocomplete="off"
                    spellcheck="false" role="combobox" aria-autocomplete="list" aria-controls=LIST
                    aria-expanded=move || (count() > 0).to_string()
                    aria-activedescendant=move || suggested.with(|list| list.at).map(option_id)
                    on:input=on_input on:keydown=on_key on:blur=move |_| close()
                />
            </label>
            <p class="unseen" role="status">{said}</p>
            // A press on a link must not take the focus away first, which closes the list.
            <div
                class="suggestions" id=LIST role="listbox" aria-label=list hidden=move || count() == 0
                on:mousedown=move |event: leptos::ev::MouseEvent| event.prevent_default()
            >
                {options}
            </div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
fn open(address: &str) {
    // A browser that refuses keeps the page.
    let _ = window().location().set_href(address);
}

#[cfg(not(feature = "hydrate"))]
fn open(_address: &str) {}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Suggested;
    use crate::people::api::people_search;
    use leptos::{ev::Event, prelude::*, task::spawn_local};
    use std::time::Duration;

    /// Typing stands still for this long before it is asked.
    const STILL: Duration = Duration::from_millis(200);

    /// Asks for suggestions when typing stands still, and closes their list; an answer that comes too late is let go.
    pub fn suggest(
        at: String,
        suggested: RwSignal<Suggested>,
    ) -> (impl Fn(Event) + 'static, impl Fn() + Copy + 'static) {
        let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
        let last = StoredValue::new(0_u64);
        let close = move || {
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            last.update_value(|last| *last += 1);
            suggested.set(Suggested::default());
        };
        let on_input = move |event| {
            let (typed, at) = (event_target_value(&event), at.clone());
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let number = last.get_value() + 1;
            last.set_value(number);
            if typed.trim().chars().count() < 2 {
                suggested.set(Suggested::default());
                return;
            }
            let ask = move || {
                let (typed, at) = (typed.clone(), at.clone());
                spawn_local(async move {
                    // Without an answer the form still searches.
                    let people = people_search(at, typed).await.ok();
                    if last.get_value() == number {
                        suggested.set(Suggested { people, at: None });
                    }
                });
            };
            waiting.set_value(set_timeout_with_handle(ask, STILL).ok());
        };
        (on_input, close)
    }
}
