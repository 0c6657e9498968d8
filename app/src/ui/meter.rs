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
    let fill = format!("inline-size:{share:.1}%");
    view! {
        <span class=format!("meter {tone}") role="img" aria-label=label>
            <span class="meter-fill" style=fill></span>
            {mark.map(|mark| view! { <span class="meter-mark" style=format!("inset-inline-start:{mark:.1}%")></span> })}
        </span>
    }
}
