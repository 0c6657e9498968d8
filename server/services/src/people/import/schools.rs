//! A roster of schools.

use super::{ImportError, LineOutcome, Outcome, ledger::Ledger, outcomes, persons::note, right, scope::Scope};
use crate::people::entity::{organisation, placement};
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    people::{
        OrganisationKind, SchoolLevel, collation_key,
        roster::{Change, Column, Mapping, SchoolRecord, cells::write_level},
        search,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::HashMap;

/// The schools of the installation, by code.
pub async fn load(db: &impl ConnectionTrait) -> Result<HashMap<String, organisation::Model>, ImportError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

/// What each line would do.
pub fn decide(
    lines: &[(u64, Outcome<SchoolRecord>)],
    mapping: &Mapping,
    there: &HashMap<String, organisation::Model>,
) -> Vec<(u64, LineOutcome)> {
    outcomes(lines, |record| match there.get(&record.code) {
        None => LineOutcome::New,
        Some(row) => changed(changes(row, record, mapping)),
    })
}

fn changed(changes: Vec<Change>) -> LineOutcome {
    if changes.is_empty() { LineOutcome::Unchanged } else { LineOutcome::Changed(changes) }
}

fn changes(row: &organisation::Model, record: &SchoolRecord, mapping: &Mapping) -> Vec<Change> {
    let mut changes = Vec::new();
    let level = row.level.as_deref().and_then(SchoolLevel::from_word).map_or("", write_level);
    note(&mut changes, Column::SchoolName, &row.name, &record.name);
    note(&mut changes, Column::Level, level, write_level(record.level));
    if mapping.has(Column::Address) {
        note(&mut changes, Column::Address, &row.address, &record.address);
    }
    if mapping.has(Column::Email) {
        note(&mut changes, Column::Email, &row.email, &record.email);
    }
    changes
}

/// Writes the right lines; schools that come in are within reach from then on.
pub async fn write(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    scope: &mut Scope,
    lines: &[(u64, Outcome<SchoolRecord>)],
    mapping: &Mapping,
    there: &HashMap<String, organisation::Model>,
    now: Moment,
) -> Result<(), ImportError> {
    // A school is taken as open since the school year began, so that figures of that year have it.
    let opened_on = SchoolYear::containing(day_of(now)).first_day();
    let new = right(lines).filter(|record| !there.contains_key(&record.code)).map(|record| organisation::ActiveModel {
        kind: Set(OrganisationKind::School.as_str().to_owned()),
        code: Set(record.code.clone()),
        name: Set(record.name.clone()),
        short_name: Set(record.name.clone()),
        level: Set(Some(record.level.as_str().to_owned())),
        address: Set(record.address.clone()),
        email: Set(record.email.clone()),
        sort_key: Set(collation_key(&record.name)),
        search_key: Set(search::fold(&record.name)),
        opened_on: Set(opened_on),
        learned_at: Set(now),
        ..Default::default()
    });
    let new: Vec<organisation::ActiveModel> = new.collect();
    let written = ledger.insert::<organisation::Entity>(db, new).await?;
    let places = written.iter().map(|school| placement::ActiveModel {
        organisation_id: Set(school.id),
        parent_id: Set(scope.importer.organisation().0),
        from_on: Set(opened_on),
        learned_at: Set(now),
        ..Default::default()
    });
    ledger.insert::<placement::Entity>(db, places.collect()).await?;
    for school in written {
        scope.add(school.code, school.id);
    }
    let over = |row: &organisation::Model, record: &SchoolRecord| organisation::Model {
        name: record.name.clone(),
        level: Some(record.level.as_str().to_owned()),
        address: if mapping.has(Column::Address) { record.address.clone() } else { row.address.clone() },
        email: if mapping.has(Column::Email) { record.email.clone() } else { row.email.clone() },
        sort_key: collation_key(&record.name),
        search_key: search::fold(&record.name),
        ..row.clone()
    };
    let changed = right(lines)
        .filter_map(|record| Some((there.get(&record.code)?, record)))
        .filter(|(row, record)| !changes(row, record, mapping).is_empty())
        .map(|(row, record)| (row.clone(), over(row, record)));
    ledger.change::<organisation::Entity>(db, changed.collect()).await?;
    Ok(())
}
