//! What the pages of this room share.

use domain::calendar::{Moment, day_of, start_of, write_day};
use leptos::prelude::*;

/// A moment as people in Vietnam write it: `14:05 31/12/2026`.
pub fn moment_text(moment: Moment) -> String {
    let day = day_of(moment);
    let minutes = (moment - start_of(day)).num_minutes();
    format!("{:02}:{:02} {}", minutes / 60, minutes % 60, write_day(day))
}

/// A box to tick, with a line that says what it does.
#[component]
pub fn CheckBox(
    name: &'static str,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value="true" checked=checked/>
            <span>
                <span class="check-label">{label}</span>
                {(!hint.is_empty()).then(|| view! { <small class="hint">{hint}</small> })}
            </span>
        </label>
    }
}

/// A field for a password that somebody chooses.
#[component]
pub fn NewPasswordField(name: &'static str) -> impl IntoView {
    let hint_id = format!("{name}-hint");
    view! {
        <label class="field">
            <span>{crate::words!(signin.new_password)}</span>
            <input name=name type="password" autocomplete="new-password" required minlength="10" maxlength="256" aria-describedby=hint_id.clone()/>
        </label>
        <p class="hint" id=hint_id>{crate::words!(signin.password_hint)}</p>
    }
}

/// A field for the present password.
#[component]
pub fn PasswordField(name: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input name=name type="password" autocomplete="current-password" required maxlength="256"/>
        </label>
    }
}

/// The way back to the own account.
#[component]
pub fn MeCrumb() -> impl IntoView {
    view! { <nav class="crumbs"><a href="/me">{crate::words!(account.me)}</a></nav> }
}
