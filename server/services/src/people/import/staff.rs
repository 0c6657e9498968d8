//! Writing a roster of staff.

use super::{CHUNK, ImportError, LineOutcome, outcomes, persons, right, schools_by_code, stored_kind};
use crate::{
    StoreError,
    people::entity::{membership, person, responsibility},
    store::known,
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, day_of},
    people::{
        MembershipKind, Responsibility,
        roster::{Outcome, StaffRecord},
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use std::collections::{BTreeSet, HashMap};

/// A person's place at a school as it stands before the import.
struct There {
    membership: membership::Model,
    kind: MembershipKind,
    duties: Vec<responsibility::Model>,
}

type Key = (String, i64);

pub async fn write(
    db: &DatabaseTransaction,
    lines: &[(u64, Outcome<StaffRecord>)],
    now: Moment,
) -> Result<Vec<(u64, LineOutcome)>, ImportError> {
    let today = day_of(now);
    let schools = schools_by_code(db).await?;
    let known_persons = persons::by_code(db).await?;
    let there = memberships(db, &known_persons, today).await?;
    let key =
        |record: &StaffRecord| (record.code.clone(), schools.get(&record.school_code).copied().unwrap_or_default());
    let outcomes = outcomes(lines, |record| match (known_persons.get(&record.code), there.get(&key(record))) {
        (None, _) => LineOutcome::New,
        (Some(person), Some(there)) if is_same(person, there, record) => LineOutcome::Unchanged,
        _ => LineOutcome::Changed,
    });

    let ids = persons::write(db, right(lines).map(persons::Described::from), &known_persons, now).await?;
    let mut new_memberships = Vec::new();
    let mut new_duties = Vec::new();
    for record in right(lines) {
        let (code, school) = key(record);
        let Some(person) = ids.get(&code).copied() else { continue };
        let before = there.get(&(code, school));
        if needs_membership(db, before, record, today, now).await? {
            let from = if before.is_some() { today } else { record.span.from };
            new_memberships.push(membership::ActiveModel {
                person_id: Set(person),
                organisation_id: Set(school),
                kind: Set(record.kind.as_str().to_owned()),
                post: Set(record.post.clone()),
                from_on: Set(from),
                to_on: Set(record.span.to),
                learned_at: Set(now),
                end_learned_at: Set(record.span.to.map(|_| now)),
                ..Default::default()
            });
        }
        let held: BTreeSet<&str> =
            before.iter().flat_map(|b| &b.duties).map(|duty| duty.responsibility.as_str()).collect();
        for duty in record.responsibilities.iter().filter(|duty| !held.contains(duty.as_str())) {
            let from = if before.is_some() { today } else { record.span.from };
            new_duties.push(responsibility::ActiveModel {
                person_id: Set(person),
                organisation_id: Set(school),
                responsibility: Set(duty.as_str().to_owned()),
                from_on: Set(from),
                to_on: Set(record.span.to),
                learned_at: Set(now),
                end_learned_at: Set(record.span.to.map(|_| now)),
                ..Default::default()
            });
        }
        for duty in before.iter().flat_map(|before| &before.duties) {
            let still_held = known(&duty.responsibility, Responsibility::from_word)
                .map(|duty| record.responsibilities.contains(&duty))?;
            if !still_held && duty.to_on.is_none_or(|to| to > today) {
                let mut ended: responsibility::ActiveModel = duty.clone().into();
                ended.to_on = Set(Some(today));
                ended.end_learned_at = Set(Some(now));
                ended.update(db).await?;
            }
        }
    }
    for chunk in new_memberships.chunks(CHUNK) {
        membership::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    for chunk in new_duties.chunks(CHUNK) {
        responsibility::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(outcomes)
}

fn is_same(person: &person::Model, there: &There, record: &StaffRecord) -> bool {
    let duties: BTreeSet<&str> = there.duties.iter().map(|duty| duty.responsibility.as_str()).collect();
    persons::Described::from(record).is_same(person)
        && there.kind == record.kind
        && there.membership.post == record.post
        && there.membership.to_on == record.span.to
        && duties == record.responsibilities.iter().map(|duty| duty.as_str()).collect()
}

/// Ends the membership there is where the roster says so; tells whether a new one must begin.
async fn needs_membership(
    db: &DatabaseTransaction,
    before: Option<&There>,
    record: &StaffRecord,
    today: NaiveDate,
    now: Moment,
) -> Result<bool, ImportError> {
    let Some(before) = before else { return Ok(true) };
    let moved = before.kind != record.kind || before.membership.post != record.post;
    if !moved && before.membership.to_on == record.span.to {
        return Ok(false);
    }
    let mut ended: membership::ActiveModel = before.membership.clone().into();
    ended.to_on = Set(if moved { Some(today) } else { record.span.to });
    ended.end_learned_at = Set(Some(now));
    ended.update(db).await?;
    Ok(moved)
}

/// The staff memberships that have not ended, by the person's code and the school.
async fn memberships(
    db: &DatabaseTransaction,
    persons: &HashMap<String, person::Model>,
    today: NaiveDate,
) -> Result<HashMap<Key, There>, ImportError> {
    let codes: HashMap<i64, &String> = persons.iter().map(|(code, person)| (person.id, code)).collect();
    let rows = membership::Entity::find()
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(membership::Column::VoidedAt.is_null())
        .all(db)
        .await?;
    let mut there: HashMap<Key, There> = HashMap::new();
    for row in rows.into_iter().filter(|row| row.to_on.is_none_or(|to| row.from_on < to)) {
        let Some(code) = codes.get(&row.person_id) else { continue };
        let entry = There { kind: stored_kind(&row.kind)?, membership: row, duties: Vec::new() };
        let key = ((*code).clone(), entry.membership.organisation_id);
        let is_newer = there.get(&key).is_none_or(|other| other.membership.id < entry.membership.id);
        if is_newer {
            there.insert(key, entry);
        }
    }
    let duties = responsibility::Entity::find()
        .filter(responsibility::Column::VoidedAt.is_null())
        .all(db)
        .await
        .map_err(StoreError::from)?;
    for duty in duties {
        let key = codes.get(&duty.person_id).map(|code| ((*code).clone(), duty.organisation_id));
        if let Some(there) = key.and_then(|key| there.get_mut(&key)) {
            // Duties that went on until their holder left are said in the leaver's line.
            let leaves = there.membership.to_on;
            let is_held =
                duty.to_on.is_none_or(|to| to > duty.from_on && (to > today || leaves.is_some_and(|day| to >= day)));
            if is_held {
                there.duties.push(duty);
            }
        }
    }
    Ok(there)
}
