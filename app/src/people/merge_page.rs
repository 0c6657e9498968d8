//! Records that may be of one human: the pairs, or two of them side by side.

use super::{
    api::{MergePersons, compare, possible_duplicates},
    parts::names,
};
use crate::{
    error::AppError,
    ui::{
        load::load,
        notice::Notice,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::people::card::{Duplicates, Record, RecordLine, SideBySide};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Without an address of two records the list of pairs; with one, both side by side.
#[component]
pub fn MergePage() -> impl IntoView {
    let query = use_query_map();
    let param = |name: &str| query.with_untracked(|query| query.get(name));
    let (one, other, code) = (param("one"), param("other"), param("code").unwrap_or_default());
    match one {
        None => {
            let page = page_in_address();
            Either::Left(load(possible_duplicates(page), move |found| view! { <Pairs found page/> }))
        }
        Some(one) => {
            let both = async move {
                let number = |text: String| text.parse::<i64>().map_err(|_| AppError::NotFound);
                compare(number(one)?, other.map(number).transpose()?, code).await
            };
            Either::Right(load(both, move |both| view! { <Both both/> }))
        }
    }
}

#[component]
fn Pairs(found: Duplicates, page: u64) -> impl IntoView {
    let count = found.count;
    let pairs = found.pairs.into_iter().map(|pair| {
        let way = format!("/people/merge?one={}&other={}", pair.one.id, pair.other.id);
        view! {
            <li class="panel pair">
                <RecordText record=pair.one/>
                <RecordText record=pair.other/>
                <a class="button" href=way>{words!(people.compare)}</a>
            </li>
        }
    });
    let pairs = pairs.collect::<Vec<_>>();
    view! {
        <Title text=words!(people.duplicates)/>
        <nav class="crumbs"><a href="/people">{words!(people.title)}</a></nav>
        <header class="page-head">
            <h1>{words!(people.duplicates)}</h1>
            <p class="hint">{words!(people.duplicates_text)}</p>
        </header>
        <Notice/>
        {if pairs.is_empty() {
            Either::Left(view! { <p class="empty">{words!(people.no_duplicates)}</p> })
        } else {
            Either::Right(view! { <ul class="pairs">{pairs}</ul> })
        }}
        <Pager page count/>
    }
}

#[component]
fn RecordText(record: RecordLine) -> impl IntoView {
    view! {
        <p>
            <a href=format!("/people/{}", record.id)>{record.name}</a>
            {record.code.map(|code| format!(" ({code})"))}", "{names::day(record.born_on)}", "{record.schools.join(", ")}
        </p>
    }
}

#[component]
fn Both(both: SideBySide) -> impl IntoView {
    let (one, other) = (both.one.card.id, both.other.card.id);
    view! {
        <Title text=words!(people.merge_title)/>
        <nav class="crumbs"><a href="/people/merge">{words!(people.duplicates)}</a></nav>
        <header class="page-head">
            <h1>{words!(people.merge_title)}</h1>
            <p class="hint">{words!(people.merge_text)}</p>
        </header>
        <Notice/>
        <div class="side-by-side">
            <Side record=both.one goes=other.0/>
            <Side record=both.other goes=one.0/>
        </div>
    }
}

#[component]
fn Side(record: Record, goes: i64) -> impl IntoView {
    let card = record.card;
    let places = card
        .memberships
        .iter()
        .filter(|line| !line.voided)
        .map(|line| view! { <li>{line.school.name.clone()}": "{names::kind(line.kind)}", "{names::span(line.span)}</li> })
        .collect_view();
    view! {
        <section class="panel">
            <h2><a href=format!("/people/{}", card.id)>{card.name.clone()}</a></h2>
            <dl class="record">
                <div><dt>{words!(people.code)}</dt><dd>{card.code.clone()}</dd></div>
                <div><dt>{words!(people.born_on)}</dt><dd>{names::day(card.born_on)}</dd></div>
                <div><dt>{words!(people.sex)}</dt><dd>{card.sex.map(names::sex)}</dd></div>
                <div><dt>{words!(people.email)}</dt><dd>{card.email.clone()}</dd></div>
                <div><dt>{words!(people.username)}</dt><dd>{record.username}</dd></div>
                <div><dt>{words!(people.completions)}</dt><dd>{words::number(record.completions)}</dd></div>
                <div><dt>{words!(people.attempts)}</dt><dd>{words::number(record.attempts)}</dd></div>
                <div><dt>{words!(people.roles)}</dt><dd>{words::number(record.roles)}</dd></div>
            </dl>
            <ul>{places}</ul>
            <form method="post" action=MergePersons::url()>
                <input type="hidden" name="stays" value=card.id.to_string()/>
                <input type="hidden" name="goes" value=goes.to_string()/>
                <button class="button button-main" type="submit">{words!(people.keep_this)}</button>
            </form>
        </section>
    }
}
