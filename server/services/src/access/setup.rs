//! The first minutes of an installation: its one-time code and its first administrator.

use super::{
    AccessError, Actor, Anyone, Operator,
    accounts::{insert_account, insert_grant},
    audit::{self, Event, record},
    codes,
    entity::{account, installation as table, one_time_code},
    password,
};
use crate::{Store, Turn, files::digest, people};
use domain::{
    access::{
        Role,
        audit::{AuditAction, AuditSubject},
        audit_detail::SettingName,
        credentials,
        password::{OwnWords, check_new_password},
    },
    calendar::{Moment, day_of},
    ids::{AccountId, PersonId},
    people::PersonName,
};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set, sea_query::OnConflict};

const SETUP: &str = "setup";

/// What this installation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installation {
    /// Whether it holds the demo district, whose passwords everybody knows.
    pub is_demo: bool,
}

/// What the first administrator gives.
#[derive(Debug, Clone, Default)]
pub struct FirstAdministrator {
    /// Name of the office.
    pub organisation: String,
    /// The administrator's name.
    pub full_name: String,
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

/// What this installation is; `None` until it is set up.
///
/// # Errors
/// When the database fails.
pub async fn installation(store: &Store) -> Result<Option<Installation>, AccessError> {
    let row = table::Entity::find_by_id(1).one(store.read()).await?;
    Ok(row.map(|row| Installation { is_demo: row.is_demo }))
}

/// Makes a new code with which the first administrator can be created, in place of any earlier one.
/// `None` when the installation has an account already.
///
/// # Errors
/// When the database fails.
pub async fn issue_setup_code(store: &Store, _operator: &Operator, now: Moment) -> Result<Option<String>, AccessError> {
    if account::Entity::find().count(store.read()).await? > 0 {
        return Ok(None);
    }
    let code = codes::new_code();
    let row = one_time_code::ActiveModel {
        purpose: Set(SETUP.to_owned()),
        digest: Set(digest(codes::bare(&code).as_bytes())),
        created_at: Set(now),
    };
    let transaction = store.begin(Turn::Roster).await?;
    one_time_code::Entity::insert(row)
        .on_conflict(
            OnConflict::column(one_time_code::Column::Purpose)
                .update_columns([one_time_code::Column::Digest, one_time_code::Column::CreatedAt])
                .to_owned(),
        )
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(Some(code))
}

/// Creates the office and its first administrator with the code from the console. The code is used up.
///
/// # Errors
/// [`AccessError::AlreadySetUp`], [`AccessError::WrongCode`], or what is wrong with the fields.
pub async fn create_first_administrator(
    store: &Store,
    caller: Anyone,
    code: &str,
    first: FirstAdministrator,
    now: Moment,
) -> Result<AccountId, AccessError> {
    let username = credentials::username(&first.username)?;
    let name = PersonName::parse(&first.full_name).map_err(|_| AccessError::BadName)?;
    let organisation = first.organisation.split_whitespace().collect::<Vec<_>>().join(" ");
    if organisation.is_empty() {
        return Err(AccessError::NoOrganisationName);
    }
    let own = OwnWords::new().name(&first.full_name).username(&username).school(&organisation, "");
    check_new_password(&first.password, &own)?;
    let hash = password::hash(&first.password).await?;

    let transaction = store.begin(Turn::Roster).await?;
    if account::Entity::find().count(&transaction).await? > 0 {
        return Err(AccessError::AlreadySetUp);
    }
    let typed = codes::bare(code);
    let stored = one_time_code::Entity::find_by_id(SETUP).one(&transaction).await?;
    if stored.is_none_or(|stored| stored.digest != digest(typed.as_bytes())) {
        return Err(AccessError::WrongCode);
    }
    one_time_code::Entity::delete_by_id(SETUP).exec(&transaction).await?;
    let today = day_of(now);
    let there = people::root_office(&transaction).await?;
    let node = match there {
        Some(node) => node,
        None => people::insert_root_office(&transaction, &organisation, today, now).await?,
    };
    let person: PersonId = people::insert_person(&transaction, None, &name, None, None, now).await?;
    let account = insert_account(&transaction, person, username, hash, now).await?;
    insert_grant(&transaction, person, Role::Office, node, today, now).await?;
    note_installation(&transaction, false, now).await?;
    let event = |action| Event::new(caller.actor(person), action).at(node);
    let mut events = vec![
        event(AuditAction::PersonAdded).about_person(person),
        event(AuditAction::AccountCreated).about_person(person),
        event(AuditAction::RoleGranted)
            .about_person(person)
            .with(audit::details! { Role: Role::Office, FromOn: today }),
    ];
    if there.is_none() {
        events.insert(0, event(AuditAction::OrganisationAdded).about(AuditSubject::Organisation, node.0));
    }
    record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(account)
}

/// Marks a new installation as a demo, before anything is in it.
///
/// # Errors
/// [`AccessError::AlreadySetUp`] when there is something in it.
pub async fn mark_as_demo(store: &Store, _operator: &Operator, now: Moment) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    if table::Entity::find_by_id(1).one(&transaction).await?.is_some()
        || people::root_office(&transaction).await?.is_some()
    {
        return Err(AccessError::AlreadySetUp);
    }
    note_installation(&transaction, true, now).await?;
    let event = Event::new(Actor::CONSOLE, AuditAction::SettingChanged)
        .about(AuditSubject::Setting, 0)
        .with(audit::details! { Setting: SettingName::Demo });
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn note_installation(db: &impl sea_orm::ConnectionTrait, is_demo: bool, now: Moment) -> Result<(), AccessError> {
    if table::Entity::find_by_id(1).one(db).await?.is_none() {
        table::ActiveModel { id: Set(1), is_demo: Set(is_demo), created_at: Set(now) }.insert(db).await?;
    }
    Ok(())
}
