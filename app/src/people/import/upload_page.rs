//! Uploading a roster, and those brought in before.

use super::{
    api::{UploadRoster, address_of, roster_imports, upload_address},
    parts::{StateTag, by_whom, names},
    words as say,
};
use crate::{
    language::use_locale,
    ui::{
        load::load,
        notice::Notice,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::people::roster::view::{ImportHead, ImportList, ImportState};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page of an office, or of the school whose code is in the address.
#[component]
pub fn UploadPage() -> impl IntoView {
    let school = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let page = page_in_address();
    let state = use_query_map().with_untracked(|query| query.get("state")).unwrap_or_default();
    let only = ImportState::from_word(&state);
    load(roster_imports(school, state, page), move |list| view! { <Show list only page/> })
}

#[component]
fn Show(list: ImportList, only: Option<ImportState>, page: u64) -> impl IntoView {
    let code = list.school.as_ref().map(|(code, _)| code.clone()).unwrap_or_default();
    let back = list.school.clone().map(|(code, name)| {
        view! { <nav class="crumbs"><a href=format!("/school/{code}")>{name}</a></nav> }
    });
    let lists = if list.school.is_some() { words!(roster.upload_text_school) } else { words!(roster.upload_text) };
    view! {
        <Title text=words!(roster.title)/>
        {back}
        <header class="page-head">
            <h1>{words!(roster.title)}</h1>
            <p class="lead">{lists}</p>
        </header>
        <Notice/>
        <form class="panel form roster-upload" method="post" enctype="multipart/form-data" action=UploadRoster::url()>
            <h2>{words!(roster.upload)}</h2>
            <input type="hidden" name="school" value=code.clone()/>
            <label class="field">
                <span>{words!(roster.file)}</span>
                <input type="file" name="file" required accept=".xlsx,.csv,.txt,.tsv,.zip"/>
            </label>
            <p class="hint">{words!(roster.file_hint)}</p>
            <p><button class="button button-main" type="submit">{words!(roster.upload_do)}</button></p>
        </form>
        <section>
            <h2>{words!(roster.earlier)}</h2>
            <States school=code only/>
            <Earlier imports=list.imports/>
            <Pager page count=list.count/>
        </section>
    }
}

/// Ways to the imports of each state.
#[component]
fn States(school: String, only: Option<ImportState>) -> impl IntoView {
    let way = move |state: Option<ImportState>| {
        let all = upload_address(&school);
        let (address, text) = match state {
            None => (all, words!(roster.all_lines)),
            Some(state) => (format!("{all}?state={state}"), say::state(use_locale(), state)),
        };
        let current = (state == only).then_some("page");
        view! { <a class="button" href=address aria-current=current>{text}</a> }
    };
    let ways = std::iter::once(None).chain(ImportState::ALL.iter().copied().map(Some)).map(way).collect_view();
    view! { <nav class="roster-kinds" aria-label=words!(roster.filter_states)>{ways}</nav> }
}

#[component]
fn Earlier(imports: Vec<ImportHead>) -> impl IntoView {
    if imports.is_empty() {
        return view! { <p class="empty">{words!(roster.none_yet)}</p> }.into_any();
    }
    let rows = imports
        .into_iter()
        .map(|head| {
            let counts = head.counts;
            let written = (head.state == ImportState::Taken).then(|| {
                words!(roster.written, new = words::number(counts.new), changed = words::number(counts.changed))
            });
            view! {
                <tr>
                    <th scope="row"><a href=address_of(head.id)>{names(&head)}</a></th>
                    <td>{by_whom(&head)}</td>
                    <td><StateTag state=head.state/></td>
                    <td>{written}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(roster.earlier)>
            <table data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{words!(roster.file)}</th>
                        <th scope="col">{words!(roster.who)}</th>
                        <th scope="col">{words!(roster.state)}</th>
                        <th scope="col">{words!(roster.result)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
