//! A tick for all boxes of a page. Without script it is not there.

use leptos::prelude::*;

/// Ticks the boxes of all persons on the page, or takes the ticks away.
#[island]
pub fn TickAll(
    /// What stands beside it.
    text: String,
) -> impl IntoView {
    let (works, set_works) = signal(false);
    Effect::new(move |_| set_works.set(true));
    let tick = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        browser::tick_all(event_target_checked(&event));
        #[cfg(not(feature = "hydrate"))]
        let _ = event;
    };
    view! {
        <label class="tick" hidden=move || !works.get()>
            <input type="checkbox" autocomplete="off" on:change=tick/>
            <span>{text}</span>
        </label>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use web_sys::HtmlInputElement;

    /// Sets all boxes of persons.
    pub fn tick_all(ticked: bool) {
        let Ok(boxes) = document().query_selector_all("input[name=person]") else { return };
        for place in 0..boxes.length() {
            if let Some(tick) = boxes.item(place).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
                tick.set_checked(ticked);
            }
        }
    }
}
