//! Writing a roster of schools.

use super::{CHUNK, ImportError, LineOutcome, outcomes, right, schools_by_code};
use crate::{
    access::{
        Office,
        audit::{self, Event},
    },
    people::{
        entity::{organisation, placement},
        organisations::{Nodes, OrganisationError, place},
    },
};
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, SchoolYear, day_of},
    ids::OrganisationId,
    people::{
        OrganisationKind, collation_key,
        roster::{Column, LineProblem, Outcome, ProblemKind, SchoolRecord},
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
    let today = day_of(now);
    let nodes = Nodes::load(db, office, today).await?;
    // The node above, where the roster names one: `Err` for a code that no node above schools has.
    let parent_of = |record: &SchoolRecord| match &record.parent_code {
        Some(code) => nodes.parent(code, today).map(|row| Some(OrganisationId(row.id))).map_err(|_| code.clone()),
        None => Ok(None),
    };
    let moves_to = |row: &organisation::Model, record: &SchoolRecord| {
        parent_of(record).ok().flatten().filter(|parent| nodes.parent_id(row.id) != Some(*parent))
    };
    let outcomes = outcomes(lines, |record| match (parent_of(record), there.get(&record.code)) {
        (Err(code), _) => {
            let kind = ProblemKind::UnknownOrganisation(code);
            LineOutcome::Wrong(vec![LineProblem { column: Column::ParentCode, kind }])
        }
        (_, None) => LineOutcome::New,
        (_, Some(row)) if is_same(row, record) && moves_to(row, record).is_none() => LineOutcome::Unchanged,
        (_, Some(_)) => LineOutcome::Changed,
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
        let rows = chunk.iter().filter_map(|record| {
            let parent = parent_of(record).ok().flatten().unwrap_or(office.node());
            Some(placement::ActiveModel {
                organisation_id: Set(*ids.get(&record.code)?),
                parent_id: Set(parent.0),
                from_on: Set(opened_on),
                learned_at: Set(now),
                ..Default::default()
            })
        });
        placement::Entity::insert_many(rows).exec(db).await?;
    }
    for record in right(lines) {
        if let Some(row) = there.get(&record.code).filter(|row| !is_same(row, record)) {
            organisation::ActiveModel { id: Set(row.id), ..described(record) }.update(db).await?;
        }
        let Some((school, parent)) = there.get(&record.code).and_then(|row| Some((row.id, moves_to(row, record)?)))
        else {
            continue;
        };
        match place(db, OrganisationId(school), parent, today, now).await {
            Ok(true) => {
                let event = Event::new(office.actor(), AuditAction::OrganisationMoved)
                    .at(OrganisationId(school))
                    .about(AuditSubject::Organisation, school)
                    .with(serde_json::json!({ "below": record.parent_code, "from": today }));
                audit::record(db, [event], now).await?;
            }
            // A move that is known to come stays; the roster does not overrule it.
            Ok(false) | Err(OrganisationError::BadDay) => {}
            Err(OrganisationError::Store(error)) => return Err(error.into()),
            Err(error) => return Err(crate::StoreError::Unreadable(error.to_string()).into()),
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
