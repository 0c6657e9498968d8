//! A pupil signs in: the class's names, the own name, the secret.

use super::{
    super::{AccessError, Anyone, Browser, NewSession, Secrets, SessionToken, audit, session::open_session, sign_out},
    class_key::{ClassAtDoor, class_at_door, is_demo},
    entity::pupil_secret,
    roll::{OnRoll, roll_of, stored_kind},
    secret::is_right,
};
use crate::{Store, Turn};
use domain::{
    access::{
        audit::AuditAction,
        pupils::{ClassNames, ListedPupil, MOST_WRONG_TRIES, PupilDoor, secret::PupilSecret},
        session::SessionKind,
    },
    calendar::{Moment, day_of},
    ids::PersonId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// The names of a class, for whoever has its code or the number of its lesson.
///
/// # Errors
/// As [`class_at_door`].
pub async fn class_names(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    key: &str,
    now: Moment,
) -> Result<ClassNames, AccessError> {
    let class = class_at_door(store, caller, key, now).await?;
    let roll = roll_of(store, secrets, class.class, day_of(now)).await?;
    Ok(ClassNames {
        key: class.key().to_owned(),
        class_name: class.class_name,
        pupils: roll.into_iter().map(as_listed).collect(),
    })
}

fn as_listed(pupil: OnRoll) -> ListedPupil {
    ListedPupil { handle: pupil.handle, name: pupil.listed_as }
}

async fn pupil_of(
    store: &Store,
    secrets: &Secrets,
    class: &ClassAtDoor,
    handle: &str,
    now: Moment,
) -> Result<OnRoll, AccessError> {
    let roll = roll_of(store, secrets, class.class, day_of(now)).await?;
    roll.into_iter().find(|pupil| pupil.handle == handle).ok_or(AccessError::NotFound)
}

/// What a pupil of the list is asked for.
///
/// # Errors
/// As [`class_at_door`]; [`AccessError::NotFound`] for a handle that nobody in the class has.
pub async fn pupil_door(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    (key, handle): (&str, &str),
    now: Moment,
) -> Result<PupilDoor, AccessError> {
    let class = class_at_door(store, caller, key, now).await?;
    let pupil = pupil_of(store, secrets, &class, handle, now).await?;
    let kept = pupil_secret::Entity::find_by_id(pupil.person.0).one(store.read()).await?;
    Ok(PupilDoor {
        key: class.key().to_owned(),
        pupil: as_listed(pupil),
        kind: kept.as_ref().map(|kept| stored_kind(&kept.kind)).transpose()?,
        tries_left: kept.as_ref().map_or(MOST_WRONG_TRIES, tries_left),
    })
}

fn tries_left(kept: &pupil_secret::Model) -> u8 {
    let wrong = u8::try_from(kept.wrong_tries).unwrap_or(u8::MAX);
    if kept.locked_at.is_some() { 0 } else { MOST_WRONG_TRIES.saturating_sub(wrong) }
}

/// What became of a try to sign in.
pub enum Tried {
    /// Signed in.
    In(NewSession),
    /// Wrong; so many tries are left.
    Wrong(u8),
    /// Locked, now or before: the teacher unlocks.
    Locked,
    /// There is nothing yet to sign in with: the teacher prints a card.
    NoSecret,
}

/// Signs a pupil in. What the browser had before ends.
///
/// # Errors
/// As [`pupil_door`].
pub async fn pupil_sign_in(
    store: &Store,
    secrets: &Secrets,
    caller: Anyone,
    (key, handle): (&str, &str),
    given: Option<PupilSecret>,
    (browser, before): (&Browser, Option<&SessionToken>),
    now: Moment,
) -> Result<Tried, AccessError> {
    let class = class_at_door(store, caller, key, now).await?;
    let pupil = pupil_of(store, secrets, &class, handle, now).await?;
    // What everybody knows opens nothing but a demo.
    let is_everybodys = given.as_ref().is_some_and(PupilSecret::is_demo) && !is_demo(store).await?;
    let given = given.filter(|_| !is_everybodys);
    match judge(store, secrets, &class, pupil.person, given, now).await? {
        Judged::Right => {}
        Judged::Wrong(left) => return Ok(Tried::Wrong(left)),
        Judged::Locked => return Ok(Tried::Locked),
        Judged::NoSecret => return Ok(Tried::NoSecret),
    }
    if let Some(before) = before {
        sign_out(store, before).await?;
    }
    let who = (pupil.person, None);
    open_session(store, who, SessionKind::Pupil, browser, caller.address(), now).await.map(Tried::In)
}

enum Judged {
    Right,
    Wrong(u8),
    Locked,
    NoSecret,
}

/// Compares, and counts what is wrong: nobody tries twice at the same time.
async fn judge(
    store: &Store,
    secrets: &Secrets,
    class: &ClassAtDoor,
    person: PersonId,
    given: Option<PupilSecret>,
    now: Moment,
) -> Result<Judged, AccessError> {
    let transaction = store.begin(Turn::Person(person)).await?;
    let Some(kept) = pupil_secret::Entity::find_by_id(person.0).one(&transaction).await? else {
        return Ok(Judged::NoSecret);
    };
    if kept.locked_at.is_some() {
        return Ok(Judged::Locked);
    }
    // Only what was compared is counted: a teacher may have made a new secret meanwhile.
    let same = pupil_secret::Entity::update_many()
        .filter(pupil_secret::Column::PersonId.eq(person.0))
        .filter(pupil_secret::Column::Digest.eq(kept.digest.as_str()));
    if given.is_some_and(|given| is_right(secrets, &kept, &given)) {
        same.col_expr(pupil_secret::Column::WrongTries, Expr::value(0))
            .col_expr(pupil_secret::Column::SignedInAt, Expr::value(now))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        return Ok(Judged::Right);
    }
    let wrong = kept.wrong_tries.saturating_add(1);
    let locks = wrong >= i32::from(MOST_WRONG_TRIES);
    let mut count = same.col_expr(pupil_secret::Column::WrongTries, Expr::value(wrong));
    if locks {
        count = count.col_expr(pupil_secret::Column::LockedAt, Expr::value(now));
        // Whoever tried is not known; only the address is.
        let event = audit::Event::new(class.caller.unknown(), AuditAction::PupilLocked);
        audit::record(&transaction, [event.at(class.school).about_person(person)], now).await?;
    }
    count.exec(&transaction).await?;
    transaction.commit().await?;
    let left = MOST_WRONG_TRIES.saturating_sub(u8::try_from(wrong).unwrap_or(u8::MAX));
    Ok(if locks { Judged::Locked } else { Judged::Wrong(left) })
}
