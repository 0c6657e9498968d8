//! Paging through long lists; the page's number is in the address.

use crate::words;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

/// How many lines a page of a list has.
pub const PAGE_LENGTH: u64 = 50;

/// Which page the address asks for, from 1.
pub fn page_in_address() -> u64 {
    use_query_map().with_untracked(|query| query.get("page")).and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
}

/// This page's address with one part of its query changed, or removed when empty.
pub fn address_with(name: &str, value: &str) -> String {
    let path = use_location().pathname.get_untracked();
    let query = use_query_map().with_untracked(|query| {
        let mut query = query.clone();
        query.remove(name);
        // What a form said belongs to the page before.
        query.remove("problem");
        query.remove("changed");
        query.remove("__path");
        query.remove("__err");
        if !value.is_empty() {
            query.insert(name.to_owned(), value.to_owned());
        }
        query.to_query_string()
    });
    format!("{path}{query}")
}

/// Ways to the page before and the page after, and how many there are. Nothing when all fits on one.
#[component]
pub fn Pager(
    /// The page asked for, from 1.
    page: u64,
    /// How many lines there are on all pages.
    count: u64,
) -> impl IntoView {
    let pages = count.div_ceil(PAGE_LENGTH).max(1);
    // A page beyond the end shows the last one.
    let page = page.min(pages);
    (pages > 1).then(|| {
        let way = |page: u64| address_with("page", &page.to_string());
        view! {
            <nav class="pager" aria-label=words!(common.pages)>
                {(page > 1).then(|| view! { <a class="button" rel="prev" href=way(page - 1)>{words!(common.page_before)}</a> })}
                <span>{words!(common.page_of, page = page, pages = pages)}</span>
                {(page < pages).then(|| view! { <a class="button" rel="next" href=way(page + 1)>{words!(common.page_after)}</a> })}
            </nav>
        }
    })
}
