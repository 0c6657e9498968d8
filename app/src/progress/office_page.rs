//! The office's dashboard.

use super::{
    api::of_office,
    parts::{
        rate::{RateCell, count, share, tone},
        target_card::TargetCard,
    },
};
use crate::{
    ui::{
        chart::columns::{Column, Columns},
        load::load,
    },
    words,
};
use domain::{
    calendar::write_day,
    people::search::matches,
    progress::{
        Rate, Settings,
        figures::{OfficeProgress, SchoolLine},
    },
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// By which rate schools are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Staff,
    Pupils,
}

impl By {
    fn rate(self, school: &SchoolLine) -> Rate {
        match self {
            Self::Staff => school.facts.staff,
            Self::Pupils => school.facts.pupils,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Pupils => "pupils",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Staff => words!(progress.staff_trained),
            Self::Pupils => words!(progress.pupils_completed),
        }
    }
}

/// Targets, a chart of all schools, and the table beside it.
#[component]
pub fn OfficePage() -> impl IntoView {
    let query = use_query_map();
    let param = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let by = if param("by") == "pupils" { By::Pupils } else { By::Staff };
    let sought = param("q");
    view! {
        <Title text=words!(progress.office_title)/>
        {load(of_office(), move |progress| view! { <Dashboard progress by sought/> })}
    }
}

#[component]
fn Dashboard(progress: OfficeProgress, by: By, sought: String) -> impl IntoView {
    let settings = progress.settings;
    let mut schools = progress.schools;
    let all = schools.len();
    // Highest first; those with nobody in scope last. Rates are compared as fractions, not as shown.
    schools.sort_by(|a, b| {
        let (a, b) = (by.rate(a), by.rate(b));
        let key = |rate: Rate, other: Rate| rate.n() as u128 * other.d() as u128;
        (a.d() == 0).cmp(&(b.d() == 0)).then_with(|| key(b, a).cmp(&key(a, b)))
    });
    let shown: Vec<SchoolLine> = schools
        .iter()
        .filter(|school| matches(&school.search_key, &sought) || matches(&school.code.to_lowercase(), &sought))
        .cloned()
        .collect();
    view! {
        <header class="page-head">
            <p class="lead">{progress.name}</p>
            <h1>{words!(progress.office_title)}</h1>
            <p class="hint">{words!(progress.as_of, day = write_day(progress.as_of))}</p>
        </header>
        <section class="targets" aria-label=words!(progress.targets)>
            <TargetCard letter="A" figure=progress.teach target=settings.target/>
            <TargetCard letter="C" figure=progress.with_team target=settings.target/>
            <TargetCard letter="D" figure=progress.staff target=settings.target/>
        </section>
        <p class="pupils-line">
            {words!(progress.pupils_completed)}": "<strong>{words::rate(progress.pupils)}</strong>" "{count(progress.pupils)}
        </p>
        {if all == 0 {
            Either::Left(view! { <section class="panel empty"><h2>{words!(progress.no_schools)}</h2><p>{words!(progress.no_schools_text)}</p></section> })
        } else {
            Either::Right(view! { <Schools schools shown by sought settings/> })
        }}
    }
}

#[component]
fn Schools(
    schools: Vec<SchoolLine>,
    shown: Vec<SchoolLine>,
    by: By,
    sought: String,
    settings: Settings,
) -> impl IntoView {
    let columns = schools
        .iter()
        .map(|school| {
            let rate = by.rate(school);
            let value =
                if rate.d() == 0 { words::rate(rate) } else { format!("{} ({})", words::rate(rate), count(rate)) };
            Column {
                share: share(rate),
                label: format!("{}: {value}", school.name),
                href: format!("/school/{}", school.code),
                tone: tone(rate, settings.target),
            }
        })
        .collect();
    let met = schools.iter().filter(|school| tone(by.rate(school), settings.target) == "tone-good").count();
    let summary = words!(
        progress.chart_summary,
        what = by.name(),
        met = met,
        schools = schools.len(),
        target = settings.target.value()
    );
    let tabs = [By::Staff, By::Pupils]
        .into_iter()
        .map(|tab| {
            let current = (tab == by).then_some("page");
            view! { <a class="tab" href=format!("/office?by={}", tab.as_str()) aria-current=current>{tab.name()}</a> }
        })
        .collect_view();
    let rows = shown.iter().map(|school| view! { <SchoolRow school=school.clone() settings/> }).collect_view();
    view! {
        <section class="schools">
            <h2>{words!(progress.schools_by_rate)}</h2>
            <nav class="tabs" aria-label=words!(progress.compare_by)>{tabs}</nav>
            <figure class="chart-figure">
                <Columns columns target=f64::from(settings.target.value()) label=summary.clone() target_label=settings.target.value().to_string()/>
                <figcaption>{summary}</figcaption>
            </figure>
            <form class="filter" method="get" role="search">
                <input type="hidden" name="by" value=by.as_str()/>
                <label class="field">
                    <span>{words!(progress.search_school)}</span>
                    <input type="search" name="q" value=sought maxlength="100"/>
                </label>
                <button class="button" type="submit">{words!(common.search)}</button>
            </form>
            {if shown.is_empty() {
                Either::Left(view! { <p class="empty">{words!(progress.no_school_found)}</p> })
            } else {
                Either::Right(view! {
                    <div class="table-wrap" tabindex="0" role="region" aria-label=words!(progress.schools_by_rate)>
                        <table class="school-table" data-stack="">
                            <thead>
                                <tr>
                                    <th scope="col">{words!(progress.school)}</th>
                                    <th scope="col">{words!(progress.level)}</th>
                                    <th scope="col">{words!(progress.staff_trained)}</th>
                                    <th scope="col">{words!(progress.pupils_completed)}</th>
                                    <th scope="col">{words!(progress.teaches)}</th>
                                    <th scope="col">{words!(progress.team)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                })
            }}
        </section>
    }
}

#[component]
fn SchoolRow(school: SchoolLine, settings: Settings) -> impl IntoView {
    let yes_or_no = |yes: bool| {
        let (tone, text) = if yes { ("tag tag-good", words!(common.yes)) } else { ("tag", words!(common.no)) };
        view! { <span class=tone>{text}</span> }
    };
    view! {
        <tr data-school=school.code.clone()>
            <th scope="row"><a href=format!("/school/{}", school.code)>{school.name}</a></th>
            <td>{words::level(school.level)}</td>
            <td data-label=words!(progress.staff_trained)><RateCell rate=school.facts.staff target=settings.target/></td>
            <td data-label=words!(progress.pupils_completed)><RateCell rate=school.facts.pupils target=settings.teaching_threshold/></td>
            <td data-label=words!(progress.teaches)>{yes_or_no(school.facts.teaches(&settings))}</td>
            <td data-label=words!(progress.team)>{yes_or_no(school.facts.team.counts(&settings))}</td>
        </tr>
    }
}
