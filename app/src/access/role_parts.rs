//! What the pages of roles share.

use super::{roles_api::EndRole, roles_words};
use crate::{ui::field::DayField, words};
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
        <DayField name="from" label=words!(roles.from) value=today.to_string() required=true/>
        <DayField name="to" label=words!(roles.to)/>
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
                <DayField name="on" label=words!(roles.end_on) required=true/>
                <button class="button" type="submit">{words!(roles.end_do)}</button>
            </form>
        </details>
    }
}
