//! A school: its figures, classes and staff.

use super::{
    api::of_school,
    parts::{
        people::{Done, NamedRate, PeopleFilter, PeopleTable, filtered},
        rate::RateCell,
    },
};
use crate::{people::tasks::SchoolTasks, ui::load::load, words};
use domain::{
    calendar::write_day,
    progress::{
        Percent,
        figures::{ClassLine, PersonLine, SchoolProgress},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A school as its office, its principal and, for the own classes, its teachers see it.
#[component]
pub fn SchoolPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let query = use_query_map();
    let param = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let (sought, done) = (param("q"), Done::from_word(&param("done")));
    load(of_school(code), move |school| view! { <Show school sought done/> })
}

#[component]
fn Show(school: SchoolProgress, sought: String, done: Done) -> impl IntoView {
    let settings = school.settings;
    let line = school.line;
    let code = line.code.clone();
    let whole = school.whole;
    view! {
        <Title text=line.name.clone()/>
        {school.has_office.then(|| view! { <nav class="crumbs"><a href="/office">{words!(progress.office_title)}</a></nav> })}
        <header class="page-head">
            <p class="lead">{words::level(line.level)}" · "{line.code.clone()}</p>
            <h1>{line.name}</h1>
            <p class="hint">
                {words!(progress.as_of, day = write_day(school.as_of))}
                {(!whole).then(|| view! { " "{words!(progress.own_classes_only)} })}
            </p>
        </header>
        <SchoolTasks code=code.clone()/>
        <dl class="named-rates">
            {whole.then(|| view! { <NamedRate name=words!(progress.staff_trained) rate=line.facts.staff target=settings.target/> })}
            <NamedRate name=words!(progress.pupils_completed) rate=line.facts.pupils target=settings.teaching_threshold/>
        </dl>
        {whole.then(|| view! { <Team facts=line.facts.team settings decision=school.founding_decision/> })}
        <Classes code=code classes=school.classes target=settings.teaching_threshold/>
        {whole.then(|| view! { <Staff staff=school.staff sought done/> })}
    }
}

#[component]
fn Team(
    facts: domain::progress::TeamFacts,
    settings: domain::progress::Settings,
    decision: Option<(String, chrono::NaiveDate)>,
) -> impl IntoView {
    let counts = facts.counts(&settings);
    let decision = decision.map_or_else(
        || words!(progress.no_decision).to_owned(),
        |(number, day)| words!(progress.decision, number = number, day = write_day(day)),
    );
    let (tone, state) = if counts {
        ("tag tag-good", words!(progress.team_counts))
    } else {
        ("tag", words!(progress.team_does_not_count))
    };
    let mut missing = Vec::new();
    if facts.members < settings.team_minimum {
        missing.push(words!(progress.team_needs_members, minimum = settings.team_minimum));
    }
    if facts.managers == 0 {
        missing.push(words!(progress.team_needs_manager).to_owned());
    }
    if !facts.has_founding_decision {
        missing.push(words!(progress.team_needs_decision).to_owned());
    }
    view! {
        <section class="panel">
            <h2>{words!(progress.team)}" "<span class=tone>{state}</span></h2>
            <p>{words!(progress.team_members, members = facts.members, managers = facts.managers)}" "{decision}</p>
            {(!missing.is_empty()).then(|| view! {
                <ul class="missing-list">{missing.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            })}
        </section>
    }
}

#[component]
fn Classes(code: String, classes: Vec<ClassLine>, target: Percent) -> impl IntoView {
    let cells = classes
        .into_iter()
        .map(|class| {
            view! {
                <li class="class-card">
                    <a href=format!("/school/{code}/classes/{}", class.id)>
                        <span class="class-name">{words!(progress.class_named, name = class.name)}</span>
                        <RateCell rate=class.rate target/>
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section>
            <h2>{words!(progress.classes)}</h2>
            {if cells.is_empty() {
                view! { <p class="empty">{words!(progress.no_classes)}</p> }.into_any()
            } else {
                view! { <ul class="class-cards">{cells}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Staff(staff: Vec<PersonLine>, sought: String, done: Done) -> impl IntoView {
    let people = filtered(staff, &sought, done);
    view! {
        <section id="staff">
            <h2>{words!(progress.staff)}</h2>
            <p class="hint">{words!(progress.staff_text)}</p>
            <PeopleFilter sought done/>
            <PeopleTable people label=words!(progress.staff) with_post=true/>
        </section>
    }
}
