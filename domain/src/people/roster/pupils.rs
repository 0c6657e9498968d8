//! Lines of a roster of pupils.

use super::{Column, Context, ProblemKind, Rules, Who, duplicate, is_other_person, row::Row};
use crate::{
    calendar::SchoolYear,
    people::{Grade, PersonName, Sex},
};
use chrono::NaiveDate;

/// A pupil as a roster gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilRecord {
    /// Code of the school.
    pub school_code: String,
    /// The class's name.
    pub class_name: String,
    /// The class's grade, read from its name.
    pub grade: Grade,
    /// The pupil's identifier.
    pub code: String,
    /// The pupil's name.
    pub name: PersonName,
    /// Day of birth, if given.
    pub born_on: Option<NaiveDate>,
    /// Sex, if given.
    pub sex: Option<Sex>,
    /// The school year for which the pupil is in the class.
    pub school_year: SchoolYear,
}

impl PupilRecord {
    /// Whom the line is about.
    pub(super) const fn who(&self) -> Who<'_> {
        (&self.name, self.born_on)
    }
}

pub(super) const RULES: Rules<PupilRecord> = Rules {
    clash: duplicate,
    is_other: |earlier, record| is_other_person(earlier.who(), record.who()),
    code_of: |record| record.code.as_str(),
};

pub(super) fn read(row: &mut Row<'_>, context: &Context) -> Option<PupilRecord> {
    let school_code = row.known_school(context);
    let class = read_class(row);
    let code = row.own_code(Column::PupilCode, &context.persons);
    let name = row.person_name();
    let born_on = row.birthday(context.today);
    let sex = row.sex();
    let school_year = read_school_year(row);
    let (class_name, grade) = class?;
    Some(PupilRecord {
        school_code: school_code?,
        class_name,
        grade,
        code: code?,
        name: name?,
        born_on: born_on?,
        sex: sex?,
        school_year: school_year?,
    })
}

fn read_class(row: &mut Row<'_>) -> Option<(String, Grade)> {
    let name = row.required(Column::Class)?;
    match Grade::of_class_name(&name) {
        Some(grade) => Some((name, grade)),
        None => row.wrong(Column::Class, ProblemKind::ClassWithoutGrade(name)),
    }
}

fn read_school_year(row: &mut Row<'_>) -> Option<SchoolYear> {
    let text = row.required(Column::SchoolYear)?;
    match text.parse() {
        Ok(year) => Some(year),
        Err(_) => row.wrong(Column::SchoolYear, ProblemKind::NotASchoolYear(text)),
    }
}
