//! Which column of a file is which.

use super::{
    api::{MapRoster, address_of, roster_mapping},
    parts::names,
    words as say,
};
use crate::{
    error::AppError,
    language::use_locale,
    ui::{error_panel::ErrorPanel, load::load, notice::Notice},
    words,
};
use domain::people::roster::{
    Column,
    view::{FileColumn, MappingPage},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The mapping screen: a plain form with a choice for each column of ours.
#[component]
pub fn ColumnsPage() -> impl IntoView {
    let import = use_params_map().with_untracked(|params| params.get("import")).and_then(|import| import.parse().ok());
    let kind = use_query_map().with_untracked(|query| query.get("kind")).unwrap_or_default();
    match import {
        Some(import) => Either::Left(load(roster_mapping(import, kind), |page| view! { <Show page/> })),
        None => Either::Right(view! { <ErrorPanel error=AppError::NotFound/> }),
    }
}

#[component]
fn Show(page: MappingPage) -> impl IntoView {
    let locale = use_locale();
    let import = page.head.id;
    let here = page.mapping.kind;
    let kinds = page.kinds.iter().map(|kind| {
        let address = format!("{}/columns?kind={kind}", address_of(import));
        let current = (*kind == here).then_some("page");
        view! { <a class="button" href=address aria-current=current>{say::kind(locale, *kind)}</a> }
    });
    let fields = page.wanted.iter().map(|(column, is_required)| {
        let chosen = page.mapping.places.get(column).copied();
        view! { <Choice column=*column is_required=*is_required columns=page.columns.clone() chosen/> }
    });
    view! {
        <Title text=words!(roster.columns_title)/>
        <nav class="crumbs"><a href=address_of(import)>{names(&page.head)}</a></nav>
        <header class="page-head">
            <h1>{words!(roster.columns_title)}</h1>
            <p class="lead">{words!(roster.columns_text)}</p>
        </header>
        <Notice/>
        <nav class="roster-kinds" aria-label=words!(roster.kind)>{kinds.collect_view()}</nav>
        <form class="panel form" method="post" action=MapRoster::url()>
            <h2>{say::kind(locale, here)}</h2>
            <input type="hidden" name="import" value=import.to_string()/>
            <input type="hidden" name="kind" value=here.as_str()/>
            <div class="roster-columns">{fields.collect_view()}</div>
            <p class="hint">{words!(roster.columns_hint)}</p>
            <p><button class="button button-main" type="submit">{words!(roster.columns_do)}</button></p>
        </form>
    }
}

#[component]
fn Choice(column: Column, is_required: bool, columns: Vec<FileColumn>, chosen: Option<usize>) -> impl IntoView {
    let options = columns.into_iter().enumerate().map(|(place, found)| {
        let heading =
            if found.heading.is_empty() { words!(roster.column_nameless, number = place + 1) } else { found.heading };
        let text = if found.example.is_empty() {
            heading
        } else {
            words!(roster.column_example, heading = heading, example = found.example)
        };
        view! { <option value=place.to_string() selected=chosen == Some(place)>{text}</option> }
    });
    let label =
        if is_required { words!(roster.column_required, name = column.heading()) } else { column.heading().to_owned() };
    view! {
        <label class="field">
            <span>{label}</span>
            <select name=format!("places[{column}]") required=is_required>
                <option value="">{words!(roster.column_none)}</option>
                {options.collect_view()}
            </select>
        </label>
    }
}
