//! The audit log: who did what to whom, when, from where.
//!
//! It is written in the transaction of the change it tells of, and the database refuses to alter it.
//! It holds ids and words, never names, so that a person who was made anonymous is so here, too.

mod details;
mod export;
mod names;
mod query;
mod read;
mod written;

pub use export::{Exported, export_audit};
pub use read::audit_page;
pub(crate) use written::{Details, details};

use super::{Actor, entity::audit_event};
use crate::{
    StoreError,
    people::entity::membership,
    store::{CHUNK, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::Moment,
    ids::{ClassId, OrganisationId, PersonId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// One line of the log, to be written.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    actor: Actor,
    action: AuditAction,
    organisation: Option<OrganisationId>,
    subject: Option<(AuditSubject, i64)>,
    details: Details,
}

impl Event {
    /// Somebody did something.
    pub(crate) fn new(actor: Actor, action: AuditAction) -> Self {
        Self { actor, action, organisation: None, subject: None, details: Details::default() }
    }

    /// At this school or node: whoever leads it may read the line.
    pub(crate) const fn at(mut self, organisation: OrganisationId) -> Self {
        self.organisation = Some(organisation);
        self
    }

    /// To this person.
    pub(crate) const fn about_person(self, person: PersonId) -> Self {
        self.about(AuditSubject::Person, person.0)
    }

    /// To this class.
    pub(crate) const fn about_class(self, class: ClassId) -> Self {
        self.about(AuditSubject::Class, class.0)
    }

    /// To this thing.
    pub(crate) const fn about(mut self, kind: AuditSubject, id: i64) -> Self {
        self.subject = Some((kind, id));
        self
    }

    /// With particulars.
    pub(crate) fn with(mut self, details: Details) -> Self {
        self.details = details;
        self
    }
}

/// Writes lines into the log, within the transaction of what they tell of.
///
/// # Errors
/// When the database fails.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    events: impl IntoIterator<Item = Event>,
    now: Moment,
) -> Result<(), StoreError> {
    let rows: Vec<audit_event::ActiveModel> = events
        .into_iter()
        .map(|event| audit_event::ActiveModel {
            happened_at: Set(now),
            actor_person_id: Set(event.actor.person().map(|person| person.0)),
            address: Set(event.actor.address().map(|address| address.to_string())),
            action: Set(event.action.as_str().to_owned()),
            organisation_id: Set(event.organisation.map(|node| node.0)),
            subject_kind: Set(event.subject.map(|(kind, _)| kind.as_str().to_owned())),
            subject_id: Set(event.subject.map(|(_, id)| id)),
            details: Set(event.details.into_json()),
            ..Default::default()
        })
        .collect();
    for chunk in rows.chunks(CHUNK) {
        audit_event::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(())
}

/// Where a line about a person is read: at the school to which they belong, else at another node.
///
/// # Errors
/// When the database fails.
pub(crate) async fn place_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    day: NaiveDate,
    otherwise: OrganisationId,
) -> Result<OrganisationId, StoreError> {
    let membership = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(open_on!(membership, day))
        .order_by_asc(membership::Column::Id)
        .one(db)
        .await?;
    Ok(membership.map_or(otherwise, |row| OrganisationId(row.organisation_id)))
}
