//! The teacher's side of pupils' sign-in.

use super::{
    super::{AccessError, ClassTeacher, Secrets, audit},
    cards::school_of,
    class_key::current_code,
    entity::pupil_secret,
    lesson::lesson_of,
    roll::{on_roll, roll_of, stored_kind},
    secret::kept_of,
};
use crate::{Store, StoreError, Turn, people::entity::class};
use domain::{
    access::{
        audit::AuditAction,
        pupils::{ClassSignIn, PupilState},
    },
    calendar::{Moment, day_of},
    ids::PersonId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// How a class signs in: its code, its lesson, and each pupil's state.
///
/// # Errors
/// When the database fails.
pub async fn class_sign_in(
    store: &Store,
    secrets: &Secrets,
    teacher: &ClassTeacher,
    now: Moment,
) -> Result<ClassSignIn, AccessError> {
    let class = class::Entity::find_by_id(teacher.class().0).one(store.read()).await?.ok_or(AccessError::NotFound)?;
    let school = school_of(store, teacher.school()).await?;
    let roll = roll_of(store, secrets, teacher.class(), day_of(now)).await?;
    let persons: Vec<PersonId> = roll.iter().map(|pupil| pupil.person).collect();
    let kept = kept_of(store.read(), &persons).await?;
    let pupils = roll
        .into_iter()
        .map(|pupil| {
            let kept = kept.get(&pupil.person);
            Ok(PupilState {
                handle: pupil.handle,
                name: pupil.name,
                kind: kept.map(|kept| stored_kind(&kept.kind)).transpose()?,
                locked: kept.is_some_and(|kept| kept.locked_at.is_some()),
                last_signed_in_on: kept.and_then(|kept| kept.signed_in_at).map(day_of),
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(ClassSignIn {
        school_code: school.code,
        school_name: school.name,
        class: teacher.class(),
        class_name: class.name,
        code: current_code(store.read(), teacher.class()).await?,
        lesson: lesson_of(store.read(), teacher.class(), now).await?,
        pupils,
    })
}

/// Unlocks one pupil of the class, by handle, or all of them, and gives them their tries back.
///
/// # Errors
/// [`AccessError::NotFound`] for a handle that no pupil of the class has.
pub async fn unlock_pupils(
    store: &Store,
    secrets: &Secrets,
    teacher: &ClassTeacher,
    handle: Option<&str>,
    now: Moment,
) -> Result<usize, AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    let rolls = on_roll(&transaction, secrets, &[teacher.class()], day_of(now)).await?;
    let asked: Vec<PersonId> = rolls
        .into_values()
        .flatten()
        .filter(|pupil| handle.is_none_or(|handle| pupil.handle == handle))
        .map(|pupil| pupil.person)
        .collect();
    if asked.is_empty() && handle.is_some() {
        return Err(AccessError::NotFound);
    }
    let kept = kept_of(&transaction, &asked).await?;
    let locked: Vec<PersonId> =
        asked.into_iter().filter(|person| kept.get(person).is_some_and(|kept| kept.locked_at.is_some())).collect();
    for chunk in locked.chunks(crate::store::CHUNK) {
        pupil_secret::Entity::update_many()
            .col_expr(pupil_secret::Column::WrongTries, Expr::value(0))
            .col_expr(pupil_secret::Column::LockedAt, Expr::value(Option::<Moment>::None))
            .filter(pupil_secret::Column::PersonId.is_in(chunk.iter().map(|person| person.0)))
            .exec(&transaction)
            .await?;
    }
    let events = locked.iter().map(|person| {
        audit::Event::new(teacher.actor(), AuditAction::PupilUnlocked).at(teacher.school()).about_person(*person)
    });
    audit::record(&transaction, events.collect::<Vec<_>>(), now).await?;
    transaction.commit().await?;
    Ok(locked.len())
}
