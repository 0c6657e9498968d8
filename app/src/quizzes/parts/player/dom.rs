//! The questions as they stand on the page.

use domain::quizzes::response::Parts;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The question in which something happened, and its place.
pub fn question_of(event: &Event) -> Option<(u32, Element)> {
    let question = event.target()?.dyn_into::<Element>().ok()?.closest(".question").ok()??;
    Some((position_of(&question)?, question))
}

pub fn position_of(question: &Element) -> Option<u32> {
    question.get_attribute("data-position")?.parse().ok()
}

/// The question at a place.
pub fn question_at(position: u32) -> Option<Element> {
    document().query_selector(&format!(".question[data-position=\"{position}\"]")).ok()?
}

pub fn elements(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).ok();
    let list = found.iter().flat_map(|list| (0..list.length()).filter_map(|place| list.item(place)));
    list.filter_map(|node| node.dyn_into().ok()).collect()
}

pub fn questions() -> Vec<Element> {
    document().document_element().map(|page| elements(&page, ".question[data-position]")).unwrap_or_default()
}

/// How many questions are answered whole.
pub fn count_answered() -> usize {
    questions().iter().filter(|question| is_answered(&parts(question))).count()
}

/// The values of a question's fields, as its form would send them: those of each gap apart.
pub fn parts(question: &Element) -> Parts {
    let gaps = elements(question, "[data-part]");
    if gaps.is_empty() {
        return Parts::from([(0, values(question))]);
    }
    gaps.iter().filter_map(|gap| Some((part_of(gap)?, values(gap)))).collect()
}

/// Shows an answer in a question's fields.
pub fn show(question: &Element, parts: &Parts) {
    let none = Vec::new();
    let gaps = elements(question, "[data-part]");
    if gaps.is_empty() {
        show_values(question, parts.get(&0).unwrap_or(&none));
    }
    for gap in gaps {
        let values = part_of(&gap).and_then(|part| parts.get(&part)).unwrap_or(&none);
        show_values(&gap, values);
    }
}

/// Notes in the form what this page knows of a question.
pub fn note_seen(position: u32, sequence: u32) {
    let selector = format!("input[name=\"seen[{position}]\"]");
    let field = document().query_selector(&selector).ok().flatten().and_then(|field| field.dyn_into().ok());
    if let Some(field) = field.as_ref().and_then(|field: &Element| field.dyn_ref::<HtmlInputElement>()) {
        field.set_value(&format!("{sequence}."));
    }
}

fn part_of(gap: &Element) -> Option<u32> {
    gap.get_attribute("data-part")?.parse().ok()
}

fn fields(within: &Element) -> Vec<Element> {
    elements(within, "input:not([type=hidden]), select, textarea")
}

fn is_choice(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "radio" | "checkbox")
}

fn values(within: &Element) -> Vec<String> {
    let mut values = Vec::new();
    for element in fields(within) {
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            if !is_choice(input) || input.checked() {
                values.push(input.value());
            }
        } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            values.push(select.value());
        } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            values.push(area.value());
        }
    }
    values
}

fn show_values(within: &Element, values: &[String]) {
    let mut in_order = values.iter();
    let mut next = move || in_order.next().cloned().unwrap_or_default();
    for element in fields(within) {
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            if is_choice(input) {
                input.set_checked(values.contains(&input.value()));
            } else {
                input.set_value(&next());
            }
        } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            select.set_value(&next());
        } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&next());
        }
    }
}

fn is_answered(parts: &Parts) -> bool {
    let is_filled = |values: &Vec<String>| !values.is_empty() && values.iter().all(|value| !value.trim().is_empty());
    parts.values().all(is_filled)
}
