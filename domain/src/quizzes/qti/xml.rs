//! XML within limits, and one set of names for both versions of QTI.

use super::{LARGEST_XML, MOST_NODES, QtiProblem, QtiProblemKind, lines::Lines, scan::scan};
use crate::quizzes::interchange::Place;
use roxmltree::{Document, ParsingOptions, TextPos};
use std::borrow::Cow;

/// An element or text.
pub type Node<'a> = roxmltree::Node<'a, 'a>;

/// The text of a file: UTF-8, or UTF-16 with its byte order mark.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, QtiProblemKind> {
    if bytes.len() > LARGEST_XML {
        return Err(QtiProblemKind::TooLarge);
    }
    let wide = |unit: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        String::from_utf16(&units).map(Cow::Owned).map_err(|_| QtiProblemKind::NotText)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => {
            std::str::from_utf8(rest).map(Cow::Borrowed).map_err(|_| QtiProblemKind::NotText)
        }
    }
}

/// Parses a text within limits; a document type definition is refused.
pub fn parse<'a>(file: &str, text: &'a str) -> Result<Document<'a>, QtiProblem> {
    scan(text).map_err(|(byte, kind)| QtiProblem::new(file, Lines::of(text).at(byte), kind))?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let TextPos { row: line, col: column } = error.pos();
        QtiProblem::new(file, Place { line, column }, QtiProblemKind::Xml(error.to_string()))
    })
}

/// QTI 2's name for a name of either version: `qti-simple-choice` is `simpleChoice`.
fn camel(kebab: &str) -> Cow<'_, str> {
    if !kebab.contains('-') {
        return Cow::Borrowed(kebab);
    }
    let mut name = String::with_capacity(kebab.len());
    for (place, part) in kebab.split('-').enumerate() {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if place > 0 => name.extend(first.to_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.push_str(letters.as_str());
    }
    Cow::Owned(name)
}

/// Elements by the names of QTI 2, whichever version they are written in.
pub trait Element<'a>: Sized {
    /// The element's name; empty for a text.
    fn name(&self) -> Cow<'a, str>;
    /// Whether it is called so.
    fn is(&self, name: &str) -> bool {
        self.name() == name
    }
    /// An attribute, by QTI 2's name for it; blanks at its ends do not count.
    fn attr(&self, name: &str) -> Option<&'a str>;
    /// Whether an attribute says `true`.
    fn says(&self, name: &str) -> bool {
        matches!(self.attr(name), Some("true" | "1"))
    }
    /// The elements in it.
    fn elements(&self) -> impl Iterator<Item = Node<'a>>;
    /// The elements in it that are called so.
    fn named(&self, name: &'static str) -> impl Iterator<Item = Node<'a>>;
    /// The first element in it that is called so.
    fn first(&self, name: &'static str) -> Option<Node<'a>> {
        self.named(name).next()
    }
    /// All its text, blanks folded.
    fn words(&self) -> String;
}

impl<'a> Element<'a> for Node<'a> {
    fn name(&self) -> Cow<'a, str> {
        let name = self.tag_name().name();
        name.strip_prefix("qti-").map_or(Cow::Borrowed(name), camel)
    }

    fn attr(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes().find(|attribute| attribute.name() == name || camel(attribute.name()) == name);
        found.map(|attribute| attribute.value().trim())
    }

    fn elements(&self) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(Node::is_element)
    }

    fn named(&self, name: &'static str) -> impl Iterator<Item = Node<'a>> {
        self.elements().filter(move |child| child.is(name))
    }

    fn words(&self) -> String {
        let text: String = self.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
        folded(&text)
    }
}

/// A text with its blanks folded and its ends trimmed.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
