//! A node of the tree.

use super::{
    api::organisation_page,
    forms::{AddForm, ChangeForm, CloseForm, MoveForm},
    merge::Merge,
    tree::{kind, nested},
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use domain::{
    calendar::write_day,
    people::{
        OrganisationKind,
        node::{NodePage, PlacementLine},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What a node is, what is below it, and what may be done to it.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let query = use_query_map();
    let param = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let merge = (param("into"), param("on"));
    load(organisation_page(code), move |page| view! { <Show page merge/> })
}

#[component]
fn Show(page: NodePage, merge: (String, String)) -> impl IntoView {
    let node = page.node.clone();
    let is_school = node.kind == OrganisationKind::School;
    let above = page
        .above
        .iter()
        .map(|above| view! { <a href=format!("/organisations/{}", above.code)>{above.name.clone()}</a> })
        .collect_view();
    let may_add = !is_school && node.closed_on.is_none();
    let closed = node.closed_on.map(|day| {
        view! { <p><span class="tag">{words!(organisations.closes, day = write_day(day))}</span></p> }
    });
    view! {
        <Title text=node.name.clone()/>
        <nav class="crumbs"><a href="/organisations">{words!(organisations.title)}</a>{above}</nav>
        <header class="page-head">
            <p class="lead">{node.level.map_or_else(|| kind(node.kind), words::level)}" · "{node.code.clone()}</p>
            <h1>{node.name.clone()}</h1>
            {closed}
        </header>
        <Notice/>
        <Facts page=page.clone()/>
        {(!is_school).then(|| view! {
            <section class="panel">
                <h2>{words!(organisations.below)}</h2>
                {if node.children.is_empty() {
                    view! { <p class="empty">{words!(organisations.only_top)}</p> }.into_any()
                } else {
                    nested(node.children.clone())
                }}
            </section>
        })}
        {page.may_rename.then(|| view! { <ChangeForm page=page.clone()/> })}
        {may_add.then(|| view! { <AddForm code=node.code.clone()/> })}
        {page.may_move.then(|| view! {
            <MoveForm code=node.code.clone() parents=page.parents.clone()/>
            {(!page.schools.is_empty()).then(|| view! { <Merge code=node.code.clone() schools=page.schools.clone() asked=merge/> })}
            <CloseForm code=node.code.clone() open=page.open/>
        })}
    }
}

#[component]
fn Facts(page: NodePage) -> impl IntoView {
    let is_school = page.node.kind == OrganisationKind::School;
    let school = format!("/school/{}", page.node.code);
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let placements = page
        .placements
        .into_iter()
        .map(|PlacementLine { parent, span }| {
            let when = match span.to {
                None => words!(organisations.span, from = write_day(span.from)),
                Some(to) => words!(organisations.span_until, from = write_day(span.from), to = write_day(to)),
            };
            view! { <li><a href=format!("/organisations/{}", parent.code)>{parent.name}</a>" "<small>{when}</small></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <section class="panel">
            <h2>{words!(organisations.facts)}</h2>
            <dl class="facts">
                {fact(words!(organisations.short_name), page.short_name)}
                {fact(words!(organisations.address), page.address)}
                {fact(words!(organisations.email), page.email)}
                {fact(words!(organisations.opened_on), write_day(page.opened_on))}
            </dl>
            {(!placements.is_empty()).then(|| view! {
                <h3>{words!(organisations.history)}</h3>
                <ul>{placements}</ul>
            })}
            {is_school.then(|| view! { <p><a class="button" href=school>{words!(organisations.to_school)}</a></p> })}
        </section>
    }
}
