//! Writing a roster of pupils.

use super::{CHUNK, ImportError, LineOutcome, outcomes, persons, right, schools_by_code};
use crate::{
    people::entity::{class, enrolment, membership, person},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, day_of},
    people::{
        MembershipKind,
        roster::{Outcome, PupilRecord},
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use std::collections::{BTreeSet, HashMap};

/// School, school year, name.
type ClassKey = (i64, i32, String);

/// Where a pupil is before the import.
struct There {
    membership: membership::Model,
    enrolment: Option<enrolment::Model>,
}

pub async fn write(
    db: &DatabaseTransaction,
    lines: &[(u64, Outcome<PupilRecord>)],
    now: Moment,
) -> Result<Vec<(u64, LineOutcome)>, ImportError> {
    let today = day_of(now);
    let schools = schools_by_code(db).await?;
    let school_of = |record: &PupilRecord| schools.get(&record.school_code).copied().unwrap_or_default();
    let class_key =
        |record: &PupilRecord| (school_of(record), record.school_year.first_year(), record.class_name.clone());
    let known_persons = persons::by_code(db).await?;
    let before = there(db, today).await?;
    let classes_before = classes(db).await?;
    let place_of = |record: &PupilRecord| known_persons.get(&record.code).and_then(|person| before.get(&person.id));
    let is_in_place = |record: &PupilRecord| {
        place_of(record).is_some_and(|there| {
            let class = classes_before.get(&class_key(record)).copied();
            there.membership.organisation_id == school_of(record)
                && class.is_some()
                && there.enrolment.as_ref().map(|enrolment| enrolment.class_id) == class
        })
    };
    let is_same = |record: &PupilRecord, person: &person::Model| {
        persons::Described::from(record).is_same(person) && is_in_place(record)
    };
    let outcomes = outcomes(lines, |record| match known_persons.get(&record.code) {
        None => LineOutcome::New,
        Some(person) if is_same(record, person) => LineOutcome::Unchanged,
        Some(_) => LineOutcome::Changed,
    });

    let ids = persons::write(db, right(lines).map(persons::Described::from), &known_persons, now).await?;
    let classes =
        write_classes(db, right(lines).map(|record| (class_key(record), record.grade.number())), &classes_before)
            .await?;
    let mut new_memberships = Vec::new();
    let mut to_enrol: Vec<(i64, i64, NaiveDate)> = Vec::new();
    for record in right(lines).filter(|record| !is_in_place(record)) {
        let school = school_of(record);
        let Some((person, class)) = ids.get(&record.code).zip(classes.get(&class_key(record))) else { continue };
        let there = place_of(record);
        let from = if there.is_some() { today } else { record.school_year.first_day().min(today) };
        if let Some(enrolment) = there.and_then(|there| there.enrolment.clone()) {
            let mut ended: enrolment::ActiveModel = enrolment.into();
            ended.to_on = Set(Some(today));
            ended.end_learned_at = Set(Some(now));
            ended.update(db).await?;
        }
        let stays = there.filter(|there| there.membership.organisation_id == school);
        if stays.is_none() {
            if let Some(there) = there {
                let mut ended: membership::ActiveModel = there.membership.clone().into();
                ended.to_on = Set(Some(today));
                ended.end_learned_at = Set(Some(now));
                ended.update(db).await?;
            }
            new_memberships.push(membership::ActiveModel {
                person_id: Set(*person),
                organisation_id: Set(school),
                kind: Set(MembershipKind::Pupil.as_str().to_owned()),
                post: Set(String::new()),
                from_on: Set(from),
                learned_at: Set(now),
                ..Default::default()
            });
        }
        to_enrol.push((*person, *class, from));
    }
    for chunk in new_memberships.chunks(CHUNK) {
        membership::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    enrol(db, &to_enrol, today, now).await?;
    Ok(outcomes)
}

/// The open pupil memberships and enrolments, by person.
async fn there(db: &DatabaseTransaction, today: NaiveDate) -> Result<HashMap<i64, There>, ImportError> {
    let mut enrolments: HashMap<i64, enrolment::Model> = enrolment::Entity::find()
        .filter(open_on!(enrolment, today))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.membership_id, row))
        .collect();
    let rows = membership::Entity::find()
        .filter(membership::Column::Kind.eq(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, today))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|membership| {
            let enrolment = enrolments.remove(&membership.id);
            (membership.person_id, There { membership, enrolment })
        })
        .collect())
}

async fn classes(db: &DatabaseTransaction) -> Result<HashMap<ClassKey, i64>, ImportError> {
    let rows = class::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.organisation_id, row.school_year, row.name), row.id)).collect())
}

async fn write_classes(
    db: &DatabaseTransaction,
    wanted: impl Iterator<Item = (ClassKey, u8)>,
    there: &HashMap<ClassKey, i64>,
) -> Result<HashMap<ClassKey, i64>, ImportError> {
    let new: BTreeSet<(ClassKey, u8)> = wanted.filter(|(key, _)| !there.contains_key(key)).collect();
    let rows: Vec<class::ActiveModel> = new
        .into_iter()
        .map(|((school, year, name), grade)| class::ActiveModel {
            organisation_id: Set(school),
            school_year: Set(year),
            name: Set(name),
            grade: Set(i32::from(grade)),
            ..Default::default()
        })
        .collect();
    if rows.is_empty() {
        return Ok(there.clone());
    }
    for chunk in rows.chunks(CHUNK) {
        class::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    classes(db).await
}

async fn enrol(
    db: &DatabaseTransaction,
    to_enrol: &[(i64, i64, NaiveDate)],
    today: NaiveDate,
    now: Moment,
) -> Result<(), ImportError> {
    let memberships: HashMap<i64, i64> =
        there(db, today).await?.into_iter().map(|(person, there)| (person, there.membership.id)).collect();
    for chunk in to_enrol.chunks(CHUNK) {
        let rows = chunk.iter().filter_map(|(person, class, from)| {
            memberships.get(person).map(|membership| enrolment::ActiveModel {
                membership_id: Set(*membership),
                class_id: Set(*class),
                from_on: Set(*from),
                learned_at: Set(now),
                ..Default::default()
            })
        });
        enrolment::Entity::insert_many(rows).exec(db).await?;
    }
    Ok(())
}
