//! A course: its lessons, its quiz, its completion.

use super::{api::course, parts::standing::StandingLabel};
use crate::{ui::load::load, words};
use domain::{
    calendar::write_day,
    courses::shelf::{CompletionCard, CoursePage as Course, LessonLine},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A course with its lessons.
#[component]
pub fn CoursePage() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("course")).unwrap_or_default();
    load(course(slug), |course| view! { <Show course/> })
}

#[component]
fn Show(course: Course) -> impl IntoView {
    let card = course.card;
    let slug = card.slug.clone();
    let lessons_left = course.lessons.iter().filter(|lesson| !lesson.done).count();
    let next = course.lessons.iter().find(|lesson| !lesson.done).map(|lesson| format!("/learn/{slug}/{}", lesson.slug));
    let quiz_href = format!("/learn/{slug}/quiz");
    let way = next.or_else(|| course.quiz.is_some().then(|| quiz_href.clone()));
    let is_complete = card.completion.is_some();
    let quiz = course.quiz.map(|quiz| {
        let text = words!(quizzes.pass_mark_text, mark = quiz.pass_mark);
        view! {
            <li class="step step-quiz">
                <a href=quiz_href>
                    <span class="step-mark" aria-hidden="true">"★"</span>
                    <span class="step-title">{words!(quizzes.quiz)}</span>
                    <small>{text}</small>
                </a>
            </li>
        }
    });
    view! {
        <Title text=card.title.clone()/>
        <div class=crate::words::audience_class(card.audience)>
            <nav class="crumbs"><a href="/learn">{words!(courses.my_courses)}</a></nav>
            <header class="page-head">
                <p class="card-tags">
                    <StandingLabel standing=card.standing/>
                    <span class="tag tag-plain">{words!(courses.minutes, minutes = card.minutes)}</span>
                    <span class="tag tag-plain">{words!(courses.version, version = course.version)}</span>
                </p>
                <h1>{card.title}</h1>
                <p class="lead">{card.summary}</p>
            </header>
            {card.completion.map(|completion| view! { <Done completion/> })}
            <section>
                <h2>{words!(courses.steps)}</h2>
                <ol class="steps">
                    {course.lessons.into_iter().zip(1..).map(|(lesson, number)| view! { <Step slug=slug.clone() lesson number/> }).collect_view()}
                    {quiz}
                </ol>
            </section>
            {way.filter(|_| !is_complete).map(|way| {
                let text = if lessons_left > 0 { words!(courses.go_on) } else { words!(quizzes.to_quiz) };
                view! { <p class="page-way"><a class="button button-main" href=way>{text}</a></p> }
            })}
        </div>
    }
}

#[component]
fn Done(completion: CompletionCard) -> impl IntoView {
    let day = write_day(completion.completed_on);
    view! {
        <section class="panel panel-good">
            <h2>{words!(courses.complete)}</h2>
            <dl class="facts">
                <div><dt>{words!(courses.date)}</dt><dd>{day}</dd></div>
                {completion.score_tenths.map(|tenths| view! { <div><dt>{words!(quizzes.score)}</dt><dd>{crate::words::score(tenths)}</dd></div> })}
                <div><dt>{words!(courses.version_word)}</dt><dd>{completion.version}</dd></div>
                {completion.valid_until.map(|day| view! { <div><dt>{words!(courses.valid_until)}</dt><dd>{write_day(day)}</dd></div> })}
            </dl>
        </section>
    }
}

#[component]
fn Step(slug: String, lesson: LessonLine, number: usize) -> impl IntoView {
    let note = match (lesson.done, lesson.percent) {
        (true, _) => words!(courses.lesson_done).to_owned(),
        (false, 0) => String::new(),
        (false, percent) => words!(courses.read_percent, percent = percent),
    };
    let mark = if lesson.done { "✓".to_owned() } else { number.to_string() };
    view! {
        <li class="step" class:step-done=lesson.done>
            <a href=format!("/learn/{slug}/{}", lesson.slug)>
                <span class="step-mark" aria-hidden="true">{mark}</span>
                <span class="step-title">{lesson.title}</span>
                <small>{note}</small>
            </a>
        </li>
    }
}
