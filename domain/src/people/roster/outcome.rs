//! What is said about a file and each of its lines.

use super::Column;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a file as a whole cannot be read as a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// The column it stands in.
    pub column: Column,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemKind {
    /// Nothing stands where something must.
    Missing,
    /// No school has this code.
    UnknownSchool(String),
    /// No node above schools within reach has this code.
    UnknownOrganisation(String),
    /// The school is there, but not for whoever imports to fill.
    ForeignSchool(String),
    /// The code belongs to somebody or something of another organisation, which an import here may not change.
    BelongsElsewhere(String),
    /// The code's leading zeros are gone, as Excel drops them; this one is known.
    LeadingZerosLost(String),
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
    /// More text than the column takes.
    TooLong,
    /// The same code as another line of this file.
    DuplicateOfLine(u64),
    /// The same code as another line of this file, but another name, birthday, sex or e-mail address.
    OtherPersonThanLine(u64),
    /// Not an e-mail address.
    NotAnEmail(String),
    /// An earlier line of this file gives the same e-mail address to somebody else.
    EmailOfLine(u64),
    /// Somebody else who is here already has the e-mail address.
    EmailTaken,
    /// The e-mail address of somebody with a role, which whoever imports may not change.
    EmailOfRoleHolder,
}

/// A column whose value an import changes, as the roster would write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The column.
    pub column: Column,
    /// What stands there now.
    pub before: String,
    /// What the file says.
    pub after: String,
}

/// What an import does with a line, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineOutcome {
    /// Comes in anew.
    New,
    /// Is there and changes.
    Changed(Vec<Change>),
    /// Is there already, just so.
    Unchanged,
    /// Cannot be taken.
    Wrong(Vec<LineProblem>),
}
