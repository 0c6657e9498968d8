//! Many people at once: who they are, and what is to be done to them.

use super::{
    api::{ChangeMany, ManyChange, people_chosen},
    many_choice::{ManyChoice, hidden, load_or_lead_back},
    many_confirm::ConfirmPage,
    many_print::{PrintForms, PrintedMany, PrintedPage},
    parts::{
        fields::{DayField, DutyField, SchoolField, date_value},
        names,
    },
};
use crate::{ui::notice::Notice, words};
use domain::people::directory::Chosen;
use leptos::{either::EitherOf3, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Says how many people were chosen, lists the first of them, and offers what can be done; or shows what was printed
/// for them.
#[component]
pub fn ManyPage() -> impl IntoView {
    let choice = ManyChoice::in_address();
    if let Some(printed) = use_context::<PrintedMany>() {
        return EitherOf3::A(view! { <PrintedPage printed back=choice.list()/> });
    }
    let query = use_query_map();
    let word = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let change = ManyChange { what: word("change"), with: word("with"), from: word("from"), ..ManyChange::default() };
    if matches!(change.what.as_str(), "leave" | "move") {
        return EitherOf3::B(view! { <ConfirmPage choice change/> });
    }
    let asked = people_chosen(choice.at.clone(), choice.persons.clone(), choice.filter.clone());
    let list = choice.list();
    EitherOf3::C(load_or_lead_back(asked, list, move |chosen| view! { <Show chosen choice/> }))
}

#[component]
fn Show(chosen: Chosen, choice: ManyChoice) -> impl IntoView {
    let title = words!(people.many_title, count = words::number(chosen.persons));
    let today = date_value(Some(chosen.as_of));
    let count = chosen.memberships;
    let print = view! { <PrintForms chosen=chosen.clone() choice=choice.clone()/> };
    let list = choice.list();
    let many = choice.many();
    // Leaving and moving are asked about once more, on a page of their own.
    let to_ask = {
        let choice = choice.clone();
        move |change: &'static str| {
            let mut words = choice.words();
            words.push(("change", change.to_owned()));
            hidden(words)
        }
    };
    let same = move |change: &'static str| {
        let mut fields = choice.in_form();
        fields.push(("confirmed".to_owned(), count.to_string()));
        fields.push(("change[what]".to_owned(), change.to_owned()));
        hidden(fields)
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
        <nav class="crumbs"><a href=list>{chosen.school.map_or_else(|| words!(people.title).to_owned(), |school| school.name)}</a></nav>
        <header class="page-head"><h1>{title}</h1></header>
        <Notice/>
        <div class="chosen" tabindex="0" role="region" aria-label=words!(people.chosen)>
            <ol>{lines.collect_view()}</ol>
        </div>
        {(rest > 0).then(|| view! { <p class="hint">{words!(people.and_more, count = words::number(rest))}</p> })}
        <div class="many-forms">
            {has_staff.then(|| view! {
                <form class="panel form" method="post" action=ChangeMany::url()>
                    <h2>{words!(people.duty_begins)}</h2>
                    {has_pupils.then(|| view! { <p class="hint">{words!(people.duty_for_staff)}</p> })}
                    {same("begin_duty")}
                    <DutyField name="change[with]"/>
                    <DayField name="change[from]" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button button-main" type="submit">{words!(people.give_duty_to, count = staff.clone())}</button>
                </form>
                <form class="panel form" method="post" action=ChangeMany::url()>
                    <h2>{words!(people.duty_ends)}</h2>
                    {same("end_duty")}
                    <DutyField name="change[with]"/>
                    <DayField name="change[from]" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(people.end_duty_of, count = staff.clone())}</button>
                </form>
            })}
            {(!chosen.schools.is_empty()).then(|| view! {
                <form class="panel form" method="get" action=many.clone()>
                    <h2>{words!(people.move_title)}</h2>
                    <p class="hint">{words!(people.move_text)}</p>
                    {to_ask("move")}
                    <SchoolField name="with" schools=chosen.schools label=words!(people.to_school)/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(people.move_all, count = everybody.clone())}</button>
                </form>
            })}
            <form class="panel form" method="get" action=many.clone()>
                <h2>{words!(people.leave_title)}</h2>
                <p class="hint">{words!(people.leave_text)}</p>
                {to_ask("leave")}
                <DayField name="from" label=words!(people.from_day) value=today required=true/>
                <button class="button" type="submit">{words!(people.leave_all, count = everybody)}</button>
            </form>
            {print}
        </div>
    }
}
