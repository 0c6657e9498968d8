//! Attempts, started.

use super::{
    QuizError,
    asked::kind_of,
    bank::{Bank, Texts, bank, course_with_quiz},
    entity::{attempt, attempt_question},
    time::{close_overdue_of, state_of},
};
use crate::{Store, StoreError, Turn, access::Learner, courses::lesson_states, store::to_json};
use domain::{
    calendar::Moment,
    courses::quiz::QuizRules,
    ids::{AttemptId, CourseVersionId, PersonId, QuestionVersionId},
    quizzes::{
        Banked, Response, Score,
        attempt::{AttemptState, Refusal, Submitted, Taken, WaitsFor, may_start},
        draw,
    },
};
use rand::{SeedableRng, rngs::StdRng};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use std::collections::{BTreeSet, HashSet};

/// Starts an attempt, or gives back the one under way: a person has one open attempt at a quiz at the most.
///
/// `chance` draws and shuffles the questions; the same number gives the same questions. Questions that the person has
/// not been asked before come first.
///
/// # Errors
/// [`QuizError::LessonsLeft`], [`QuizError::NoAttemptLeft`], [`QuizError::WaitUntil`], or [`QuizError::NotFound`] for a
/// quiz that is not theirs.
pub async fn start_attempt(
    store: &Store,
    learner: &Learner,
    course: &str,
    chance: u64,
    now: Moment,
) -> Result<AttemptId, QuizError> {
    let course = course_with_quiz(store, learner, course, now).await?;
    let rules = course.quiz.as_ref().ok_or(QuizError::NotFound)?;
    close_overdue_of(store, learner.person(), &course, now).await?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let before = attempts_of(&transaction, learner.person(), course.version).await?;
    let taken: Vec<Taken> = before.iter().map(|row| taken(row, rules, now)).collect();
    match may_start(rules, &taken, now) {
        Ok(()) => {}
        Err(Refusal::OneOpen(attempt)) => return Ok(attempt),
        Err(Refusal::NoAttemptLeft) => return Err(QuizError::NoAttemptLeft),
        Err(Refusal::WaitUntil(moment)) => return Err(QuizError::WaitUntil(moment)),
    }
    let lessons = lesson_states(&transaction, course.version, learner.person()).await?;
    if lessons.iter().any(|lesson| !lesson.done) {
        return Err(QuizError::LessonsLeft);
    }
    let Bank { version: quiz_version, questions: bank } = bank(&transaction, course.version).await?;
    let banked = bank.iter().map(|(_, texts)| banked(texts)).collect::<Result<Vec<_>, _>>()?;
    let seen = seen_places(&transaction, &before, &bank).await?;
    let mut chance = StdRng::seed_from_u64(chance);
    // A pack with a category that has too few is refused when it comes in.
    let drawn =
        draw(&banked, rules, &seen, &mut chance).map_err(|shortage| StoreError::Unreadable(shortage.to_string()))?;
    let counting = drawn.iter().filter(|drawn| banked[drawn.place].kind.counts()).count();
    let row = attempt::ActiveModel {
        person_id: Set(learner.person().0),
        course_version_id: Set(course.version.0),
        quiz_version_id: Set(quiz_version),
        number: Set(i32::try_from(before.len() + 1).unwrap_or(i32::MAX)),
        started_at: Set(now),
        question_count: Set(i32::try_from(counting).unwrap_or(i32::MAX)),
        ..Default::default()
    };
    let attempt = row.insert(&transaction).await?.id;
    let unanswered = to_json(&Response::Unanswered)?;
    let mut rows = Vec::with_capacity(drawn.len());
    for (position, drawn) in (0..).zip(drawn) {
        rows.push(attempt_question::ActiveModel {
            attempt_id: Set(attempt),
            position: Set(position),
            question_version_id: Set(bank[drawn.place].0.0),
            option_order: Set(to_json(&drawn.order)?),
            response: Set(unanswered.clone()),
            ..Default::default()
        });
    }
    attempt_question::Entity::insert_many(rows).exec(&transaction).await?;
    transaction.commit().await?;
    Ok(AttemptId(attempt))
}

fn banked(texts: &Texts) -> Result<Banked<'_>, StoreError> {
    let category = texts.values().next().map_or("", |question| question.category.as_str());
    Ok(Banked { kind: kind_of(texts)?, category })
}

/// The attempts of a person at a version of a quiz, in the order of their numbers.
pub async fn attempts_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    version: CourseVersionId,
) -> Result<Vec<attempt::Model>, StoreError> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(person.0))
        .filter(attempt::Column::CourseVersionId.eq(version.0))
        .order_by_asc(attempt::Column::Number)
        .all(db)
        .await?)
}

/// An attempt as it stands.
pub fn taken(row: &attempt::Model, rules: &QuizRules, now: Moment) -> Taken {
    let state = match (row.submitted_at, row.earned) {
        (None, _) => state_of(row, rules, now),
        (Some(at), Some(earned)) => {
            let score = Score { earned, questions: i64::from(row.question_count) };
            AttemptState::Marked { at, marked_at: at, score }
        }
        (Some(at), None) => AttemptState::Submitted { at, by: Submitted::Learner, waits_for: WaitsFor::Person(1) },
    };
    Taken { attempt: AttemptId(row.id), state }
}

/// The places in the bank of questions that the person has been asked before.
async fn seen_places(
    db: &DatabaseTransaction,
    before: &[attempt::Model],
    bank: &[(QuestionVersionId, Texts)],
) -> Result<BTreeSet<usize>, StoreError> {
    if before.is_empty() {
        return Ok(BTreeSet::new());
    }
    let asked: HashSet<i64> = attempt_question::Entity::find()
        .select_only()
        .column(attempt_question::Column::QuestionVersionId)
        .distinct()
        .filter(attempt_question::Column::AttemptId.is_in(before.iter().map(|row| row.id)))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(bank.iter().enumerate().filter(|(_, (id, _))| asked.contains(&id.0)).map(|(place, _)| place).collect())
}
