//! A roster of pupils.

use super::{
    ImportError, LineOutcome, Outcome,
    ledger::Ledger,
    outcomes,
    persons::{self, Described, Persons, is_current, note},
    right,
    scope::Scope,
};
use crate::{
    people::entity::{class, enrolment, membership},
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    people::{
        MembershipKind,
        roster::{Column, Mapping, PupilRecord},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::{BTreeSet, HashMap};

/// School, school year, name.
type ClassKey = (i64, i32, String);

/// A pupil's membership of a school, now or soon, and the places in classes that go with it.
struct There {
    membership: membership::Model,
    enrolments: Vec<enrolment::Model>,
}

/// Where the pupils are whom a file means, and the classes of its schools.
pub struct Places {
    persons: Persons,
    /// By person, at schools within reach.
    there: HashMap<i64, Vec<There>>,
    classes: HashMap<ClassKey, i64>,
    names: HashMap<i64, (String, SchoolYear)>,
}

pub async fn load(
    db: &impl ConnectionTrait,
    scope: &Scope,
    persons: Persons,
    schools: BTreeSet<i64>,
    today: NaiveDate,
) -> Result<Places, ImportError> {
    let memberships: Vec<membership::Model> = persons
        .memberships
        .values()
        .flatten()
        .filter(|row| row.kind == MembershipKind::Pupil.as_str() && is_current(row.from_on, row.to_on, today))
        .filter(|row| scope.reaches(row.organisation_id))
        .cloned()
        .collect();
    let mut enrolments: HashMap<i64, Vec<enrolment::Model>> = HashMap::new();
    for chunk in memberships.chunks(CHUNK) {
        let rows = enrolment::Entity::find()
            .filter(enrolment::Column::MembershipId.is_in(chunk.iter().map(|row| row.id)))
            .filter(enrolment::Column::VoidedAt.is_null())
            .all(db)
            .await?;
        for row in rows.into_iter().filter(|row| is_current(row.from_on, row.to_on, today)) {
            enrolments.entry(row.membership_id).or_default().push(row);
        }
    }
    let mut there: HashMap<i64, Vec<There>> = HashMap::new();
    let mut all_schools = schools;
    for row in memberships {
        all_schools.insert(row.organisation_id);
        let enrolments = enrolments.remove(&row.id).unwrap_or_default();
        there.entry(row.person_id).or_default().push(There { membership: row, enrolments });
    }
    let all_schools: Vec<i64> = all_schools.into_iter().collect();
    let mut places = Places { persons, there, classes: HashMap::new(), names: HashMap::new() };
    for chunk in all_schools.chunks(CHUNK) {
        let rows =
            class::Entity::find().filter(class::Column::OrganisationId.is_in(chunk.iter().copied())).all(db).await?;
        for row in rows {
            places.add(row);
        }
    }
    Ok(places)
}

impl Places {
    fn add(&mut self, row: class::Model) {
        self.names.insert(row.id, (row.name.clone(), SchoolYear::beginning_in(row.school_year)));
        self.classes.insert((row.organisation_id, row.school_year, row.name), row.id);
    }

    fn of(&self, person: i64) -> &[There] {
        self.there.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The class in which somebody is to stay, as far as is known.
    fn class_of(&self, there: &There) -> Option<&(String, SchoolYear)> {
        let open = there.enrolments.iter().filter(|row| row.to_on.is_none()).max_by_key(|row| row.id);
        self.names.get(&open.or(there.enrolments.last())?.class_id)
    }
}

impl There {
    fn is_in(&self, class: Option<i64>) -> bool {
        class.is_some_and(|class| self.enrolments.iter().any(|row| row.class_id == class && row.to_on.is_none()))
    }
}

fn class_key(scope: &Scope, record: &PupilRecord) -> Option<ClassKey> {
    let school = *scope.schools.get(&record.school_code)?;
    Some((school, record.school_year.first_year(), record.class_name.clone()))
}

/// What each line would do.
pub fn decide(
    lines: &[(u64, Outcome<PupilRecord>)],
    mapping: &Mapping,
    scope: &Scope,
    places: &Places,
) -> Vec<(u64, LineOutcome)> {
    outcomes(lines, |record| {
        let Some(person) = places.persons.by_code.get(&record.code) else { return LineOutcome::New };
        let mut changes = Described::pupil(record, mapping).changes(person);
        let key = class_key(scope, record);
        let school = key.as_ref().map(|(school, ..)| *school);
        let class = key.as_ref().and_then(|key| places.classes.get(key).copied());
        let there = places.of(person.id);
        let here = there.iter().find(|there| Some(there.membership.organisation_id) == school);
        if !here.is_some_and(|here| here.is_in(class)) {
            let before = here.or(there.first());
            let school = before.map(|there| scope.code(there.membership.organisation_id)).unwrap_or_default();
            let in_class = before.and_then(|there| places.class_of(there));
            let (name, year) = in_class.map(|(name, year)| (name.clone(), year.to_string())).unwrap_or_default();
            note(&mut changes, Column::SchoolCode, &school, &record.school_code);
            note(&mut changes, Column::Class, &name, &record.class_name);
            note(&mut changes, Column::SchoolYear, &year, &record.school_year.to_string());
        }
        if changes.is_empty() { LineOutcome::Unchanged } else { LineOutcome::Changed(changes) }
    })
}

/// Writes the right lines.
pub async fn write(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    scope: &Scope,
    lines: &[(u64, Outcome<PupilRecord>)],
    mapping: &Mapping,
    mut places: Places,
    now: Moment,
) -> Result<(), ImportError> {
    let today = day_of(now);
    let described = right(lines).map(|record| Described::pupil(record, mapping));
    let ids = persons::write(db, ledger, described, &places.persons.by_code, now).await?;
    write_classes(db, ledger, scope, lines, &mut places).await?;

    let mut ended = Ended { now, ..Ended::default() };
    let mut new_memberships = Vec::new();
    let mut to_enrol: Vec<(i64, Option<i64>, i64, NaiveDate)> = Vec::new();
    for record in right(lines) {
        let Some(key) = class_key(scope, record) else { continue };
        let (Some(person), Some(class)) = (ids.get(&record.code), places.classes.get(&key)) else { continue };
        let there = places.of(*person);
        let here = there.iter().find(|there| there.membership.organisation_id == key.0);
        if here.is_some_and(|here| here.is_in(Some(*class))) {
            continue;
        }
        let from = begins(record.school_year, there, places.persons.memberships.get(person), today);
        for there in there {
            ended.enrolments(&there.enrolments, from);
            if there.membership.organisation_id != key.0 {
                ended.membership(&there.membership, from);
            }
        }
        if here.is_none() {
            new_memberships.push(membership::ActiveModel {
                person_id: Set(*person),
                organisation_id: Set(key.0),
                kind: Set(MembershipKind::Pupil.as_str().to_owned()),
                post: Set(String::new()),
                from_on: Set(from),
                learned_at: Set(now),
                ..Default::default()
            });
        }
        to_enrol.push((*person, here.map(|here| here.membership.id), *class, from));
    }
    ledger.change::<enrolment::Entity>(db, ended.enrolments).await?;
    ledger.change::<membership::Entity>(db, ended.memberships).await?;
    let written = ledger.insert::<membership::Entity>(db, new_memberships).await?;
    let written: HashMap<i64, i64> = written.into_iter().map(|row| (row.person_id, row.id)).collect();
    let enrolments = to_enrol.into_iter().filter_map(|(person, membership, class, from)| {
        Some(enrolment::ActiveModel {
            membership_id: Set(membership.or_else(|| written.get(&person).copied())?),
            class_id: Set(class),
            from_on: Set(from),
            learned_at: Set(now),
            ..Default::default()
        })
    });
    ledger.insert::<enrolment::Entity>(db, enrolments.collect()).await?;
    Ok(())
}

/// The day from which a pupil is in the class of a line. Who is new is there from the first day of the school year;
/// who moves, from today or, into a year to come, from its first day.
fn begins(year: SchoolYear, there: &[There], past: Option<&Vec<membership::Model>>, today: NaiveDate) -> NaiveDate {
    if !there.is_empty() {
        return year.first_day().max(today);
    }
    let left = past.into_iter().flatten().filter_map(|row| row.to_on.filter(|to| *to <= today)).max();
    left.map_or_else(|| year.first_day(), |left| left.max(year.first_day()))
}

async fn write_classes(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    scope: &Scope,
    lines: &[(u64, Outcome<PupilRecord>)],
    places: &mut Places,
) -> Result<(), ImportError> {
    let wanted = right(lines).filter_map(|record| Some((class_key(scope, record)?, record.grade.number())));
    let new: HashMap<ClassKey, u8> = wanted.filter(|(key, _)| !places.classes.contains_key(key)).collect();
    let mut new: Vec<(ClassKey, u8)> = new.into_iter().collect();
    new.sort();
    let rows = new.into_iter().map(|((school, year, name), grade)| class::ActiveModel {
        organisation_id: Set(school),
        school_year: Set(year),
        name: Set(name),
        grade: Set(i32::from(grade)),
        ..Default::default()
    });
    for row in ledger.insert::<class::Entity>(db, rows.collect()).await? {
        places.add(row);
    }
    Ok(())
}

/// Rows that end from a day on, before and after. What would have begun only then is voided.
#[derive(Default)]
struct Ended {
    now: Moment,
    memberships: Vec<(membership::Model, membership::Model)>,
    enrolments: Vec<(enrolment::Model, enrolment::Model)>,
}

impl Ended {
    fn membership(&mut self, row: &membership::Model, day: NaiveDate) {
        if row.to_on.is_some_and(|to| to <= day) {
            return;
        }
        let after = if row.from_on >= day {
            membership::Model { voided_at: Some(self.now), ..row.clone() }
        } else {
            membership::Model { to_on: Some(day), end_learned_at: Some(self.now), ..row.clone() }
        };
        self.memberships.push((row.clone(), after));
    }

    fn enrolments(&mut self, rows: &[enrolment::Model], day: NaiveDate) {
        for row in rows.iter().filter(|row| row.to_on.is_none_or(|to| to > day)) {
            let after = if row.from_on >= day {
                enrolment::Model { voided_at: Some(self.now), ..row.clone() }
            } else {
                enrolment::Model { to_on: Some(day), end_learned_at: Some(self.now), ..row.clone() }
            };
            self.enrolments.push((row.clone(), after));
        }
    }
}
