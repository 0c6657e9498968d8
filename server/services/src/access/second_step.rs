//! The second step of sign-in: a code of six digits from an app (TOTP, RFC 6238), or a recovery code.

use super::{
    AccessError, AccountHolder, Office, Secrets, Setting, Viewer,
    accounts::account_event,
    audit, codes,
    entity::{recovery_code, second_step},
    own_account::check_own_password,
    settings::{keep_setting, setting},
    setup::installation,
};
use crate::{Store, StoreError, Turn};
use domain::{
    access::{
        Role,
        account::{SecondStep, SecondStepPage, SignInSettings},
        audit::AuditAction,
        audit_detail::SettingName,
    },
    calendar::Moment,
    ids::AccountId,
};
use rand::RngCore;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set, sea_query::Expr,
};
use totp_rs::{Builder, Totp};

/// As the app on the phone names the place.
const ISSUER: &str = "Tiến Độ";
const RECOVERY_CODES: usize = 10;

impl Setting for SignInSettings {
    const NAME: SettingName = SettingName::SignIn;
}

/// Who must have a second step.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_settings(store: &Store, _office: &Office) -> Result<SignInSettings, AccessError> {
    Ok(setting(store.read()).await?)
}

/// Says who must have a second step, from now on.
///
/// # Errors
/// When the database fails.
pub async fn keep_sign_in_settings(
    store: &Store,
    office: &Office,
    settings: SignInSettings,
    now: Moment,
) -> Result<(), AccessError> {
    Ok(keep_setting(store, office.actor(), &settings, now).await?)
}

/// Whether the settings ask somebody with these roles for a second step. A demo asks nobody.
async fn is_required(store: &Store, viewer: &Viewer) -> Result<bool, AccessError> {
    let has = |role| viewer.grants.iter().any(|(held, _)| *held == role);
    let (is_office, is_principal) = (has(Role::Office), has(Role::Principal));
    if viewer.account().is_none() || !(is_office || is_principal) {
        return Ok(false);
    }
    let settings: SignInSettings = setting(store.read()).await?;
    let asked = settings.office && is_office || settings.principals && is_principal;
    Ok(asked && !installation(store).await?.is_some_and(|installation| installation.is_demo))
}

/// Whether somebody must set a second step up before anything else.
pub(super) async fn is_lacking(store: &Store, viewer: &Viewer) -> Result<bool, AccessError> {
    match viewer.account() {
        Some(account) if is_required(store, viewer).await? => Ok(!is_on(store.read(), account).await?),
        _ => Ok(false),
    }
}

/// Whether signing in to an account takes a second step.
pub(super) async fn is_on(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, StoreError> {
    Ok(row(db, account).await?.is_some_and(|row| row.confirmed_at.is_some()))
}

async fn row(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<second_step::Model>, StoreError> {
    Ok(second_step::Entity::find().filter(second_step::Column::AccountId.eq(account.0)).one(db).await?)
}

/// How far the own second step is, with what is needed to set it up. New codes are added by whoever shows the page.
///
/// # Errors
/// [`AccessError::Sealing`] when the secret was sealed with another key.
pub async fn second_step_page(
    store: &Store,
    secrets: &Secrets,
    viewer: &Viewer,
) -> Result<SecondStepPage, AccessError> {
    let holder = viewer.account_holder()?;
    let step = match row(store.read(), holder.account()).await? {
        None => SecondStep::Off,
        Some(row) => match row.confirmed_at {
            Some(since) => SecondStep::On { since, codes_left: codes_left(store, holder.account()).await? },
            None => {
                let totp = totp(secrets, &row, &username(store, &holder).await?)?;
                let address = totp.to_url().map_err(|_| AccessError::Sealing)?;
                SecondStep::Begun { secret: in_fours(&totp.secret().to_base32()), picture: picture(&address)? }
            }
        },
    };
    Ok(SecondStepPage { step, is_required: is_required(store, viewer).await?, new_codes: Vec::new() })
}

async fn username(store: &Store, holder: &AccountHolder) -> Result<String, AccessError> {
    let account = super::entity::account::Entity::find_by_id(holder.account().0).one(store.read()).await?;
    Ok(account.ok_or(AccessError::NotFound)?.username)
}

async fn codes_left(store: &Store, account: AccountId) -> Result<usize, AccessError> {
    let unused = recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account.0))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(store.read())
        .await?;
    Ok(usize::try_from(unused).unwrap_or_default())
}

fn totp(secrets: &Secrets, row: &second_step::Model, username: &str) -> Result<Totp, AccessError> {
    let secret = secrets.open(&row.secret).ok_or(AccessError::Sealing)?;
    let builder = Builder::new().with_secret(secret).with_account_name(username).with_issuer(Some(ISSUER));
    builder.build().map_err(|_| AccessError::Sealing)
}

fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.trim_end_matches('=').chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The address as a QR code, an SVG element.
fn picture(address: &str) -> Result<String, AccessError> {
    let code = qrcode::QrCode::new(address).map_err(|_| AccessError::Sealing)?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(220, 220).build();
    Ok(svg.find("<svg").map(|start| svg[start..].to_owned()).unwrap_or(svg))
}

/// Makes a new secret, which works from its first code on. Where a second step is set up nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn begin_second_step(
    store: &Store,
    secrets: &Secrets,
    holder: &AccountHolder,
    now: Moment,
) -> Result<(), AccessError> {
    let mut secret = [0_u8; 20];
    rand::rng().fill_bytes(&mut secret);
    let sealed = secrets.seal(&secret).ok_or(AccessError::Sealing)?;
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    if is_on(&transaction, holder.account()).await? {
        return Ok(());
    }
    let own = second_step::Column::AccountId.eq(holder.account().0);
    second_step::Entity::delete_many().filter(own).exec(&transaction).await?;
    second_step::ActiveModel {
        account_id: Set(holder.account().0),
        secret: Set(sealed),
        last_step: Set(0),
        created_at: Set(now),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Sets the second step up by its first code. Gives back the recovery codes, which nobody can read again.
///
/// # Errors
/// [`AccessError::WrongCode`] when the code is not of the secret just made.
pub async fn confirm_second_step(
    store: &Store,
    secrets: &Secrets,
    holder: &AccountHolder,
    code: &str,
    now: Moment,
) -> Result<Vec<String>, AccessError> {
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    let row = row(&transaction, holder.account()).await?.filter(|row| row.confirmed_at.is_none());
    let row = row.ok_or(AccessError::WrongCode)?;
    let step = step_of(&totp(secrets, &row, "")?, code, now).ok_or(AccessError::WrongCode)?;
    let mut row: second_step::ActiveModel = row.into();
    row.confirmed_at = Set(Some(now));
    row.last_step = Set(step);
    row.update(&transaction).await?;
    let codes = insert_codes(&transaction, secrets, holder.account(), now).await?;
    let nothing = audit::Details::default;
    let record = |action| account_event(&transaction, holder.actor(), action, holder.person(), nothing(), now);
    record(AuditAction::SecondStepEnabled).await?;
    record(AuditAction::RecoveryCodesIssued).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Makes new recovery codes in place of those before.
///
/// # Errors
/// As a sign-in with a wrong password; [`AccessError::NotFound`] where there is no second step.
pub async fn renew_recovery_codes(
    store: &Store,
    secrets: &Secrets,
    holder: &AccountHolder,
    password: &str,
    now: Moment,
) -> Result<Vec<String>, AccessError> {
    check_own_password(store, holder, password, now).await?;
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    if !is_on(&transaction, holder.account()).await? {
        return Err(AccessError::NotFound);
    }
    let codes = insert_codes(&transaction, secrets, holder.account(), now).await?;
    let action = AuditAction::RecoveryCodesIssued;
    account_event(&transaction, holder.actor(), action, holder.person(), audit::Details::default(), now).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Takes the own second step away.
///
/// # Errors
/// As a sign-in with a wrong password.
pub async fn remove_second_step(
    store: &Store,
    holder: &AccountHolder,
    password: &str,
    now: Moment,
) -> Result<(), AccessError> {
    check_own_password(store, holder, password, now).await?;
    let transaction = store.begin(Turn::Person(holder.person())).await?;
    if remove(&transaction, holder.account()).await? {
        let action = AuditAction::SecondStepDisabled;
        account_event(&transaction, holder.actor(), action, holder.person(), audit::Details::default(), now).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Removes the second step of an account and its recovery codes; says whether there was one.
pub(super) async fn remove(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, AccessError> {
    let codes = recovery_code::Column::AccountId.eq(account.0);
    recovery_code::Entity::delete_many().filter(codes).exec(db).await?;
    let steps = second_step::Column::AccountId.eq(account.0);
    Ok(second_step::Entity::delete_many().filter(steps).exec(db).await?.rows_affected > 0)
}

async fn insert_codes(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    account: AccountId,
    now: Moment,
) -> Result<Vec<String>, AccessError> {
    let former = recovery_code::Column::AccountId.eq(account.0);
    recovery_code::Entity::delete_many().filter(former).exec(db).await?;
    let new: Vec<String> = (0..RECOVERY_CODES).map(|_| codes::new_code()).collect();
    let rows = new.iter().map(|code| recovery_code::ActiveModel {
        account_id: Set(account.0),
        digest: Set(digest(secrets, account, code)),
        created_at: Set(now),
        ..Default::default()
    });
    recovery_code::Entity::insert_many(rows).exec(db).await?;
    Ok(new)
}

fn digest(secrets: &Secrets, account: AccountId, code: &str) -> String {
    secrets.digest("recovery_code", format!("{account}:{}", codes::bare(code)).as_bytes())
}

/// The step (half a minute since 1970) that a code is of: the present one, the one before or the one after.
fn step_of(totp: &Totp, code: &str, now: Moment) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    let time = u64::try_from(now.timestamp()).ok()?;
    i64::try_from(totp.check(&digits, time)?).ok()
}

/// Takes a code of the app, which is newer than any taken before, or a recovery code that was not used; each works once.
pub(super) async fn take(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    account: AccountId,
    code: &str,
    now: Moment,
) -> Result<bool, AccessError> {
    let Some(row) = row(db, account).await?.filter(|row| row.confirmed_at.is_some()) else { return Ok(false) };
    if let Some(step) = step_of(&totp(secrets, &row, "")?, code, now) {
        let moved = second_step::Entity::update_many()
            .col_expr(second_step::Column::LastStep, Expr::value(step))
            .filter(second_step::Column::Id.eq(row.id))
            .filter(second_step::Column::LastStep.lt(step))
            .exec(db)
            .await?;
        return Ok(moved.rows_affected > 0);
    }
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
        .filter(recovery_code::Column::AccountId.eq(account.0))
        .filter(recovery_code::Column::Digest.eq(digest(secrets, account, code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}
