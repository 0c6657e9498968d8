//! Closing a node.

use super::{
    OrganisationError,
    nodes::Nodes,
    there::{end_all, open_there},
};
use crate::{
    Store, Turn,
    access::{
        Office,
        audit::{self, Event},
    },
    people::entity::organisation,
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, day_of},
    ids::OrganisationId,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};

/// Closes a node: `on` is the first day on which it is no longer there. Its place in the tree stays, so that whoever is
/// above it can still look at what was.
///
/// # Errors
/// [`OrganisationError::ChildrenOpen`] while nodes below it are open, [`OrganisationError::MembersOpen`] while anybody
/// belongs there or has a duty or role there, unless all that is to end with it (`end_members`).
pub async fn close_organisation(
    store: &Store,
    office: &Office,
    code: &str,
    on: NaiveDate,
    end_members: bool,
    now: Moment,
) -> Result<(), OrganisationError> {
    let transaction = store.begin(Turn::Roster).await?;
    let nodes = Nodes::load(&transaction, office, day_of(now)).await?;
    let row = nodes.below(code)?;
    if row.closed_on.is_some() {
        return Err(OrganisationError::Closed);
    }
    if on <= row.opened_on {
        return Err(OrganisationError::BadDay);
    }
    // Whoever stands below it now or later must be gone by then.
    let children = nodes.placements.iter().filter(|placement| placement.parent.0 == row.id);
    let is_open =
        |child: OrganisationId| nodes.get(child).is_some_and(|child| child.closed_on.is_none_or(|closed| closed > on));
    if children.filter(|child| child.span.to.is_none_or(|to| to > on)).any(|child| is_open(child.node)) {
        return Err(OrganisationError::ChildrenOpen);
    }
    let open = open_there(&transaction, row.id, on).await?;
    if !open.is_empty() && !end_members {
        return Err(OrganisationError::MembersOpen);
    }
    end_all(&transaction, row.id, on, now).await?;
    shut(&transaction, row, on).await?;
    let event = Event::new(office.actor(), AuditAction::OrganisationClosed)
        .at(OrganisationId(row.id))
        .about(AuditSubject::Organisation, row.id)
        .with(audit::details! {
            On: on, Staff: open.staff, Pupils: open.pupils, Responsibilities: open.responsibilities,
            Roles: open.roles,
        });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn shut(
    db: &impl ConnectionTrait,
    row: &organisation::Model,
    on: NaiveDate,
) -> Result<(), OrganisationError> {
    let mut closed: organisation::ActiveModel = row.clone().into();
    closed.closed_on = Set(Some(on));
    closed.update(db).await?;
    Ok(())
}
