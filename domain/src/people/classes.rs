//! What the pages of a school's classes show, and what makes a name a class's.

use super::{Grade, SchoolLevel, Span, collation_key};
use crate::{
    calendar::SchoolYear,
    ids::{ClassId, PersonId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest name of a class, in characters.
pub const LONGEST_CLASS_NAME: usize = 20;

/// Why a text is not taken as a class's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClassNameError {
    /// It does not begin with its grade, or is too long.
    #[error("a class's name begins with its grade")]
    NotAName,
    /// The school has no such grade.
    #[error("the grade is not taught at this school")]
    GradeNotTaught,
}

/// Takes a class's name as people type it; the name says the grade.
///
/// # Errors
/// When it does not begin with a grade that the school teaches.
pub fn class_name(text: &str, level: SchoolLevel) -> Result<(String, Grade), ClassNameError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ' ' | '(' | ')');
    if name.chars().count() > LONGEST_CLASS_NAME || !name.chars().all(allowed) {
        return Err(ClassNameError::NotAName);
    }
    let grade = Grade::of_class_name(&name).ok_or(ClassNameError::NotAName)?;
    if level.teaches(grade) { Ok((name, grade)) } else { Err(ClassNameError::GradeNotTaught) }
}

/// A piece of a class's name; a number comes before a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Word(Vec<u8>),
}

/// What orders names of classes as people count them: by grade, then number, then the rest (`1/2` before `1/10`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClassOrder(Vec<Piece>);

/// The place of a class's name among others.
pub fn class_order(name: &str) -> ClassOrder {
    let mut pieces = Vec::new();
    let mut rest = name.trim();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        pieces.push(match piece.parse() {
            Ok(number) if is_number => Piece::Number(number),
            _ => Piece::Word(collation_key(piece)),
        });
    }
    ClassOrder(pieces)
}

/// A school's classes of a school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolClasses {
    /// The school's code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The school's level.
    pub level: SchoolLevel,
    /// The school year shown.
    pub year: SchoolYear,
    /// The school year of today.
    pub this_year: SchoolYear,
    /// The day whose pupils and teachers are counted.
    pub as_of: NaiveDate,
    /// The classes, by grade and name.
    pub classes: Vec<SchoolClass>,
    /// Who may become a class teacher: the school's staff.
    pub staff: Vec<StaffName>,
}

/// A class of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolClass {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Grade,
    /// How many pupils it has on the day.
    pub pupils: u64,
    /// Its teachers, past and coming ones too.
    pub teachers: Vec<ClassTeacherLine>,
}

/// Somebody who is, was or will be teacher of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassTeacherLine {
    /// The fact.
    pub id: i64,
    /// The name.
    pub name: String,
    /// From when to when.
    pub span: Span,
}

/// A member of the staff, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffName {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The post.
    pub post: String,
}

/// The pupils of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassMembers {
    /// The school's code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Its school year.
    pub year: SchoolYear,
    /// The day whose pupils are shown.
    pub as_of: NaiveDate,
    /// The pupils of this page, in the order of names.
    pub pupils: Vec<ClassMember>,
    /// How many pupils there are on all pages.
    pub count: u64,
    /// The other classes of the school and year.
    pub others: Vec<(ClassId, String)>,
}

/// A pupil of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassMember {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Day of birth, if known: it tells two pupils of one name apart.
    pub born_on: Option<NaiveDate>,
    /// From when to when in this class.
    pub span: Span,
}

/// The day of a school year on which its classes are looked at: today, or the nearest day of a year that is over or
/// has not begun.
pub fn day_in(year: SchoolYear, today: NaiveDate) -> NaiveDate {
    let last = year.end().pred_opt().unwrap_or(year.end());
    today.clamp(year.first_day(), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_counted_and_not_spelled() {
        let order = ["1/1", "1/2", "1/10", "1A2", "1A10", "1B1", "2/1", "9/1", "10/1", "A1"];
        let mut mixed = order;
        mixed.reverse();
        mixed.sort_by_cached_key(|name| class_order(name));
        assert_eq!(mixed, order);
        assert_eq!(class_order(""), class_order(" "));
        assert!(class_order("99999999999999999999") > class_order("1"), "a number of any length has its place");
    }

    #[test]
    fn a_name_says_its_grade_and_the_school_must_teach_it() {
        let of = |text: &str| class_name(text, SchoolLevel::Primary).map(|(name, grade)| (name, grade.number()));
        assert_eq!(of(" 1/2 "), Ok(("1/2".to_owned(), 1)));
        assert_eq!(of("5A3"), Ok(("5A3".to_owned(), 5)));
        assert_eq!(of("6/1"), Err(ClassNameError::GradeNotTaught));
        for text in ["", "A1", "0/1", "10/1", "1/<b>", "1/2 rất là dài không ai gọi thế"] {
            assert_eq!(of(text), Err(ClassNameError::NotAName), "{text}");
        }
        assert_eq!(class_name("1/1", SchoolLevel::Preschool), Err(ClassNameError::GradeNotTaught));
    }

    #[test]
    fn a_year_is_looked_at_within_its_days() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let year = SchoolYear::beginning_in(2026);
        assert_eq!(day_in(year, day(2026, 11, 20)), day(2026, 11, 20));
        assert_eq!(day_in(year, day(2026, 7, 1)), day(2026, 9, 1));
        assert_eq!(day_in(year, day(2028, 1, 1)), day(2027, 8, 31));
    }
}
