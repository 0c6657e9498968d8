//! The time for an attempt, by the server's clock.

use super::{QuizError, asked::asked, entity::attempt, submit::finish};
use crate::{
    Store, StoreError, Turn,
    courses::{CourseInForce, entity::course_version, in_force},
    store::from_json,
};
use chrono::TimeDelta;
use domain::{
    calendar::{Moment, day_of},
    courses::quiz::QuizRules,
    ids::{CourseVersionId, PersonId},
    quizzes::{
        attempt::{AttemptFacts, AttemptState, standing},
        rules::time_limit,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// What an open attempt is now.
pub fn state_of(open: &attempt::Model, rules: &QuizRules, now: Moment) -> AttemptState {
    let limit = time_limit(rules, u32::try_from(open.extra_minutes).unwrap_or_default());
    standing(now, &AttemptFacts::started(open.started_at, limit))
}

/// Whether answers are still taken.
///
/// # Errors
/// [`QuizError::TimeIsOver`] with the deadline, once it has passed.
pub async fn check_time(db: &impl ConnectionTrait, open: &attempt::Model, now: Moment) -> Result<(), QuizError> {
    let version = course_version::Entity::find_by_id(open.course_version_id).one(db).await?;
    let rules: Option<QuizRules> = version.and_then(|row| row.quiz).map(from_json).transpose()?;
    match state_of(open, &rules.ok_or(QuizError::NotFound)?, now) {
        AttemptState::InProgress { .. } => Ok(()),
        AttemptState::Overdue { deadline, .. } => Err(QuizError::TimeIsOver(deadline)),
        // Beyond the grace it counts as submitted at its deadline, whether that has been written down or not.
        AttemptState::Submitted { at, .. } => Err(QuizError::TimeIsOver(at)),
        AttemptState::Marked { .. } | AttemptState::Abandoned { .. } => Err(QuizError::AlreadySubmitted),
    }
}

/// Submits the attempts of a person whose time and grace are over, as they were at their deadlines.
pub async fn close_overdue_of(
    store: &Store,
    person: PersonId,
    course: &CourseInForce,
    now: Moment,
) -> Result<(), QuizError> {
    let Some(rules) = course.quiz.as_ref().filter(|rules| rules.time_limit_minutes > 0) else { return Ok(()) };
    let open = |row: &attempt::Model| overdue_since(row, rules, now);
    if open_of(store.read(), person, course.version).await?.as_ref().and_then(open).is_none() {
        return Ok(());
    }
    let transaction = store.begin(Turn::Person(person)).await?;
    let found = open_of(&transaction, person, course.version).await?;
    if let Some((row, deadline)) = found.and_then(|row| open(&row).map(|deadline| (row, deadline))) {
        let asked = asked(&transaction, row.id).await?;
        finish(&transaction, course, row, asked, deadline).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Submits all attempts whose time and grace are over; gives how many. For the work that the server does by itself.
///
/// # Errors
/// When the database fails.
pub async fn close_overdue(store: &Store, now: Moment) -> Result<usize, QuizError> {
    let timed: Vec<CourseInForce> = in_force(store, day_of(now))
        .await?
        .into_iter()
        .filter(|course| course.quiz.as_ref().is_some_and(|rules| rules.time_limit_minutes > 0))
        .collect();
    let open = attempt::Entity::find()
        .filter(attempt::Column::SubmittedAt.is_null())
        .filter(attempt::Column::CourseVersionId.is_in(timed.iter().map(|course| course.version.0)))
        // The shortest limit is a minute, so younger ones cannot be over.
        .filter(attempt::Column::StartedAt.lt(now - TimeDelta::minutes(1)))
        .all(store.read())
        .await?;
    let mut closed = 0;
    for row in open {
        let Some(course) = timed.iter().find(|course| course.version.0 == row.course_version_id) else { continue };
        let is_over = course.quiz.as_ref().and_then(|rules| overdue_since(&row, rules, now)).is_some();
        if is_over {
            close_overdue_of(store, PersonId(row.person_id), course, now).await?;
            closed += 1;
        }
    }
    Ok(closed)
}

async fn open_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    version: CourseVersionId,
) -> Result<Option<attempt::Model>, StoreError> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(person.0))
        .filter(attempt::Column::CourseVersionId.eq(version.0))
        .filter(attempt::Column::SubmittedAt.is_null())
        .one(db)
        .await?)
}

/// The deadline of an attempt whose time and grace are over.
fn overdue_since(open: &attempt::Model, rules: &QuizRules, now: Moment) -> Option<Moment> {
    match state_of(open, rules, now) {
        AttemptState::Submitted { at, .. } => Some(at),
        _ => None,
    }
}
