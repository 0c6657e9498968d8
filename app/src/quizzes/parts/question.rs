//! A question as a group of form fields.

use super::fields::Fields;
use crate::words;
use domain::quizzes::sheet::{AskedKind, AskedQuestion};
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
    match question.kind {
        AskedKind::Description => view! {
            <section class="question question-text" id=id inner_html=question.prompt></section>
        }
        .into_any(),
        // The text itself holds the fields, so it cannot be the legend.
        AskedKind::Cloze(gaps) => {
            let html = super::gaps::filled_in(&question.prompt, question.position, gaps, &question.fields);
            view! {
                <fieldset class="question" id=id data-position=question.position>
                    <legend><span class="question-number">{heading}</span></legend>
                    <div class="question-gaps" inner_html=html></div>
                </fieldset>
            }
            .into_any()
        }
        kind => {
            let values = question.fields.get(&0).cloned().unwrap_or_default();
            view! {
                <fieldset class="question" id=id data-position=question.position>
                    <legend>
                        <span class="question-number">{heading}</span>
                        <span class="question-prompt" inner_html=question.prompt></span>
                    </legend>
                    {hint}
                    <Fields name kind values/>
                </fieldset>
            }
            .into_any()
        }
    }
}
