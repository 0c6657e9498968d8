//! Fields of forms that several pages have.

use super::names;
use crate::{error::Problem, ui::field::SelectField, words};
use chrono::NaiveDate;
use domain::people::{MembershipKind, Responsibility, Sex, directory::SchoolName};
use leptos::prelude::*;

pub use crate::ui::field::DayField;

/// A day as a date field has it.
pub fn date_value(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

/// What somebody is at a school.
#[component]
pub fn KindField(name: &'static str, chosen: Option<MembershipKind>) -> impl IntoView {
    let options = MembershipKind::ALL
        .iter()
        .map(|kind| view! { <option value=kind.as_str() selected=chosen == Some(*kind)>{names::kind(*kind)}</option> })
        .collect_view();
    view! {
        <SelectField name label=words!(people.kind) required=true>{options}</SelectField>
    }
}

/// A duty.
#[component]
pub fn DutyField(name: &'static str) -> impl IntoView {
    let options = Responsibility::ALL
        .iter()
        .map(|duty| view! { <option value=duty.as_str()>{words::responsibility(*duty)}</option> })
        .collect_view();
    view! {
        <SelectField name label=words!(people.duty) required=true>{options}</SelectField>
    }
}

/// A school to be chosen; one alone is chosen already.
#[component]
pub fn SchoolField(
    name: &'static str,
    schools: Vec<SchoolName>,
    label: &'static str,
    #[prop(optional, into)] chosen: String,
) -> impl IntoView {
    let must_choose = schools.len() != 1 && chosen.is_empty();
    let options = schools
        .into_iter()
        .map(|school| view! { <option value=school.code.clone() selected=school.code == chosen>{school.name}</option> })
        .collect_view();
    view! {
        <SelectField name label required=true>
            {must_choose.then(|| view! { <option value="">{words!(people.choose_school)}</option> })}
            {options}
        </SelectField>
    }
}

/// What is known of a person before it is typed anew.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The name.
    pub name: String,
    /// The code.
    pub code: String,
    /// The birthday, as a date field has it.
    pub born_on: String,
    /// The word of the sex.
    pub sex: String,
    /// The e-mail address.
    pub email: String,
}

/// Name, code, birthday, sex, e-mail; what the form was refused for marks its field.
#[component]
pub fn Particulars(
    known: Known,
    #[prop(optional)] email_is_fixed: bool,
    #[prop(default = None)] refused_for: Option<Problem>,
) -> impl IntoView {
    let wrong = |problems: &[Problem]| refused_for.is_some_and(|problem| problems.contains(&problem)).then_some("true");
    let sexes = Sex::ALL.iter().map(|sex| {
        view! { <option value=sex.as_str() selected=known.sex == sex.as_str()>{names::sex(*sex)}</option> }
    });
    let sexes = sexes.collect_view();
    view! {
        <label class="field">
            <span>{words!(people.name)}</span>
            <input name="person[name]" required maxlength="120" autocomplete="off" value=known.name aria-invalid=wrong(&[Problem::BadName])/>
        </label>
        <div class="field-row">
            <label class="field">
                <span>{words!(people.code)}</span>
                <input name="person[code]" maxlength="40" autocomplete="off" spellcheck="false" value=known.code aria-invalid=wrong(&[Problem::BadCode, Problem::CodeTaken])/>
            </label>
            <label class="field">
                <span>{words!(people.born_on)}</span>
                <input type="date" name="person[born_on]" value=known.born_on aria-invalid=wrong(&[Problem::BadBirthday])/>
            </label>
            <label class="field">
                <span>{words!(people.sex)}</span>
                <select name="person[sex]">
                    <option value="">{words!(people.not_known)}</option>
                    {sexes}
                </select>
            </label>
        </div>
        <label class="field">
            <span>{words!(people.email)}</span>
            <input type="email" name="person[email]" maxlength="254" autocomplete="off" value=known.email readonly=email_is_fixed aria-invalid=wrong(&[Problem::BadEmail, Problem::EmailTaken])/>
            {email_is_fixed.then(|| view! { <small class="hint">{words!(people.email_is_fixed)}</small> })}
        </label>
    }
}
