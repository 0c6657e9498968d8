//! How full something is.

use leptos::prelude::*;

/// A bar with its value in words; `share` is 0 to 100, `mark` a line to be reached.
#[component]
pub fn Meter(
    /// 0 to 100.
    share: f64,
    /// Where a line stands, 0 to 100.
    #[prop(optional)]
    mark: Option<f64>,
    /// The value in words.
    label: String,
    /// A class that says how good the value is.
    #[prop(optional)]
    tone: &'static str,
) -> impl IntoView {
    // Widths stand in attributes of empty drawings: the content security policy lets no inline style through.
    let percent = |value: f64| format!("{value:.1}%");
    view! {
        <span class=format!("meter {tone}") role="img" aria-label=label>
            <svg class="meter-fill" width=percent(share)></svg>
            {mark.map(|mark| view! { <svg class="meter-mark" width=percent(mark)></svg> })}
        </span>
    }
}
