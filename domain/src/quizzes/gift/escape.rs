//! Text with escapes, and where in the file it stands.

use super::{GiftProblem, GiftProblemKind};

/// Characters that a backslash makes plain, and the private-use character each hides behind while the text is parted.
const HIDDEN: [(char, char); 8] = [
    ('~', '\u{e000}'),
    ('=', '\u{e001}'),
    ('#', '\u{e002}'),
    ('{', '\u{e003}'),
    ('}', '\u{e004}'),
    (':', '\u{e005}'),
    ('\\', '\u{e006}'),
    ('%', '\u{e007}'),
];

/// Puts each escaped character behind its stand-in; a stand-in that comes in from outside is dropped.
pub fn hide(text: &str) -> String {
    let stand_in = |c: char| HIDDEN.iter().find(|(plain, _)| *plain == c).map(|(_, hidden)| *hidden);
    let mut hidden = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|c| !HIDDEN.iter().any(|(_, hidden)| hidden == c)).peekable();
    while let Some(c) = chars.next() {
        let next = (c == '\\').then(|| chars.peek().copied()).flatten();
        match next {
            Some('n') => {
                hidden.push('\u{e008}');
                chars.next();
            }
            Some(escaped) if stand_in(escaped).is_some() => {
                hidden.extend(stand_in(escaped));
                chars.next();
            }
            _ => hidden.push(c),
        }
    }
    hidden
}

fn show(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{e008}' => '\n',
        c => HIDDEN.iter().find(|(_, hidden)| *hidden == c).map_or(c, |(plain, _)| *plain),
    };
    text.chars().map(plain).collect()
}

/// A stretch of the file, escapes hidden, with the line on which it begins.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub text: &'a str,
    pub line: usize,
}

impl<'a> Source<'a> {
    /// The rest from a byte on.
    pub fn from(self, start: usize) -> Self {
        self.between(start, self.text.len())
    }

    /// The bytes between two places.
    pub fn between(self, start: usize, end: usize) -> Self {
        let line = self.line + self.text[..start].matches('\n').count();
        Self { text: &self.text[start..end], line }
    }

    /// What stands before and after the first occurrence of a mark.
    pub fn split_once(self, mark: impl Mark) -> Option<(Self, Self)> {
        let (start, length) = mark.find_in(self.text)?;
        Some((self.between(0, start), self.from(start + length)))
    }

    pub fn trim_start(self) -> Self {
        self.from(self.text.len() - self.text.trim_start().len())
    }

    /// The text as meant: escapes undone, line breaks within a paragraph folded, ends trimmed.
    pub fn shown(self) -> String {
        let folded: Vec<&str> = self.text.split_whitespace().collect();
        show(&folded.join(" ")).trim().to_owned()
    }

    pub fn problem(self, kind: GiftProblemKind) -> GiftProblem {
        GiftProblem { line: self.trim_start().line, kind }
    }
}

/// Something to split at.
pub trait Mark {
    fn find_in(&self, text: &str) -> Option<(usize, usize)>;
}

impl Mark for char {
    fn find_in(&self, text: &str) -> Option<(usize, usize)> {
        text.find(*self).map(|start| (start, self.len_utf8()))
    }
}

impl Mark for &str {
    fn find_in(&self, text: &str) -> Option<(usize, usize)> {
        text.find(*self).map(|start| (start, self.len()))
    }
}
