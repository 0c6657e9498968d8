//! A text with fields in its gaps.

use super::fields::{Chooser, Options};
use crate::words;
use domain::quizzes::{
    response::{LONGEST_TEXT, Parts},
    sheet::AskedKind,
};
use leptos::{prelude::*, tachys::view::RenderHtml};

/// The prompt (HTML) with the field of each gap in place of its mark `[[1]]`, `[[2]]` …; a gap without a mark follows
/// the text.
pub fn filled_in(prompt: &str, position: u32, gaps: Vec<AskedKind>, fields: &Parts) -> String {
    let mut html = prompt.to_owned();
    for (part, gap) in (0_u32..).zip(gaps) {
        let values = fields.get(&part).cloned().unwrap_or_default();
        let name = format!("answer[{position}.{part}]");
        let label = words!(quizzes.gap, number = part + 1);
        let field = view! { <span class="gap" data-part=part><Gap name kind=gap values label/></span> }.to_html();
        let mark = format!("[[{}]]", part + 1);
        if html.contains(&mark) {
            html = html.replacen(&mark, &field, 1);
        } else {
            html.push_str(&field);
        }
    }
    html
}

#[component]
fn Gap(name: String, kind: AskedKind, values: Vec<String>, label: String) -> impl IntoView {
    match kind {
        AskedKind::SingleChoice(options) => {
            // A list to choose from shows plain text only.
            let options =
                options.into_iter().enumerate().map(|(place, html)| (place.to_string(), without_tags(&html))).collect();
            let chosen = values.into_iter().next().unwrap_or_default();
            view! { <Chooser name options chosen label/> }.into_any()
        }
        AskedKind::MultipleChoice(options) => {
            let options = options.into_iter().enumerate().map(|(place, text)| (place.to_string(), text)).collect();
            let name = format!("{name}[]");
            view! {
                <span role="group" aria-label=label>
                    <input type="hidden" name=name.clone() value=""/>
                    <Options name kind="checkbox" options values/>
                </span>
            }
            .into_any()
        }
        kind => {
            let mode =
                if matches!(&kind, AskedKind::Numeric { units } if units.is_empty()) { "decimal" } else { "text" };
            let value = values.into_iter().next().unwrap_or_default();
            view! {
                <input name=name inputmode=mode autocomplete="off" maxlength=LONGEST_TEXT.to_string() aria-label=label value=value/>
            }
            .into_any()
        }
    }
}

/// The text of HTML that we have made ourselves.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    for (entity, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(entity, plain);
    }
    text
}
