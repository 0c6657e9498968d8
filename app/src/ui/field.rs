//! Fields of forms: a label and its control.

use leptos::prelude::*;

/// Today as a field of a day has it, where the page is made.
pub fn today() -> String {
    #[cfg(feature = "ssr")]
    return domain::calendar::day_of(crate::door::now()).to_string();
    #[cfg(not(feature = "ssr"))]
    String::new()
}

/// A day to be chosen; forms send it as `yyyy-mm-dd`.
#[component]
pub fn DayField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional)] wrong: bool,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="date" name=name value=value required=required aria-invalid=wrong.then_some("true")/>
        </label>
    }
}

/// A choice out of a list; the options are its children.
#[component]
pub fn SelectField(
    name: &'static str,
    label: &'static str,
    #[prop(optional)] required: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <select name=name required=required>{children()}</select>
        </label>
    }
}

/// Words to search for.
#[component]
pub fn SearchField(
    name: &'static str,
    label: &'static str,
    value: String,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="search" name=name value=value maxlength="100" required=required/>
        </label>
    }
}
