//! One line under the eyes of a reader that collects what is wrong with it.

use super::{
    Codes, Column, Context, LineProblem, ProblemKind,
    cells::{SEXES, find_word},
    codes::Standing,
    formula::original,
};
use crate::people::{NameError, PersonName, Sex, parse_email};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The most characters of a free text.
const LONGEST: usize = 200;

/// A cell's text: composed (NFC), blanks folded, control signs taken out.
pub fn clean(cell: &str) -> String {
    let composed: String = cell.nfc().map(|c| if c.is_control() { ' ' } else { c }).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code as it is stored, if the text is one: upper case, at most 32 letters, digits, `.`, `_` and `-`.
pub(super) fn read_code(text: &str) -> Option<String> {
    let is_code = !text.is_empty()
        && text.len() <= 32
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    is_code.then(|| text.to_ascii_uppercase())
}

pub(super) struct Row<'a> {
    pub(super) cells: &'a [String],
    pub(super) places: &'a BTreeMap<Column, usize>,
    pub(super) problems: Vec<LineProblem>,
}

impl Row<'_> {
    /// The cell's text, without the apostrophe that kept it from being a formula; empty where the line or the column
    /// ends early.
    pub(super) fn text(&self, column: Column) -> String {
        let cell = self.places.get(&column).and_then(|place| self.cells.get(*place));
        cell.map_or_else(String::new, |cell| clean(original(cell.trim())))
    }

    pub(super) fn wrong<T>(&mut self, column: Column, kind: ProblemKind) -> Option<T> {
        self.problems.push(LineProblem { column, kind });
        None
    }

    /// A text that may be empty.
    pub(super) fn optional(&mut self, column: Column) -> Option<String> {
        let text = self.text(column);
        if text.chars().count() > LONGEST { self.wrong(column, ProblemKind::TooLong) } else { Some(text) }
    }

    pub(super) fn required(&mut self, column: Column) -> Option<String> {
        let text = self.optional(column)?;
        if text.is_empty() { self.wrong(column, ProblemKind::Missing) } else { Some(text) }
    }

    pub(super) fn code(&mut self, column: Column) -> Option<String> {
        let text = self.required(column)?;
        match read_code(&text) {
            Some(code) => Some(code),
            None => self.wrong(column, ProblemKind::NotACode(text)),
        }
    }

    /// The code of what the line is about: new, or theirs who imports.
    pub(super) fn own_code(&mut self, column: Column, codes: &Codes) -> Option<String> {
        let code = self.code(column)?;
        // Of somebody who had another code before, the line is about the one that they have.
        let present = codes.present(&code).to_owned();
        match codes.standing(&present) {
            Standing::Own | Standing::Unknown => Some(present),
            Standing::Foreign => self.wrong(column, ProblemKind::BelongsElsewhere(code)),
            Standing::ZerosLost(right) => self.wrong(column, ProblemKind::LeadingZerosLost(right)),
        }
    }

    /// The code of a school that whoever imports may fill.
    pub(super) fn known_school(&mut self, context: &Context) -> Option<String> {
        let column = Column::SchoolCode;
        let code = self.code(column)?;
        match context.schools.standing(&code) {
            Standing::Own => Some(code),
            Standing::Foreign => self.wrong(column, ProblemKind::ForeignSchool(code)),
            Standing::ZerosLost(right) => self.wrong(column, ProblemKind::LeadingZerosLost(right)),
            Standing::Unknown => self.wrong(column, ProblemKind::UnknownSchool(code)),
        }
    }

    pub(super) fn person_name(&mut self) -> Option<PersonName> {
        let text = self.text(Column::FullName);
        match PersonName::parse(&text) {
            Ok(name) => Some(name),
            Err(NameError::Missing) => self.wrong(Column::FullName, ProblemKind::Missing),
            Err(NameError::NotAName) => self.wrong(Column::FullName, ProblemKind::NotAName(text)),
        }
    }

    /// A day, or `None` where the cell is empty; the outer `None` says that it is wrong.
    pub(super) fn day(&mut self, column: Column) -> Option<Option<NaiveDate>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        match crate::calendar::parse_day(&text).or_else(|| serial_day(&text)) {
            Some(day) => Some(Some(day)),
            None => self.wrong(column, ProblemKind::NoSuchDate(text)),
        }
    }

    pub(super) fn birthday(&mut self, today: NaiveDate) -> Option<Option<NaiveDate>> {
        match self.day(Column::BornOn)? {
            Some(day) if day > today => self.wrong(Column::BornOn, ProblemKind::BornInTheFuture(day)),
            day => Some(day),
        }
    }

    /// A word from a list, compared without regard to case, marks and blanks.
    pub(super) fn word<T: Copy>(&mut self, column: Column, known: &[(&str, T)]) -> Option<T> {
        let text = self.required(column)?;
        match find_word(&text, known) {
            Some(value) => Some(value),
            None => self.wrong(column, ProblemKind::UnknownWord(text)),
        }
    }

    pub(super) fn sex(&mut self) -> Option<Option<Sex>> {
        if self.text(Column::Sex).is_empty() {
            return Some(None);
        }
        self.word(Column::Sex, SEXES).map(Some)
    }

    /// An e-mail address, or `None` where the cell is empty; the outer `None` says that it is wrong.
    pub(super) fn email(&mut self) -> Option<Option<String>> {
        let text = self.text(Column::Email);
        if text.is_empty() {
            return Some(None);
        }
        match parse_email(&text) {
            Ok(address) => Some(Some(address)),
            Err(_) => self.wrong(Column::Email, ProblemKind::NotAnEmail(text)),
        }
    }
}

/// The day of a number as Excel counts days, which is what is left of a date when its format is lost.
///
/// Five digits are no date in any other writing; they reach from 1927 to 2173.
fn serial_day(text: &str) -> Option<NaiveDate> {
    let is_serial = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let days: u64 = if is_serial { text.parse().ok()? } else { return None };
    (days >= 10_000).then(|| NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))).flatten()
}
