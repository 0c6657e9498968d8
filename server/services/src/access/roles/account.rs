//! Shutting an account and opening it again.

use super::RoleError;
use crate::{
    Store, Turn,
    access::{
        AccountShutter,
        audit::{self, Event, place_of, record},
        entity::{account, role_grant, session},
    },
    people,
    store::open_on,
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::OrganisationId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// Shuts a person's account: its sessions end, and it opens no other.
///
/// # Errors
/// [`RoleError::OwnAccount`], [`RoleError::OtherRoles`] for somebody with a role out of the keeper's reach,
/// [`RoleError::NotFound`] without an open account.
pub async fn disable_account(store: &Store, keeper: &AccountShutter, now: Moment) -> Result<(), RoleError> {
    switch(store, keeper, Some(now), now).await
}

/// Opens an account that was shut.
///
/// # Errors
/// As [`disable_account`].
pub async fn enable_account(store: &Store, keeper: &AccountShutter, now: Moment) -> Result<(), RoleError> {
    switch(store, keeper, None, now).await
}

async fn switch(
    store: &Store,
    keeper: &AccountShutter,
    disabled_at: Option<Moment>,
    now: Moment,
) -> Result<(), RoleError> {
    let (giver, person, today) = (&keeper.giver, keeper.person, day_of(now));
    if giver.actor.person() == Some(person) {
        return Err(RoleError::OwnAccount);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let roles = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .filter(open_on!(role_grant, today))
        .all(&transaction)
        .await?;
    let reach = people::tree_on(store, today).await?.subtree(giver.node);
    if roles.iter().any(|role| !reach.contains(&OrganisationId(role.organisation_id))) {
        return Err(RoleError::OtherRoles);
    }
    let is_to_switch = if disabled_at.is_some() {
        account::Column::DisabledAt.is_null()
    } else {
        account::Column::DisabledAt.is_not_null()
    };
    let accounts = account::Entity::find()
        .filter(account::Column::PersonId.eq(person.0))
        .filter(is_to_switch)
        .all(&transaction)
        .await?;
    if accounts.is_empty() {
        return Err(RoleError::NotFound);
    }
    let ids: Vec<i64> = accounts.iter().map(|account| account.id).collect();
    let mut ended = 0;
    if disabled_at.is_some() {
        let sessions = session::Entity::delete_many().filter(session::Column::AccountId.is_in(ids.clone()));
        ended = sessions.exec(&transaction).await?.rows_affected;
    }
    account::Entity::update_many()
        .col_expr(account::Column::DisabledAt, Expr::value(disabled_at))
        .filter(account::Column::Id.is_in(ids))
        .exec(&transaction)
        .await?;
    let place = if giver.is_school { giver.node } else { place_of(&transaction, person, today, giver.node).await? };
    let (action, details) = if disabled_at.is_some() {
        (AuditAction::AccountDisabled, audit::details! { Sessions: ended })
    } else {
        (AuditAction::AccountEnabled, audit::Details::default())
    };
    let event = Event::new(giver.actor, action).at(place).about_person(person).with(details);
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
