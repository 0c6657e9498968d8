//! What somebody does with the own account: the password, and where it is signed in.

use super::{
    AccessError, AccountHolder, Anyone,
    accounts::{account_event, own_words},
    audit,
    entity::{account, session},
    password, second_step,
    sign_in::check_password,
};
use crate::{Store, Turn, people::entity::person, store::known};
use domain::{
    access::{
        account::{MyAccount, SessionLine},
        audit::AuditAction,
        browser,
        password::check_new_password,
        session::SessionKind,
    },
    calendar::{Moment, day_of},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

/// The own account.
///
/// # Errors
/// When the database fails.
pub async fn my_account(store: &Store, holder: &AccountHolder, now: Moment) -> Result<MyAccount, AccessError> {
    let account = own(store, holder).await?;
    let person = person::Entity::find_by_id(account.person_id).one(store.read()).await?;
    Ok(MyAccount {
        person: holder.person(),
        username: account.username,
        email: person.and_then(|person| person.email),
        has_second_step: second_step::is_on(store.read(), holder.account()).await?,
        sessions: my_sessions(store, holder, now).await?.len(),
    })
}

async fn own(store: &Store, holder: &AccountHolder) -> Result<account::Model, AccessError> {
    account::Entity::find_by_id(holder.account().0).one(store.read()).await?.ok_or(AccessError::NotFound)
}

/// Asks for the password again, before something that whoever finds an open screen must not do. Wrong ones count as
/// wrong sign-ins.
pub(super) async fn check_own_password(
    store: &Store,
    holder: &AccountHolder,
    password: &str,
    now: Moment,
) -> Result<account::Model, AccessError> {
    let account = own(store, holder).await?;
    let caller = Anyone::at(holder.actor().address());
    let username = account.username.clone();
    check_password(store, caller, &username, Some(account), password, now).await
}

/// Changes the own password, which takes the old one; other sessions end if asked for.
///
/// # Errors
/// [`AccessError::WrongPassword`] when the old one is wrong, [`AccessError::Credential`] when the new one cannot be.
pub async fn change_password(
    store: &Store,
    holder: &AccountHolder,
    old: &str,
    new: &str,
    ends_others: bool,
    now: Moment,
) -> Result<(), AccessError> {
    let account = check_own_password(store, holder, old, now).await?;
    check_new_password(new, &own_words(store.read(), holder.person(), &account.username, day_of(now)).await?)?;
    let hash = password::hash(new).await?;
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .filter(account::Column::Id.eq(account.id))
        .exec(&transaction)
        .await?;
    let ended = if ends_others { end_all_but_this(&transaction, holder).await? } else { 0 };
    let details = audit::details! { SessionsEnded: ended };
    account_event(&transaction, holder.actor(), AuditAction::PasswordChanged, holder.person(), details, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Where the account is signed in: the session that asks first, then the newest.
///
/// # Errors
/// When the database fails.
pub async fn my_sessions(store: &Store, holder: &AccountHolder, now: Moment) -> Result<Vec<SessionLine>, AccessError> {
    let rows = session::Entity::find()
        .filter(session::Column::AccountId.eq(holder.account().0))
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::LastSeenAt)
        .all(store.read())
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = known(&row.kind, SessionKind::from_word)?;
        if now - row.last_seen_at <= kind.idle() {
            lines.push(SessionLine {
                is_this: row.id == holder.session(),
                id: row.id,
                kind,
                browser: browser::plain(&row.browser),
                address: row.address,
                begun_at: row.created_at,
                last_seen_at: row.last_seen_at,
            });
        }
    }
    lines.sort_by_key(|line| !line.is_this);
    Ok(lines)
}

/// Ends one of the account's sessions.
///
/// # Errors
/// [`AccessError::NotFound`] when it is none of the account's, or over.
pub async fn end_session(store: &Store, holder: &AccountHolder, id: &str, now: Moment) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Free).await?;
    let ended = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::AccountId.eq(holder.account().0))
        .exec(&transaction)
        .await?;
    if ended.rows_affected == 0 {
        return Err(AccessError::NotFound);
    }
    let details = audit::details! { SessionsEnded: 1 };
    account_event(&transaction, holder.actor(), AuditAction::SessionsEnded, holder.person(), details, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends all of the account's sessions but the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(store: &Store, holder: &AccountHolder, now: Moment) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Free).await?;
    let ended = end_all_but_this(&transaction, holder).await?;
    if ended > 0 {
        let details = audit::details! { SessionsEnded: ended };
        account_event(&transaction, holder.actor(), AuditAction::SessionsEnded, holder.person(), details, now).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn end_all_but_this(db: &impl ConnectionTrait, holder: &AccountHolder) -> Result<u64, AccessError> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(holder.account().0))
        .filter(session::Column::Id.ne(holder.session()))
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}

/// Notes the language that somebody reads, for letters.
///
/// # Errors
/// When the database fails.
pub async fn note_language(store: &Store, holder: &AccountHolder, tag: &str) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    account::Entity::update_many()
        .col_expr(account::Column::Language, Expr::value(tag))
        .filter(account::Column::Id.eq(holder.account().0))
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
