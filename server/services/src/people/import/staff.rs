//! A roster of staff.

use super::{
    ImportError, LineOutcome, Outcome, email,
    ledger::Ledger,
    outcomes,
    persons::{self, Described, Persons, note},
    right,
    scope::Scope,
    tenure::{Place, Tenure},
};
use crate::{
    StoreError,
    people::entity::{membership, responsibility},
    store::{CHUNK, known},
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, day_of},
    people::{
        MembershipKind, Responsibility,
        roster::{
            Change, Column, Mapping, StaffRecord,
            cells::{write_date, write_duties},
        },
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};

/// A person's place at a school as it stands: the newest membership there and its duties.
pub struct There {
    membership: membership::Model,
    duties: Vec<(Responsibility, responsibility::Model)>,
}

/// Whom a file means, and what they are at schools within reach.
pub struct Places {
    persons: Persons,
    /// By person and school.
    there: HashMap<(i64, i64), There>,
}

/// The places at schools within reach of the persons that a file means.
pub async fn load(
    db: &impl ConnectionTrait,
    scope: &Scope,
    persons: Persons,
    today: NaiveDate,
) -> Result<Places, ImportError> {
    let mut there: HashMap<(i64, i64), There> = HashMap::new();
    let is_staff = |row: &&membership::Model| row.kind != MembershipKind::Pupil.as_str();
    let lasts = |row: &&membership::Model| row.to_on.is_none_or(|to| row.from_on < to);
    let rows = persons.memberships.values().flatten().filter(is_staff).filter(lasts);
    for row in rows.filter(|row| scope.reaches(row.organisation_id)) {
        let key = (row.person_id, row.organisation_id);
        if there.get(&key).is_none_or(|other| other.membership.id < row.id) {
            there.insert(key, There { membership: row.clone(), duties: Vec::new() });
        }
    }
    let held_by: Vec<i64> = there.keys().map(|(person, _)| *person).collect::<BTreeSet<_>>().into_iter().collect();
    for chunk in held_by.chunks(CHUNK) {
        let duties = responsibility::Entity::find()
            .filter(responsibility::Column::PersonId.is_in(chunk.iter().copied()))
            .filter(responsibility::Column::VoidedAt.is_null())
            .all(db)
            .await
            .map_err(StoreError::from)?;
        for duty in duties {
            let Some(there) = there.get_mut(&(duty.person_id, duty.organisation_id)) else { continue };
            if is_held(&duty, &there.membership, today) {
                there.duties.push((known(&duty.responsibility, Responsibility::from_word)?, duty));
            }
        }
    }
    Ok(Places { persons, there })
}

/// Whether a duty is held now or will be; of a place that ended, whether it was held until the end.
fn is_held(duty: &responsibility::Model, place: &membership::Model, today: NaiveDate) -> bool {
    duty.to_on.is_none_or(|to| to > duty.from_on && (to > today || place.to_on.is_some_and(|end| to >= end)))
}

impl There {
    fn duties(&self) -> BTreeSet<Responsibility> {
        self.duties.iter().map(|(duty, _)| *duty).collect()
    }

    /// The day of leaving that a line says. Without such a column, who is listed is there.
    fn wanted_end(&self, record: &StaffRecord, mapping: &Mapping, today: NaiveDate) -> Option<NaiveDate> {
        if mapping.has(Column::To) { record.span.to } else { self.membership.to_on.filter(|to| *to > today) }
    }

    /// The duties that a line says. Who has left and has none in the list kept theirs until the end.
    fn wanted_duties(&self, record: &StaffRecord, mapping: &Mapping, today: NaiveDate) -> BTreeSet<Responsibility> {
        let has_left = self.wanted_end(record, mapping, today).is_some_and(|end| end <= today);
        let says_nothing = !mapping.has(Column::Duties) || (has_left && record.responsibilities.is_empty());
        if says_nothing { self.duties() } else { record.responsibilities.clone() }
    }

    fn changes(&self, record: &StaffRecord, mapping: &Mapping, today: NaiveDate) -> Vec<Change> {
        let mut changes = Vec::new();
        // The post's own words decide: a place whose kind differs has another post, too.
        note(&mut changes, Column::Post, &self.membership.post, &record.post);
        if changes.is_empty() && self.membership.kind != record.kind.as_str() {
            changes.push(Change {
                column: Column::Post,
                before: self.membership.kind.clone(),
                after: record.kind.to_string(),
            });
        }
        let (before, after) = (self.duties(), self.wanted_duties(record, mapping, today));
        note(&mut changes, Column::Duties, &write_duties(before), &write_duties(after));
        let end = self.wanted_end(record, mapping, today);
        note(&mut changes, Column::To, &write_date(self.membership.to_on), &write_date(end));
        changes
    }
}

/// What each line would do.
pub fn decide(
    lines: &[(u64, Outcome<StaffRecord>)],
    mapping: &Mapping,
    scope: &Scope,
    places: &Places,
    today: NaiveDate,
) -> Vec<(u64, LineOutcome)> {
    outcomes(lines, |record| {
        let Some(person) = places.persons.by_code.get(&record.code) else { return LineOutcome::New };
        let mut changes = Described::staff(record, mapping).changes(person);
        let place = scope.schools.get(&record.school_code).and_then(|school| places.there.get(&(person.id, *school)));
        match place {
            Some(there) => changes.extend(there.changes(record, mapping, today)),
            None => note(&mut changes, Column::SchoolCode, "", &record.school_code),
        }
        if changes.is_empty() { LineOutcome::Unchanged } else { LineOutcome::Changed(changes) }
    })
}

/// Writes the right lines.
pub async fn write(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    scope: &Scope,
    lines: &[(u64, Outcome<StaffRecord>)],
    mapping: &Mapping,
    places: &Places,
    now: Moment,
) -> Result<(), ImportError> {
    email::note(db, scope, lines, &places.persons, now).await?;
    let described = right(lines).map(|record| Described::staff(record, mapping));
    let ids = persons::write(db, ledger, described, &places.persons.by_code, now).await?;
    let mut tenure = Tenure::at(now);
    for record in right(lines) {
        let (Some(person), Some(school)) = (ids.get(&record.code), scope.schools.get(&record.school_code)) else {
            continue;
        };
        let place = Place { person: *person, school: *school, kind: record.kind, post: &record.post };
        match places.there.get(&(*person, *school)) {
            None => tenure.begin(&place, record.span, &record.responsibilities),
            Some(there) => {
                let end = there.wanted_end(record, mapping, day_of(now));
                let span = tenure.go_on(&place, &there.membership, record.span.from, end);
                tenure.duties(&place, &there.duties, &there.wanted_duties(record, mapping, day_of(now)), span);
            }
        }
    }
    tenure.write(db, ledger).await
}
