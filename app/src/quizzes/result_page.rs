//! The result of an attempt.

use super::api::{StartAttempt, result_of};
use crate::{error::AppError, ui::load::load, words};
use domain::{
    calendar::write_day,
    courses::AudienceKind,
    quizzes::sheet::{AnsweredQuestion, AttemptResult},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Score, feedback, and the way to another attempt.
#[component]
pub fn ResultPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    let (course, attempt) = (param("course"), param("attempt").parse::<i64>());
    let result = async move {
        // An address that names no attempt leads nowhere.
        let attempt = attempt.map_err(|_| AppError::NotFound)?;
        result_of(course, attempt).await
    };
    load(result, |result| view! { <Show result/> })
}

#[component]
fn Show(result: AttemptResult) -> impl IntoView {
    let passed = result.past.has_passed();
    let slug = result.course_slug.clone();
    let score = result.past.marked.map(|marked| crate::words::score(marked.score.tenths()));
    let (title, text) = match (passed, result.audience) {
        _ if score.is_none() => (words!(quizzes.waiting_title), words!(quizzes.waiting_text)),
        (true, AudienceKind::Staff) => (words!(quizzes.passed_title), words!(quizzes.passed_text)),
        (true, AudienceKind::Pupil) => (words!(quizzes.passed_title_pupil), words!(quizzes.passed_text_pupil)),
        (false, AudienceKind::Staff) => (words!(quizzes.failed_title), words!(quizzes.failed_text)),
        (false, AudienceKind::Pupil) => (words!(quizzes.failed_title_pupil), words!(quizzes.failed_text_pupil)),
    };
    let panel = if passed { "panel panel-good result" } else { "panel result" };
    view! {
        <Title text=words!(quizzes.result)/>
        <div class=format!("quiz {}", crate::words::audience_class(result.audience))>
            <nav class="crumbs">
                <a href="/learn">{words!(courses.my_courses)}</a>
                <a href=format!("/learn/{slug}")>{result.course_title.clone()}</a>
            </nav>
            <section class=panel>
                <h1>{title}</h1>
                {score.map(|score| view! { <p class="result-score">{score}</p> })}
                <p>{text}</p>
                <dl class="facts">
                    <div><dt>{words!(quizzes.pass_mark)}</dt><dd>{result.pass_mark}"%"</dd></div>
                    <div><dt>{words!(quizzes.attempt)}</dt><dd>{result.past.number}</dd></div>
                    <div><dt>{words!(courses.date)}</dt><dd>{write_day(result.past.submitted_on)}</dd></div>
                </dl>
                <div class="result-ways">
                    <a class="button button-main" href=if passed { "/learn".to_owned() } else { format!("/learn/{slug}") }>
                        {if passed { words!(courses.my_courses) } else { words!(courses.look_again) }}
                    </a>
                    {result.may_try_again.then(|| view! {
                        <form method="post" action=StartAttempt::url()>
                            <input type="hidden" name="course" value=slug.clone()/>
                            <button class="button" type="submit">{words!(quizzes.try_again)}</button>
                        </form>
                    })}
                </div>
            </section>
            {match result.questions {
                Some(questions) => view! { <Feedback questions/> }.into_any(),
                None => view! { <p class="hint">{words!(quizzes.feedback_later)}</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Feedback(questions: Vec<AnsweredQuestion>) -> impl IntoView {
    let total = questions.len();
    view! {
        <h2>{words!(quizzes.feedback)}</h2>
        {questions.into_iter().zip(1..).map(|(question, number)| view! { <Answered question number total/> }).collect_view()}
    }
}

#[component]
fn Answered(question: AnsweredQuestion, number: usize, total: usize) -> impl IntoView {
    if !question.counts {
        return view! { <section class="answered" inner_html=question.prompt></section> }.into_any();
    }
    let (tone, verdict) = match question.credit_tenths {
        None => ("answered", words!(quizzes.answer_waiting)),
        Some(1000) => ("answered answered-right", words!(quizzes.answer_right)),
        Some(..=0) => ("answered answered-wrong", words!(quizzes.answer_wrong)),
        Some(_) => ("answered answered-partly", words!(quizzes.answer_partly)),
    };
    // A judgement is stored as a word of ours, not of the reader's.
    let in_words = |answer: String| match answer.as_str() {
        "true" => words!(quizzes.right).to_owned(),
        "false" => words!(quizzes.wrong).to_owned(),
        _ => answer,
    };
    let answers = if question.answer.is_empty() {
        vec![words!(quizzes.no_answer).to_owned()]
    } else {
        question.answer.into_iter().map(in_words).collect()
    };
    view! {
        <section class=tone>
            <p class="question-number">
                {words!(quizzes.question_of, number = number, total = total)}
                <span class="answered-verdict">{verdict}</span>
            </p>
            <p class="question-prompt" inner_html=question.prompt></p>
            <div class="answered-own">
                <span class="hint">{words!(quizzes.your_answer)}</span>
                <ul>{answers.into_iter().map(|answer| view! { <li inner_html=answer></li> }).collect_view()}</ul>
            </div>
            {question.feedback.into_iter().map(|text| view! { <p class="answered-feedback" inner_html=text></p> }).collect_view()}
            {question.general_feedback.map(|text| view! { <p class="answered-general" inner_html=text></p> })}
        </section>
    }
    .into_any()
}
