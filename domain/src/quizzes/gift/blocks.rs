//! A file parted at blank lines.

use super::source::{Glyph, Source, read_line};
use crate::quizzes::interchange::Place;
use std::{iter::Peekable, ops::RangeFrom, str::Lines};

/// What stands between blank lines.
pub enum Block {
    /// `$CATEGORY:`, which holds until the next.
    Category(String),
    Question(QuestionBlock),
}

/// The lines of a question, comments apart.
#[derive(Default)]
pub struct QuestionBlock {
    glyphs: Vec<Glyph>,
    /// The comment lines without their slashes.
    pub comment: String,
}

impl QuestionBlock {
    pub fn source(&self) -> Source<'_> {
        let end = self.glyphs.last().map_or(Place { line: 1, column: 1 }, |last| last.place);
        Source::new(&self.glyphs, end).trim_start()
    }
}

/// The blocks of a file, one at a time so that no more than one is held.
pub struct Blocks<'a> {
    lines: Peekable<std::iter::Zip<RangeFrom<u32>, Lines<'a>>>,
}

impl<'a> Blocks<'a> {
    pub fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { lines: (1..).zip(text.lines()).peekable() }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let mut block = QuestionBlock::default();
        while let Some((number, line)) = self.lines.peek().copied() {
            let trimmed = line.trim();
            let category = trimmed.strip_prefix("$CATEGORY:");
            if category.is_some() && !block.glyphs.is_empty() {
                break;
            }
            self.lines.next();
            if let Some(name) = category {
                return Some(Block::Category(within_its_context(name.trim()).to_owned()));
            }
            if let Some(comment) = trimmed.strip_prefix("//") {
                block.comment.push_str(comment);
                block.comment.push('\n');
            } else if !trimmed.is_empty() {
                read_line(number, line, &mut block.glyphs);
            } else if block.glyphs.is_empty() {
                // A comment apart from any question.
                block.comment.clear();
            } else {
                break;
            }
        }
        (!block.glyphs.is_empty()).then_some(Block::Question(block))
    }
}

/// A category as Moodle writes it begins with where it is kept: `$course$/top/luật`. That is Moodle's own affair.
pub fn within_its_context(name: &str) -> &str {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    let context = name.strip_prefix('$').and_then(|rest| rest.split_once('$')).filter(|(word, _)| is_word(word));
    match context {
        Some((_, "" | "/" | "/top" | "/top/")) => "",
        Some((_, rest)) => match rest.strip_prefix('/') {
            Some(path) => path.strip_prefix("top/").unwrap_or(path),
            None => name,
        },
        None => name,
    }
}
