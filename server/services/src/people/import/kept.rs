//! The record of an import: its files, how far it is, and what it wrote.

use super::{
    ImportError, Importer, RosterFile,
    entity::{roster_import, roster_import_file},
    ledger::Ledger,
};
use crate::{
    StoreError,
    access::audit::{self, Event},
    files::digest,
    store::{from_json, known, to_json},
};
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::Moment,
    ids::{ImportId, OrganisationId},
    people::roster::{
        Mapping,
        view::{ImportState, OutcomeCounts},
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use std::collections::BTreeSet;

/// A file that comes in, with the mapping chosen for it if one was.
pub struct Source<'a> {
    pub file: &'a RosterFile,
    pub mapping: Option<&'a Mapping>,
}

/// What was decided about an import.
pub struct Decision {
    pub counts: OutcomeCounts,
    /// Schools there already that it touches.
    pub schools: BTreeSet<i64>,
    pub good_lines_only: bool,
}

/// Keeps the files of a new import.
pub async fn open(
    db: &impl ConnectionTrait,
    importer: Importer,
    sources: &[Source<'_>],
    now: Moment,
) -> Result<ImportId, StoreError> {
    let row = roster_import::ActiveModel {
        organisation_id: Set(importer.organisation().0),
        by_person_id: Set(importer.actor().person().map(|person| person.0)),
        state: Set(ImportState::Open.as_str().to_owned()),
        uploaded_at: Set(now),
        good_lines_only: Set(false),
        counts: Set(to_json(&OutcomeCounts::default())?),
        school_ids: Set(json!([])),
        ..Default::default()
    };
    let import = row.insert(db).await?.id;
    let mut files = Vec::with_capacity(sources.len());
    for (position, source) in (0..).zip(sources) {
        // A path on somebody's machine is nobody's business.
        let name = source.file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        files.push(roster_import_file::ActiveModel {
            import_id: Set(import),
            position: Set(position),
            name: Set(domain::people::roster::clean(name)),
            digest: Set(digest(&source.file.content)),
            content: Set(source.file.content.clone()),
            mapping: Set(source.mapping.map(to_json).transpose()?),
            ..Default::default()
        });
    }
    roster_import_file::Entity::insert_many(files).exec_without_returning(db).await?;
    Ok(ImportId(import))
}

/// The import with an id, if it is the importer's.
pub async fn import_of(
    db: &impl ConnectionTrait,
    importer: Importer,
    import: ImportId,
) -> Result<(roster_import::Model, ImportState), ImportError> {
    let row = roster_import::Entity::find_by_id(import.0)
        .filter(roster_import::Column::OrganisationId.eq(importer.organisation().0))
        .one(db)
        .await?
        .ok_or(ImportError::NotFound)?;
    let state = known(&row.state, ImportState::from_word)?;
    Ok((row, state))
}

/// The file of an import that was uploaded, with the mapping chosen for it if one was.
pub async fn file_of(
    db: &impl ConnectionTrait,
    import: ImportId,
) -> Result<(RosterFile, Option<Mapping>, roster_import_file::Model), ImportError> {
    let row = roster_import_file::Entity::find()
        .filter(roster_import_file::Column::ImportId.eq(import.0))
        .filter(roster_import_file::Column::Position.eq(0))
        .one(db)
        .await?
        .ok_or(ImportError::NotFound)?;
    let mapping = row.mapping.clone().map(from_json).transpose()?;
    Ok((RosterFile { name: row.name.clone(), content: row.content.clone() }, mapping, row))
}

/// Keeps what an import wrote, and that it is taken, within the transaction of the writing.
pub async fn take(
    db: &impl ConnectionTrait,
    importer: Importer,
    import: ImportId,
    ledger: Ledger,
    decision: &Decision,
    now: Moment,
) -> Result<(), StoreError> {
    ledger.keep(db, import.0).await?;
    let row = roster_import::ActiveModel {
        id: Set(import.0),
        state: Set(ImportState::Taken.as_str().to_owned()),
        taken_at: Set(Some(now)),
        good_lines_only: Set(decision.good_lines_only),
        counts: Set(to_json(&decision.counts)?),
        school_ids: Set(to_json(&decision.schools)?),
        ..Default::default()
    };
    row.update(db).await?;
    let counts = decision.counts;
    let details = audit::details! { New: counts.new, Changed: counts.changed, LeftOut: counts.wrong };
    note(db, importer, import, AuditAction::RosterImported, &decision.schools, &details, now).await
}

/// Writes into the log at the importer's node and at each school, so that whoever leads one reads of it.
pub async fn note(
    db: &impl ConnectionTrait,
    importer: Importer,
    import: ImportId,
    action: AuditAction,
    schools: &BTreeSet<i64>,
    details: &audit::Details,
    now: Moment,
) -> Result<(), StoreError> {
    let mut nodes = schools.clone();
    nodes.insert(importer.organisation().0);
    let events = nodes.into_iter().map(|node| {
        Event::new(importer.actor(), action)
            .at(OrganisationId(node))
            .about(AuditSubject::RosterImport, import.0)
            .with(details.clone())
    });
    audit::record(db, events, now).await
}
