//! Memberships and duties of a person with their history, and the forms that change them.

use super::{
    fields::{DayField, DutyField, KindField, SchoolField, date_value},
    names,
};
use crate::{
    people::api::{BeginDuty, BeginMembership, CorrectMembership, EndDuty, EndMembership, PlaceInClass},
    words,
};
use domain::{
    ids::PersonId,
    people::{
        card::{DutyLine, MayDo, MembershipLine, PersonCard},
        directory::SchoolName,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Every membership within reach, newest first; what was found to be wrong is struck through.
#[component]
pub fn MembershipHistory(card: PersonCard, today: String) -> impl IntoView {
    if card.memberships.is_empty() {
        return view! { <p class="empty">{words!(people.no_memberships)}</p> }.into_any();
    }
    let (id, may, as_of) = (card.id, card.may, card.as_of);
    let lines = card.memberships.into_iter().map(|line| {
        let is_open = !line.voided && line.span.to.is_none_or(|to| to > as_of);
        let forms = (may.change && !line.voided).then(|| {
            let (line, may, today) = (line.clone(), may.clone(), today.clone());
            view! { <MembershipForms id line may today is_open/> }
        });
        let kind = match &line.class {
            Some(class) => words!(people.pupil_of_class, class = class.name.clone()),
            None => names::kind(line.kind).to_owned(),
        };
        let post = line.post.trim();
        let what = if post.is_empty() { kind } else { format!("{kind}, {post}") };
        view! {
            <li class="fact" class:fact-void=line.voided class:fact-past=!is_open>
                <p><strong>{line.school.name.clone()}</strong>": "{what}</p>
                <p class="hint">{names::span(line.span)}{line.voided.then(|| view! { " "<span class="tag">{words!(people.voided)}</span> })}</p>
                {forms}
            </li>
        }
    });
    view! { <ul class="facts-list">{lines.collect_view()}</ul> }.into_any()
}

#[component]
fn MembershipForms(id: PersonId, line: MembershipLine, may: MayDo, today: String, is_open: bool) -> impl IntoView {
    let hidden = move || {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="membership" value=line.id.to_string()/>
        }
    };
    let elsewhere: Vec<SchoolName> = may.schools.into_iter().filter(|school| school.code != line.school.code).collect();
    let moves = is_open && may.move_and_merge && !elsewhere.is_empty();
    let day = today.clone();
    view! {
        <details class="fact-forms">
            <summary>{words!(people.change_place, school = line.school.name.clone())}</summary>
            {(!line.classes.is_empty()).then(|| view! {
                <form class="filter" method="post" action=PlaceInClass::url()>
                    {hidden()}
                    <label class="field">
                        <span>{words!(people.class)}</span>
                        <select name="class" required>
                            {line.classes.into_iter().map(|class| {
                                let here = line.class.as_ref().is_some_and(|own| own.id == class.id);
                                view! { <option value=class.id.to_string() selected=here>{class.name}</option> }
                            }).collect_view()}
                        </select>
                    </label>
                    <DayField name="from" label=words!(people.from_day) value=day.clone() required=true/>
                    <button class="button" type="submit">{words!(people.change_class)}</button>
                </form>
            })}
            {moves.then(|| view! {
                <form class="filter" method="post" action=EndMembership::url()>
                    {hidden()}
                    <SchoolField name="to" schools=elsewhere label=words!(people.to_school)/>
                    <DayField name="from" label=words!(people.from_day) value=day.clone() required=true/>
                    <button class="button" type="submit">{words!(people.move_do)}</button>
                </form>
            })}
            {is_open.then(|| view! {
                <form class="filter" method="post" action=EndMembership::url()>
                    {hidden()}
                    <DayField name="from" label=words!(people.leaves_on) value=day.clone() required=true/>
                    <button class="button" type="submit">{words!(people.leave_do)}</button>
                </form>
            })}
            <form class="filter" method="post" action=CorrectMembership::url()>
                {hidden()}
                <p class="hint">{words!(people.correct_text)}</p>
                <KindField name="place[kind]" chosen=Some(line.kind)/>
                <label class="field"><span>{words!(people.post)}</span><input name="place[post]" maxlength="80" value=line.post/></label>
                <DayField name="place[from]" label=words!(people.from_day) value=date_value(Some(line.span.from)) required=true/>
                <DayField name="place[to]" label=words!(people.to_day) value=date_value(line.span.to)/>
                <button class="button" type="submit" name="intent" value="correct">{words!(people.correct_do)}</button>
                <button class="button button-quiet" type="submit" name="intent" value="void">{words!(people.void_do)}</button>
            </form>
        </details>
    }
}

/// A membership at a further school, or anew after somebody had left.
#[component]
pub fn NewPlace(id: PersonId, schools: Vec<SchoolName>, today: String) -> impl IntoView {
    view! {
        <details class="fact-forms">
            <summary>{words!(people.add_place)}</summary>
            <form class="filter" method="post" action=BeginMembership::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <SchoolField name="place[school]" schools label=words!(people.school)/>
                <KindField name="place[kind]" chosen=None/>
                <label class="field"><span>{words!(people.post)}</span><input name="place[post]" maxlength="80"/></label>
                <DayField name="place[from]" label=words!(people.from_day) value=today required=true/>
                <button class="button" type="submit">{words!(people.add_do)}</button>
            </form>
        </details>
    }
}

/// Every duty within reach, newest first.
#[component]
pub fn DutyHistory(card: PersonCard, today: String) -> impl IntoView {
    if card.duties.is_empty() {
        return view! { <p class="empty">{words!(people.no_duties)}</p> }.into_any();
    }
    let (id, may_change, as_of) = (card.id, card.may.change, card.as_of);
    let lines = card.duties.into_iter().map(|line| {
        let is_open = !line.voided && line.span.to.is_none_or(|to| to > as_of);
        let forms = (may_change && !line.voided).then(|| {
            let (line, today) = (line.clone(), today.clone());
            view! { <DutyForms id line today is_open/> }
        });
        view! {
            <li class="fact" class:fact-void=line.voided class:fact-past=!is_open>
                <p><strong>{words::responsibility(line.duty)}</strong>", "{line.school.name.clone()}</p>
                <p class="hint">{names::span(line.span)}{line.voided.then(|| view! { " "<span class="tag">{words!(people.voided)}</span> })}</p>
                {forms}
            </li>
        }
    });
    view! { <ul class="facts-list">{lines.collect_view()}</ul> }.into_any()
}

#[component]
fn DutyForms(id: PersonId, line: DutyLine, today: String, is_open: bool) -> impl IntoView {
    let hidden = move || {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="duty" value=line.id.to_string()/>
        }
    };
    view! {
        <details class="fact-forms">
            <summary>{words!(people.change_duty, duty = words::responsibility(line.duty))}</summary>
            {is_open.then(|| view! {
                <form class="filter" method="post" action=EndDuty::url()>
                    {hidden()}
                    <DayField name="from" label=words!(people.ends_on) value=today required=true/>
                    <button class="button" type="submit">{words!(people.end_duty_do)}</button>
                </form>
            })}
            <form method="post" action=EndDuty::url()>
                {hidden()}
                <button class="button button-quiet" type="submit" name="intent" value="void">{words!(people.void_do)}</button>
            </form>
        </details>
    }
}

/// A duty that begins.
#[component]
pub fn NewDuty(id: PersonId, schools: Vec<SchoolName>, today: String) -> impl IntoView {
    view! {
        <details class="fact-forms">
            <summary>{words!(people.add_duty)}</summary>
            <form class="filter" method="post" action=BeginDuty::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <SchoolField name="school" schools label=words!(people.school)/>
                <DutyField name="duty"/>
                <DayField name="from" label=words!(people.from_day) value=today required=true/>
                <button class="button" type="submit">{words!(people.give_duty)}</button>
            </form>
        </details>
    }
}
