//! Text with escapes, and where in the file it stands.

use super::{GiftProblem, GiftProblemKind};
use crate::quizzes::interchange::Place;

/// Characters that a backslash makes plain. Moodle knows them but for the last two, which are ours: `%` begins a
/// weight, and `>` ends an arrow.
const ESCAPABLE: [char; 9] = ['~', '=', '#', '{', '}', ':', '\\', '%', '>'];

/// The most characters of a file that a problem repeats.
const LONGEST_EXCERPT: usize = 60;

/// A character as meant.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    pub c: char,
    /// Whether it was written with a backslash, and so is no mark.
    pub escaped: bool,
    pub place: Place,
}

impl Glyph {
    /// A character as it stands.
    pub const fn plain(c: char, place: Place) -> Self {
        Self { c, escaped: false, place }
    }

    fn is(self, c: char) -> bool {
        self.c == c && !self.escaped
    }

    fn is_blank(self) -> bool {
        self.c.is_whitespace() && !self.escaped
    }
}

/// Reads a line with its end.
pub fn read_line(line: u32, text: &str, glyphs: &mut Vec<Glyph>) {
    let mut chars = (1..).zip(text.chars()).peekable();
    let mut end = 1;
    while let Some((column, c)) = chars.next() {
        let place = Place { line, column };
        end = column + 1;
        let escaped = chars.peek().filter(|_| c == '\\').and_then(|(_, next)| match next {
            'n' => Some('\n'),
            next => Some(*next).filter(|next| ESCAPABLE.contains(next)),
        });
        glyphs.push(Glyph { c: escaped.unwrap_or(c), escaped: escaped.is_some(), place });
        if escaped.is_some() {
            chars.next();
            end += 1;
        }
    }
    glyphs.push(Glyph::plain('\n', Place { line, column: end }));
}

/// What becomes of line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A line break and the blanks around it are one blank; only `\n` begins a line.
    Fold,
    /// They stay.
    Keep,
}

/// A stretch of the file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub glyphs: &'a [Glyph],
    /// The place after the last of them.
    end: Place,
}

impl<'a> Source<'a> {
    pub fn new(glyphs: &'a [Glyph], end: Place) -> Self {
        Self { glyphs, end }
    }

    /// Where it begins.
    pub fn place(self) -> Place {
        self.glyphs.first().map_or(self.end, |glyph| glyph.place)
    }

    /// The rest from a character on.
    pub fn from(self, start: usize) -> Self {
        Self { glyphs: self.glyphs.get(start..).unwrap_or_default(), ..self }
    }

    /// What stands before a character.
    pub fn to(self, end: usize) -> Self {
        let glyphs = self.glyphs.get(..end).unwrap_or(self.glyphs);
        Self { glyphs, end: self.glyphs.get(end).map_or(self.end, |glyph| glyph.place) }
    }

    /// Where a mark first stands.
    pub fn find(self, mark: &str) -> Option<usize> {
        (0..self.glyphs.len()).find(|start| self.from(*start).starts_with(mark))
    }

    /// Where a mark last stands.
    pub fn rfind(self, mark: &str) -> Option<usize> {
        (0..self.glyphs.len()).rev().find(|start| self.from(*start).starts_with(mark))
    }

    /// Where any of some marks stands.
    pub fn find_each(self, marks: &[char]) -> impl Iterator<Item = usize> {
        let is_mark = move |glyph: &Glyph| marks.iter().any(|mark| glyph.is(*mark));
        self.glyphs.iter().enumerate().filter(move |(_, glyph)| is_mark(glyph)).map(|(at, _)| at)
    }

    pub fn starts_with(self, mark: &str) -> bool {
        let mut glyphs = self.glyphs.iter();
        mark.chars().all(|c| glyphs.next().is_some_and(|glyph| glyph.is(c)))
    }

    /// What follows a mark at the beginning.
    pub fn strip(self, mark: &str) -> Option<Self> {
        self.starts_with(mark).then(|| self.from(mark.chars().count()))
    }

    /// What stands before and after the first occurrence of a mark.
    pub fn split_once(self, mark: &str) -> Option<(Self, Self)> {
        let start = self.find(mark)?;
        Some((self.to(start), self.from(start + mark.chars().count())))
    }

    pub fn is_blank(self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.is_blank())
    }

    pub fn trim_start(self) -> Self {
        self.from(self.glyphs.iter().take_while(|glyph| glyph.is_blank()).count())
    }

    /// The text as meant: escapes undone, ends trimmed.
    pub fn shown(self, lines: Lines) -> String {
        let mut text = String::with_capacity(self.glyphs.len());
        let mut solid = 0;
        let mut glyphs = self.glyphs.iter().peekable();
        while let Some(glyph) = glyphs.next() {
            if lines == Lines::Fold && glyph.is('\n') {
                text.truncate(solid);
                text.push(' ');
                while glyphs.next_if(|glyph| glyph.is_blank()).is_some() {}
                continue;
            }
            text.push(glyph.c);
            if !glyph.is_blank() {
                solid = text.len();
            }
        }
        text.trim().to_owned()
    }

    /// Its text, or the beginning of a long one, to be repeated in a problem. Numbers are never so long.
    pub fn excerpt(self) -> String {
        let text = self.shown(Lines::Fold);
        if text.chars().nth(LONGEST_EXCERPT).is_none() {
            return text;
        }
        text.chars().take(LONGEST_EXCERPT).chain(['…']).collect()
    }

    pub fn problem(self, kind: GiftProblemKind) -> GiftProblem {
        GiftProblem { place: self.trim_start().place(), kind }
    }
}
