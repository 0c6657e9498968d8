//! Elements and what stands in them.

use crate::quizzes::{
    Credit,
    grading::parse_number,
    moodle_xml::{LeftOutWhy, XmlProblemKind},
};
use rust_decimal::Decimal;

/// An element.
pub type Node<'a> = roxmltree::Node<'a, 'a>;

/// Why a question is not read.
#[derive(Debug)]
pub enum Stop {
    /// Something is wrong at a byte of the file.
    Problem(usize, XmlProblemKind),
    /// It stays out.
    LeftOut(LeftOutWhy),
}

/// Something read.
pub type Read<T> = Result<T, Stop>;

/// Something is wrong with an element.
pub fn problem(node: Node<'_>, kind: XmlProblemKind) -> Stop {
    Stop::Problem(node.range().start, kind)
}

/// The elements of a name within an element.
pub fn children<'a>(node: Node<'a>, name: &'a str) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first element of a name within an element.
pub fn child<'a>(node: Node<'a>, name: &'a str) -> Option<Node<'a>> {
    children(node, name).next()
}

/// The text that stands in an element itself, ends trimmed as Moodle does.
pub fn own_text(node: Node<'_>) -> String {
    let whole: String = node.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect();
    whole.trim().to_owned()
}

/// The text of an element: that of its `text`, or its own, as old files have it.
pub fn text(node: Node<'_>) -> Read<String> {
    let Some(inner) = child(node, "text") else { return Ok(own_text(node)) };
    if let Some(element) = inner.first_element_child() {
        return Err(problem(element, XmlProblemKind::MarkupInText));
    }
    Ok(own_text(inner))
}

/// The text of an element within an element; empty if it is not there.
pub fn text_in(node: Node<'_>, name: &str) -> Read<String> {
    node.children().find(|child| child.tag_name().name() == name).map_or(Ok(String::new()), text)
}

/// Whether a setting is on; `None` if it is not there. An empty one is on, as some types write them.
pub fn switch(node: Node<'_>, name: &str) -> Read<Option<bool>> {
    let Some(setting) = node.children().find(|child| child.tag_name().name() == name) else { return Ok(None) };
    Ok(Some(!matches!(text(setting)?.as_str(), "false" | "0")))
}

/// A number in an element within an element; `None` if it is not there or empty.
pub fn number_in(node: Node<'_>, name: &str) -> Read<Option<Decimal>> {
    let text = text_in(node, name)?;
    if text.is_empty() {
        return Ok(None);
    }
    parse_number(&text).map(Some).ok_or_else(|| problem(node, XmlProblemKind::BadNumber(text)))
}

/// A whole number from 0 in an element within an element; 0 if it is not there or empty.
pub fn count_in(node: Node<'_>, name: &str) -> Read<u32> {
    let number = number_in(node, name)?.unwrap_or_default();
    u32::try_from(number.trunc()).map_err(|_| problem(node, XmlProblemKind::BadNumber(number.to_string())))
}

/// The weight of an answer; nothing where it is not said.
pub fn fraction(node: Node<'_>) -> Read<Credit> {
    let said = node.attribute("fraction").unwrap_or("0");
    credit(said).ok_or_else(|| problem(node, XmlProblemKind::BadWeight(said.to_owned())))
}

/// A weight in per cent; what is finer than thousandths is cut off, as in GIFT.
pub fn credit(text: &str) -> Option<Credit> {
    parse_number(text)
        .and_then(|number| number.checked_mul(Decimal::from(1000)))
        .and_then(|thousandths| i32::try_from(thousandths.trunc()).ok())
        .and_then(Credit::from_thousandths)
}
