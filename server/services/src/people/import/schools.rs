//! Writing a roster of schools.

use super::{CHUNK, ImportError, LineOutcome, outcomes, right, schools_by_code};
use crate::{
    access::Office,
    people::entity::{organisation, placement},
};
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    people::{
        OrganisationKind, collation_key,
        roster::{Outcome, SchoolRecord},
        search,
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use std::collections::HashMap;

pub async fn write(
    db: &DatabaseTransaction,
    office: &Office,
    lines: &[(u64, Outcome<SchoolRecord>)],
    now: Moment,
) -> Result<Vec<(u64, LineOutcome)>, ImportError> {
    let there = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .all(db)
        .await?;
    let there: HashMap<String, organisation::Model> = there.into_iter().map(|row| (row.code.clone(), row)).collect();
    let outcomes = outcomes(lines, |record| match there.get(&record.code) {
        None => LineOutcome::New,
        Some(row) if is_same(row, record) => LineOutcome::Unchanged,
        Some(_) => LineOutcome::Changed,
    });

    // A school is taken as open since the school year began, so that figures of that year have it.
    let opened_on = SchoolYear::containing(day_of(now)).first_day();
    let new: Vec<&SchoolRecord> = right(lines).filter(|record| !there.contains_key(&record.code)).collect();
    for chunk in new.chunks(CHUNK) {
        let rows = chunk.iter().map(|record| organisation::ActiveModel {
            kind: Set(OrganisationKind::School.as_str().to_owned()),
            code: Set(record.code.clone()),
            short_name: Set(record.name.clone()),
            opened_on: Set(opened_on),
            learned_at: Set(now),
            ..described(record)
        });
        organisation::Entity::insert_many(rows).exec(db).await?;
    }
    let ids = schools_by_code(db).await?;
    for chunk in new.chunks(CHUNK) {
        let rows = chunk.iter().filter_map(|record| ids.get(&record.code)).map(|school| placement::ActiveModel {
            organisation_id: Set(*school),
            parent_id: Set(office.node().0),
            from_on: Set(opened_on),
            learned_at: Set(now),
            ..Default::default()
        });
        placement::Entity::insert_many(rows).exec(db).await?;
    }
    for record in right(lines) {
        if let Some(row) = there.get(&record.code).filter(|row| !is_same(row, record)) {
            organisation::ActiveModel { id: Set(row.id), ..described(record) }.update(db).await?;
        }
    }
    Ok(outcomes)
}

fn is_same(row: &organisation::Model, record: &SchoolRecord) -> bool {
    row.name == record.name
        && row.level.as_deref() == Some(record.level.as_str())
        && row.address == record.address
        && row.email == record.email
}

fn described(record: &SchoolRecord) -> organisation::ActiveModel {
    organisation::ActiveModel {
        name: Set(record.name.clone()),
        level: Set(Some(record.level.as_str().to_owned())),
        address: Set(record.address.clone()),
        email: Set(record.email.clone()),
        sort_key: Set(collation_key(&record.name)),
        search_key: Set(search::fold(&record.name)),
        ..Default::default()
    }
}
