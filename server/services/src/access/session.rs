//! Sessions: how they begin and end, and who they belong to.

use super::{
    AccessError, Viewer,
    entity::{account, session},
    second_step,
    viewer::SignedInSession,
};
use crate::{Store, Turn, files::digest, people::entity::person, store::known};
use chrono::TimeDelta;
use domain::{
    access::session::SessionKind,
    calendar::{Moment, day_of},
    ids::{AccountId, PersonId},
};
use rand::RngCore;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use std::{fmt, net::IpAddr};

/// How stale the note of the last request may get before it is written anew.
const SEEN_EVERY_MINUTES: i64 = 5;

/// The browser that somebody signs in with, as far as it is kept.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// What it calls itself, shortened; for the list of where one is signed in.
    pub name: String,
    /// Whether others use this computer, too.
    pub is_shared: bool,
    /// What it was signed in with before; that session ends when another begins.
    pub former: Option<SessionToken>,
}

/// A session just opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// What the browser keeps.
    pub token: SessionToken,
    /// How long it keeps it.
    pub lasts: TimeDelta,
}

/// What the browser keeps: 256 random bits. Only its digest is stored.
#[derive(Clone)]
pub struct SessionToken(String);

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    pub(super) fn new() -> Self {
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

    /// Under which it is stored.
    pub(super) fn id(&self) -> String {
        digest(self.0.as_bytes())
    }
}

/// Which of a person's computers a session is on, told apart from the others by its id, a digest in hexadecimal.
pub(super) fn device_of(session: &str) -> u32 {
    session.get(..8).and_then(|start| u32::from_str_radix(start, 16).ok()).unwrap_or_default()
}

/// Opens a session, with a new token; the session that the browser had before ends.
pub(super) async fn open_session(
    store: &Store,
    (person, account): (PersonId, Option<AccountId>),
    kind: SessionKind,
    browser: &Browser,
    address: Option<IpAddr>,
    now: Moment,
) -> Result<NewSession, AccessError> {
    let token = SessionToken::new();
    let transaction = store.begin(Turn::Free).await?;
    // Answers of a pupil's quiz are kept a while longer than the session.
    let long_over = now - SessionKind::Pupil.keeps_answers_for();
    let mut over = Condition::any().add(session::Column::ExpiresAt.lt(long_over));
    if let Some(former) = &browser.former {
        over = over.add(session::Column::Id.eq(former.id()));
    }
    session::Entity::delete_many().filter(over).exec(&transaction).await?;
    session::ActiveModel {
        id: Set(token.id()),
        person_id: Set(person.0),
        account_id: Set(account.map(|account| account.0)),
        kind: Set(kind.as_str().to_owned()),
        address: Set(address.map(|address| address.to_string())),
        browser: Set(browser.name.chars().take(120).collect()),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(now + kind.longest()),
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(NewSession { token, lasts: kind.longest() + kind.keeps_answers_for() })
}

/// When a session ends, or ended, unless it is used again before.
pub(super) fn ended_at(row: &session::Model, kind: SessionKind) -> Moment {
    row.expires_at.min(row.last_seen_at + kind.idle())
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

/// Who a session belongs to, calling from an address; `None` when it is unknown, over or its account disabled.
///
/// # Errors
/// When the database fails.
pub async fn viewer(
    store: &Store,
    token: &SessionToken,
    address: Option<IpAddr>,
    now: Moment,
) -> Result<Option<Viewer>, AccessError> {
    let Some(session) = session::Entity::find_by_id(token.id()).one(store.read()).await? else { return Ok(None) };
    let idle = now - session.last_seen_at;
    let kind = known(&session.kind, SessionKind::from_word)?;
    if session.expires_at <= now || idle > kind.idle() {
        return Ok(None);
    }
    let account = match session.account_id {
        Some(account) => {
            let account = account::Entity::find_by_id(account).one(store.read()).await?;
            let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(None) };
            Some(AccountId(account.id))
        }
        None => None,
    };
    let Some(person) = person::Entity::find_by_id(session.person_id).one(store.read()).await? else { return Ok(None) };
    if idle > TimeDelta::minutes(SEEN_EVERY_MINUTES) {
        let mut seen: session::ActiveModel = session.into();
        seen.last_seen_at = Set(now);
        let transaction = store.begin(Turn::Free).await?;
        seen.update(&transaction).await?;
        transaction.commit().await?;
    }
    let today = day_of(now);
    let session = SignedInSession { id: token.id(), kind, account, address };
    let mut viewer = Viewer::load(store, session, PersonId(person.id), person.full_name, today).await?;
    viewer.lacks_second_step = second_step::is_lacking(store, &viewer).await?;
    Ok(Some(viewer))
}
