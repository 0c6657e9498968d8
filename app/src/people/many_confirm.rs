//! Before many people leave or move: how many they are, from which day, and what ends with it.

use super::{
    api::{ChangeMany, ManyChange, parting_ahead},
    many_choice::{ManyChoice, hidden, load_or_lead_back},
    many_print::LeftOutPanel,
};
use crate::{ui::notice::Notice, words};
use domain::{
    calendar::write_day,
    people::directory::{MOST_UNTYPED, PartingAhead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Says what would happen, and asks whether it shall.
#[component]
pub fn ConfirmPage(choice: ManyChoice, change: ManyChange) -> impl IntoView {
    let asked = parting_ahead(choice.at.clone(), choice.persons.clone(), choice.filter.clone(), change.clone());
    let back = choice.address();
    load_or_lead_back(asked, back, move |ahead| view! { <Ask ahead choice change/> })
}

#[component]
fn Ask(ahead: PartingAhead, choice: ManyChoice, change: ManyChange) -> impl IntoView {
    let count = words::number(ahead.persons);
    let (title, button) = match &ahead.to {
        Some(to) => (
            words!(people.move_ask, count = count.clone(), school = to.name.clone()),
            words!(people.move_all, count = count.clone()),
        ),
        None => (words!(people.leave_ask, count = count.clone()), words!(people.leave_all, count = count.clone())),
    };
    let ends = ahead.ends;
    let types_it = ahead.persons > MOST_UNTYPED;
    let mut fields = choice.in_form();
    fields.push(("confirmed".to_owned(), ahead.memberships.to_string()));
    for (name, value) in [("what", change.what), ("with", change.with), ("from", change.from)] {
        fields.push((format!("change[{name}]"), value));
    }
    let form = (ahead.persons > 0).then(|| {
        view! {
            <form class="panel form" method="post" action=ChangeMany::url()>
                <p>{words!(people.parting_from, day = write_day(ahead.from))}</p>
                <ul>
                    <li>{words!(people.parting_duties, count = words::number(ends.duties))}</li>
                    <li>{words!(people.parting_roles, count = words::number(ends.roles))}</li>
                    <li>{words!(people.parting_taught, count = words::number(ends.classes_taught))}</li>
                    <li>{words!(people.parting_places, count = words::number(ends.places))}</li>
                </ul>
                {hidden(fields)}
                {types_it.then(|| view! {
                    <label class="field">
                        <span>{words!(people.type_number, count = ahead.persons.to_string())}</span>
                        <input name="change[typed]" inputmode="numeric" required maxlength="7" autocomplete="off"/>
                    </label>
                })}
                <button class="button button-main" type="submit">{button}</button>
            </form>
        }
    });
    view! {
        <Title text=title.clone()/>
        <nav class="crumbs">
            <a href=choice.list()>{words!(people.title)}</a>
            <a href=choice.address()>{words!(people.back_to_choice)}</a>
        </nav>
        <header class="page-head"><h1>{title}</h1></header>
        <Notice/>
        {form}
        <LeftOutPanel title=words!(people.stay, count = words::number(ahead.left_out.len() as u64)) left_out=ahead.left_out/>
    }
}
