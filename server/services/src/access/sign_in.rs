//! Signing in: the password, and where it is set up the second step.

use super::{
    AccessError, Anyone, Browser, NewSession, Secrets, SessionToken,
    accounts::account_named,
    entity::{account, pending_sign_in},
    password, second_step,
    session::open_session,
    setup::installation,
    tries::Tries,
};
use crate::{Store, Turn, store::known};
use chrono::TimeDelta;
use domain::{
    access::{
        credentials::{LONGEST_PASSWORD, is_demo_password},
        session::SessionKind,
    },
    calendar::Moment,
    ids::{AccountId, PersonId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::Expr};

/// So long the second step may take.
const STEP_WITHIN: TimeDelta = TimeDelta::minutes(5);
/// So many codes may be tried before the password is asked again.
const STEP_TRIES: i64 = 5;

/// How far a sign-in has come with the right password.
#[derive(Debug)]
pub enum SignIn {
    /// All the way.
    Open(NewSession),
    /// The second step is still to come.
    StepLeft(PendingSignIn),
}

/// A sign-in that waits for its second step.
#[derive(Debug)]
pub struct PendingSignIn {
    /// What the browser keeps.
    pub token: PendingToken,
    /// How long it keeps it.
    pub lasts: TimeDelta,
}

/// What the browser keeps between the two steps: 256 random bits. Only its digest is stored.
#[derive(Debug, Clone)]
pub struct PendingToken(SessionToken);

impl PendingToken {
    /// A token as a cookie brings it; whether it is valid shows at [`finish_sign_in`].
    pub fn from_cookie(text: &str) -> Self {
        Self(SessionToken::from_cookie(text))
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Takes a user name or e-mail address and a password. Without a second step this opens a new session, and the one that
/// the browser had before ends.
///
/// # Errors
/// [`AccessError::WrongPassword`] for a wrong name and for a wrong password alike, and as slow; passwords of the demo
/// are wrong on any installation that is not one. [`AccessError::TooManyTries`] after too many wrong ones, alike for
/// names that are known and names that are not. [`AccessError::Busy`] when too many sign in at once.
pub async fn begin_sign_in(
    store: &Store,
    caller: Anyone,
    name: &str,
    password: &str,
    browser: &Browser,
    now: Moment,
) -> Result<SignIn, AccessError> {
    let found = account_named(store.read(), name).await?;
    let account = check_password(store, caller, name, found, password, now).await?;
    after_first_step(store, caller, &account, browser, now).await
}

/// Opens a session for whoever has shown that an account is theirs, or lets the second step follow.
pub(super) async fn after_first_step(
    store: &Store,
    caller: Anyone,
    account: &account::Model,
    browser: &Browser,
    now: Moment,
) -> Result<SignIn, AccessError> {
    let kind = if browser.is_shared { SessionKind::Shared } else { SessionKind::Own };
    if second_step::is_on(store.read(), AccountId(account.id)).await? {
        return Ok(SignIn::StepLeft(open_pending(store, account, kind, now).await?));
    }
    let who = (PersonId(account.person_id), Some(AccountId(account.id)));
    Ok(SignIn::Open(open_session(store, who, kind, browser, caller.address(), now).await?))
}

/// Signs somebody in who has no second step.
///
/// # Errors
/// As [`begin_sign_in`]; [`AccessError::SecondStepLeft`] for whoever has one.
pub async fn sign_in(
    store: &Store,
    caller: Anyone,
    name: &str,
    password: &str,
    browser: &Browser,
    now: Moment,
) -> Result<NewSession, AccessError> {
    match begin_sign_in(store, caller, name, password, browser, now).await? {
        SignIn::Open(session) => Ok(session),
        SignIn::StepLeft(_) => Err(AccessError::SecondStepLeft),
    }
}

/// Whether a password is the one of an account, as slow for one that is not there. Wrong ones are counted.
pub(super) async fn check_password(
    store: &Store,
    caller: Anyone,
    name: &str,
    found: Option<account::Model>,
    password: &str,
    now: Moment,
) -> Result<account::Model, AccessError> {
    let tries =
        Tries::at("password", found.as_ref().map(|account| AccountId(account.id)), &name.trim().to_lowercase(), caller);
    tries.check(store, now).await?;
    let password: String = password.chars().take(LONGEST_PASSWORD + 1).collect();
    let is_everybodys = is_demo_password(&password) && !installation(store).await?.is_some_and(|i| i.is_demo);
    let place = password::place().await?;
    // Again, as others may have tried while this one waited: so no more slip through than hash at once.
    tries.check(store, now).await?;
    let is_right = place.verify(&password, found.as_ref().map(|account| account.password_hash.as_str())).await?;
    let person = found.as_ref().map(|account| PersonId(account.person_id));
    let Some(account) = found.filter(|_| is_right && !is_everybodys) else {
        tries.note_wrong(store, person, now).await?;
        return Err(AccessError::WrongPassword);
    };
    tries.forget(store).await?;
    if password::is_outdated(&account.password_hash) {
        let hash = place.hash(&password).await?;
        let transaction = store.begin(Turn::Person(PersonId(account.person_id))).await?;
        account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(hash))
            .filter(account::Column::Id.eq(account.id))
            .filter(account::Column::PasswordHash.eq(account.password_hash.as_str()))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
    }
    Ok(account)
}

async fn open_pending(
    store: &Store,
    account: &account::Model,
    kind: SessionKind,
    now: Moment,
) -> Result<PendingSignIn, AccessError> {
    let token = PendingToken(SessionToken::new());
    let transaction = store.begin(Turn::Free).await?;
    let over = pending_sign_in::Column::ExpiresAt.lte(now);
    pending_sign_in::Entity::delete_many().filter(over).exec(&transaction).await?;
    pending_sign_in::ActiveModel {
        id: Set(token.0.id()),
        account_id: Set(account.id),
        kind: Set(kind.as_str().to_owned()),
        tries: Set(0),
        expires_at: Set(now + STEP_WITHIN),
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(PendingSignIn { token, lasts: STEP_WITHIN })
}

/// Takes the second step with a code of the app or a recovery code, and opens the session.
///
/// # Errors
/// [`AccessError::WrongCode`] for a wrong or used code, [`AccessError::SignInOver`] when five minutes or five tries are
/// over, [`AccessError::TooManyTries`] when codes of this account were guessed at in sign-in after sign-in.
pub async fn finish_sign_in(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    token: &PendingToken,
    code: &str,
    browser: &Browser,
    now: Moment,
) -> Result<NewSession, AccessError> {
    let pending = pending_sign_in::Entity::find_by_id(token.0.id()).one(store.read()).await?;
    let pending = pending.filter(|pending| pending.expires_at > now).ok_or(AccessError::SignInOver)?;
    let account = account::Entity::find_by_id(pending.account_id).one(store.read()).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or(AccessError::SignInOver)?;
    let (id, person) = (AccountId(account.id), PersonId(account.person_id));
    let tries = Tries::at("step", Some(id), "", caller);
    tries.check(store, now).await?;

    let transaction = store.begin(Turn::Person(person)).await?;
    // The row is taken for this try first, so that tries at the same time are counted, too.
    let taken = pending_sign_in::Entity::update_many()
        .col_expr(pending_sign_in::Column::Tries, Expr::col(pending_sign_in::Column::Tries).add(1))
        .filter(pending_sign_in::Column::Id.eq(pending.id.as_str()))
        .filter(pending_sign_in::Column::Tries.lt(STEP_TRIES))
        .exec(&transaction)
        .await?;
    if taken.rows_affected == 0 {
        return Err(AccessError::SignInOver);
    }
    let is_right = second_step::take(&transaction, secrets, id, code, now).await?;
    if is_right {
        pending_sign_in::Entity::delete_by_id(pending.id.as_str()).exec(&transaction).await?;
    }
    transaction.commit().await?;
    if !is_right {
        tries.note_wrong(store, Some(person), now).await?;
        return Err(AccessError::WrongCode);
    }
    tries.forget(store).await?;
    let kind = known(&pending.kind, SessionKind::from_word)?;
    open_session(store, (person, Some(id)), kind, browser, caller.address(), now).await
}
