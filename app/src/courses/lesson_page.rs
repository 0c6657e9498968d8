//! A lesson.

use super::{
    api::{FinishLesson, lesson},
    parts::reader::Reader,
};
use crate::{ui::load::load, words};
use domain::courses::shelf::LessonPage as Lesson;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A lesson's text, its place in the course, and the way on.
#[component]
pub fn LessonPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    load(lesson(param("course"), param("lesson")), |lesson| view! { <Show lesson/> })
}

#[component]
fn Show(lesson: Lesson) -> impl IntoView {
    let slug = lesson.course_slug.clone();
    let address = |line: &domain::courses::shelf::LessonLine| format!("/learn/{slug}/{}", line.slug);
    let previous = lesson.previous().map(&address);
    let next = lesson.next().map(&address);
    let here = lesson.lesson().cloned();
    let (title, lesson_slug, percent, done) =
        here.map_or_else(Default::default, |line| (line.title, line.slug, line.percent, line.done));
    let place = words!(courses.lesson_of, place = lesson.place + 1, lessons = lesson.lessons.len());
    let is_last = lesson.next().is_none();
    let finish = match (done, is_last, lesson.has_quiz) {
        (true, true, true) => words!(quizzes.to_quiz),
        (true, _, _) => words!(courses.next_lesson),
        (false, true, true) => words!(courses.finish_to_quiz),
        (false, true, false) => words!(courses.finish_last),
        (false, false, _) => words!(courses.finish_to_next),
    };
    view! {
        <Title text=title.clone()/>
        <div class=format!("lesson {}", crate::words::audience_class(lesson.audience))>
            <Reader course=slug.clone() lesson=lesson_slug.clone() percent=percent previous=previous.clone() next=next.clone()/>
            <nav class="crumbs">
                <a href="/learn">{words!(courses.my_courses)}</a>
                <a href=format!("/learn/{slug}")>{lesson.course_title.clone()}</a>
            </nav>
            <article class="prose">
                <p class="lesson-place">{place}</p>
                <h1>{title}</h1>
                <div inner_html=lesson.html></div>
            </article>
            <form class="lesson-ways" method="post" action=FinishLesson::url()>
                <input type="hidden" name="course" value=slug.clone()/>
                <input type="hidden" name="lesson" value=lesson_slug/>
                {previous.map(|href| view! { <a class="button" rel="prev" href=href>{words!(courses.previous_lesson)}</a> })}
                <button class="button button-main" type="submit">{finish}</button>
            </form>
            <p class="hint keys-hint">{words!(courses.keys_hint)}</p>
        </div>
    }
}
