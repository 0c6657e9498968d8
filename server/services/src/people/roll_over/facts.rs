//! What a roll-over starts from: the classes of the year that ends, their pupils, and what the next year has already.

use super::RollOverError;
use crate::{
    StoreError,
    access::SchoolLead,
    people::{
        classes::{LISTED, grade, school_of},
        entity::organisation,
        rows::{open, rows},
    },
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear},
    ids::{ClassId, PersonId},
    people::{
        Grade, SchoolLevel, class_order,
        roll_over::{self, ClassBefore, End, Ended, Exception, Plan, PupilFacts},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The facts of a school before its roll-over.
pub struct Facts {
    /// The school.
    pub school: organisation::Model,
    /// Its level.
    pub level: SchoolLevel,
    /// The year that ends.
    pub year: SchoolYear,
    /// The classes of that year, by grade and name.
    pub classes: Vec<ClassBefore>,
    /// Their pupils' names.
    pub names: HashMap<PersonId, String>,
    /// Their pupils' facts.
    pub pupils: Vec<PupilFacts>,
    /// The next year's classes that exist.
    pub there: BTreeMap<String, Grade>,
    /// The pupils who are in one of those.
    pub placed: BTreeSet<PersonId>,
}

impl Facts {
    /// What a roll-over with these exceptions does.
    pub fn plan(&self, exceptions: &BTreeMap<PersonId, Exception>) -> Plan {
        roll_over::plan(self.level, &self.classes, exceptions, &self.there, &self.placed)
    }

    /// The first day of the next year.
    pub fn begins_on(&self) -> NaiveDate {
        self.year.end()
    }

    /// Classes of the next year that a pupil may be sent to: those that come up with nobody excepted, those that are
    /// there, and those that exceptions made already.
    pub fn offered(&self, exceptions: &BTreeMap<PersonId, Exception>) -> Vec<String> {
        let mut names: Vec<(Grade, String)> =
            self.plan(exceptions).classes.into_iter().map(|(name, grade)| (grade, name)).collect();
        names.sort_by_cached_key(|(grade, name)| (*grade, class_order(name)));
        names.into_iter().map(|(_, name)| name).collect()
    }
}

/// Reads the facts. A pupil belongs to it who is in a class on the year's last day and still at the school when the
/// next year begins, or today if that is later.
pub async fn facts(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    year: SchoolYear,
    today: NaiveDate,
) -> Result<Facts, RollOverError> {
    let (school, level) = school_of(db, lead).await?.ok_or(RollOverError::NotFound)?;
    let next = SchoolYear::beginning_in(year.first_year() + 1);
    let begins_on = year.end();
    let last_day = begins_on.pred_opt().unwrap_or(begins_on);
    let mut classes: BTreeMap<i64, ClassBefore> = BTreeMap::new();
    for row in classes_of(db, school.id, year).await? {
        let class = ClassBefore { id: ClassId(row.id), name: row.name, grade: grade(row.grade)?, pupils: Vec::new() };
        classes.insert(row.id, class);
    }
    let mut names = HashMap::new();
    let mut pupils: Vec<PupilFacts> = Vec::new();
    let mut place: HashMap<i64, usize> = HashMap::new();
    for row in enrolled(db, school.id, year, last_day, begins_on.max(today)).await? {
        let person = PersonId(row.person_id);
        let enrolment = Ended { id: row.id, before: End { to_on: row.to_on, learned_at: row.end_learned_at } };
        if let Some(place) = place.get(&row.person_id) {
            pupils[*place].enrolments.push(enrolment);
            continue;
        }
        place.insert(row.person_id, pupils.len());
        let before = End { to_on: row.member_to_on, learned_at: row.member_end_learned_at };
        let membership = Ended { id: row.membership_id, before };
        pupils.push(PupilFacts { person, membership, enrolments: vec![enrolment] });
        names.insert(person, row.full_name);
        if let Some(class) = classes.get_mut(&row.class_id) {
            class.pupils.push(person);
        }
    }
    let mut there = BTreeMap::new();
    for row in classes_of(db, school.id, next).await? {
        there.insert(row.name, grade(row.grade)?);
    }
    let mut classes: Vec<ClassBefore> = classes.into_values().collect();
    classes.sort_by_cached_key(|class| (class.grade, class_order(&class.name)));
    let placed = placed(db, school.id, next, begins_on).await?;
    Ok(Facts { school, level, year, classes, names, pupils, there, placed })
}

#[derive(FromQueryResult)]
struct ClassRow {
    id: i64,
    name: String,
    grade: i32,
}

async fn classes_of(db: &impl ConnectionTrait, school: i64, year: SchoolYear) -> Result<Vec<ClassRow>, StoreError> {
    let sql = format!(
        "SELECT c.id, c.name, c.grade FROM classes c WHERE c.organisation_id = $1 AND c.school_year = $2 AND {LISTED}"
    );
    rows(db, &sql, [school.into(), year.first_year().into()]).await
}

#[derive(FromQueryResult)]
struct EnrolledRow {
    id: i64,
    class_id: i64,
    to_on: Option<NaiveDate>,
    end_learned_at: Option<Moment>,
    membership_id: i64,
    member_to_on: Option<NaiveDate>,
    member_end_learned_at: Option<Moment>,
    person_id: i64,
    full_name: String,
}

async fn enrolled(
    db: &impl ConnectionTrait,
    school: i64,
    year: SchoolYear,
    last_day: NaiveDate,
    stays_until: NaiveDate,
) -> Result<Vec<EnrolledRow>, StoreError> {
    let sql = format!(
        "SELECT e.id, e.class_id, e.to_on, e.end_learned_at, e.membership_id, m.to_on AS member_to_on, \
                m.end_learned_at AS member_end_learned_at, m.person_id, p.full_name \
         FROM enrolments e JOIN classes c ON c.id = e.class_id JOIN memberships m ON m.id = e.membership_id \
         JOIN persons p ON p.id = m.person_id \
         WHERE c.organisation_id = $1 AND c.school_year = $2 AND {} AND m.voided_at IS NULL \
         AND (m.to_on IS NULL OR m.to_on > $4) ORDER BY p.sort_key, p.id, e.id",
        open("e", "$3"),
    );
    rows(db, &sql, [school.into(), year.first_year().into(), last_day.into(), stays_until.into()]).await
}

#[derive(FromQueryResult)]
struct PlacedRow {
    person_id: i64,
}

async fn placed(
    db: &impl ConnectionTrait,
    school: i64,
    next: SchoolYear,
    begins_on: NaiveDate,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let sql = "SELECT DISTINCT m.person_id FROM enrolments e JOIN classes c ON c.id = e.class_id \
               JOIN memberships m ON m.id = e.membership_id WHERE c.organisation_id = $1 AND c.school_year = $2 \
               AND e.voided_at IS NULL AND m.voided_at IS NULL AND (e.to_on IS NULL OR e.to_on > $3)";
    let found: Vec<PlacedRow> = rows(db, sql, [school.into(), next.first_year().into(), begins_on.into()]).await?;
    Ok(found.into_iter().map(|row| PersonId(row.person_id)).collect())
}
