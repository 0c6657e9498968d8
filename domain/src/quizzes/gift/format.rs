//! How the texts of a question are written.

use super::{
    GiftProblem, GiftProblemKind,
    source::{Lines, Source},
};
use crate::quizzes::question::TextFormat;

/// How the texts of one question are read.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    /// The question's format.
    pub format: TextFormat,
    /// Lines of our own Markdown, which names no format, are folded; of others they mean something.
    pub lines: Lines,
}

impl Texts {
    /// Reads the format before a question's text.
    pub fn of_question(source: Source<'_>) -> (Self, Source<'_>) {
        match named(source) {
            (Some(format), text) => (Self { format, lines: Lines::Keep }, text),
            (None, text) => (Self { format: TextFormat::Markdown, lines: Lines::Fold }, text),
        }
    }

    /// A text that may name a format of its own. One question has one format here, so another one is translated, or
    /// refused where that would be a guess.
    pub fn read(self, source: Source<'_>) -> Result<String, GiftProblem> {
        let (format, text) = named(source);
        let text = text.shown(self.lines);
        match format {
            Some(format) => translated(&text, format, self.format)
                .ok_or_else(|| source.problem(GiftProblemKind::MixedFormats { text: format, question: self.format })),
            None => Ok(text),
        }
    }

    /// A text, or nothing.
    pub fn feedback(self, source: Option<Source<'_>>) -> Result<Option<String>, GiftProblem> {
        let text = source.map(|source| self.read(source)).transpose()?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// A text to be compared, which has no format whatever it names.
    pub fn read_plain(self, source: Source<'_>) -> String {
        named(source).1.shown(self.lines)
    }
}

fn named(source: Source<'_>) -> (Option<TextFormat>, Source<'_>) {
    let start = source.trim_start();
    let found = TextFormat::ALL.iter().find_map(|format| Some((*format, start.strip(&mark(*format))?)));
    found.map_or((None, start), |(format, rest)| (Some(format), rest))
}

/// `[html]`.
pub fn mark(format: TextFormat) -> String {
    format!("[{format}]")
}

/// A text in another format; `None` where it could not be said there without a guess.
fn translated(text: &str, from: TextFormat, to: TextFormat) -> Option<String> {
    if from == to || is_the_same_in_each(text) {
        return Some(text.to_owned());
    }
    match (from, to) {
        (TextFormat::Plain, TextFormat::Html) => Some(escaped(text).replace('\n', "<br>")),
        (TextFormat::Plain, TextFormat::Moodle) => Some(escaped(text)),
        (TextFormat::Moodle, TextFormat::Html) => Some(text.replace('\n', "<br>")),
        (TextFormat::Html, TextFormat::Moodle) => Some(text.replace('\n', " ")),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether no format finds a mark in it: a line of words and harmless signs that begins like no list.
fn is_the_same_in_each(text: &str) -> bool {
    let is_harmless = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " ,.;:?!'\"()/%-".contains(c);
    let after_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_list = text.starts_with('-') || (after_number != text && after_number.starts_with(['.', ')']));
    text.chars().all(is_harmless) && !is_list
}

#[cfg(test)]
mod tests {
    use super::*;
    use TextFormat::{Html, Markdown, Moodle, Plain};

    #[test]
    fn words_are_the_same_in_every_format() {
        for text in ["Đúng rồi!", "12 tháng", "e-mail: a", ""] {
            assert_eq!(translated(text, Html, Markdown).as_deref(), Some(text));
        }
    }

    #[test]
    fn marks_are_translated_where_that_is_no_guess() {
        assert_eq!(translated("1 < 2\nx", Plain, Html).as_deref(), Some("1 &lt; 2<br>x"));
        assert_eq!(translated("<b>a</b>\nx", Moodle, Html).as_deref(), Some("<b>a</b><br>x"));
        assert_eq!(translated("<b>a</b>\nx", Html, Moodle).as_deref(), Some("<b>a</b> x"));
    }

    #[test]
    fn marks_are_not_passed_off_as_those_of_another_format() {
        for text in ["<b>a</b>", "*a*", "1. a", "- a", "a\nb", "a&nbsp;b"] {
            assert_eq!(translated(text, Html, Markdown), None, "{text}");
            assert_eq!(translated(text, Markdown, Html), None, "{text}");
        }
    }
}
