//! Words of roles.

use crate::{i18n::*, language::use_locale};
use domain::{
    access::{Role, roles::RoleState},
    calendar::write_day,
    people::Span,
};
use leptos_i18n::td_string;

/// The name of a role.
pub fn role_in(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Office => td_string!(locale, roles.office),
        Role::OfficeViewer => td_string!(locale, roles.office_viewer),
        Role::Author => td_string!(locale, roles.author),
        Role::Principal => td_string!(locale, roles.principal),
        Role::Coordinator => td_string!(locale, roles.coordinator),
    }
}

/// [`role_in`] in the page's language.
pub fn role(role: Role) -> &'static str {
    role_in(use_locale(), role)
}

/// Where a role stands.
pub fn state(state: RoleState) -> &'static str {
    let locale = use_locale();
    match state {
        RoleState::Coming => td_string!(locale, roles.coming),
        RoleState::Held => td_string!(locale, roles.held),
        RoleState::Over => td_string!(locale, roles.over),
    }
}

/// From when to when.
pub fn days(span: &Span) -> String {
    let locale = use_locale();
    let from = write_day(span.from);
    match span.to {
        None => td_string!(locale, roles.since, from = from),
        Some(to) => td_string!(locale, roles.between, from = from, to = write_day(to)),
    }
}
