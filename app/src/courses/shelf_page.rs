//! My courses.

use super::{api::my_courses, parts::standing::StandingLabel};
use crate::{
    ui::{load::load, meter::Meter},
    words,
};
use domain::{
    calendar::write_day,
    courses::{CourseStanding, shelf::CourseCard},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// What is required, in progress, done and when.
#[component]
pub fn ShelfPage() -> impl IntoView {
    view! {
        <Title text=words!(courses.my_courses)/>
        {load(my_courses(), |cards| view! { <Shelf cards/> })}
    }
}

#[component]
fn Shelf(cards: Vec<CourseCard>) -> impl IntoView {
    let required = cards.iter().filter(|card| card.required).count();
    let done = cards.iter().filter(|card| card.required && card.standing == CourseStanding::Complete).count();
    let class = cards.first().map_or("for-staff", |card| crate::words::audience_class(card.audience));
    if cards.is_empty() {
        return Either::Left(view! {
            <section class="panel empty">
                <h1>{words!(courses.my_courses)}</h1>
                <p>{words!(courses.none)}</p>
            </section>
        });
    }
    Either::Right(view! {
        <div class=class>
            <header class="page-head">
                <h1>{words!(courses.my_courses)}</h1>
                <p class="lead">
                    {if done == required { words!(courses.all_done).to_owned() } else { words!(courses.done_of_required, done = done, required = required) }}
                </p>
            </header>
            <ul class="cards">{cards.into_iter().map(|card| view! { <Card card/> }).collect_view()}</ul>
        </div>
    })
}

#[component]
fn Card(card: CourseCard) -> impl IntoView {
    let share = if card.lessons == 0 { 0.0 } else { f64::from(card.lessons_done) * 100.0 / f64::from(card.lessons) };
    let label = words!(courses.lessons_done, done = card.lessons_done, lessons = card.lessons);
    let way = match card.standing {
        CourseStanding::Complete => words!(courses.look_again),
        CourseStanding::InProgress => words!(courses.go_on),
        CourseStanding::NotStarted => words!(courses.begin),
    };
    let kind = if card.required { words!(courses.required) } else { words!(courses.optional) };
    let button = if card.standing == CourseStanding::Complete { "button" } else { "button button-main" };
    view! {
        <li class="card">
            <p class="card-tags">
                <StandingLabel standing=card.standing/>
                <span class="tag tag-plain">{kind}</span>
                <span class="tag tag-plain">{words!(courses.minutes, minutes = card.minutes)}</span>
            </p>
            <h2><a href=format!("/learn/{}", card.slug)>{card.title}</a></h2>
            <p class="card-text">{card.summary}</p>
            {card.completion.map(|completion| {
                let day = write_day(completion.completed_on);
                view! { <p class="card-done">{words!(courses.completed_on, day = day)}</p> }
            })}
            <div class="card-foot">
                <span class="card-meter">
                    <Meter share label=label.clone()/>
                    <small>{label}</small>
                </span>
                <a class=button href=format!("/learn/{}", card.slug)>{way}</a>
            </div>
        </li>
    }
}
