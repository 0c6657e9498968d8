//! An import: what it would do, what it did, and taking it back.

use super::{
    api::{ConfirmRoster, DiscardRoster, UndoRoster, address_of, roster_import, upload_address},
    confirming::{Confirming, ConfirmingWords},
    parts::{Counts, StateTag, by_whom, names},
    words as say,
};
use crate::{
    error::AppError,
    language::use_locale,
    ui::{
        error_panel::ErrorPanel,
        load::load,
        notice::Notice,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::{
    ids::ImportId,
    people::roster::{
        HeadingError, LineOutcome,
        view::{
            ImportBody, ImportHead, ImportPage as Found, ImportState, OutcomeCounts, OutcomeKind, Preview, PreviewLine,
            PreviewTable,
        },
    },
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The preview of an upload, or what became of it.
#[component]
pub fn ImportPage() -> impl IntoView {
    let import = use_params_map().with_untracked(|params| params.get("import")).and_then(|import| import.parse().ok());
    let outcome = use_query_map().with_untracked(|query| query.get("outcome")).unwrap_or_default();
    let page = page_in_address();
    let only = OutcomeKind::from_word(&outcome);
    match import {
        Some(import) => Either::Left(load(roster_import(import, outcome, page), move |found| {
            view! { <Show found only page/> }
        })),
        None => Either::Right(view! { <ErrorPanel error=AppError::NotFound/> }),
    }
}

#[component]
fn Show(found: Found, only: Option<OutcomeKind>, page: u64) -> impl IntoView {
    let head = found.head;
    let name = names(&head);
    let body = match found.body {
        ImportBody::Unmapped(problem) => view! { <Unmapped import=head.id problem/> }.into_any(),
        ImportBody::Preview(preview) => view! { <ShowPreview import=head.id preview only page/> }.into_any(),
        ImportBody::Decided => view! { <Decided head=head.clone()/> }.into_any(),
    };
    view! {
        <Title text=name.clone()/>
        <nav class="crumbs">
            <a href=upload_address(head.school.as_deref().unwrap_or_default())>{words!(roster.title)}</a>
        </nav>
        <header class="page-head">
            <h1>{name}</h1>
            <p class="hint">{by_whom(&head)}" "<StateTag state=head.state/></p>
        </header>
        <Notice/>
        {body}
    }
}

#[component]
fn Unmapped(import: ImportId, problem: HeadingError) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{words!(roster.unmapped)}</h2>
            <p>{say::heading(use_locale(), &problem)}</p>
            <div class="roster-choices">
                <a class="button button-main" href=format!("{}/columns", address_of(import))>{words!(roster.columns_title)}</a>
                <Discard import/>
            </div>
        </section>
    }
}

#[component]
fn ShowPreview(import: ImportId, preview: Preview, only: Option<OutcomeKind>, page: u64) -> impl IntoView {
    let locale = use_locale();
    let is_archive = preview.is_archive();
    let kind = match preview.tables.as_slice() {
        [table] if !is_archive => say::kind(locale, table.kind),
        _ => words!(roster.kind_archive),
    };
    view! {
        <section class="panel">
            <h2>{words!(roster.preview_of, kind = kind)}</h2>
            <Counts counts=preview.counts/>
            <Choices import digest=preview.digest counts=preview.counts is_archive/>
        </section>
        <section>
            <h2>{words!(roster.lines)}</h2>
            <Filter import counts=preview.counts only/>
            <Lines lines=preview.lines tables=preview.tables is_archive/>
            <Pager page count=preview.matching/>
        </section>
    }
}

/// What can be decided, and what to think of first.
#[component]
fn Choices(import: ImportId, digest: String, counts: OutcomeCounts, is_archive: bool) -> impl IntoView {
    let advice = match (counts.wrong, counts.effective()) {
        (0, 0) => words!(roster.nothing_new).to_owned(),
        (0, _) => words!(roster.nothing_written_yet).to_owned(),
        (wrong, 0) => words!(roster.all_wrong, count = crate::words::number(wrong)),
        (wrong, _) => words!(roster.some_wrong, count = crate::words::number(wrong)),
    };
    let confirm = (counts.effective() > 0).then(|| {
        let (intent, text) = if counts.wrong == 0 {
            ("", words!(roster.confirm, count = crate::words::number(counts.effective())))
        } else {
            ("good_lines", words!(roster.confirm_good_lines, count = crate::words::number(counts.effective())))
        };
        view! {
            <Confirming import=import.0 words=waiting_words()>
                <form method="post" action=ConfirmRoster::url()>
                    <input type="hidden" name="import" value=import.to_string()/>
                    <input type="hidden" name="digest" value=digest/>
                    <input type="hidden" name="intent" value=intent/>
                    <button class="button button-main" type="submit">{text}</button>
                </form>
            </Confirming>
        }
    });
    // What the columns of an archive mean is written in the standard.
    let columns = (!is_archive).then(|| {
        view! { <a class="button" href=format!("{}/columns", address_of(import))>{words!(roster.columns_change)}</a> }
    });
    let takes_time = confirm.is_some().then(|| view! { <p class="hint">{words!(roster.takes_time)}</p> });
    view! {
        <p>{advice}</p>
        <div class="roster-choices">
            {confirm}
            {columns}
            <Discard import/>
        </div>
        {takes_time}
    }
}

fn waiting_words() -> ConfirmingWords {
    ConfirmingWords {
        bar: words!(roster.progress).to_owned(),
        lines: words!(roster.progress_lines, n = "{n}", total = "{total}"),
        begun: words!(roster.progress_begun).to_owned(),
        share: words!(roster.progress_share, share = "{share}"),
        thousands_mark: words!(common.thousands_mark).to_owned(),
    }
}

#[component]
fn Discard(import: ImportId) -> impl IntoView {
    view! {
        <form method="post" action=DiscardRoster::url()>
            <input type="hidden" name="import" value=import.to_string()/>
            <button class="button button-quiet" type="submit">{words!(roster.discard)}</button>
        </form>
    }
}

#[component]
fn Filter(import: ImportId, counts: OutcomeCounts, only: Option<OutcomeKind>) -> impl IntoView {
    let locale = use_locale();
    let way = move |kind: Option<OutcomeKind>| {
        let (address, text, count) = match kind {
            None => (address_of(import), words!(roster.all_lines), counts.all()),
            Some(kind) => {
                let address = format!("{}?outcome={kind}", address_of(import));
                (address, say::outcome(locale, kind), counts.count(kind))
            }
        };
        let current = (kind == only).then_some("page");
        view! { <a class="button" href=address aria-current=current>{format!("{text} ({})", crate::words::number(count))}</a> }
    };
    let ways = std::iter::once(None).chain(OutcomeKind::ALL.iter().copied().map(Some)).map(way).collect_view();
    view! { <nav class="roster-kinds" aria-label=words!(roster.filter)>{ways}</nav> }
}

#[component]
fn Lines(lines: Vec<PreviewLine>, tables: Vec<PreviewTable>, is_archive: bool) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="empty">{words!(roster.no_lines)}</p> }.into_any();
    }
    let locale = use_locale();
    let tables: Vec<String> = tables
        .into_iter()
        .map(|PreviewTable { kind, file }| match file {
            Some(file) => format!("{} ({file})", say::kind(locale, kind)),
            None => say::kind(locale, kind).to_owned(),
        })
        .collect();
    let table_head = is_archive.then(|| view! { <th scope="col">{words!(roster.table)}</th> });
    let rows = lines.into_iter().map(|line| {
        let table = tables.get(line.table).filter(|_| is_archive).cloned();
        let table = table.map(|name| view! { <td data-label=words!(roster.table)>{name}</td> });
        let kind = line.outcome.kind();
        let tone = match kind {
            OutcomeKind::New => "tag tag-good",
            OutcomeKind::Changed => "tag tag-under-way",
            OutcomeKind::Unchanged => "tag",
            OutcomeKind::Wrong => "tag tag-wrong",
        };
        let texts: Vec<String> = match &line.outcome {
            LineOutcome::Changed(changes) => changes.iter().map(|change| say::change(locale, change)).collect(),
            LineOutcome::Wrong(problems) => problems.iter().map(|problem| say::problem(locale, problem)).collect(),
            LineOutcome::New | LineOutcome::Unchanged => Vec::new(),
        };
        let look = line.outcome.renames_and_redates();
        let look = look.then(|| view! { " "<span class="tag tag-wrong">{words!(roster.renames_and_redates)}</span> });
        let texts = texts.into_iter().map(|text| view! { <p class="roster-why">{text}</p> }).collect_view();
        view! {
            <tr>
                {table}
                <td class="figure" data-label=words!(roster.line)>{line.line}</td>
                <th scope="row">{line.about}</th>
                <td><span class=tone>{say::outcome(locale, kind)}</span>{look}</td>
                <td class="missing">{texts}</td>
            </tr>
        }
    });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(roster.lines)>
            <table data-stack="" class="roster-lines">
                <thead>
                    <tr>
                        {table_head}
                        <th scope="col" class="figure">{words!(roster.line)}</th>
                        <th scope="col">{words!(roster.about)}</th>
                        <th scope="col">{words!(roster.outcome)}</th>
                        <th scope="col">{words!(roster.why)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Decided(head: ImportHead) -> impl IntoView {
    let import = head.id;
    let text = match head.state {
        ImportState::Undone => words!(roster.undone_text),
        ImportState::Discarded => words!(roster.discarded_text),
        ImportState::Taken | ImportState::Open => words!(roster.taken_text),
    };
    let left_out = head
        .good_lines_only
        .then(|| view! { <p>{words!(roster.left_out, count = crate::words::number(head.counts.wrong))}</p> });
    let counts = (head.state != ImportState::Discarded).then(|| view! { <Counts counts=head.counts/> });
    let undo = (head.state == ImportState::Taken).then(|| {
        view! {
            <section class="panel">
                <h2>{words!(roster.undo_title)}</h2>
                <p>{words!(roster.undo_text)}</p>
                <form method="post" action=UndoRoster::url()>
                    <input type="hidden" name="import" value=import.to_string()/>
                    <button class="button" type="submit">{words!(roster.undo)}</button>
                </form>
            </section>
        }
    });
    view! {
        <section class="panel">
            <h2>{words!(roster.summary)}</h2>
            <p>{text}</p>
            {counts}
            {left_out}
        </section>
        {undo}
    }
}
