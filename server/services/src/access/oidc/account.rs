//! From an identity of the provider to an account of ours.

use super::provider::{Identity, OidcError};
use crate::{
    Store, Turn,
    access::{
        Anyone,
        audit::{self, Event, record},
        entity::{account, account_identity, role_grant},
        password,
    },
    people::entity::{membership, person},
    store::open_on,
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::PersonId,
    people::MembershipKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

/// The account that an identity signs in to: the one it is joined to, else that of the member of staff with its
/// address, which it is joined to from now on. Who has no account yet gets one without a password.
pub(super) async fn account_of(
    store: &Store,
    caller: Anyone,
    identity: Identity,
    now: Moment,
) -> Result<account::Model, OidcError> {
    let transaction = store.begin(Turn::Roster).await.map_err(OidcError::from)?;
    let joined = account_identity::Entity::find()
        .filter(account_identity::Column::Issuer.eq(identity.issuer.as_str()))
        .filter(account_identity::Column::Subject.eq(identity.subject.as_str()))
        .one(&transaction)
        .await
        .map_err(crate::StoreError::from)?;
    let found = match joined {
        Some(joined) => {
            account::Entity::find_by_id(joined.account_id).one(&transaction).await.map_err(crate::StoreError::from)?
        }
        None => Some(join(&transaction, caller, identity, now).await?),
    };
    let account = found.filter(|account| account.disabled_at.is_none()).ok_or(OidcError::Unknown)?;
    transaction.commit().await.map_err(crate::StoreError::from)?;
    Ok(account)
}

async fn join(
    db: &DatabaseTransaction,
    caller: Anyone,
    identity: Identity,
    now: Moment,
) -> Result<account::Model, OidcError> {
    let email = identity.email.ok_or(OidcError::NoAddress)?;
    let person = person::Entity::find()
        .filter(person::Column::Email.eq(email.as_str()))
        .one(db)
        .await
        .map_err(crate::StoreError::from)?
        .ok_or(OidcError::Unknown)?;
    if !works_here(db, person.id, now).await? {
        return Err(OidcError::Unknown);
    }
    let account = account::Entity::find()
        .filter(account::Column::PersonId.eq(person.id))
        .one(db)
        .await
        .map_err(crate::StoreError::from)?;
    let actor = caller.actor(PersonId(person.id));
    let account = match account {
        Some(account) => account,
        None => {
            let new = account::ActiveModel {
                person_id: Set(person.id),
                username: Set(email),
                password_hash: Set(password::NONE.to_owned()),
                created_at: Set(now),
                ..Default::default()
            };
            let event = Event::new(actor, AuditAction::AccountCreated).about_person(PersonId(person.id));
            record(db, [event], now).await?;
            new.insert(db).await.map_err(crate::StoreError::from)?
        }
    };
    if account.disabled_at.is_some() {
        return Err(OidcError::Unknown);
    }
    account_identity::ActiveModel {
        account_id: Set(account.id),
        issuer: Set(identity.issuer.clone()),
        subject: Set(identity.subject),
        linked_at: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(crate::StoreError::from)?;
    let event = Event::new(actor, AuditAction::IdentityLinked).about_person(PersonId(person.id));
    record(db, [event.with(audit::details! { Issuer: identity.issuer })], now).await?;
    Ok(account)
}

/// Whether somebody works at a school or has a role today; pupils do not come this way.
async fn works_here(db: &DatabaseTransaction, person: i64, now: Moment) -> Result<bool, crate::StoreError> {
    let today = day_of(now);
    let membership = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, today))
        .one(db)
        .await?;
    let grant = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person))
        .filter(open_on!(role_grant, today))
        .one(db)
        .await?;
    Ok(membership.is_some() || grant.is_some())
}
