//! Rosters as schools send them: tables of schools, staff and pupils.
//!
//! A roster is read whole before anything is taken. Every line becomes a record or a list of
//! [`LineProblem`]s; who imports decides what to do when any line is wrong.

pub mod cells;
mod formula;
mod headings;
mod lines;
mod pupils;
mod schools;
mod staff;

pub use formula::{harmless, literal, original};
pub use headings::{Column, RosterKind, is_required};
pub use lines::{columns, kind_of_post, known_words, post_word};
pub use pupils::PupilRecord;
pub use schools::SchoolRecord;
pub use staff::StaffRecord;

use cells::{SEXES, find_word};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// A table as read from a file: the heading's cells and each further line with its number in the file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The first line's cells.
    pub heading: Vec<String>,
    /// The lines below, each with its number in the file (the heading is line 1).
    pub lines: Vec<(u64, Vec<String>)>,
}

/// What the reader of a roster must know beyond the file itself.
#[derive(Debug, Clone)]
pub struct Context {
    /// The codes of all schools that exist or come in with the same import.
    pub school_codes: HashSet<String>,
    /// The day of the import: nobody is born after it.
    pub today: NaiveDate,
}

/// Why a file as a whole cannot be read as a roster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadingError {
    /// The file has no line at all.
    #[error("the file is empty")]
    Empty,
    /// The headings fit none of schools, staff and pupils.
    #[error("the headings are not those of a roster of schools, staff or pupils")]
    UnknownKind,
    /// Columns that no roster of this kind has.
    #[error("unknown column: {0}")]
    UnknownColumn(String),
    /// A column that is needed is not there.
    #[error("missing column: {}", .0.heading())]
    MissingColumn(Column),
    /// The same column twice.
    #[error("column given twice: {}", .0.heading())]
    ColumnTwice(Column),
}

/// One thing that is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The column it stands in.
    pub column: Column,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing stands where something must.
    Missing,
    /// No school has this code.
    UnknownSchool(String),
    /// No node above schools has this code.
    UnknownOrganisation(String),
    /// Not a day of the calendar.
    NoSuchDate(String),
    /// A person born after today.
    BornInTheFuture(NaiveDate),
    /// The end is not after the beginning.
    EndsBeforeItStarts,
    /// Not a person's name.
    NotAName(String),
    /// None of the words known for this column.
    UnknownWord(String),
    /// Not a code: blanks or signs in it, or too long.
    NotACode(String),
    /// Not a school year such as 2026-2027.
    NotASchoolYear(String),
    /// The class's name does not begin with its grade.
    ClassWithoutGrade(String),
    /// The same code as an earlier line of this file; for staff: at the same school, or with another name, birthday or
    /// sex.
    DuplicateOfLine(u64),
}

/// A line's outcome: its record, or all that is wrong with it.
pub type Outcome<T> = Result<T, Vec<LineProblem>>;

/// A roster read whole.
#[derive(Debug, Clone)]
pub enum Roster {
    /// Schools, line by line.
    Schools(Vec<(u64, Outcome<SchoolRecord>)>),
    /// Staff, line by line.
    Staff(Vec<(u64, Outcome<StaffRecord>)>),
    /// Pupils, line by line.
    Pupils(Vec<(u64, Outcome<PupilRecord>)>),
}

/// Which kind of roster a heading belongs to.
///
/// # Errors
/// When it fits none.
pub fn kind_of(heading: &[String]) -> Result<RosterKind, HeadingError> {
    headings::kind_of(heading)
}

/// Reads a table as a roster; its kind is recognised from the headings.
///
/// # Errors
/// When the headings do not fit; a wrong line is an outcome, not an error.
pub fn read(table: &Table, context: &Context) -> Result<Roster, HeadingError> {
    let kind = headings::kind_of(&table.heading)?;
    let columns = headings::places(kind, &table.heading)?;
    Ok(match kind {
        RosterKind::Schools => {
            Roster::Schools(read_lines(table, &columns, schools::read, |r| r.code.clone(), Column::SchoolCode))
        }
        RosterKind::Staff => {
            // Somebody who works at two schools stands in a line for each.
            let mut lines = read_lines(
                table,
                &columns,
                |row| staff::read(row, context),
                |r| format!("{} {}", r.code, r.school_code),
                Column::StaffCode,
            );
            staff::refuse_other_persons(&mut lines);
            Roster::Staff(lines)
        }
        RosterKind::Pupils => Roster::Pupils(read_lines(
            table,
            &columns,
            |row| pupils::read(row, context),
            |r| r.code.clone(),
            Column::PupilCode,
        )),
    })
}

fn read_lines<T>(
    table: &Table,
    columns: &HashMap<Column, usize>,
    read: impl Fn(&mut Row<'_>) -> Option<T>,
    code_of: impl Fn(&T) -> String,
    code_column: Column,
) -> Vec<(u64, Outcome<T>)> {
    let mut first_line_of: HashMap<String, u64> = HashMap::new();
    table
        .lines
        .iter()
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|(line, cells)| {
            let mut row = Row { cells, columns, problems: Vec::new() };
            let record = read(&mut row);
            let mut problems = row.problems;
            let outcome = match record {
                Some(record) if problems.is_empty() => match first_line_of.get(&code_of(&record)) {
                    Some(first) => {
                        problems.push(LineProblem { column: code_column, kind: ProblemKind::DuplicateOfLine(*first) });
                        Err(problems)
                    }
                    None => {
                        first_line_of.insert(code_of(&record), *line);
                        Ok(record)
                    }
                },
                _ => Err(problems),
            };
            (*line, outcome)
        })
        .collect()
}

/// One line under the eyes of a reader that collects what is wrong with it.
struct Row<'a> {
    cells: &'a [String],
    columns: &'a HashMap<Column, usize>,
    problems: Vec<LineProblem>,
}

impl Row<'_> {
    /// The cell's text, without the apostrophe that kept it from being a formula, composed (NFC), blanks folded;
    /// empty where the line or the column ends early.
    fn text(&self, column: Column) -> String {
        let cell = self.columns.get(&column).and_then(|place| self.cells.get(*place));
        let composed: String = original(cell.map_or("", |cell| cell.trim())).nfc().collect();
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn wrong<T>(&mut self, column: Column, kind: ProblemKind) -> Option<T> {
        self.problems.push(LineProblem { column, kind });
        None
    }

    fn required(&mut self, column: Column) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() { self.wrong(column, ProblemKind::Missing) } else { Some(text) }
    }

    /// A code: upper case, at most 32 letters, digits, `.`, `_` and `-`.
    fn code(&mut self, column: Column) -> Option<String> {
        let text = self.required(column)?;
        let is_code =
            text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if is_code { Some(text.to_ascii_uppercase()) } else { self.wrong(column, ProblemKind::NotACode(text)) }
    }

    fn known_school(&mut self, context: &Context) -> Option<String> {
        let code = self.code(Column::SchoolCode)?;
        if context.school_codes.contains(&code) {
            Some(code)
        } else {
            self.wrong(Column::SchoolCode, ProblemKind::UnknownSchool(code))
        }
    }

    fn person_name(&mut self) -> Option<super::PersonName> {
        let text = self.text(Column::FullName);
        match super::PersonName::parse(&text) {
            Ok(name) => Some(name),
            Err(super::NameError::Missing) => self.wrong(Column::FullName, ProblemKind::Missing),
            Err(super::NameError::NotAName) => self.wrong(Column::FullName, ProblemKind::NotAName(text)),
        }
    }

    /// A day, or `None` where the cell is empty; the outer `None` says that it is wrong.
    fn day(&mut self, column: Column) -> Option<Option<NaiveDate>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        match crate::calendar::parse_day(&text) {
            Some(day) => Some(Some(day)),
            None => self.wrong(column, ProblemKind::NoSuchDate(text)),
        }
    }

    fn birthday(&mut self, today: NaiveDate) -> Option<Option<NaiveDate>> {
        match self.day(Column::BornOn)? {
            Some(day) if day > today => self.wrong(Column::BornOn, ProblemKind::BornInTheFuture(day)),
            day => Some(day),
        }
    }

    /// A word from a list, compared without regard to case, marks and blanks.
    fn word<T: Copy>(&mut self, column: Column, known: &[(&str, T)]) -> Option<T> {
        let text = self.required(column)?;
        match find_word(&text, known) {
            Some(value) => Some(value),
            None => self.wrong(column, ProblemKind::UnknownWord(text)),
        }
    }

    fn sex(&mut self) -> Option<Option<super::Sex>> {
        if self.text(Column::Sex).is_empty() {
            return Some(None);
        }
        self.word(Column::Sex, SEXES).map(Some)
    }
}

#[cfg(test)]
mod tests;
