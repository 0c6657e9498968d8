//! A question as a group of form fields.

use super::fields::Fields;
use crate::words;
use domain::quizzes::sheet::{AskedKind, AskedQuestion, OtherAnswer};
use leptos::prelude::*;

/// A fieldset that works as a plain form; `data-position` lets the player find it.
#[component]
pub fn Question(question: AskedQuestion, total: usize) -> impl IntoView {
    let number = question.position + 1;
    let name = format!("answer[{}]", question.position);
    let hint = match &question.kind {
        AskedKind::MultipleChoice(_) | AskedKind::Hotspot { several: true, .. } => Some(words!(quizzes.hint_several)),
        AskedKind::Matching { .. } => Some(words!(quizzes.hint_matching)),
        AskedKind::Ordering(_) => Some(words!(quizzes.hint_ordering)),
        AskedKind::Numeric { .. } => Some(words!(quizzes.hint_number)),
        AskedKind::Hotspot { several: false, .. } => Some(words!(quizzes.hint_hotspot)),
        AskedKind::DragOntoPicture { .. } => Some(words!(quizzes.hint_drag)),
        _ => None,
    };
    let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
    let heading = words!(quizzes.question_of, number = number, total = total);
    let id = format!("question-{number}");
    let seen = view! { <input type="hidden" name=format!("seen[{}]", question.position) value=question.seen/> };
    let others = view! { <Others others=question.others/> };
    match question.kind {
        AskedKind::Description => view! {
            <section class="question question-text" id=id inner_html=question.prompt></section>
        }
        .into_any(),
        // The text itself holds the fields, so it cannot be the legend.
        AskedKind::Cloze(gaps) => {
            let html = super::gaps::filled_in(&question.prompt, question.position, gaps, &question.fields);
            view! {
                <fieldset class="question" id=id data-position=question.position data-sequence=question.sequence>
                    <legend><span class="question-number">{heading}</span></legend>
                    {seen}
                    {others}
                    <div class="question-gaps" inner_html=html></div>
                </fieldset>
            }
            .into_any()
        }
        kind => {
            let values = question.fields.get(&0).cloned().unwrap_or_default();
            view! {
                <fieldset class="question" id=id data-position=question.position data-sequence=question.sequence>
                    <legend>
                        <span class="question-number">{heading}</span>
                        <span class="question-prompt" inner_html=question.prompt></span>
                    </legend>
                    {seen}
                    {others}
                    {hint}
                    <Fields name kind values/>
                </fieldset>
            }
            .into_any()
        }
    }
}

/// Answers given elsewhere, to choose between them and the one that is shown.
#[component]
fn Others(others: Vec<OtherAnswer>) -> impl IntoView {
    others
        .into_iter()
        .map(|other| {
            let fields = serde_json::to_string(&other.fields).unwrap_or_default();
            let lines = other.words.into_iter().map(|line| view! { <li inner_html=line></li> }).collect_view();
            view! {
                <div class="other-answer notice" role="group">
                    <p>{words!(quizzes.other_answer)}</p>
                    <ul>{lines}</ul>
                    <p>
                        <button class="button" type="button" data-other=fields>{words!(quizzes.take_other)}</button>
                        <button class="button" type="button" data-other="">{words!(quizzes.keep_own)}</button>
                    </p>
                </div>
            }
        })
        .collect_view()
}
