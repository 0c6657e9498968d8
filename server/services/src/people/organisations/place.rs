//! Moving a node below another.

use super::{OrganisationError, nodes::Nodes};
use crate::{
    Store, Turn,
    access::{
        Office,
        audit::{self, Event},
    },
    people::entity::placement,
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, day_of},
    ids::OrganisationId,
    people::placement::makes_circle,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// Moves a node below another of the office's subtree, from a day on.
///
/// # Errors
/// [`OrganisationError::NotFound`] for a node that is not below the office's, [`OrganisationError::BadParent`] for one
/// below which nothing may stand, [`OrganisationError::Circle`] for one below the node itself,
/// [`OrganisationError::BadDay`] for a day before the node was there or before a move that is known.
pub async fn move_organisation(
    store: &Store,
    office: &Office,
    code: &str,
    parent: &str,
    from: NaiveDate,
    now: Moment,
) -> Result<(), OrganisationError> {
    let transaction = store.begin(Turn::Roster).await?;
    let nodes = Nodes::load(&transaction, office, day_of(now)).await?;
    let row = nodes.below(code)?;
    if row.closed_on.is_some() {
        return Err(OrganisationError::Closed);
    }
    let parent = nodes.parent(parent, from)?;
    let (node, above) = (OrganisationId(row.id), OrganisationId(parent.id));
    if makes_circle(&nodes.placements, node, above, from) {
        return Err(OrganisationError::Circle);
    }
    if !place(&transaction, node, above, from, now).await? {
        return Ok(());
    }
    let event = Event::new(office.actor(), AuditAction::OrganisationMoved)
        .at(node)
        .about(AuditSubject::Organisation, node.0)
        .with(audit::details! { Below: parent.code, From: from });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends a node's place on a day and begins another; tells whether anything changed.
///
/// # Errors
/// [`OrganisationError::BadDay`] when the node has no place on that day, or another one known to come.
pub async fn place(
    db: &impl ConnectionTrait,
    node: OrganisationId,
    parent: OrganisationId,
    from: NaiveDate,
    now: Moment,
) -> Result<bool, OrganisationError> {
    let rows = placement::Entity::find()
        .filter(placement::Column::OrganisationId.eq(node.0))
        .filter(placement::Column::VoidedAt.is_null())
        .filter(Condition::any().add(placement::Column::ToOn.is_null()).add(placement::Column::ToOn.gt(from)))
        .order_by_asc(placement::Column::FromOn)
        .all(db)
        .await?;
    let [current] = rows.as_slice() else { return Err(OrganisationError::BadDay) };
    if current.from_on > from || current.to_on.is_some() {
        return Err(OrganisationError::BadDay);
    }
    if current.parent_id == parent.0 {
        return Ok(false);
    }
    let mut ended: placement::ActiveModel = current.clone().into();
    if current.from_on == from {
        ended.voided_at = Set(Some(now));
    } else {
        ended.to_on = Set(Some(from));
        ended.end_learned_at = Set(Some(now));
    }
    ended.update(db).await?;
    placement::ActiveModel {
        organisation_id: Set(node.0),
        parent_id: Set(parent.0),
        from_on: Set(from),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(true)
}
