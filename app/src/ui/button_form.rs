//! A form with nothing to fill in.

use leptos::prelude::*;

/// A button that sends its form at once; what goes along unseen is its children.
#[component]
pub fn ButtonForm(
    action: &'static str,
    text: &'static str,
    /// Whether it is what most come to do here.
    #[prop(optional)]
    is_main: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let class = if is_main { "button button-main" } else { "button" };
    view! {
        <form method="post" action=action>
            {children.map(|children| children())}
            <button class=class type="submit">{text}</button>
        </form>
    }
}
