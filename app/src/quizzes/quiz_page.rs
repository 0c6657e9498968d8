//! The quiz of a course: before, during and between attempts.

use super::{
    api::{OnPage, StartAttempt, SubmitAttempt, quiz},
    parts::{
        player::{Player, PlayerWords},
        question::Question,
    },
};
use crate::{
    error::Problem,
    ui::{
        load::load,
        notice::{Notice, problem_in_address},
    },
    words,
};
use domain::{
    calendar::{day_of, time_of, write_day},
    quizzes::{
        Outcome,
        sheet::{PastAttempt, QuizLobby, QuizSheet},
    },
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The quiz.
#[component]
pub fn QuizPage() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("course")).unwrap_or_default();
    let problem = problem_in_address();
    load(quiz(slug), move |(lobby, on_page)| view! { <Show lobby on_page problem/> })
}

#[component]
fn Show(mut lobby: QuizLobby, on_page: OnPage, problem: Option<Problem>) -> impl IntoView {
    let title = format!("{} · {}", words!(quizzes.quiz), lobby.course_title);
    let slug = lobby.course_slug.clone();
    let open = lobby.open.take();
    let class = format!("quiz {}", crate::words::audience_class(lobby.audience));
    let course_title = lobby.course_title.clone();
    view! {
        <Title text=title/>
        <div class=class>
            <nav class="crumbs">
                <a href="/learn">{words!(courses.my_courses)}</a>
                <a href=format!("/learn/{slug}")>{course_title}</a>
            </nav>
            <h1>{words!(quizzes.quiz)}</h1>
            <Notice/>
            {match open {
                Some(sheet) => Either::Left(view! { <Sheet slug sheet on_page confirms=problem == Some(Problem::Incomplete)/> }),
                None => Either::Right(view! { <Lobby lobby/> }),
            }}
        </div>
    }
}

#[component]
fn Lobby(lobby: QuizLobby) -> impl IntoView {
    let slug = lobby.course_slug.clone();
    let wait = lobby.wait_until.map(|moment| {
        let moment = format!("{} {}", time_of(moment), write_day(day_of(moment)));
        view! { <p class="notice">{words!(quizzes.wait_until, moment = moment)}</p> }
    });
    let may_start = lobby.lessons_left.is_empty() && lobby.attempts_left != Some(0) && lobby.wait_until.is_none();
    let minutes = (lobby.time_limit_minutes > 0).then(|| {
        let minutes = words!(quizzes.minutes, minutes = lobby.time_limit_minutes);
        view! { <div><dt>{words!(quizzes.time_limit)}</dt><dd>{minutes}</dd></div> }
    });
    let start = if lobby.past.is_empty() { words!(quizzes.start) } else { words!(quizzes.try_again) };
    let lessons_left = (!lobby.lessons_left.is_empty()).then(|| {
        let links = lobby
            .lessons_left
            .iter()
            .map(|(lesson, title)| view! { <li><a href=format!("/learn/{slug}/{lesson}")>{title.clone()}</a></li> })
            .collect_view();
        view! {
            <section class="panel">
                <h2>{words!(quizzes.lessons_first)}</h2>
                <ul>{links}</ul>
            </section>
        }
    });
    view! {
        <dl class="facts">
            <div><dt>{words!(quizzes.questions)}</dt><dd>{lobby.questions}</dd></div>
            <div><dt>{words!(quizzes.pass_mark)}</dt><dd>{lobby.pass_mark}"%"</dd></div>
            <div>
                <dt>{words!(quizzes.attempts_left)}</dt>
                <dd>{lobby.attempts_left.map_or_else(|| words!(quizzes.no_limit).to_owned(), |left| left.to_string())}</dd>
            </div>
            {minutes}
        </dl>
        {wait}
        {lessons_left}
        {may_start.then(|| view! {
            <form method="post" action=StartAttempt::url()>
                <input type="hidden" name="course" value=lobby.course_slug.clone()/>
                <button class="button button-main" type="submit">{start}</button>
            </form>
        })}
        <Past slug=lobby.course_slug past=lobby.past/>
    }
}

#[component]
fn Past(slug: String, past: Vec<PastAttempt>) -> impl IntoView {
    (!past.is_empty()).then(|| {
        let rows = past
            .into_iter()
            .map(|past| {
                let (tone, outcome) = match past.marked.map(|marked| marked.outcome) {
                    Some(Outcome::Passed) => ("tag tag-good", words!(quizzes.passed)),
                    Some(Outcome::Failed) => ("tag tag-under-way", words!(quizzes.failed)),
                    None => ("tag", words!(quizzes.waiting)),
                };
                let score = past.marked.map(|marked| crate::words::score(marked.score.tenths()));
                view! {
                    <tr>
                        <td data-label=words!(quizzes.attempt)>{past.number}</td>
                        <td>{write_day(past.submitted_on)}</td>
                        <td class="figure">{score}</td>
                        <td><span class=tone>{outcome}</span></td>
                        <td><a href=format!("/learn/{slug}/quiz/{}", past.attempt)>{words!(quizzes.look)}</a></td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <section>
                <h2>{words!(quizzes.past_attempts)}</h2>
                <div class="table-wrap" tabindex="0" role="region" aria-label=words!(quizzes.past_attempts)>
                    <table data-stack="">
                        <thead>
                            <tr>
                                <th scope="col">{words!(quizzes.attempt)}</th>
                                <th scope="col">{words!(courses.date)}</th>
                                <th scope="col" class="figure">{words!(quizzes.score)}</th>
                                <th scope="col">{words!(quizzes.result)}</th>
                                <th scope="col"><span class="unseen">{words!(quizzes.look)}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

/// The form. Enter in a text field presses its first button, which submits and lets nothing be lost.
#[component]
fn Sheet(slug: String, sheet: QuizSheet, on_page: OnPage, confirms: bool) -> impl IntoView {
    let total = sheet.questions.len();
    let (answered, asking) = (sheet.answered(), sheet.asking());
    let unanswered: Vec<u32> = sheet.questions.iter().filter(|q| !q.answered).map(|q| q.position + 1).collect();
    let said = PlayerWords {
        answered: words!(quizzes.answered_of, n = "{n}", total = "{total}"),
        saved: words!(quizzes.saved).to_owned(),
        saving: words!(quizzes.saving).to_owned(),
        kept_here: words!(quizzes.kept_here).to_owned(),
        not_saved: words!(quizzes.not_saved).to_owned(),
        signed_out: words!(quizzes.signed_out).to_owned(),
        newer: words!(quizzes.newer).to_owned(),
        over: words!(quizzes.over).to_owned(),
        time_left: words!(quizzes.time_left, time = "{time}"),
    };
    let missing = (confirms && !unanswered.is_empty()).then(|| {
        let links = unanswered
            .iter()
            .map(|number| view! { <a href=format!("#question-{number}")>{words!(quizzes.question_number, number = *number)}</a>" " })
            .collect_view();
        view! {
            <section class="notice" role="alert">
                <p>{words!(quizzes.unanswered)}" "{links}</p>
            </section>
        }
    });
    view! {
        {missing}
        <Player
            attempt=sheet.attempt.0
            person=on_page.person
            page=on_page.page
            answered
            total=asking
            seconds_left=sheet.seconds_left
            words=said
        >
            <form class="sheet" method="post" action=SubmitAttempt::url() autocomplete="off">
                <input type="hidden" name="course" value=slug/>
                <input type="hidden" name="attempt" value=sheet.attempt.0/>
                <input type="hidden" name="page" value=on_page.page/>
                {sheet.questions.into_iter().map(|question| view! { <Question question total/> }).collect_view()}
                <div class="sheet-ways">
                    <button class="button button-main" type="submit" name="intent" value="submit">{words!(quizzes.submit)}</button>
                    <button class="button" type="submit" name="intent" value="save">{words!(quizzes.save)}</button>
                    // Pressed by the clock.
                    {sheet.seconds_left.map(|_| view! {
                        <button hidden type="submit" name="intent" value="submit_incomplete" data-time-over="">
                            {words!(quizzes.time_over_submit)}
                        </button>
                    })}
                    {(confirms && !unanswered.is_empty()).then(|| view! {
                        <button class="button" type="submit" name="intent" value="submit_incomplete">{words!(quizzes.submit_incomplete)}</button>
                    })}
                </div>
            </form>
        </Player>
    }
}
