//! A question while it is read.

use super::{
    files::{Attached, Media},
    node::{Node, Read, child, text},
    text::{format_of, lift, richest},
};
use crate::quizzes::{moodle_xml::LeftOutWhy, question::TextFormat};

/// A question's element, and what its parts are read by.
pub struct Scope<'a, 'm> {
    /// The element.
    pub node: Node<'a>,
    /// How the question's texts are written once read.
    pub format: TextFormat,
    /// How a text is written that does not say so.
    main: TextFormat,
    files: Attached<'a>,
    /// Where the files go.
    pub media: &'m mut Media,
    /// Parts that stay out.
    pub notes: Vec<LeftOutWhy>,
}

impl<'a, 'm> Scope<'a, 'm> {
    /// Looks through a question.
    pub fn new(node: Node<'a>, media: &'m mut Media, has_rich_answers: bool) -> Read<Self> {
        let has_gaps = matches!(node.attribute("type"), Some("cloze" | "multianswer"));
        let main = child(node, "questiontext").map_or(TextFormat::Html, |text| format_of(text, TextFormat::Html));
        // What lifts a text would break its gaps.
        let format = if has_gaps { main } else { richest(node, main, has_rich_answers) };
        Ok(Self { node, format, main, files: Attached::to(node)?, media, notes: Vec::new() })
    }

    /// A text as the question's texts are written, with our names of its files.
    pub fn words(&mut self, holder: Node<'a>) -> Read<String> {
        let lifted = lift(&text(holder)?, format_of(holder, self.main), self.format);
        self.files.resolve(&lifted, holder, self.media)
    }

    /// The text of an element within an element; `None` if it is not there or empty.
    pub fn words_in(&mut self, node: Node<'a>, name: &'a str) -> Read<Option<String>> {
        let Some(holder) = child(node, name) else { return Ok(None) };
        Ok(Some(self.words(holder)?).filter(|words| !words.is_empty()))
    }
}
