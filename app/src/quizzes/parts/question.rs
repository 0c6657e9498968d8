//! A question as a group of form fields.

use crate::words;
use domain::quizzes::sheet::{AskedKind, AskedQuestion};
use leptos::prelude::*;

/// A fieldset that works as a plain form; `data-position` lets the player find it.
#[component]
pub fn Question(question: AskedQuestion, total: usize) -> impl IntoView {
    let number = question.position + 1;
    let name = format!("answer[{}]", question.position);
    let hint = match &question.kind {
        AskedKind::MultipleChoice(_) => Some(words!(quizzes.hint_several)),
        AskedKind::Matching { .. } => Some(words!(quizzes.hint_matching)),
        AskedKind::Numeric => Some(words!(quizzes.hint_number)),
        _ => None,
    };
    view! {
        <fieldset class="question" id=format!("question-{number}") data-position=question.position>
            <legend>
                <span class="question-number">{words!(quizzes.question_of, number = number, total = total)}</span>
                <span class="question-prompt" inner_html=question.prompt></span>
            </legend>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            <Fields name kind=question.kind values=question.fields/>
        </fieldset>
    }
}

#[component]
fn Fields(name: String, kind: AskedKind, values: Vec<String>) -> impl IntoView {
    match kind {
        AskedKind::SingleChoice(options) => {
            let options = options.into_iter().enumerate().map(|(place, text)| (place.to_string(), text)).collect();
            view! { <Options name kind="radio" options values/> }.into_any()
        }
        AskedKind::MultipleChoice(options) => {
            let options = options.into_iter().enumerate().map(|(place, text)| (place.to_string(), text)).collect();
            let name = format!("{name}[]");
            // Sent along whatever is ticked: so an answer can be taken back without JavaScript, too.
            view! {
                <input type="hidden" name=name.clone() value=""/>
                <Options name kind="checkbox" options values/>
            }
            .into_any()
        }
        AskedKind::TrueFalse => {
            let options = vec![
                ("true".to_owned(), words!(quizzes.right).to_owned()),
                ("false".to_owned(), words!(quizzes.wrong).to_owned()),
            ];
            view! { <Options name kind="radio" options values/> }.into_any()
        }
        AskedKind::Matching { stems, answers } => view! { <Stems name stems answers values/> }.into_any(),
        AskedKind::ShortAnswer => view! { <Text name values mode="text"/> }.into_any(),
        AskedKind::Numeric => view! { <Text name values mode="decimal"/> }.into_any(),
    }
}

#[component]
fn Options(name: String, kind: &'static str, options: Vec<(String, String)>, values: Vec<String>) -> impl IntoView {
    options
        .into_iter()
        .map(|(value, text)| {
            let checked = values.contains(&value);
            view! {
                <label class="option">
                    <input type=kind name=name.clone() value=value checked=checked/>
                    <span inner_html=text></span>
                </label>
            }
        })
        .collect_view()
}

#[component]
fn Stems(name: String, stems: Vec<String>, answers: Vec<String>, values: Vec<String>) -> impl IntoView {
    stems
        .into_iter()
        .enumerate()
        .map(|(stem, text)| {
            let chosen = values.get(stem).cloned().unwrap_or_default();
            let options = answers
                .iter()
                .enumerate()
                .map(|(place, answer)| {
                    let value = place.to_string();
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{answer.clone()}</option> }
                })
                .collect_view();
            view! {
                <label class="stem">
                    <span inner_html=text></span>
                    <select name=format!("{name}[{stem}]")>
                        <option value="">{words!(quizzes.choose)}</option>
                        {options}
                    </select>
                </label>
            }
        })
        .collect_view()
}

#[component]
fn Text(name: String, values: Vec<String>, mode: &'static str) -> impl IntoView {
    let value = values.into_iter().next().unwrap_or_default();
    view! {
        <label class="field">
            <span>{words!(quizzes.your_answer)}</span>
            <input name=name inputmode=mode autocomplete="off" maxlength="500" value=value/>
        </label>
    }
}
