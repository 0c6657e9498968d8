//! A forgotten password: a letter with a link, or a code printed by whoever looks after the account.

use super::{
    AccessError, Anyone, Limit, Secrets, SessionToken,
    accounts::{account_event, account_named, own_words},
    audit, codes,
    entity::{account, account_reset, pending_sign_in, session},
    limit::count_try,
    password,
    tries::{Tries, forget_all},
};
use crate::{
    Store, Turn,
    files::digest,
    mail::{Letter, Mailer},
    people::entity::person,
    store::CHUNK,
};
use chrono::TimeDelta;
use domain::{
    access::{account::ResetWay, audit::AuditAction, password::check_new_password},
    calendar::{Moment, day_of},
    ids::{AccountId, PersonId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use tokio::task::JoinHandle;

/// So long the link of a letter works.
const LINK_LASTS: TimeDelta = TimeDelta::minutes(60);
/// So long a printed code works.
const CODE_LASTS: TimeDelta = TimeDelta::days(7);
/// So often an address may ask for letters.
const ASKED_BY_ADDRESS: Limit = Limit { tries: 30, window: TimeDelta::hours(1) };
/// So many letters an account gets, whoever asks.
const LETTERS: Limit = Limit { tries: 3, window: TimeDelta::hours(1) };

const BY_LETTER: &str = ResetWay::Letter.as_str();
pub(super) const BY_CODE: &str = ResetWay::Code.as_str();

/// What a letter for a forgotten password says.
#[derive(Debug, Clone)]
pub struct ResetMail {
    /// Where it goes.
    pub email: String,
    /// Whom it speaks to.
    pub name: String,
    /// Their user name.
    pub username: String,
    /// The link's secret.
    pub token: String,
    /// The language they read, if it is known.
    pub language: Option<String>,
}

/// Sends the owner of an account a letter with a link to a new password, if there is such an account and its owner has
/// an e-mail address. Looking that up, writing and sending go on behind the answer, so that neither what it says nor how
/// long it takes tells who has an account here; the handle is for whoever must wait for the end.
///
/// # Errors
/// [`AccessError::TooManyTries`] when the address has asked too often.
pub async fn send_reset_link(
    store: &Store,
    mailer: &Mailer,
    caller: Anyone,
    typed: &str,
    write: impl FnOnce(ResetMail) -> Letter + Send + 'static,
    now: Moment,
) -> Result<JoinHandle<()>, AccessError> {
    if let Some(address) = caller.address() {
        count_try(store, &format!("forgotten:{address}"), ASKED_BY_ADDRESS, now).await?;
    }
    let (store, mailer, typed) = (store.clone(), mailer.clone(), typed.to_owned());
    Ok(tokio::spawn(async move {
        match new_link(&store, caller, &typed, now).await {
            Ok(Some(mail)) => {
                if let Err(error) = mailer.send(write(mail)).await {
                    tracing::error!(%error, "a letter for a forgotten password cannot be sent");
                }
            }
            Ok(None) | Err(AccessError::TooManyTries) => {}
            Err(error) => tracing::error!(%error, "a link for a forgotten password cannot be made"),
        }
    }))
}

async fn new_link(store: &Store, caller: Anyone, typed: &str, now: Moment) -> Result<Option<ResetMail>, AccessError> {
    let Some(account) = account_named(store.read(), typed).await? else { return Ok(None) };
    let person = person::Entity::find_by_id(account.person_id).one(store.read()).await?;
    let Some(person) = person.filter(|person| person.anonymised_at.is_none()) else { return Ok(None) };
    let Some(email) = person.email else { return Ok(None) };
    count_try(store, &format!("letters:{}", account.id), LETTERS, now).await?;
    let token = SessionToken::new();
    let transaction = store.begin(Turn::Person(PersonId(person.id))).await?;
    insert(&transaction, AccountId(account.id), BY_LETTER, token.id(), now + LINK_LASTS, now).await?;
    let (actor, action) = (caller.stranger(), AuditAction::ResetCodeIssued);
    account_event(&transaction, actor, action, PersonId(person.id), audit::details! { Way: BY_LETTER }, now).await?;
    transaction.commit().await?;
    let token = token.as_str().to_owned();
    Ok(Some(ResetMail { email, name: person.full_name, username: account.username, token, language: account.language }))
}

/// Keeps the digest of a new way in place of those of the same kind before.
async fn insert(
    db: &impl ConnectionTrait,
    account: AccountId,
    way: &str,
    digest: String,
    expires_at: Moment,
    now: Moment,
) -> Result<(), AccessError> {
    account_reset::Entity::delete_many()
        .filter(account_reset::Column::AccountId.eq(account.0))
        .filter(account_reset::Column::Way.eq(way))
        .exec(db)
        .await?;
    account_reset::ActiveModel {
        account_id: Set(account.0),
        way: Set(way.to_owned()),
        digest: Set(digest),
        created_at: Set(now),
        expires_at: Set(expires_at),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(())
}

/// A new code for an account, in place of one before, and until when it works.
pub(super) async fn new_code(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    account: AccountId,
    now: Moment,
) -> Result<(String, Moment), AccessError> {
    let code = codes::new_code();
    let until = now + CODE_LASTS;
    insert(db, account, BY_CODE, code_digest(secrets, account, &code), until, now).await?;
    Ok((code, until))
}

/// New codes for several accounts, in place of those before, in the same order; and until when they work.
pub(super) async fn new_codes_for(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    accounts: &[AccountId],
    now: Moment,
) -> Result<(Vec<String>, Moment), AccessError> {
    let until = now + CODE_LASTS;
    let new: Vec<String> = accounts.iter().map(|_| codes::new_code()).collect();
    let pairs: Vec<(&AccountId, &String)> = accounts.iter().zip(&new).collect();
    for chunk in pairs.chunks(CHUNK) {
        account_reset::Entity::delete_many()
            .filter(account_reset::Column::AccountId.is_in(chunk.iter().map(|(account, _)| account.0)))
            .filter(account_reset::Column::Way.eq(BY_CODE))
            .exec(db)
            .await?;
        let rows = chunk.iter().map(|(account, code)| account_reset::ActiveModel {
            account_id: Set(account.0),
            way: Set(BY_CODE.to_owned()),
            digest: Set(code_digest(secrets, **account, code)),
            created_at: Set(now),
            expires_at: Set(until),
            ..Default::default()
        });
        account_reset::Entity::insert_many(rows).exec(db).await?;
    }
    Ok((new, until))
}

fn code_digest(secrets: &Secrets, account: AccountId, code: &str) -> String {
    secrets.digest("reset_code", format!("{account}:{}", codes::bare(code)).as_bytes())
}

/// The way with a digest, as long as it works.
async fn open_way(
    db: &impl ConnectionTrait,
    digest: &str,
    way: &str,
    now: Moment,
) -> Result<Option<account_reset::Model>, AccessError> {
    Ok(account_reset::Entity::find()
        .filter(account_reset::Column::Digest.eq(digest))
        .filter(account_reset::Column::Way.eq(way))
        .filter(account_reset::Column::UsedAt.is_null())
        .filter(account_reset::Column::ExpiresAt.gt(now))
        .one(db)
        .await?)
}

/// Whether the link of a letter still works.
///
/// # Errors
/// When the database fails.
pub async fn is_reset_link_open(store: &Store, _caller: Anyone, token: &str, now: Moment) -> Result<bool, AccessError> {
    Ok(open_way(store.read(), &digest(token.as_bytes()), BY_LETTER, now).await?.is_some())
}

/// Sets a new password by the link of a letter. All sessions of the account end.
///
/// # Errors
/// [`AccessError::LinkOver`] when it does not work any more, [`AccessError::Credential`] when the password cannot be;
/// the link works on then.
pub async fn reset_by_link(
    store: &Store,
    caller: Anyone,
    token: &str,
    new: &str,
    now: Moment,
) -> Result<(), AccessError> {
    let way = open_way(store.read(), &digest(token.as_bytes()), BY_LETTER, now).await?.ok_or(AccessError::LinkOver)?;
    let account = account::Entity::find_by_id(way.account_id).one(store.read()).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or(AccessError::LinkOver)?;
    let is_first = set_anew(store, caller, &account, &way, new, now).await?;
    if is_first { Ok(()) } else { Err(AccessError::LinkOver) }
}

/// Sets a new password by the code of a slip. All sessions of the account end.
///
/// # Errors
/// [`AccessError::WrongCode`] for a wrong name, a wrong code, a used one and an old one alike;
/// [`AccessError::TooManyTries`] after too many of them; [`AccessError::Credential`] when the password cannot be, the
/// code works on then.
pub async fn reset_by_code(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    name: &str,
    code: &str,
    new: &str,
    now: Moment,
) -> Result<(), AccessError> {
    let found = account_named(store.read(), name).await?;
    let id = found.as_ref().map(|account| AccountId(account.id));
    let tries = Tries::at("code", id, &name.trim().to_lowercase(), caller);
    tries.check(store, now).await?;
    let digest = code_digest(secrets, id.unwrap_or(AccountId(0)), code);
    let way = open_way(store.read(), &digest, BY_CODE, now).await?;
    let (Some(account), Some(way)) = (&found, way) else {
        tries.note_wrong(store, found.map(|account| PersonId(account.person_id)), now).await?;
        return Err(AccessError::WrongCode);
    };
    let is_first = set_anew(store, caller, account, &way, new, now).await?;
    if is_first { Ok(()) } else { Err(AccessError::WrongCode) }
}

/// Sets the new password and uses the way up; says no when another was faster.
async fn set_anew(
    store: &Store,
    caller: Anyone,
    account: &account::Model,
    way: &account_reset::Model,
    new: &str,
    now: Moment,
) -> Result<bool, AccessError> {
    let (id, person) = (AccountId(account.id), PersonId(account.person_id));
    check_new_password(new, &own_words(store.read(), person, &account.username, day_of(now)).await?)?;
    let hash = password::hash(new).await?;
    let transaction = store.begin(Turn::Person(person)).await?;
    let used = account_reset::Entity::update_many()
        .col_expr(account_reset::Column::UsedAt, Expr::value(now))
        .filter(account_reset::Column::Id.eq(way.id))
        .filter(account_reset::Column::UsedAt.is_null())
        .exec(&transaction)
        .await?;
    if used.rows_affected == 0 {
        return Ok(false);
    }
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .filter(account::Column::Id.eq(id.0))
        .exec(&transaction)
        .await?;
    // Other ways that are still open may be in the hands of whoever made the reset necessary.
    account_reset::Entity::delete_many()
        .filter(account_reset::Column::AccountId.eq(id.0))
        .filter(account_reset::Column::UsedAt.is_null())
        .exec(&transaction)
        .await?;
    let own = session::Column::AccountId.eq(id.0);
    let ended = session::Entity::delete_many().filter(own).exec(&transaction).await?.rows_affected;
    let half_done = pending_sign_in::Column::AccountId.eq(id.0);
    pending_sign_in::Entity::delete_many().filter(half_done).exec(&transaction).await?;
    forget_all(&transaction, id).await?;
    let details = audit::details! { Way: way.way, SessionsEnded: ended };
    account_event(&transaction, caller.actor(person), AuditAction::PasswordReset, person, details, now).await?;
    transaction.commit().await?;
    Ok(true)
}
