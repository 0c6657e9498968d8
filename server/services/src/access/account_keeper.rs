//! Whoever looks after other people's accounts: opens them, and helps those who have forgotten their password.
//! Nobody ever knows another's password: what is handed over is a code that works once.

use super::{
    AccessError, Actor, Office, SchoolHead, Secrets, Viewer,
    accounts::{account_event, insert_account},
    audit,
    entity::{account, account_reset, role_grant},
    password,
    reset::{BY_CODE, new_code},
    second_step,
};
use crate::{
    Store, StoreError, Turn,
    people::{
        self,
        entity::{membership, person},
    },
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    access::{Role, account::ResetSlip, audit::AuditAction, credentials},
    calendar::{Moment, day_of},
    ids::{AccountId, OrganisationId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashSet;

/// Looks after the accounts of the staff of a school or of everybody below a node.
#[derive(Debug, Clone, Copy)]
pub enum AccountKeeper {
    /// The own school's staff.
    Head(SchoolHead),
    /// Staff and officials of the own subtree.
    Office(Office),
}

impl AccountKeeper {
    /// Who acts.
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Head(head) => head.actor(),
            Self::Office(office) => office.actor(),
        }
    }
}

impl From<SchoolHead> for AccountKeeper {
    fn from(head: SchoolHead) -> Self {
        Self::Head(head)
    }
}

impl From<Office> for AccountKeeper {
    fn from(office: Office) -> Self {
        Self::Office(office)
    }
}

/// Where a person works and holds roles on a day.
async fn places(
    db: &impl ConnectionTrait,
    person: PersonId,
    day: NaiveDate,
) -> Result<(Vec<OrganisationId>, Vec<OrganisationId>), StoreError> {
    let schools = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, day))
        .all(db)
        .await?;
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .filter(open_on!(role_grant, day))
        .all(db)
        .await?;
    let schools = schools.into_iter().map(|row| OrganisationId(row.organisation_id)).collect();
    Ok((schools, grants.into_iter().map(|row| OrganisationId(row.organisation_id)).collect()))
}

/// The nodes within a keeper's reach.
pub(super) async fn reach_of(
    store: &Store,
    keeper: &AccountKeeper,
    today: NaiveDate,
) -> Result<HashSet<OrganisationId>, StoreError> {
    Ok(match keeper {
        AccountKeeper::Head(head) => [head.school()].into(),
        AccountKeeper::Office(office) => {
            people::tree_on(store, today).await?.subtree(office.node()).into_iter().chain([office.node()]).collect()
        }
    })
}

/// Whether a person is theirs to look after: works or holds a role within reach, and holds none beyond it, as the way
/// into such an account would lead beyond it, too. Nobody looks after the own account this way: that takes the password.
pub(super) fn is_theirs(
    keeper: &AccountKeeper,
    reach: &HashSet<OrganisationId>,
    person: PersonId,
    (schools, grants): (&[OrganisationId], &[OrganisationId]),
) -> bool {
    let has_place = match keeper {
        AccountKeeper::Head(_) => schools.iter().any(|school| reach.contains(school)),
        AccountKeeper::Office(_) => schools.iter().chain(grants).any(|place| reach.contains(place)),
    };
    let is_within = grants.iter().all(|place| reach.contains(place));
    has_place && is_within && keeper.actor().person() != Some(person)
}

/// Refuses a person that is not theirs to look after.
async fn check_theirs(
    store: &Store,
    keeper: &AccountKeeper,
    person: PersonId,
    today: NaiveDate,
) -> Result<(), AccessError> {
    let (schools, grants) = places(store.read(), person, today).await?;
    let reach = reach_of(store, keeper, today).await?;
    if is_theirs(keeper, &reach, person, (&schools, &grants)) { Ok(()) } else { Err(AccessError::Forbidden) }
}

impl Viewer {
    /// May look after a person's account: as office, or as head of a school where the person works.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for a person that is not theirs to look after.
    pub async fn helps_into_account(
        &self,
        store: &Store,
        person: PersonId,
        today: NaiveDate,
    ) -> Result<AccountKeeper, AccessError> {
        let mut keepers: Vec<AccountKeeper> = self.office().map(AccountKeeper::Office).into_iter().collect();
        for school in places(store.read(), person, today).await?.0 {
            if self.reaches(store, school, today, Role::heads_schools).await? {
                keepers.push(AccountKeeper::Head(SchoolHead { school, actor: self.oneself().actor() }));
            }
        }
        for keeper in keepers {
            match check_theirs(store, &keeper, person, today).await {
                Err(AccessError::Forbidden) => {}
                Ok(()) => return Ok(keeper),
                Err(error) => return Err(error),
            }
        }
        Err(AccessError::Forbidden)
    }
}

async fn account_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<account::Model>, StoreError> {
    let own = account::Entity::find().filter(account::Column::PersonId.eq(person.0));
    Ok(own.order_by_asc(account::Column::Id).one(db).await?)
}

async fn name_of(db: &impl ConnectionTrait, person: PersonId) -> Result<String, AccessError> {
    Ok(person::Entity::find_by_id(person.0).one(db).await?.ok_or(AccessError::NotFound)?.full_name)
}

/// Makes a code with which a person sets a new password, in place of one made before.
///
/// # Errors
/// [`AccessError::Forbidden`] for a person that is not theirs to look after, [`AccessError::NotFound`] for one without
/// an account or with a disabled one.
pub async fn issue_reset_code(
    store: &Store,
    secrets: &Secrets,
    keeper: &AccountKeeper,
    person: PersonId,
    now: Moment,
) -> Result<ResetSlip, AccessError> {
    check_theirs(store, keeper, person, day_of(now)).await?;
    let name = name_of(store.read(), person).await?;
    // Codes for many are made in the turn of the roster: one of them and this one must follow each other.
    let transaction = store.begin(Turn::Roster).await?;
    store.take_turn(&transaction, Turn::Person(person)).await?;
    let account = account_of(&transaction, person).await?.filter(|account| account.disabled_at.is_none());
    let account = account.ok_or(AccessError::NotFound)?;
    let (code, until) = new_code(&transaction, secrets, AccountId(account.id), now).await?;
    let (actor, action) = (keeper.actor(), AuditAction::ResetCodeIssued);
    account_event(&transaction, actor, action, person, audit::details! { Way: BY_CODE }, now).await?;
    transaction.commit().await?;
    Ok(ResetSlip { name, username: account.username, code: Some(code), valid_until: Some(until) })
}

/// Who a slip is for, and until when the newest code can be used. The code itself is not there: it is shown when it is
/// made, and kept as a digest only.
///
/// # Errors
/// As [`issue_reset_code`].
pub async fn reset_slip(
    store: &Store,
    keeper: &AccountKeeper,
    person: PersonId,
    now: Moment,
) -> Result<ResetSlip, AccessError> {
    check_theirs(store, keeper, person, day_of(now)).await?;
    let account = account_of(store.read(), person).await?.filter(|account| account.disabled_at.is_none());
    let account = account.ok_or(AccessError::NotFound)?;
    let way = account_reset::Entity::find()
        .filter(account_reset::Column::AccountId.eq(account.id))
        .filter(account_reset::Column::Way.eq(BY_CODE))
        .filter(account_reset::Column::UsedAt.is_null())
        .filter(account_reset::Column::ExpiresAt.gt(now))
        .one(store.read())
        .await?;
    Ok(ResetSlip {
        name: name_of(store.read(), person).await?,
        username: account.username,
        code: None,
        valid_until: way.map(|way| way.expires_at),
    })
}

/// Opens an account that no password opens yet, and makes the code with which its owner sets one. Without a user name
/// the proposed one is taken.
///
/// # Errors
/// [`AccessError::HasAccount`] for a person who has one, [`AccessError::UsernameTaken`], [`AccessError::Credential`] for
/// what is no user name, [`AccessError::Forbidden`] for a person that is not theirs to look after.
pub async fn invite(
    store: &Store,
    secrets: &Secrets,
    keeper: &AccountKeeper,
    person: PersonId,
    username: &str,
    now: Moment,
) -> Result<ResetSlip, AccessError> {
    check_theirs(store, keeper, person, day_of(now)).await?;
    let name = name_of(store.read(), person).await?;
    let transaction = store.begin(Turn::Roster).await?;
    if account_of(&transaction, person).await?.is_some() {
        return Err(AccessError::HasAccount);
    }
    let username = match username.trim() {
        "" => free_username(&transaction, &name).await?,
        typed => credentials::username(typed)?,
    };
    let account = insert_account(&transaction, person, username.clone(), password::NONE.to_owned(), now).await?;
    let (code, until) = new_code(&transaction, secrets, account, now).await?;
    let record = |action, details| account_event(&transaction, keeper.actor(), action, person, details, now);
    record(AuditAction::AccountCreated, audit::Details::default()).await?;
    record(AuditAction::ResetCodeIssued, audit::details! { Way: BY_CODE }).await?;
    transaction.commit().await?;
    Ok(ResetSlip { name, username, code: Some(code), valid_until: Some(until) })
}

/// The user name that a person without an account would get: from the name, with a number where it is taken.
///
/// # Errors
/// As [`invite`].
pub async fn propose_username(
    store: &Store,
    keeper: &AccountKeeper,
    person: PersonId,
    now: Moment,
) -> Result<String, AccessError> {
    check_theirs(store, keeper, person, day_of(now)).await?;
    let name = name_of(store.read(), person).await?;
    Ok(free_username(store.read(), &name).await?)
}

async fn free_username(db: &impl ConnectionTrait, full_name: &str) -> Result<String, StoreError> {
    let base = credentials::username_from_name(full_name);
    let like = account::Entity::find().filter(account::Column::Username.starts_with(base.as_str())).all(db).await?;
    let taken: HashSet<String> = like.into_iter().map(|account| account.username).collect();
    Ok(credentials::first_free(&base, &taken))
}

/// Takes the second step of somebody away who has lost it and the recovery codes, too. Only an office does so: whoever
/// may hand out a code and take the second step away holds the whole account.
///
/// # Errors
/// [`AccessError::Forbidden`] for a person that is not theirs to look after.
pub async fn remove_second_step_of(
    store: &Store,
    office: &Office,
    person: PersonId,
    now: Moment,
) -> Result<(), AccessError> {
    check_theirs(store, &AccountKeeper::Office(*office), person, day_of(now)).await?;
    let transaction = store.begin(Turn::Person(person)).await?;
    let account = account_of(&transaction, person).await?.ok_or(AccessError::NotFound)?;
    if second_step::remove(&transaction, AccountId(account.id)).await? {
        let (actor, action) = (office.actor(), AuditAction::SecondStepDisabled);
        account_event(&transaction, actor, action, person, audit::Details::default(), now).await?;
    }
    transaction.commit().await?;
    Ok(())
}
