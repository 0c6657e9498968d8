//! HTML letter by letter.

use super::{FIELD, names::KEPT_ATTRIBUTES};
use crate::quizzes::qti::xml::{Element, Node};

/// A formula, element by element; only what the language of formulas itself has.
pub fn formula(node: &Node<'_>, out: &mut String) {
    let name = node.tag_name().name();
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || matches!(name, "script" | "style") {
        return;
    }
    out.push('<');
    out.push_str(name);
    for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
        let name = attribute.name();
        if name.chars().all(|c| c.is_ascii_alphabetic()) && !name.starts_with("on") && !matches!(name, "href" | "src") {
            push_attribute(name, attribute.value(), out);
        }
    }
    out.push('>');
    for child in node.children() {
        if child.is_element() {
            formula(&child, out);
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            push_text(text, false, out);
        }
    }
    push_end(name, out);
}

pub fn push_start(tag: &str, node: &Node<'_>, out: &mut String) {
    out.push('<');
    out.push_str(tag);
    for name in KEPT_ATTRIBUTES {
        node.attr(name).into_iter().for_each(|value| push_attribute(name, value, out));
    }
    out.push('>');
}

pub fn push_end(tag: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

pub fn push_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&escaped(value));
    out.push('"');
}

pub fn push_picture(file: &str, words: &str, node: &Node<'_>, out: &mut String) {
    out.push_str("<img");
    push_attribute("src", file, out);
    push_attribute("alt", words, out);
    for name in ["width", "height"] {
        let value = node.attr(name).filter(|value| value.chars().all(|c| c.is_ascii_digit()));
        value.into_iter().for_each(|value| push_attribute(name, value, out));
    }
    out.push('>');
}

/// A mark of our own. A bracket before it is written so that it cannot be taken for a part of it.
pub fn push_mark(mark: &str, out: &mut String) {
    if out.ends_with('[') && mark.starts_with('[') {
        out.pop();
        out.push_str("&#91;");
    }
    out.push_str(mark);
}

/// A text, blanks folded. Two brackets are never written side by side: `[[1]]` in a text is no gap.
pub fn push_text(text: &str, is_preformatted: bool, out: &mut String) {
    for c in text.chars().filter(|c| *c != FIELD) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '[' if out.ends_with('[') => out.push_str("&#91;"),
            // XML's own blanks only: a no-break space is there for a reason.
            ' ' | '\t' | '\r' | '\n' if !is_preformatted => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

/// A text as it may stand in an attribute or between tags.
pub fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != FIELD).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace("[[", "[&#91;")
}
