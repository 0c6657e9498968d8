//! E-mail addresses of a roster. By an address its owner signs in, so a list changes one no more freely than a form.

use super::{
    ImportError, Outcome, UndoError,
    ledger::rows_of,
    persons::Persons,
    right,
    scope::{Importer, Scope, office_of, reach},
};
use crate::{
    StoreError,
    access::audit::{self, Event},
    people::{entity::person, person::emails_out_of_hand},
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{OrganisationId, PersonId},
    people::roster::{Column, LineProblem, ProblemKind, StaffRecord, view::UndoObstacle},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The address that a line gives to somebody who has none or another, and the record of that person, if there is one.
fn given<'a>(record: &'a StaffRecord, persons: &'a Persons) -> Option<(&'a str, Option<&'a person::Model>)> {
    let email = record.email.as_deref()?;
    let person = persons.by_code.get(&record.code);
    let has_it = person.is_some_and(|person| person.email.as_deref() == Some(email));
    (!has_it).then_some((email, person))
}

/// Makes lines wrong whose address is somebody else's, or whose person's address is not whoever imports' to change.
pub async fn check(
    db: &impl ConnectionTrait,
    scope: &Scope,
    lines: &mut [(u64, Outcome<StaffRecord>)],
    persons: &Persons,
    today: NaiveDate,
) -> Result<(), ImportError> {
    let wanted: HashSet<String> =
        right(lines).filter_map(|record| Some(given(record, persons)?.0.to_owned())).collect();
    let changing: HashSet<i64> = right(lines).filter_map(|record| Some(given(record, persons)?.1?.id)).collect();
    let taken = taken(db, wanted).await?;
    let changing: Vec<i64> = changing.into_iter().collect();
    let who = scope.importer.actor().person();
    let out_of_hand = emails_out_of_hand(db, who, scope.office_of(), &changing, today).await?;
    for (_, outcome) in lines {
        let Ok(record) = &*outcome else { continue };
        let Some((email, person)) = given(record, persons) else { continue };
        let kind = if person.is_some_and(|person| out_of_hand.contains(&person.id)) {
            ProblemKind::EmailOfRoleHolder
        } else if taken.contains(email) {
            ProblemKind::EmailTaken
        } else {
            continue;
        };
        *outcome = Err(vec![LineProblem { column: Column::Email, kind }]);
    }
    Ok(())
}

/// Those of some addresses that somebody has.
async fn taken(db: &impl ConnectionTrait, emails: HashSet<String>) -> Result<HashSet<String>, StoreError> {
    let emails: Vec<String> = emails.into_iter().collect();
    let mut taken = HashSet::new();
    for chunk in emails.chunks(CHUNK) {
        let rows: Vec<(i64, String)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Email])
            .filter(person::Column::Email.is_in(chunk))
            .into_tuple()
            .all(db)
            .await?;
        taken.extend(rows.into_iter().map(|(_, email)| email));
    }
    Ok(taken)
}

/// Writes into the log whose address changes, as the form does: at the school of the line.
pub async fn note(
    db: &impl ConnectionTrait,
    scope: &Scope,
    lines: &[(u64, Outcome<StaffRecord>)],
    persons: &Persons,
    now: Moment,
) -> Result<(), StoreError> {
    let changed: BTreeMap<i64, Option<i64>> = right(lines)
        .filter_map(|record| {
            let person = given(record, persons)?.1?.id;
            Some((person, scope.schools.get(&record.school_code).copied()))
        })
        .collect();
    let node = scope.importer.organisation();
    let events = changed
        .into_iter()
        .map(|(person, school)| changed_by(scope.importer, school.map_or(node, OrganisationId), PersonId(person)));
    audit::record(db, events, now).await
}

fn changed_by(importer: Importer, node: OrganisationId, person: PersonId) -> Event {
    Event::new(importer.actor(), AuditAction::PersonChanged)
        .at(node)
        .about_person(person)
        .with(audit::details! { Changed: ["email"] })
}

/// Frees the addresses that an import gave to persons who were there before, so that theirs of before can come back.
///
/// # Errors
/// [`UndoObstacle::Emails`] when somebody else has one of these by now, or its person has a role now that makes it no
/// longer whoever imports' to change: else an old address would lead to a new role.
pub async fn free(
    db: &impl ConnectionTrait,
    importer: Importer,
    before: &[person::Model],
    today: NaiveDate,
    now: Moment,
) -> Result<(), UndoError> {
    let ids: Vec<i64> = before.iter().map(|row| row.id).collect();
    let held: HashMap<i64, Option<String>> =
        rows_of::<person::Entity>(db, &ids).await?.into_iter().map(|row| (row.id, row.email)).collect();
    let changed: Vec<&person::Model> = before.iter().filter(|row| held.get(&row.id) != Some(&row.email)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = changed.iter().map(|row| row.id).collect();
    let nodes = reach(db, importer, today).await?;
    let who = importer.actor().person();
    if !emails_out_of_hand(db, who, office_of(importer, &nodes), &ids, today).await?.is_empty() {
        return Err(UndoError::Obstacle(UndoObstacle::Emails));
    }
    for chunk in ids.chunks(CHUNK) {
        person::Entity::update_many()
            .col_expr(person::Column::Email, Expr::value(Option::<String>::None))
            .filter(person::Column::Id.is_in(chunk.iter().copied()))
            .exec(db)
            .await?;
    }
    let emails = changed.iter().filter_map(|row| row.email.clone()).collect();
    if !taken(db, emails).await?.is_empty() {
        return Err(UndoError::Obstacle(UndoObstacle::Emails));
    }
    let events = ids.into_iter().map(|person| changed_by(importer, importer.organisation(), PersonId(person)));
    Ok(audit::record(db, events, now).await?)
}
