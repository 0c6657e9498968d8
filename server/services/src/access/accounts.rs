//! Accounts and roles.

use super::{
    AccessError, Actor, Office,
    audit::{self, Event},
    entity::{account, role_grant},
    password,
};
use crate::{
    Store, StoreError, Turn,
    people::entity::{membership, organisation, person},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    access::{
        Role,
        audit::AuditAction,
        credentials,
        password::{OwnWords, check_new_password},
    },
    calendar::{Moment, day_of},
    ids::{AccountId, OrganisationId, PersonId},
    people::MembershipKind,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};

/// The longest name that somebody may sign in with: an e-mail address has 254 characters at the most.
const LONGEST_NAME: usize = 254;

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
    let username = credentials::username(&new.username)?;
    let is_demo = super::installation(store).await?.is_some_and(|installation| installation.is_demo);
    if !(is_demo && credentials::is_demo_password(&new.password)) {
        let own = own_words(store.read(), new.person, &username, day_of(now)).await?;
        check_new_password(&new.password, &own)?;
    }
    let hash = password::hash(&new.password).await?;
    let transaction = store.begin(Turn::Roster).await?;
    let id = insert_account(&transaction, new.person, username, hash, now).await?;
    account_event(
        &transaction,
        office.actor(),
        AuditAction::AccountCreated,
        new.person,
        audit::Details::default(),
        now,
    )
    .await?;
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

/// The account that somebody means by a user name or by the e-mail address of its owner, unless it is disabled.
pub(super) async fn account_named(
    db: &impl ConnectionTrait,
    typed: &str,
) -> Result<Option<account::Model>, StoreError> {
    let name: String = typed.trim().to_lowercase().chars().take(LONGEST_NAME).collect();
    let owners =
        person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::Email.eq(name.as_str()));
    let by_email = account::Column::PersonId.in_subquery(owners.into_query());
    let found = account::Entity::find()
        .filter(account::Column::DisabledAt.is_null())
        .filter(Condition::any().add(account::Column::Username.eq(name.as_str())).add(by_email))
        .order_by_asc(account::Column::Id)
        .all(db)
        .await?;
    // One's user name may be another's address; the user name goes first.
    let by_name = found.iter().position(|account| account.username == name).unwrap_or_default();
    Ok(found.into_iter().nth(by_name))
}

/// What a person's password must not be made of.
pub(super) async fn own_words(
    db: &impl ConnectionTrait,
    person: PersonId,
    username: &str,
    today: NaiveDate,
) -> Result<OwnWords, StoreError> {
    let mut own = OwnWords::new().username(username);
    if let Some(person) = person::Entity::find_by_id(person.0).one(db).await? {
        own = own.name(&person.full_name);
        own = person.email.iter().fold(own, |own, email| own.email(email));
        own = person.born_on.iter().fold(own, |own, day| own.birthday(*day));
    }
    let schools = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(open_on!(membership, today));
    let schools =
        organisation::Entity::find().filter(organisation::Column::Id.in_subquery(schools.into_query())).all(db).await?;
    Ok(schools.iter().fold(own, |own, school| own.school(&school.name, &school.code)))
}

/// Where a person belongs, first of all: the school they work at, or the node of a role.
async fn home(
    db: &impl ConnectionTrait,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<OrganisationId>, StoreError> {
    let school = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, today))
        .order_by_asc(membership::Column::Id)
        .one(db)
        .await?;
    if let Some(school) = school {
        return Ok(Some(OrganisationId(school.organisation_id)));
    }
    let grant = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .filter(open_on!(role_grant, today))
        .order_by_asc(role_grant::Column::Id)
        .one(db)
        .await?;
    Ok(grant.map(|grant| OrganisationId(grant.organisation_id)))
}

/// Records what happened to a person's account, where whoever leads their school may read it.
pub(super) async fn account_event(
    db: &impl ConnectionTrait,
    actor: Actor,
    action: AuditAction,
    person: PersonId,
    details: audit::Details,
    now: Moment,
) -> Result<(), StoreError> {
    let event = Event::new(actor, action).about_person(person).with(details);
    let event = match home(db, person, day_of(now)).await? {
        Some(home) => event.at(home),
        None => event,
    };
    audit::record(db, [event], now).await
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
        .about_person(person)
        .with(audit::details! { Role: role, FromOn: from });
    audit::record(&transaction, [event], now).await?;
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
