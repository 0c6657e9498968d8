//! The only writer of completions.

use super::entity::completion;
use crate::{StoreError, courses::CourseInForce, people::entity::membership, store::open_on};
use domain::{
    calendar::{Moment, day_of},
    courses::shelf::CompletionCard,
    ids::{AttemptId, CourseId, PersonId},
    progress::{Held, completion::valid_until},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Set,
    Statement,
};

/// How a course was completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completed {
    /// By passing its quiz.
    ByQuiz {
        /// The attempt that passed.
        attempt: AttemptId,
        /// Its score in tenths of a per cent.
        score_tenths: i64,
    },
    /// By doing the lessons of a course without a quiz.
    ByLessons,
}

/// Records that a person completed a course, within the transaction of what led to it.
///
/// A retake adds a fact and alters none.
///
/// # Errors
/// When the database fails.
pub async fn record_completion(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: &CourseInForce,
    how: Completed,
    now: Moment,
) -> Result<(), StoreError> {
    let today = day_of(now);
    let school = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(open_on!(membership, today))
        .order_by_asc(membership::Column::Id)
        .one(db)
        .await?;
    let (word, attempt, score) = match how {
        Completed::ByQuiz { attempt, score_tenths } => {
            ("quiz_attempt", Some(attempt.0), i32::try_from(score_tenths).ok())
        }
        Completed::ByLessons => ("lessons", None, None),
    };
    completion::ActiveModel {
        person_id: Set(person.0),
        course_id: Set(course.course.0),
        course_version_id: Set(course.version.0),
        version: Set(i32::try_from(course.number).unwrap_or(i32::MAX)),
        completed_at: Set(now),
        learned_at: Set(now),
        how: Set(word.to_owned()),
        score_tenths: Set(score),
        attempt_id: Set(attempt),
        organisation_id: Set(school.map(|row| row.organisation_id)),
        valid_until: Set(valid_until(today, course.valid_months)),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct CompletionRow {
    course_id: i64,
    version: i32,
    completed_at: Moment,
    score_tenths: Option<i32>,
    valid_until: Option<chrono::NaiveDate>,
}

/// A person's completions that are not void, oldest first, as a rule sees them and as their owner does.
///
/// # Errors
/// When the database fails.
pub async fn completions_of(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(Held, CompletionCard)>, StoreError> {
    let sql = "SELECT k.course_id, k.version, k.completed_at, k.score_tenths, k.valid_until FROM completions k \
               WHERE k.person_id = $1 AND NOT EXISTS (SELECT 1 FROM completion_voids v WHERE v.completion_id = k.id) \
               ORDER BY k.completed_at, k.id";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [person.0.into()]);
    let rows = CompletionRow::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let version = u32::try_from(row.version).unwrap_or_default();
            let held =
                Held { course: CourseId(row.course_id), version, at: row.completed_at, valid_until: row.valid_until };
            let card = CompletionCard {
                completed_on: day_of(row.completed_at),
                version,
                score_tenths: row.score_tenths.map(i64::from),
                valid_until: row.valid_until,
            };
            (held, card)
        })
        .collect())
}
