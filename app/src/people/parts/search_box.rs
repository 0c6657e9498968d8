//! The island in the search form: whom what was typed so far may mean.
//!
//! It lies in a plain form that searches without it.

use domain::people::directory::Suggestion;
use leptos::prelude::*;

/// A search field with a live list of links below it.
#[island]
pub fn SearchBox(
    /// Code of the school whose people are sought; all within reach when empty.
    at: String,
    /// What stands in the field.
    sought: String,
    /// The field's label.
    label: String,
    /// Says how many were found, with `{n}` in it.
    found: String,
) -> impl IntoView {
    let (suggestions, set_suggestions) = signal(Vec::<Suggestion>::new());
    #[cfg(feature = "hydrate")]
    let on_input = browser::suggest(at, set_suggestions);
    #[cfg(not(feature = "hydrate"))]
    let on_input = {
        let _ = &at;
        move |_: leptos::ev::Event| {}
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            set_suggestions.set(Vec::new());
        }
    };
    let said = move || match suggestions.with(Vec::len) {
        0 => String::new(),
        count => found.replace("{n}", &count.to_string()),
    };
    view! {
        <div class="people-search" on:keydown=on_key>
            <label class="field">
                <span>{label}</span>
                <input type="search" name="q" value=sought maxlength="100" autocomplete="off" spellcheck="false" on:input=on_input/>
            </label>
            <p class="unseen" role="status">{said}</p>
            <ul class="suggestions" hidden=move || suggestions.with(Vec::is_empty)>
                {move || suggestions.get().into_iter().map(|one| view! {
                    <li><a href=format!("/people/{}", one.id)><strong>{one.name}</strong>" "<small>{one.detail}</small></a></li>
                }).collect_view()}
            </ul>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::people::api::people_search;
    use domain::people::directory::Suggestion;
    use leptos::{ev::Event, prelude::*, task::spawn_local};
    use std::time::Duration;

    /// Typing stands still for this long before it is asked.
    const STILL: Duration = Duration::from_millis(200);

    /// Asks for suggestions when typing stands still; an answer that comes too late is let go.
    pub fn suggest(at: String, set_suggestions: WriteSignal<Vec<Suggestion>>) -> impl Fn(Event) + 'static {
        let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
        let last = StoredValue::new(0_u64);
        move |event| {
            let (typed, at) = (event_target_value(&event), at.clone());
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let number = last.get_value() + 1;
            last.set_value(number);
            if typed.trim().chars().count() < 2 {
                set_suggestions.set(Vec::new());
                return;
            }
            let ask = move || {
                let (typed, at) = (typed.clone(), at.clone());
                spawn_local(async move {
                    // Without an answer the form still searches.
                    let found = people_search(at, typed).await.unwrap_or_default();
                    if last.get_value() == number {
                        set_suggestions.set(found);
                    }
                });
            };
            waiting.set_value(set_timeout_with_handle(ask, STILL).ok());
        }
    }
}
