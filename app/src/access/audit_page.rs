//! The audit log of an office and of a school.

use super::{
    audit_api::{audit_log, school_audit_log},
    audit_words,
};
use crate::{
    language::use_locale,
    ui::{
        load::load,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::access::audit::{AuditAction, AuditLine, AuditPage as Log, AuditQuery, AuditTarget, MOST_EXPORTED};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

/// From so many lines on the page says how to find one sooner.
const MANY: u64 = 1_000;

/// What the office and its schools did.
#[component]
pub fn AuditPage() -> impl IntoView {
    let (query, page) = (query_in_address(), page_in_address());
    load(audit_log(query.clone(), page), move |log| view! { <Show log query page way_back="/office".to_owned()/> })
}

/// What was done at a school.
#[component]
pub fn SchoolAuditPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let (query, page) = (query_in_address(), page_in_address());
    let way_back = format!("/school/{code}");
    load(school_audit_log(code, query.clone(), page), move |log| view! { <Show log query page way_back/> })
}

fn query_in_address() -> AuditQuery {
    use_query_map().with_untracked(|query| {
        let param = |name: &str| query.get(name).unwrap_or_default();
        AuditQuery {
            from: param("from"),
            to: param("to"),
            actor: param("actor"),
            action: param("action"),
            subject: param("subject"),
            person: param("person"),
        }
    })
}

/// The address of the file with the same filter.
fn export_address() -> String {
    let path = use_location().pathname.get_untracked();
    let query = use_query_map().with_untracked(|query| {
        let mut query = query.clone();
        query.remove("page");
        query.to_query_string()
    });
    format!("{path}/export.csv{query}")
}

#[component]
fn Show(log: Log, query: AuditQuery, page: u64, way_back: String) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let is_filtered = query != AuditQuery::default();
    // Days stand in the address as 2026-11-23, whose order is the order of letters.
    let is_backwards = !query.to.is_empty() && query.from > query.to;
    let last = log.count.div_ceil(crate::ui::pager::PAGE_LENGTH).max(1);
    let about = log.person.as_ref().map(|person| {
        let name = audit_words::person_in(use_locale(), person);
        view! { <p>{words!(audit.about_person, name = name)}</p> }
    });
    let cut = (log.count > MOST_EXPORTED)
        .then(|| format!(" {}", audit_words::export_cut(use_locale(), &words::number(MOST_EXPORTED))));
    let lines = log.lines.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        <Title text=format!("{}, {}", words!(audit.title), log.place)/>
        <nav class="crumbs"><a href=way_back>{log.place}</a></nav>
        <header class="page-head">
            <h1>{words!(audit.title)}</h1>
            <p class="lead">{words!(audit.lead)}</p>
        </header>
        <Filter query/>
        {is_backwards.then(|| view! { <p class="notice" role="alert">{words!(audit.days_backwards)}</p> })}
        {about}
        {is_filtered.then(|| view! { <p><a href=here>{words!(audit.clear)}</a></p> })}
        {if log.count == 0 {
            let text = if is_filtered { words!(audit.none_match) } else { words!(audit.empty) };
            Either::Left(view! { <p class="empty">{text}</p> })
        } else {
            Either::Right(view! {
                <div class="audit-head">
                    <p>{words!(audit.count, count = words::number(log.count))}</p>
                    <a class="button" href=export_address() download="">{words!(audit.export)}</a>
                    <p class="hint">{words!(audit.export_hint)}{cut}</p>
                </div>
                {(log.count > MANY).then(|| view! { <p class="notice">{words!(audit.too_many)}</p> })}
                <div class="table-wrap" tabindex="0" role="region" aria-label=words!(audit.title)>
                    <table class="audit-table" data-stack="">
                        <thead>
                            <tr>
                                <th scope="col">{words!(audit.action)}</th>
                                <th scope="col">{words!(audit.when)}</th>
                                <th scope="col">{words!(audit.actor)}</th>
                                <th scope="col">{words!(audit.subject)}</th>
                                <th scope="col">{words!(audit.place)}</th>
                            </tr>
                        </thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
                <Pager page=page.min(last) count=log.count/>
            })
        }}
    }
}

#[component]
fn Filter(query: AuditQuery) -> impl IntoView {
    let locale = use_locale();
    let chosen = query.action;
    let actions = AuditAction::ALL
        .iter()
        .map(|action| {
            let word = action.as_str();
            view! { <option value=word selected=word == chosen>{audit_words::action_in(locale, *action)}</option> }
        })
        .collect_view();
    let person = (!query.person.is_empty()).then(|| view! { <input type="hidden" name="person" value=query.person/> });
    view! {
        <form class="filter audit-filter" method="get" role="search">
            {person}
            <label class="field">
                <span>{words!(audit.from)}</span>
                <input type="date" name="from" value=query.from/>
            </label>
            <label class="field">
                <span>{words!(audit.to)}</span>
                <input type="date" name="to" value=query.to/>
            </label>
            <label class="field">
                <span>{words!(audit.actor_sought)}</span>
                <input type="search" name="actor" value=query.actor maxlength="100"/>
            </label>
            <label class="field">
                <span>{words!(audit.action)}</span>
                <select name="action">
                    <option value="">{words!(audit.any_action)}</option>
                    {actions}
                </select>
            </label>
            <label class="field">
                <span>{words!(audit.subject_sought)}</span>
                <input type="search" name="subject" value=query.subject maxlength="100"/>
            </label>
            <button class="button" type="submit">{words!(audit.filter)}</button>
        </form>
    }
}

#[component]
fn Line(line: AuditLine) -> impl IntoView {
    let locale = use_locale();
    let here = use_location().pathname.get_untracked();
    let details = line.details.iter().map(|detail| view! { <li>{audit_words::detail_in(locale, detail)}</li> });
    let details = (!line.details.is_empty()).then(|| view! { <ul class="audit-details">{details.collect_view()}</ul> });
    let target = line.target.as_ref().map(|target| {
        let text = audit_words::target_in(locale, target);
        match target {
            AuditTarget::Person(person) => {
                Either::Left(view! { <a href=format!("{here}?person={}", person.id)>{text}</a> })
            }
            AuditTarget::Thing { .. } => Either::Right(text),
        }
    });
    let target_label = target.is_some().then(|| words!(audit.subject));
    let place_label = line.place.is_some().then(|| words!(audit.place));
    let address = line.address.clone();
    view! {
        <tr>
            <th scope="row">{audit_words::action_in(locale, line.action)}{details}</th>
            <td class="audit-when">{line.when()}</td>
            <td data-label=words!(audit.actor)>
                {audit_words::actor_in(locale, &line)}
                {address.map(|address| view! { " "<span class="audit-address">{address}</span> })}
            </td>
            <td data-label=target_label>{target}</td>
            <td data-label=place_label>{line.place}</td>
        </tr>
    }
}
