//! A lesson with the class: for a while a number on the board opens the list of names, so that nobody types a code.
//! The PIN is asked for all the same.

use super::{
    super::{AccessError, ClassTeacher, audit},
    cards::{address, school_of, short_name},
    class_key::current_code,
    entity::class_lesson,
    qr::qr,
};
use crate::{Store, StoreError, Turn, people::entity::class};
use domain::{
    access::{
        audit::AuditAction,
        pupils::{ClassPoster, LESSON_MINUTES, OpenLesson, class_code::draw_number, lesson_length},
    },
    calendar::{Moment, time_of},
    ids::ClassId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::Expr,
};

fn open_at(now: Moment) -> Condition {
    Condition::all().add(class_lesson::Column::ClosedAt.is_null()).add(class_lesson::Column::UntilAt.gt(now))
}

/// Opens a lesson with a class; one that is open already is closed, and so its number is dead.
///
/// # Errors
/// When the database fails.
pub async fn open_lesson(store: &Store, teacher: &ClassTeacher, now: Moment) -> Result<OpenLesson, AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    close(&transaction, teacher, now).await?;
    let number = loop {
        let number = draw_number(&mut rand::rng());
        let taken =
            class_lesson::Entity::find().filter(class_lesson::Column::Number.eq(number.as_str())).filter(open_at(now));
        if taken.one(&transaction).await?.is_none() {
            break number;
        }
    };
    let row = class_lesson::ActiveModel {
        class_id: Set(teacher.class().0),
        number: Set(number),
        opened_at: Set(now),
        until_at: Set(now + lesson_length()),
        ..Default::default()
    };
    let row = row.insert(&transaction).await?;
    let event = audit::Event::new(teacher.actor(), AuditAction::ClassLessonOpened)
        .at(teacher.school())
        .about_class(teacher.class())
        .with(audit::details! { Minutes: LESSON_MINUTES });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(as_shown(row, now))
}

/// Ends the lesson with a class; without one nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn close_lesson(store: &Store, teacher: &ClassTeacher, now: Moment) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    close(&transaction, teacher, now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn close(db: &impl ConnectionTrait, teacher: &ClassTeacher, now: Moment) -> Result<(), AccessError> {
    let closed = class_lesson::Entity::update_many()
        .col_expr(class_lesson::Column::ClosedAt, Expr::value(now))
        .filter(class_lesson::Column::ClassId.eq(teacher.class().0))
        .filter(open_at(now))
        .exec(db)
        .await?;
    if closed.rows_affected > 0 {
        let event = audit::Event::new(teacher.actor(), AuditAction::ClassLessonClosed)
            .at(teacher.school())
            .about_class(teacher.class());
        audit::record(db, [event], now).await?;
    }
    Ok(())
}

/// The lesson with a class that is open now.
pub(super) async fn lesson_of(
    db: &impl ConnectionTrait,
    class: ClassId,
    now: Moment,
) -> Result<Option<OpenLesson>, StoreError> {
    let row = class_lesson::Entity::find()
        .filter(class_lesson::Column::ClassId.eq(class.0))
        .filter(open_at(now))
        .order_by_desc(class_lesson::Column::Id)
        .one(db)
        .await?;
    Ok(row.map(|row| as_shown(row, now)))
}

fn as_shown(row: class_lesson::Model, now: Moment) -> OpenLesson {
    let seconds = (row.until_at - now).num_seconds().max(0);
    OpenLesson { number: row.number, until: time_of(row.until_at), minutes_left: (seconds + 59) / 60 }
}

/// What a teacher shows large: the open lesson's number or else the class code, and its address as a QR.
///
/// # Errors
/// [`AccessError::NotFound`] while the class has neither, or no lesson where one is asked for.
pub async fn class_poster(
    store: &Store,
    teacher: &ClassTeacher,
    of_lesson: bool,
    base: &str,
    now: Moment,
) -> Result<ClassPoster, AccessError> {
    let class = class::Entity::find_by_id(teacher.class().0).one(store.read()).await?.ok_or(AccessError::NotFound)?;
    let school = school_of(store, teacher.school()).await?;
    let lesson = if of_lesson { lesson_of(store.read(), teacher.class(), now).await? } else { None };
    let key = match &lesson {
        Some(lesson) => lesson.number.clone(),
        None if of_lesson => return Err(AccessError::NotFound),
        None => current_code(store.read(), teacher.class()).await?.ok_or(AccessError::NotFound)?,
    };
    let address = address(base, &key);
    Ok(ClassPoster {
        school_name: short_name(&school),
        school_code: school.code,
        class: teacher.class(),
        class_name: class.name,
        qr: qr(&address)?,
        address,
        key,
        lesson,
    })
}
