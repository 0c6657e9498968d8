//! What the pages of roles share.

use super::{roles_api::EndRole, roles_words};
use crate::words;
use chrono::NaiveDate;
use domain::access::roles::{RoleLine, RoleState};
use leptos::{prelude::*, server_fn::ServerFn};

/// The look of a role's state.
pub const fn tone(state: RoleState) -> &'static str {
    match state {
        RoleState::Coming => "tag tag-under-way",
        RoleState::Held => "tag tag-good",
        RoleState::Over => "tag",
    }
}

/// From when, and perhaps until when, a role is given.
#[component]
pub fn DayFields(today: NaiveDate) -> impl IntoView {
    view! {
        <label class="field">
            <span>{words!(roles.from)}</span>
            <input type="date" name="from" value=today.to_string() required/>
        </label>
        <label class="field">
            <span>{words!(roles.to)}</span>
            <input type="date" name="to"/>
        </label>
    }
}

/// Ends a role from a day on; unfolds, so that it is not pressed by mistake.
#[component]
pub fn EndForm(line: RoleLine, back: String) -> impl IntoView {
    let name = line.person.name.clone().unwrap_or_else(|| words!(audit.anonymous).to_owned());
    let label = words!(roles.end_of, role = roles_words::role(line.role), name = name);
    view! {
        <details class="role-end">
            <summary aria-label=label>{words!(roles.end)}</summary>
            <form class="form" method="post" action=EndRole::url()>
                <input type="hidden" name="grant" value=line.id.to_string()/>
                <input type="hidden" name="back" value=back/>
                <label class="field">
                    <span>{words!(roles.end_on)}</span>
                    <input type="date" name="on" required/>
                </label>
                <button class="button" type="submit">{words!(roles.end_do)}</button>
            </form>
        </details>
    }
}
