//! Texts and the ways they are written.

use super::node::{Node, child, children, own_text};
use crate::quizzes::{moodle_xml::html, question::TextFormat};

/// How a text is written; without a word of its own, as the question's.
pub fn format_of(node: Node<'_>, otherwise: TextFormat) -> TextFormat {
    match node.attribute("format").map(str::trim) {
        None => otherwise,
        Some("markdown") => TextFormat::Markdown,
        Some("moodle_auto_format") => TextFormat::Moodle,
        // Moodle itself no longer reads its old wiki texts.
        Some("plain_text" | "wiki_like") => TextFormat::Plain,
        Some(_) => TextFormat::Html,
    }
}

/// The richest way in which a question's texts are written; the others can be lifted to it.
pub fn richest(question: Node<'_>, main: TextFormat, has_rich_answers: bool) -> TextFormat {
    let texts = ["generalfeedback", "subquestion", "graderinfo"].into_iter().flat_map(|name| children(question, name));
    let answers = children(question, "answer").chain(children(question, "drop"));
    let in_answers = answers.flat_map(|answer| {
        children(answer, "feedback").chain((has_rich_answers && answer.has_tag_name("answer")).then_some(answer))
    });
    let is_said = |node: &Node<'_>| !child(*node, "text").map_or_else(|| own_text(*node), own_text).is_empty();
    let others = texts.chain(in_answers).filter(is_said).map(|node| format_of(node, main));
    others.fold(main, |richest, other| if rank(other) > rank(richest) { other } else { richest })
}

const fn rank(format: TextFormat) -> u8 {
    match format {
        TextFormat::Plain => 0,
        TextFormat::Moodle => 1,
        TextFormat::Html => 2,
        TextFormat::Markdown => 3,
    }
}

/// A text lifted to a richer way of writing. Markdown can hold HTML as it stands.
pub fn lift(text: &str, from: TextFormat, to: TextFormat) -> String {
    match (from, to) {
        (TextFormat::Plain, TextFormat::Moodle) => html::escape(text),
        (TextFormat::Plain, TextFormat::Html) => html::escape(text).replace('\n', "<br>\n"),
        (TextFormat::Plain, TextFormat::Markdown) => escape_markdown(text).replace('\n', "  \n"),
        (TextFormat::Moodle, TextFormat::Html) => text.replace('\n', "<br>\n"),
        (TextFormat::Moodle, TextFormat::Markdown) => text.replace('\n', "  \n"),
        _ => text.to_owned(),
    }
}

/// A backslash before what would be taken for markup (<https://spec.commonmark.org/0.31.2/#backslash-escapes>).
fn escape_markdown(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        if "\\`*_[]<>&#!|~+-".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}
