//! A school's classes of a school year.

use super::{ClassError, LISTED, grade, school_of};
use crate::{
    Store, StoreError,
    access::SchoolLead,
    people::rows::{open, rows},
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    ids::{ClassId, PersonId},
    people::{
        Span, class_order,
        classes::{ClassTeacherLine, SchoolClass, SchoolClasses, StaffName, day_in},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::{HashMap, HashSet};

/// The classes of a school year with their teachers and the number of pupils, and the staff to choose teachers from.
///
/// # Errors
/// [`ClassError::NotFound`] when the school is not there.
pub async fn classes_of_year(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    today: NaiveDate,
) -> Result<SchoolClasses, ClassError> {
    let db = store.read();
    let (school, level) = school_of(db, lead).await?.ok_or(ClassError::NotFound)?;
    let as_of = day_in(year, today);
    let mut teachers = teachers(db, school.id, year).await?;
    let mut classes = Vec::new();
    for row in counted(db, school.id, year, as_of).await? {
        classes.push(SchoolClass {
            id: ClassId(row.id),
            grade: grade(row.grade)?,
            pupils: u64::try_from(row.pupils).unwrap_or_default(),
            teachers: teachers.remove(&row.id).unwrap_or_default(),
            name: row.name,
        });
    }
    classes.sort_by_cached_key(|class| (class.grade, class_order(&class.name)));
    Ok(SchoolClasses {
        school_code: school.code,
        school_name: school.name,
        level,
        year,
        this_year: SchoolYear::containing(today),
        as_of,
        classes,
        staff: staff(db, school.id, as_of).await?,
    })
}

#[derive(FromQueryResult)]
struct CountedRow {
    id: i64,
    name: String,
    grade: i32,
    pupils: i64,
}

async fn counted(
    db: &impl ConnectionTrait,
    school: i64,
    year: SchoolYear,
    day: NaiveDate,
) -> Result<Vec<CountedRow>, StoreError> {
    let sql = format!(
        "SELECT c.id, c.name, c.grade, (SELECT COUNT(*) FROM enrolments e JOIN memberships m ON m.id = e.membership_id \
         WHERE e.class_id = c.id AND {} AND {}) AS pupils \
         FROM classes c WHERE c.organisation_id = $1 AND c.school_year = $2 AND {LISTED}",
        open("e", "$3"),
        open("m", "$3"),
    );
    rows(db, &sql, [school.into(), year.first_year().into(), day.into()]).await
}

#[derive(FromQueryResult)]
struct TeacherRow {
    id: i64,
    class_id: i64,
    full_name: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
}

async fn teachers(
    db: &impl ConnectionTrait,
    school: i64,
    year: SchoolYear,
) -> Result<HashMap<i64, Vec<ClassTeacherLine>>, StoreError> {
    let sql = "SELECT t.id, t.class_id, p.full_name, t.from_on, t.to_on FROM class_teachers t \
               JOIN classes c ON c.id = t.class_id JOIN persons p ON p.id = t.person_id \
               WHERE c.organisation_id = $1 AND c.school_year = $2 AND t.voided_at IS NULL \
               ORDER BY t.from_on, p.sort_key, t.id";
    let mut by_class: HashMap<i64, Vec<ClassTeacherLine>> = HashMap::new();
    for row in rows::<TeacherRow>(db, sql, [school.into(), year.first_year().into()]).await? {
        let span = Span { from: row.from_on, to: row.to_on };
        by_class.entry(row.class_id).or_default().push(ClassTeacherLine { id: row.id, name: row.full_name, span });
    }
    Ok(by_class)
}

#[derive(FromQueryResult)]
struct StaffRow {
    person_id: i64,
    full_name: String,
    post: String,
}

async fn staff(db: &impl ConnectionTrait, school: i64, day: NaiveDate) -> Result<Vec<StaffName>, StoreError> {
    let sql = format!(
        "SELECT m.person_id, p.full_name, m.post FROM memberships m JOIN persons p ON p.id = m.person_id \
         WHERE m.organisation_id = $1 AND m.kind <> 'pupil' AND {} ORDER BY p.sort_key, p.id, m.id",
        open("m", "$2")
    );
    let mut seen = HashSet::new();
    Ok(rows::<StaffRow>(db, &sql, [school.into(), day.into()])
        .await?
        .into_iter()
        .filter(|row| seen.insert(row.person_id))
        .map(|row| StaffName { person: PersonId(row.person_id), name: row.full_name, post: row.post })
        .collect())
}
