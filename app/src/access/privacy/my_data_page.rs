//! Everything that is held on oneself, on one page.

use super::{api::my_data, lines::Lines, texts};
use crate::{ui::load::load, words};
use domain::{
    access::held::{HeldClass, Particulars, PersonHeld},
    calendar::{day_of, write_day},
    courses::AudienceKind,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// What is held on oneself: pupils are spoken to in a child's words.
#[component]
pub fn MyDataPage() -> impl IntoView {
    load(my_data(), |held| view! { <Show held/> })
}

#[component]
fn Show(held: PersonHeld) -> impl IntoView {
    let is_pupil = held.is_pupil();
    let (title, lead, ask) = if is_pupil {
        (words!(privacy.title_pupil), words!(privacy.lead_pupil), words!(privacy.ask_pupil))
    } else {
        (words!(privacy.title), words!(privacy.lead), words!(privacy.ask))
    };
    let months = if is_pupil { held.periods.pupils_after_months } else { held.periods.staff_after_months };
    let audience = if is_pupil { AudienceKind::Pupil } else { AudienceKind::Staff };
    let particulars = held.particulars.clone();
    view! {
        <Title text=title/>
        <div class=words::audience_class(audience)>
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p>
                    <a class="button" href="/me/data.json" download="">{words!(privacy.download)}</a>
                </p>
                <p class="hint">{words!(privacy.download_hint)}</p>
            </header>
            <Who particulars months/>
            <Belonging held=held.clone()/>
            <SignIn held=held.clone()/>
            <Learning held=held.clone()/>
            <Log held/>
            <section class="panel held-ask">
                <h2>{words!(privacy.never_title)}</h2>
                <p>{words!(privacy.never)}</p>
                <p>{ask}</p>
            </section>
        </div>
    }
}

#[component]
fn Who(particulars: Particulars, months: u16) -> impl IntoView {
    let none = || words!(privacy.not_held).to_owned();
    let facts = [
        (words!(privacy.full_name), words::person(particulars.full_name)),
        (words!(privacy.code), particulars.code.unwrap_or_else(none)),
        (words!(privacy.born_on), particulars.born_on.map_or_else(none, write_day)),
        (words!(privacy.sex), particulars.sex.map_or_else(none, |sex| texts::sex(sex).to_owned())),
        (words!(privacy.email), particulars.email.unwrap_or_else(none)),
        (words!(privacy.known_since), write_day(day_of(particulars.known_since))),
    ];
    view! {
        <section class="panel held">
            <h2>{words!(privacy.particulars)}</h2>
            <p class="hint">{words!(privacy.why_particulars, months = months)}</p>
            <dl class="facts">
                {facts
                    .into_iter()
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect_view()}
            </dl>
        </section>
    }
}

fn of_class(class: HeldClass) -> Vec<String> {
    vec![class.class, texts::school_year(class.school_year), class.school, texts::span(class.span)]
}

#[component]
fn Belonging(held: PersonHeld) -> impl IntoView {
    let memberships = held
        .memberships
        .into_iter()
        .map(|row| vec![row.school, texts::membership(row.kind).to_owned(), row.post, texts::span(row.span)]);
    let duties = held
        .duties
        .into_iter()
        .map(|row| vec![words::responsibility(row.duty).to_owned(), row.school, texts::span(row.span)]);
    let roles = held.roles.into_iter().map(|row| {
        vec![crate::access::roles_words::role(row.role).to_owned(), row.organisation, texts::span(row.span)]
    });
    let class_headings =
        || vec![words!(privacy.class), words!(privacy.school_year), words!(privacy.school), words!(privacy.when)];
    view! {
        <Lines
            title=words!(privacy.memberships)
            why=words!(privacy.why_memberships).to_owned()
            empty=words!(privacy.no_memberships)
            headings=vec![words!(privacy.school), words!(privacy.as_what), words!(privacy.post), words!(privacy.when)]
            rows=memberships.collect()
        />
        <Lines
            title=words!(privacy.classes)
            why=words!(privacy.why_classes).to_owned()
            empty=words!(privacy.no_classes)
            headings=class_headings()
            rows=held.classes.into_iter().map(of_class).collect()
        />
        <Lines
            title=words!(privacy.classes_taught)
            why=words!(privacy.why_classes_taught).to_owned()
            empty=words!(privacy.no_classes_taught)
            headings=class_headings()
            rows=held.classes_taught.into_iter().map(of_class).collect()
        />
        <Lines
            title=words!(privacy.duties)
            why=words!(privacy.why_duties).to_owned()
            empty=words!(privacy.no_duties)
            headings=vec![words!(privacy.duty), words!(privacy.school), words!(privacy.when)]
            rows=duties.collect()
        />
        <Lines
            title=words!(privacy.roles)
            why=words!(privacy.why_roles).to_owned()
            empty=words!(privacy.no_roles)
            headings=vec![words!(privacy.role), words!(privacy.school_or_office), words!(privacy.when)]
            rows=roles.collect()
        />
    }
}

#[component]
fn SignIn(held: PersonHeld) -> impl IntoView {
    let accounts = held.accounts.into_iter().map(|row| {
        let disabled = row.disabled_at.map(texts::moment).unwrap_or_default();
        vec![row.username, texts::moment(row.created_at), disabled]
    });
    let sessions = held.sessions.into_iter().map(|row| {
        let began = texts::moment(row.created_at);
        let kind = texts::session(row.kind).to_owned();
        vec![began, kind, row.browser, row.address.unwrap_or_default(), texts::moment(row.last_seen_at)]
    });
    view! {
        <Lines
            title=words!(privacy.accounts)
            why=words!(privacy.why_accounts).to_owned()
            empty=words!(privacy.no_accounts)
            headings=vec![words!(privacy.username), words!(privacy.created), words!(privacy.disabled)]
            rows=accounts.collect()
        />
        <Lines
            title=words!(privacy.sessions)
            why=words!(privacy.why_sessions).to_owned()
            empty=words!(privacy.no_sessions)
            headings=vec![
                words!(privacy.began),
                words!(privacy.computer),
                words!(privacy.browser),
                words!(privacy.address),
                words!(privacy.last_seen),
            ]
            rows=sessions.collect()
        />
    }
}

#[component]
fn Learning(held: PersonHeld) -> impl IntoView {
    let lessons = held.lessons.into_iter().map(|row| {
        let done = row.done_at.map(texts::moment).unwrap_or_default();
        vec![row.lesson, row.course, format!("{}%", row.percent), texts::moment(row.opened_at), done]
    });
    let attempts = held.attempts.into_iter().map(|row| {
        let score = row.score_tenths.map(words::score).unwrap_or_default();
        let outcome = row.outcome.map(texts::outcome).unwrap_or_default().to_owned();
        let answered = format!("{}/{}", row.answered, row.questions);
        vec![row.course, row.number.to_string(), texts::moment(row.started_at), answered, score, outcome]
    });
    let completions = held.completions.into_iter().map(|row| {
        let score = row.score_tenths.map(|tenths| words::score(i64::from(tenths))).unwrap_or_default();
        let on = texts::moment(row.completed_at);
        let on = if row.voided_at.is_some() { words!(privacy.struck_out, text = on) } else { on };
        vec![row.course, on, texts::how(&row.how), score]
    });
    view! {
        <Lines
            title=words!(privacy.lessons)
            why=words!(privacy.why_lessons).to_owned()
            empty=words!(privacy.no_lessons)
            headings=vec![
                words!(privacy.lesson),
                words!(privacy.course),
                words!(privacy.read),
                words!(privacy.opened),
                words!(privacy.done),
            ]
            rows=lessons.collect()
        />
        <Lines
            title=words!(privacy.attempts)
            why=words!(privacy.why_attempts).to_owned()
            empty=words!(privacy.no_attempts)
            headings=vec![
                words!(privacy.course),
                words!(quizzes.attempt),
                words!(privacy.began),
                words!(privacy.answered),
                words!(quizzes.score),
                words!(quizzes.result),
            ]
            rows=attempts.collect()
        />
        <Lines
            title=words!(privacy.completions)
            why=words!(privacy.why_completions).to_owned()
            empty=words!(privacy.no_completions)
            headings=vec![words!(privacy.course), words!(privacy.on), words!(privacy.how), words!(quizzes.score)]
            rows=completions.collect()
        />
    }
}

#[component]
fn Log(held: PersonHeld) -> impl IntoView {
    let decisions = held.decisions;
    let has_decided = decisions.completions_voided + decisions.activities_approved > 0;
    let count = usize::try_from(held.log.count).unwrap_or_default();
    let lines = held.log.lines.into_iter().map(|row| {
        let address = row.address.unwrap_or_default();
        vec![texts::action(row.action).to_owned(), texts::moment(row.happened_at), texts::by(row.by), address]
    });
    view! {
        <Lines
            title=words!(privacy.log)
            why=words!(privacy.why_log).to_owned()
            empty=words!(privacy.no_log)
            headings=vec![words!(privacy.what), words!(privacy.on), words!(privacy.by), words!(privacy.address)]
            rows=lines.collect()
            count
        />
        {has_decided
            .then(|| {
                view! {
                    <p>
                        {words!(
                            privacy.decisions,
                            voided = decisions.completions_voided,
                            approved = decisions.activities_approved
                        )}
                    </p>
                }
            })}
    }
}
