//! Accounts and roles.

use super::{
    AccessError, Office,
    audit::{Event, place_of, record},
    entity::{account, role_grant},
    password,
};
use crate::{Store, Turn};
use chrono::NaiveDate;
use domain::{
    access::{Role, audit::AuditAction, credentials},
    calendar::{Moment, day_of},
    ids::{AccountId, OrganisationId, PersonId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

/// Credentials to be made for a person.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Whose.
    pub person: PersonId,
    /// User name, as typed.
    pub username: String,
    /// Password, as typed.
    pub password: String,
}

/// Gives a person an account.
///
/// # Errors
/// When the user name is taken, or name or password cannot be. Passwords of the demo are taken on a demo only.
pub async fn create_account(
    store: &Store,
    office: &Office,
    new: NewAccount,
    now: Moment,
) -> Result<AccountId, AccessError> {
    let is_demo = super::installation(store).await?.is_some_and(|installation| installation.is_demo);
    if !(is_demo && credentials::is_demo_password(&new.password)) {
        credentials::check_new_password(&new.password)?;
    }
    let username = credentials::username(&new.username)?;
    let hash = password::hash(new.password).await?;
    let transaction = store.begin(Turn::Roster).await?;
    let id = insert_account(&transaction, new.person, username, hash, now).await?;
    let place = place_of(&transaction, new.person, day_of(now), office.node()).await?;
    let event = Event::new(office.actor(), AuditAction::AccountCreated).at(place).to_person(new.person);
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(id)
}

pub(super) async fn insert_account(
    db: &impl ConnectionTrait,
    person: PersonId,
    username: String,
    password_hash: String,
    now: Moment,
) -> Result<AccountId, AccessError> {
    let taken = account::Entity::find().filter(account::Column::Username.eq(username.as_str())).one(db).await?;
    if taken.is_some() {
        return Err(AccessError::UsernameTaken);
    }
    let account = account::ActiveModel {
        person_id: Set(person.0),
        username: Set(username),
        password_hash: Set(password_hash),
        created_at: Set(now),
        ..Default::default()
    };
    Ok(AccountId(account.insert(db).await?.id))
}

/// Gives a person a role at a node, from a day on, as an installation is filled; whoever gives a role later on uses
/// [`give_role`](super::give_role), which asks more.
///
/// # Errors
/// When the database fails.
pub async fn grant_role(
    store: &Store,
    office: &Office,
    person: PersonId,
    role: Role,
    node: OrganisationId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    insert_grant(&transaction, person, role, node, from, now).await?;
    let event = Event::new(office.actor(), AuditAction::RoleGranted)
        .at(node)
        .to_person(person)
        .with(json!({ "role": role, "from_on": from }));
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn insert_grant(
    db: &impl ConnectionTrait,
    person: PersonId,
    role: Role,
    node: OrganisationId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), AccessError> {
    role_grant::ActiveModel {
        person_id: Set(person.0),
        organisation_id: Set(node.0),
        role: Set(role.as_str().to_owned()),
        from_on: Set(from),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(())
}
