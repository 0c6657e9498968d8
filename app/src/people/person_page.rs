//! One person.

use super::{
    api::{ChangePerson, card_of},
    parts::{
        fields::{Known, Particulars, date_value},
        names,
        person_forms::{DutyHistory, MembershipHistory, NewDuty, NewPlace},
    },
};
use crate::{
    error::AppError,
    ui::{load::load, notice::Notice},
    words,
};
use domain::people::{Sex, card::PersonCard};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A person's particulars, memberships and duties, as far as the reader may see them.
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("person")).unwrap_or_default().parse::<i64>();
    let card = async move {
        // An address that names no person leads nowhere.
        card_of(id.map_err(|_| AppError::NotFound)?).await
    };
    load(card, move |card| view! { <Show card/> })
}

#[component]
fn Show(card: PersonCard) -> impl IntoView {
    let id = card.id;
    let today = date_value(Some(card.as_of));
    let may = card.may.clone();
    let known = Known {
        name: card.name.clone(),
        code: card.code.clone().unwrap_or_default(),
        born_on: date_value(card.born_on),
        sex: card.sex.map_or("", Sex::as_str).to_owned(),
        email: card.email.clone().unwrap_or_default(),
    };
    let staff_schools = card.staff_schools();
    view! {
        <Title text=card.name.clone()/>
        <nav class="crumbs"><a href="/people">{words!(people.title)}</a></nav>
        <header class="page-head">
            <h1>{card.name.clone()}</h1>
            {card.code.clone().map(|code| view! { <p class="lead">{words!(people.code)}": "{code}</p> })}
        </header>
        <Notice/>
        {if may.change {
            let email_is_fixed = !may.change_email;
            Either::Left(view! {
                <form class="panel form person-form" method="post" action=ChangePerson::url()>
                    <h2>{words!(people.particulars)}</h2>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Particulars known email_is_fixed/>
                    <button class="button button-main" type="submit">{words!(people.save)}</button>
                </form>
            })
        } else {
            Either::Right(view! {
                <dl class="panel facts">
                    <div><dt>{words!(people.born_on)}</dt><dd>{names::day(card.born_on)}</dd></div>
                    <div><dt>{words!(people.sex)}</dt><dd>{card.sex.map(names::sex)}</dd></div>
                    <div><dt>{words!(people.email)}</dt><dd>{card.email.clone()}</dd></div>
                </dl>
            })
        }}
        <section class="panel">
            <h2>{words!(people.memberships)}</h2>
            <MembershipHistory card=card.clone() today=today.clone()/>
            {may.change.then(|| view! { <NewPlace id schools=may.schools.clone() today=today.clone()/> })}
        </section>
        <section class="panel">
            <h2>{words!(people.duties)}</h2>
            <DutyHistory card=card.clone() today=today.clone()/>
            {(may.change && !staff_schools.is_empty()).then(|| view! { <NewDuty id schools=staff_schools today/> })}
        </section>
        <p class="page-actions">
            {may.see_access.then(|| view! {
                <a class="button" href=format!("/people/{id}/access")>{words!(people.access)}</a>
            })}
            {may.take_data.then(|| view! {
                <a class="button" href=format!("/people/{id}/data.json") download="">{words!(people.take_data)}</a>
            })}
        </p>
        {may.move_and_merge.then(|| view! {
            <form class="panel form" method="get" action="/people/merge">
                <h2>{words!(people.merge_title)}</h2>
                <p class="hint">{words!(people.merge_hint)}</p>
                <input type="hidden" name="one" value=id.to_string()/>
                <label class="field">
                    <span>{words!(people.other_code)}</span>
                    <input name="code" required maxlength="40" autocomplete="off"/>
                </label>
                <button class="button" type="submit">{words!(people.compare)}</button>
            </form>
        })}
    }
}
