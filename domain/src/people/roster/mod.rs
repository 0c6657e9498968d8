//! Rosters as schools send them: tables of schools, staff and pupils.
//!
//! A roster is read whole before anything is taken. Every line becomes a record or a list of
//! [`LineProblem`]s; who imports decides what to do when any line is wrong.

pub mod cells;
mod codes;
mod formula;
mod headings;
mod lines;
mod outcome;
mod pupils;
mod row;
mod schools;
mod staff;
pub mod view;

pub use codes::{Codes, with_zeros};
pub use formula::{harmless, literal, original};
pub use headings::{Column, Mapping, RosterKind};
pub use lines::{columns, kind_of_post, known_words, post_word};
pub use outcome::{Change, HeadingError, LineOutcome, LineProblem, ProblemKind};
pub use pupils::PupilRecord;
pub use row::clean;
pub use schools::SchoolRecord;
pub use staff::StaffRecord;

use crate::people::PersonName;
use chrono::NaiveDate;
use row::Row;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A table as read from a file: the heading's cells and each further line with its number in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The heading's cells.
    pub heading: Vec<String>,
    /// The lines below, each with its number in the file (the file's first line is 1).
    pub lines: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Takes the heading from the first lines of a file: the first that is a roster's, else the first at all.
    ///
    /// Schools like to write a title above their lists.
    pub fn with_heading(lines: Vec<(u64, Vec<String>)>) -> Self {
        const SEARCHED: usize = 20;
        let is_heading = |cells: &[String]| kind_of(cells).is_ok();
        let place = lines.iter().take(SEARCHED).position(|(_, cells)| is_heading(cells));
        let mut lines = lines.into_iter().skip(place.unwrap_or(0));
        let heading = lines.next().map(|(_, cells)| cells).unwrap_or_default();
        Self { heading: heading.iter().map(|cell| clean(cell)).collect(), lines: lines.collect() }
    }

    /// The codes that stand in a column, as they are stored; what is no code is left out.
    pub fn codes(&self, mapping: &Mapping, column: Column) -> HashSet<String> {
        let Some(place) = mapping.places.get(&column) else { return HashSet::new() };
        self.lines.iter().filter_map(|(_, cells)| row::read_code(&clean(original(cells.get(*place)?.trim())))).collect()
    }
}

/// What the reader of a roster must know beyond the file itself.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Schools: those that whoever imports may fill, also the ones that come in with the same import, and others.
    pub schools: Codes,
    /// Persons: those of these schools, and others.
    pub persons: Codes,
    /// The day of the import: nobody is born after it.
    pub today: NaiveDate,
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

/// Reads a table as a roster; its kind and columns are recognised from the headings.
///
/// # Errors
/// When the headings do not fit; a wrong line is an outcome, not an error.
pub fn read(table: &Table, context: &Context) -> Result<Roster, HeadingError> {
    read_mapped(table, &Mapping::of(&table.heading)?, context)
}

/// Reads a table as a roster whose columns stand where a mapping says; other columns are passed over.
///
/// # Errors
/// When the mapping does not fit the table.
pub fn read_mapped(table: &Table, mapping: &Mapping, context: &Context) -> Result<Roster, HeadingError> {
    mapping.check(table.heading.len())?;
    Ok(match mapping.kind {
        RosterKind::Schools => {
            let read = |row: &mut Row<'_>| schools::read(row, context);
            Roster::Schools(read_lines(table, mapping, read, &schools::RULES))
        }
        RosterKind::Staff => {
            let read = |row: &mut Row<'_>| staff::read(row, context);
            let mut lines = read_lines(table, mapping, read, &staff::RULES);
            staff::refuse_shared_addresses(&mut lines);
            Roster::Staff(lines)
        }
        RosterKind::Pupils => {
            let read = |row: &mut Row<'_>| pupils::read(row, context);
            Roster::Pupils(read_lines(table, mapping, read, &pupils::RULES))
        }
    })
}

/// What is wrong with a record because of an earlier one with the same code.
type Clash = Option<fn(u64) -> ProblemKind>;

/// A code that may stand in a file but once.
fn duplicate<T>(_earlier: &T, _record: &T) -> Clash {
    Some(ProblemKind::DuplicateOfLine)
}

/// Whether two lines say different names or birthdays; an empty birthday contradicts nothing.
fn is_other_person(earlier: Who<'_>, record: Who<'_>) -> bool {
    let is_other_day = earlier.1.zip(record.1).is_some_and(|(one, other)| one != other);
    earlier.0 != record.0 || is_other_day
}

/// Whom a line is about: a name and a birthday.
type Who<'a> = (&'a PersonName, Option<NaiveDate>);

/// How the lines of a kind of roster go together.
struct Rules<T> {
    /// What is wrong with a record because of an earlier one of the same code.
    clash: fn(&T, &T) -> Clash,
    /// Whether a later record of the same code means somebody else.
    is_other: fn(&T, &T) -> bool,
    /// A record's code.
    code_of: fn(&T) -> &str,
}

/// Reads all lines.
///
/// Where two lines give one code to two persons nobody can tell whose it is: both are refused, each naming the other.
fn read_lines<T: Clone>(
    table: &Table,
    mapping: &Mapping,
    read: impl Fn(&mut Row<'_>) -> Option<T>,
    rules: &Rules<T>,
) -> Vec<(u64, Outcome<T>)> {
    let column = mapping.kind.code_column();
    let mut earlier: HashMap<String, Vec<(u64, T)>> = HashMap::new();
    let mut contradicted: BTreeMap<u64, ProblemKind> = BTreeMap::new();
    let mut read_line = |line: u64, cells: &[String]| {
        let mut row = Row { cells, places: &mapping.places, problems: Vec::new() };
        let record = match read(&mut row) {
            Some(record) if row.problems.is_empty() => record,
            _ => return Err(row.problems),
        };
        let before = earlier.entry((rules.code_of)(&record).to_owned()).or_default();
        let mut problem = None;
        let mut is_other = false;
        for (first, other) in before.iter() {
            let Some(kind) = (rules.clash)(other, &record) else { continue };
            let is_other_than_this = (rules.is_other)(other, &record);
            let kind: fn(u64) -> ProblemKind = if is_other_than_this { ProblemKind::OtherPersonThanLine } else { kind };
            problem.get_or_insert_with(|| kind(*first));
            if is_other_than_this {
                is_other = true;
                contradicted.entry(*first).or_insert_with(|| kind(line));
            }
        }
        // A mere duplicate says nothing that the first line does not say.
        if problem.is_none() || is_other {
            before.push((line, record.clone()));
        }
        match problem {
            Some(kind) => Err(vec![LineProblem { column, kind }]),
            None => Ok(record),
        }
    };
    let mut lines: Vec<(u64, Outcome<T>)> = table
        .lines
        .iter()
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|(line, cells)| (*line, read_line(*line, cells)))
        .collect();
    for (line, outcome) in &mut lines {
        if let Some(kind) = contradicted.remove(&*line).filter(|_| outcome.is_ok()) {
            *outcome = Err(vec![LineProblem { column, kind }]);
        }
    }
    lines
}

#[cfg(test)]
mod proptests;
#[cfg(test)]
mod tests;
