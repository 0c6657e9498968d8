//! Many people at once: who they are, and what is to be done to them.

use super::{
    api::{ChangeMany, people_chosen},
    list_page::{filter_in_address, list_address},
    many_print::{PrintForms, PrintedMany, PrintedPage},
    parts::{
        fields::{DayField, DutyField, SchoolField, date_value},
        names,
    },
};
use crate::{ui::load::load, words};
use domain::people::directory::{Chosen, DirectoryFilter, Presence};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Says how many people were chosen, lists the first of them, and offers what can be done; or shows what was printed
/// for them.
#[component]
pub fn ManyPage() -> impl IntoView {
    let at = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    if let Some(printed) = use_context::<PrintedMany>() {
        return Either::Left(view! { <PrintedPage printed at/> });
    }
    let filter = DirectoryFilter { presence: Presence::Here, ..filter_in_address() };
    let query = use_query_map();
    let all = query.with_untracked(|query| query.get("all")).is_some();
    let ticked = query.with_untracked(|query| query.get_all("person")).unwrap_or_default();
    // Nobody ticked is nobody, and not everybody.
    let persons = if all {
        String::new()
    } else if ticked.is_empty() {
        "0".to_owned()
    } else {
        ticked.join(",")
    };
    let asked = people_chosen(at.clone(), persons.clone(), filter.clone());
    Either::Right(load(asked, move |chosen| view! { <Show chosen at persons filter/> }))
}

#[component]
fn Show(chosen: Chosen, at: String, persons: String, filter: DirectoryFilter) -> impl IntoView {
    let title = words!(people.many_title, count = words::number(chosen.persons));
    let today = date_value(Some(chosen.as_of));
    let count = chosen.memberships;
    let print = view! {
        <PrintForms chosen=chosen.clone() at=at.clone() persons=persons.clone() filter=filter.clone()/>
    };
    let same = {
        let at = at.clone();
        move |change: &'static str| {
            let fields = filter
                .in_form()
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
            view! {
                <input type="hidden" name="at" value=at.clone()/>
                <input type="hidden" name="persons" value=persons.clone()/>
                <input type="hidden" name="confirmed" value=count.to_string()/>
                <input type="hidden" name="change" value=change/>
                {fields.collect_view()}
            }
        }
    };
    let rest = chosen.memberships.saturating_sub(chosen.lines.len() as u64);
    let lines = chosen.lines.into_iter().map(|line| {
        view! { <li><a href=format!("/people/{}", line.id)>{line.name}</a>", "{names::kind(line.kind)}", "{line.school}</li> }
    });
    let (staff, everybody) = (words::number(chosen.staff), words::number(chosen.persons));
    let has_staff = chosen.staff > 0;
    let has_pupils = chosen.staff < chosen.persons;
    view! {
        <Title text=title.clone()/>
        <nav class="crumbs"><a href=list_address(&at)>{chosen.school.map_or_else(|| words!(people.title).to_owned(), |school| school.name)}</a></nav>
        <header class="page-head"><h1>{title}</h1></header>
        <ol class="chosen">{lines.collect_view()}</ol>
        {(rest > 0).then(|| view! { <p class="hint">{words!(people.and_more, count = words::number(rest))}</p> })}
        <div class="many-forms">
            {has_staff.then(|| view! {
                <form class="panel form" method="post" action=ChangeMany::url()>
                    <h2>{words!(people.duty_begins)}</h2>
                    {has_pupils.then(|| view! { <p class="hint">{words!(people.duty_for_staff)}</p> })}
                    {same("begin_duty")}
                    <DutyField name="with"/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button button-main" type="submit">{words!(people.give_duty_to, count = staff.clone())}</button>
                </form>
                <form class="panel form" method="post" action=ChangeMany::url()>
                    <h2>{words!(people.duty_ends)}</h2>
                    {same("end_duty")}
                    <DutyField name="with"/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(people.end_duty_of, count = staff.clone())}</button>
                </form>
            })}
            {(!chosen.schools.is_empty()).then(|| view! {
                <form class="panel form" method="post" action=ChangeMany::url()>
                    <h2>{words!(people.move_title)}</h2>
                    {same("move")}
                    <SchoolField name="with" schools=chosen.schools label=words!(people.to_school)/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(people.move_all, count = everybody.clone())}</button>
                </form>
            })}
            <form class="panel form" method="post" action=ChangeMany::url()>
                <h2>{words!(people.leave_title)}</h2>
                <p class="hint">{words!(people.leave_text)}</p>
                {same("leave")}
                <DayField name="from" label=words!(people.from_day) value=today required=true/>
                <button class="button" type="submit">{words!(people.leave_all, count = everybody)}</button>
            </form>
            {print}
        </div>
    }
}
