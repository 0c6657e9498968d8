//! Signing in and out, and who a session belongs to.

use super::{
    AccessError, Anyone, Viewer,
    entity::{account, session},
    password,
    setup::installation,
};
use crate::{Store, Turn, files::digest, people::entity::person};
use chrono::TimeDelta;
use domain::{
    access::credentials::{LONGEST_PASSWORD, is_demo_password},
    calendar::{Moment, day_of},
    ids::{AccountId, PersonId},
};
use rand::RngCore;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Hours from sign-in until a session ends, used or not.
pub const SESSION_HOURS: i64 = 12;
/// Hours without a request after which a session ends.
const IDLE_HOURS: i64 = 4;
/// How stale the note of the last request may get before it is written anew.
const SEEN_EVERY_MINUTES: i64 = 5;

/// What the browser keeps: 256 random bits. Only its digest is stored.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    fn new() -> Self {
        let mut bytes = [0_u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A token as a cookie brings it; whether it is valid shows at [`viewer`].
    pub fn from_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn id(&self) -> String {
        digest(self.0.as_bytes())
    }
}

/// Signs somebody in: a new session, whatever the browser had before.
///
/// # Errors
/// [`AccessError::WrongPassword`] for a wrong name and for a wrong password alike, and as slow;
/// passwords of the demo are wrong on any installation that is not one.
pub async fn sign_in(
    store: &Store,
    _caller: Anyone,
    username: &str,
    password: &str,
    now: Moment,
) -> Result<SessionToken, AccessError> {
    let name = domain::access::credentials::username(username).unwrap_or_default();
    let found = account::Entity::find()
        .filter(account::Column::Username.eq(name))
        .filter(account::Column::DisabledAt.is_null())
        .one(store.read())
        .await?;
    let password: String = password.chars().take(LONGEST_PASSWORD + 1).collect();
    let is_everybodys = is_demo_password(&password) && !installation(store).await?.is_some_and(|i| i.is_demo);
    let is_right = password::verify(password, found.as_ref().map(|account| account.password_hash.clone())).await?;
    let account = found.filter(|_| is_right && !is_everybodys).ok_or(AccessError::WrongPassword)?;
    open_session(store, AccountId(account.id), now).await
}

pub(super) async fn open_session(store: &Store, account: AccountId, now: Moment) -> Result<SessionToken, AccessError> {
    let token = SessionToken::new();
    let transaction = store.begin(Turn::Free).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now)).exec(&transaction).await?;
    session::ActiveModel {
        id: Set(token.id()),
        account_id: Set(account.0),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(now + TimeDelta::hours(SESSION_HOURS)),
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(token)
}

/// Ends a session; one that is not there has ended already.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(store: &Store, token: &SessionToken) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Free).await?;
    session::Entity::delete_by_id(token.id()).exec(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who a session belongs to; `None` when it is unknown, over or its account disabled.
///
/// # Errors
/// When the database fails.
pub async fn viewer(store: &Store, token: &SessionToken, now: Moment) -> Result<Option<Viewer>, AccessError> {
    let Some(session) = session::Entity::find_by_id(token.id()).one(store.read()).await? else { return Ok(None) };
    let idle = now - session.last_seen_at;
    if session.expires_at <= now || idle > TimeDelta::hours(IDLE_HOURS) {
        return Ok(None);
    }
    let account = account::Entity::find_by_id(session.account_id).one(store.read()).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(None) };
    let Some(person) = person::Entity::find_by_id(account.person_id).one(store.read()).await? else { return Ok(None) };
    if idle > TimeDelta::minutes(SEEN_EVERY_MINUTES) {
        let mut seen: session::ActiveModel = session.into();
        seen.last_seen_at = Set(now);
        let transaction = store.begin(Turn::Free).await?;
        seen.update(&transaction).await?;
        transaction.commit().await?;
    }
    let today = day_of(now);
    Viewer::load(store, AccountId(account.id), PersonId(person.id), person.full_name, today)
        .await
        .map(Some)
        .map_err(Into::into)
}
