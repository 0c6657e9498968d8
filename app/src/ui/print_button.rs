//! Opens the browser's print dialogue.

use leptos::prelude::*;

/// Beside it stands in words how to print without script.
#[island]
pub fn PrintButton(
    /// What stands on it.
    text: String,
) -> impl IntoView {
    let print = move |_| {
        // A browser that cannot print has said so itself.
        #[cfg(feature = "hydrate")]
        let _ = window().print();
    };
    view! { <button class="button button-main" type="button" on:click=print>{text}</button> }
}
