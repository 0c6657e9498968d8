//! The form fields of each kind of question.

use super::picture::{Hotspots, Placing};
use crate::words;
use domain::quizzes::{
    response::{LONGEST_ESSAY, LONGEST_TEXT},
    sheet::AskedKind,
};
use leptos::prelude::*;

/// The fields of a question that stand below its prompt.
#[component]
pub fn Fields(name: String, kind: AskedKind, values: Vec<String>) -> impl IntoView {
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
        AskedKind::Matching { stems, answers } => {
            let options = answers.into_iter().enumerate().map(|(place, text)| (place.to_string(), text)).collect();
            view! { <Choosers name stems options values/> }.into_any()
        }
        AskedKind::Ordering(items) => {
            let options = (0..items.len()).map(|place| (place.to_string(), (place + 1).to_string())).collect();
            view! { <Choosers name stems=items options values/> }.into_any()
        }
        AskedKind::ShortAnswer => view! { <Text name values mode="text"/> }.into_any(),
        // A unit is written after the number, which a keyboard of digits cannot do.
        AskedKind::Numeric { units } if !units.is_empty() => view! {
            <Text name values mode="text"/>
            <p class="hint">{words!(quizzes.units, units = units.join(", "))}</p>
        }
        .into_any(),
        AskedKind::Numeric { .. } => view! { <Text name values mode="decimal"/> }.into_any(),
        AskedKind::Hotspot { picture, zones, several } => {
            view! { <Hotspots name picture zones several values/> }.into_any()
        }
        AskedKind::DragOntoPicture { picture, zones, answers } => {
            view! { <Placing name picture zones answers values/> }.into_any()
        }
        AskedKind::Essay { lines, min_words, max_words, template } => {
            view! { <Essay name values lines min_words max_words template/> }.into_any()
        }
        AskedKind::Cloze(_) | AskedKind::Description => ().into_any(),
    }
}

/// Radio buttons or boxes to tick; texts are HTML.
#[component]
pub fn Options(name: String, kind: &'static str, options: Vec<(String, String)>, values: Vec<String>) -> impl IntoView {
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

/// To each stem (HTML) one of the options (plain).
#[component]
pub fn Choosers(
    name: String,
    stems: Vec<String>,
    options: Vec<(String, String)>,
    values: Vec<String>,
) -> impl IntoView {
    stems
        .into_iter()
        .enumerate()
        .map(|(stem, text)| {
            let chosen = values.get(stem).cloned().unwrap_or_default();
            let name = format!("{name}[{stem}]");
            view! {
                <label class="stem">
                    <span inner_html=text></span>
                    <Chooser name options=options.clone() chosen/>
                </label>
            }
        })
        .collect_view()
}

/// One of several plain texts, or none yet.
#[component]
pub fn Chooser(
    name: String,
    options: Vec<(String, String)>,
    chosen: String,
    #[prop(optional, into)] label: Option<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <select name=name aria-label=label>
            <option value="">{words!(quizzes.choose)}</option>
            {options}
        </select>
    }
}

#[component]
fn Text(name: String, values: Vec<String>, mode: &'static str) -> impl IntoView {
    let value = values.into_iter().next().unwrap_or_default();
    view! {
        <label class="field">
            <span>{words!(quizzes.your_answer)}</span>
            <input name=name inputmode=mode autocomplete="off" maxlength=LONGEST_TEXT.to_string() value=value/>
        </label>
    }
}

#[component]
fn Essay(
    name: String,
    values: Vec<String>,
    lines: u32,
    min_words: u32,
    max_words: u32,
    template: String,
) -> impl IntoView {
    let text = values.into_iter().next().unwrap_or(template);
    let hint = match (min_words, max_words) {
        (0, 0) => None,
        (0, most) => Some(words!(quizzes.words_at_most, most = most)),
        (least, 0) => Some(words!(quizzes.words_at_least, least = least)),
        (least, most) => Some(words!(quizzes.words_between, least = least, most = most)),
    };
    view! {
        <label class="field">
            <span>{words!(quizzes.your_answer)}</span>
            <textarea name=name rows=lines.to_string() maxlength=LONGEST_ESSAY.to_string()>{text}</textarea>
        </label>
        {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        <p class="hint">{words!(quizzes.marked_by_person)}</p>
    }
}
