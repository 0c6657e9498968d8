//! The tree of organisations.

use super::{
    api::organisation_tree,
    tree::{nested, one},
};
use crate::{
    ui::{
        load::load,
        pager::{PAGE_LENGTH, Pager, page_in_address},
    },
    words,
};
use domain::people::node::{NodeLine, NodeTree};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// All below the office's node, or what a search found.
#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let sought = use_query_map().with_untracked(|query| query.get("q")).unwrap_or_default();
    let page = page_in_address();
    view! {
        <Title text=words!(organisations.title)/>
        {load(organisation_tree(sought.clone()), move |tree| view! { <Show tree sought page/> })}
    }
}

#[component]
fn Show(tree: NodeTree, sought: String, page: u64) -> impl IntoView {
    let list = match tree.found {
        Some(found) if found.is_empty() => {
            EitherOf3::A(view! { <p class="empty">{words!(organisations.nothing_found)}</p> })
        }
        Some(found) => EitherOf3::B(view! { <Found found page/> }),
        None => {
            let alone = tree.top.children.is_empty() && tree.top.left_out == 0;
            EitherOf3::C(view! {
                {nested(vec![tree.top])}
                {alone.then(|| view! { <p class="empty">{words!(organisations.only_top)}</p> })}
            })
        }
    };
    view! {
        <header class="page-head">
            <h1>{words!(organisations.title)}</h1>
            <p class="hint">{words!(organisations.text)}" "{words!(organisations.count, count = words::number(tree.count))}</p>
        </header>
        <form class="filter" method="get" role="search">
            <label class="field">
                <span>{words!(organisations.search)}</span>
                <input type="search" name="q" value=sought maxlength="100"/>
            </label>
            <button class="button" type="submit">{words!(common.search)}</button>
        </form>
        <section class="panel">{list}</section>
    }
}

#[component]
fn Found(found: Vec<NodeLine>, page: u64) -> impl IntoView {
    let count = found.len() as u64;
    let before = usize::try_from((page - 1).saturating_mul(PAGE_LENGTH)).unwrap_or(usize::MAX);
    let most = usize::try_from(PAGE_LENGTH).unwrap_or(usize::MAX);
    let lines = found.into_iter().skip(before).take(most).map(|node| view! { <li>{one(node)}</li> }).collect_view();
    view! {
        <ul class="node-tree">{lines}</ul>
        <Pager page count/>
    }
}
