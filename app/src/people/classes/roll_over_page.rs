//! Rolling a school's classes over: look at the plan, write it, take it back or confirm it.

use super::{
    roll_over_api::{ApplyRollOver, ConfirmRollOver, UndoRollOver, choices_of_class, roll_over},
    roll_over_class::ClassChoices,
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use domain::{
    calendar::{SchoolYear, write_day},
    people::{
        roll_over::{Exception, RollOverState, Totals},
        roll_over_page::{ExceptionLine, RollOverClass, RollOverPage as Page},
    },
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The roll-over of the year in the address; with a class in it, that class's pupils to choose for.
#[component]
pub fn RollOverPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let query = use_query_map();
    let number = |name: &str| query.with_untracked(|query| query.get(name)).and_then(|text| text.parse::<i64>().ok());
    let year = number("year").and_then(|year| i32::try_from(year).ok());
    match (year, number("class")) {
        (Some(year), Some(class)) => {
            let members = choices_of_class(code, year, class);
            Either::Left(load(members, move |members| view! { <ClassChoices members class/> }))
        }
        _ => Either::Right(load(roll_over(code, year), |page| view! { <Show page/> })),
    }
}

/// What an exception says.
pub fn exception_in_words(exception: Option<&Exception>) -> String {
    match exception {
        None => words!(classes.is_there).to_owned(),
        Some(Exception::Repeat) => words!(classes.is_repeat).to_owned(),
        Some(Exception::Leave) => words!(classes.is_leave).to_owned(),
        Some(Exception::Class(name)) => words!(classes.is_class, name = name.clone()),
    }
}

#[component]
fn Show(page: Page) -> impl IntoView {
    let next = SchoolYear::beginning_in(page.year.first_year() + 1);
    let title = words!(classes.roll_title, year = next.to_string());
    let code = page.school_code.clone();
    let tabs = page
        .years
        .iter()
        .map(|year| {
            let current = (*year == page.year).then_some("page");
            let href = format!("/school/{code}/roll-over?year={}", year.first_year());
            view! { <a class="tab" href=href aria-current=current>{year.to_string()}</a> }
        })
        .collect_view();
    let state = page.state;
    let is_empty = state == RollOverState::Proposed && page.classes.is_empty();
    view! {
        <Title text=format!("{title}, {}", page.school_name)/>
        <nav class="crumbs">
            <a href=format!("/school/{code}")>{page.school_name.clone()}</a>
            <a href=format!("/school/{code}/classes")>{words!(classes.classes)}</a>
        </nav>
        <header class="page-head">
            <h1>{title}</h1>
            <p class="hint">{words!(classes.roll_text, day = write_day(page.begins_on))}</p>
        </header>
        <Notice/>
        <nav class="tabs" aria-label=words!(classes.roll_of)>{tabs}</nav>
        {if is_empty {
            view! { <p class="empty">{words!(classes.roll_nothing, year = page.year.to_string())}</p> }.into_any()
        } else if state == RollOverState::Proposed {
            view! { <Proposed page/> }.into_any()
        } else {
            view! { <Done page next/> }.into_any()
        }}
    }
}

#[component]
fn Proposed(page: Page) -> impl IntoView {
    let (code, year) = (page.school_code.clone(), page.year.first_year());
    let rows = page.classes.into_iter().map(|class| view! { <ClassRow class code=code.clone() year/> }).collect_view();
    view! {
        <section>
            <h2>{words!(classes.preview)}</h2>
            <p class="hint">{words!(classes.preview_text)}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=words!(classes.preview)>
                <table data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">{words!(classes.class)}</th>
                            <th scope="col">{words!(classes.becomes)}</th>
                            <th scope="col" class="figure">{words!(classes.pupils)}</th>
                            <th scope="col">{words!(classes.exceptions)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
        <section class="panel">
            <h2>{words!(classes.summary)}</h2>
            <Summary totals=page.totals label=words!(classes.new_classes) new_classes=page.new_classes/>
            <form class="form" method="post" action=ApplyRollOver::url()>
                <input type="hidden" name="code" value=code/>
                <input type="hidden" name="year" value=year/>
                <input type="hidden" name="fingerprint" value=page.fingerprint/>
                <p class="hint">{words!(classes.apply_hint)}</p>
                <p><button class="button button-main" type="submit">{words!(classes.apply)}</button></p>
            </form>
        </section>
    }
}

#[component]
fn ClassRow(class: RollOverClass, code: String, year: i32) -> impl IntoView {
    let href = format!("/school/{code}/roll-over?year={year}&class={}", class.id);
    let next =
        class.next.map_or_else(|| words!(classes.leaves).to_owned(), |name| words!(classes.class_named, name = name));
    let exceptions = (!class.exceptions.is_empty()).then(|| {
        let lines = class.exceptions.into_iter().map(|ExceptionLine { name, exception }| {
            view! { <li>{name}": "<strong>{exception_in_words(exception.as_ref())}</strong></li> }
        });
        view! { <ul class="roll-over-exceptions">{lines.collect_view()}</ul> }
    });
    view! {
        <tr>
            <th scope="row">{words!(classes.class_named, name = class.name.clone())}</th>
            <td data-label=words!(classes.becomes)>{next}</td>
            <td class="figure" data-label=words!(classes.pupils)>{words::number(class.pupils)}</td>
            <td>
                {exceptions}
                <a href=href>{words!(classes.choose_exceptions, name = class.name)}</a>
            </td>
        </tr>
    }
}

#[component]
fn Summary(totals: Totals, label: &'static str, new_classes: Vec<String>) -> impl IntoView {
    let counts = [
        (words!(classes.total_up), totals.up),
        (words!(classes.total_repeat), totals.repeat),
        (words!(classes.total_moved), totals.moved),
        (words!(classes.total_leave), totals.leave),
        (words!(classes.total_there), totals.already_there),
    ];
    let classes = if new_classes.is_empty() { words!(classes.none).to_owned() } else { new_classes.join(", ") };
    view! {
        <dl class="facts">
            {counts
                .into_iter()
                .map(|(name, count)| view! { <div><dt>{name}</dt><dd>{words::number(count)}</dd></div> })
                .collect_view()}
            <div><dt>{label}</dt><dd>{classes}</dd></div>
        </dl>
    }
}

#[component]
fn Done(page: Page, next: SchoolYear) -> impl IntoView {
    let (code, year) = (page.school_code.clone(), page.year.first_year());
    let is_final = page.state == RollOverState::Final;
    let (tone, state, text) = if is_final {
        ("tag tag-good", words!(classes.is_final), words!(classes.final_text))
    } else {
        ("tag tag-under-way", words!(classes.applied), words!(classes.applied_text))
    };
    let to_new = format!("/school/{code}/classes?year={}", next.first_year());
    let hidden = move || {
        view! {
            <input type="hidden" name="code" value=code.clone()/>
            <input type="hidden" name="year" value=year/>
        }
    };
    view! {
        <section class="panel">
            <h2><span class=tone>{state}</span></h2>
            <p>{text}</p>
            <Summary totals=page.totals label=words!(classes.new_classes_made) new_classes=page.new_classes/>
            <p><a class="button" href=to_new>{words!(classes.to_new_classes, year = next.to_string())}</a></p>
            {(!is_final).then(|| view! {
                <div class="filter">
                    <form method="post" action=UndoRollOver::url()>
                        {hidden()}
                        <button class="button" type="submit">{words!(classes.undo)}</button>
                    </form>
                    <form method="post" action=ConfirmRollOver::url()>
                        {hidden()}
                        <button class="button button-main" type="submit">{words!(classes.confirm)}</button>
                    </form>
                </div>
            })}
        </section>
    }
}
