//! Reading the log.

use super::{
    details,
    names::{Names, Wanted},
    query::Lines,
};
use crate::{
    Store, StoreError,
    access::{AccessError, Auditor, entity::audit_event},
    people::entity::organisation,
    store::known,
};
use domain::{
    access::audit::{AuditAction, AuditFilter, AuditLine, AuditPage, AuditSubject, AuditTarget},
    calendar::{Moment, day_of},
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// A page of the log of a node or school, newest lines first, as far as it is the reader's to see.
///
/// # Errors
/// When the database fails.
pub async fn audit_page(
    store: &Store,
    auditor: &Auditor,
    filter: &AuditFilter,
    page: u64,
    length: u64,
    now: Moment,
) -> Result<AuditPage, AccessError> {
    let db = store.read();
    let lines = Lines::of(auditor, filter, day_of(now));
    let (count, newest) = lines.count(db).await?;
    // A page beyond the last one shows the last one.
    let last = count.div_ceil(length.max(1)).max(1);
    let rows = lines.rows(db, newest, length, (page.clamp(1, last) - 1) * length).await?;
    let mut wanted = Wanted::default();
    if let Some(person) = filter.person {
        wanted.add(AuditSubject::Person, person.0);
    }
    let (lines, names) = named(db, rows, wanted).await?;
    let place = organisation::Entity::find_by_id(auditor.node.0).one(db).await?.ok_or(AccessError::NotFound)?;
    Ok(AuditPage { place: place.name, count, lines, person: filter.person.map(|person| names.person(person.0)) })
}

/// The lines with names, and the names.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    rows: Vec<audit_event::Model>,
    mut wanted: Wanted,
) -> Result<(Vec<AuditLine>, Names), StoreError> {
    for row in &rows {
        if let Some(actor) = row.actor_person_id {
            wanted.add(AuditSubject::Person, actor);
        }
        if let Some(organisation) = row.organisation_id {
            wanted.add(AuditSubject::Organisation, organisation);
        }
        if let (Some(kind), Some(id)) = (subject_kind(row)?, row.subject_id) {
            wanted.add(kind, id);
        }
        for (kind, id) in details::references(&row.details) {
            wanted.add(kind, id);
        }
    }
    let names = Names::of(db, wanted).await?;
    let lines = rows.into_iter().map(|row| line(row, &names)).collect::<Result<_, _>>()?;
    Ok((lines, names))
}

fn subject_kind(row: &audit_event::Model) -> Result<Option<AuditSubject>, StoreError> {
    row.subject_kind.as_deref().map(|word| known(word, AuditSubject::from_word)).transpose()
}

fn line(row: audit_event::Model, names: &Names) -> Result<AuditLine, StoreError> {
    let target = match (subject_kind(&row)?, row.subject_id) {
        (Some(AuditSubject::Person), Some(id)) => Some(AuditTarget::Person(names.person(id))),
        (Some(kind), Some(id)) => Some(AuditTarget::Thing { kind, name: names.thing(kind, id) }),
        _ => None,
    };
    Ok(AuditLine {
        at: row.happened_at,
        actor: row.actor_person_id.map(|actor| names.person(actor)),
        address: row.address,
        action: known(&row.action, AuditAction::from_word)?,
        target,
        place: row.organisation_id.and_then(|node| names.thing(AuditSubject::Organisation, node)),
        details: details::read(&row.details, names),
    })
}
