//! A roster of schools.

use super::{ImportError, LineOutcome, Outcome, ledger::Ledger, outcomes, persons::note, right, scope::Scope};
use crate::{
    access::Office,
    people::{
        entity::{organisation, placement},
        organisations::Nodes,
    },
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    ids::OrganisationId,
    people::{
        OrganisationKind, SchoolLevel, collation_key,
        roster::{Change, Column, LineProblem, Mapping, ProblemKind, SchoolRecord, cells::write_level},
        search,
    },
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::HashMap;

/// The schools of the installation and the tree they stand in.
pub struct Places {
    /// By code.
    schools: HashMap<String, organisation::Model>,
    nodes: Nodes,
    /// The places that begin or go on today, by school; a school with another place to come has none here.
    placements: HashMap<i64, placement::Model>,
    today: NaiveDate,
}

impl Places {
    /// The node above a school where its line names one: `Err` where no node above schools has the code.
    fn parent(&self, record: &SchoolRecord) -> Result<Option<OrganisationId>, String> {
        match &record.parent_code {
            Some(code) => match self.nodes.parent(code, self.today) {
                Ok(row) => Ok(Some(OrganisationId(row.id))),
                Err(_) => Err(code.clone()),
            },
            None => Ok(None),
        }
    }

    /// The place that ends and the node below which a school moves, where its line says another than the one it has.
    /// A move that is known to come stays: the roster does not overrule it.
    fn move_of(&self, school: i64, record: &SchoolRecord) -> Option<(&placement::Model, OrganisationId)> {
        let parent = self.parent(record).ok().flatten()?;
        let current = self.placements.get(&school)?;
        (current.parent_id != parent.0).then_some((current, parent))
    }

    fn code_of(&self, node: i64) -> String {
        self.nodes.get(OrganisationId(node)).map(|row| row.code.clone()).unwrap_or_default()
    }
}

/// The schools of the installation and the tree below the office.
pub async fn load(db: &impl ConnectionTrait, office: &Office, today: NaiveDate) -> Result<Places, ImportError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .all(db)
        .await?;
    let schools = rows.into_iter().map(|row| (row.code.clone(), row)).collect();
    let open = placement::Entity::find()
        .filter(placement::Column::VoidedAt.is_null())
        .filter(Condition::any().add(placement::Column::ToOn.is_null()).add(placement::Column::ToOn.gt(today)))
        .all(db)
        .await?;
    let mut by_school: HashMap<i64, Vec<placement::Model>> = HashMap::new();
    for row in open {
        by_school.entry(row.organisation_id).or_default().push(row);
    }
    let only = by_school.into_iter().filter_map(|(school, rows)| match <[placement::Model; 1]>::try_from(rows) {
        Ok([row]) if row.from_on <= today && row.to_on.is_none() => Some((school, row)),
        _ => None,
    });
    let placements = only.collect();
    Ok(Places { schools, nodes: Nodes::load(db, office, today).await?, placements, today })
}

/// What each line would do.
pub fn decide(lines: &[(u64, Outcome<SchoolRecord>)], mapping: &Mapping, places: &Places) -> Vec<(u64, LineOutcome)> {
    outcomes(lines, |record| match (places.parent(record), places.schools.get(&record.code)) {
        (Err(code), _) => {
            let kind = ProblemKind::UnknownOrganisation(code);
            LineOutcome::Wrong(vec![LineProblem { column: Column::ParentCode, kind }])
        }
        (Ok(_), None) => LineOutcome::New,
        (Ok(_), Some(row)) => {
            let mut changes = changes(row, record, mapping);
            if let Some((current, parent)) = places.move_of(row.id, record) {
                let (before, after) = (places.code_of(current.parent_id), places.code_of(parent.0));
                note(&mut changes, Column::ParentCode, &before, &after);
            }
            changed(changes)
        }
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

/// The lines that [`decide`] finds nothing wrong with.
fn to_write<'a>(
    lines: &'a [(u64, Outcome<SchoolRecord>)],
    places: &'a Places,
) -> impl Iterator<Item = &'a SchoolRecord> {
    right(lines).filter(|record| places.parent(record).is_ok())
}

/// Schools that would come in are within reach of the tables that follow, as they are once they are written.
pub fn foresee(scope: &mut Scope, lines: &[(u64, Outcome<SchoolRecord>)], places: &Places) {
    let new = to_write(lines, places).filter(|record| !places.schools.contains_key(&record.code));
    // No row has an id below zero, so nothing is found there.
    for (place, record) in (1..).zip(new) {
        scope.add(record.code.clone(), -place);
    }
}

/// Writes the right lines; schools that come in are within reach from then on.
pub async fn write(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    scope: &mut Scope,
    lines: &[(u64, Outcome<SchoolRecord>)],
    mapping: &Mapping,
    places: &Places,
    now: Moment,
) -> Result<(), ImportError> {
    let there = &places.schools;
    // A school is taken as open since the school year began, so that figures of that year have it.
    let opened_on = SchoolYear::containing(day_of(now)).first_day();
    let new = to_write(lines, places).filter(|record| !there.contains_key(&record.code)).map(|record| {
        organisation::ActiveModel {
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
        }
    });
    let new: Vec<organisation::ActiveModel> = new.collect();
    let written = ledger.insert::<organisation::Entity>(db, new).await?;
    let parents: HashMap<&str, OrganisationId> = to_write(lines, places)
        .filter_map(|record| Some((record.code.as_str(), places.parent(record).ok().flatten()?)))
        .collect();
    let office = scope.importer.organisation();
    let begun = |school: i64, parent: OrganisationId, from: NaiveDate| placement::ActiveModel {
        organisation_id: Set(school),
        parent_id: Set(parent.0),
        from_on: Set(from),
        learned_at: Set(now),
        ..Default::default()
    };
    let mut new_places: Vec<placement::ActiveModel> = written
        .iter()
        .map(|school| begun(school.id, parents.get(school.code.as_str()).copied().unwrap_or(office), opened_on))
        .collect();
    let mut ended = Vec::new();
    for record in to_write(lines, places) {
        let Some(row) = there.get(&record.code) else { continue };
        let Some((current, parent)) = places.move_of(row.id, record) else { continue };
        let over = if current.from_on == places.today {
            placement::Model { voided_at: Some(now), ..current.clone() }
        } else {
            placement::Model { to_on: Some(places.today), end_learned_at: Some(now), ..current.clone() }
        };
        ended.push((current.clone(), over));
        new_places.push(begun(row.id, parent, places.today));
    }
    ledger.change::<placement::Entity>(db, ended).await?;
    ledger.insert::<placement::Entity>(db, new_places).await?;
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
    let changed = to_write(lines, places)
        .filter_map(|record| Some((there.get(&record.code)?, record)))
        .filter(|(row, record)| !changes(row, record, mapping).is_empty())
        .map(|(row, record)| (row.clone(), over(row, record)));
    ledger.change::<organisation::Entity>(db, changed.collect()).await?;
    Ok(())
}
