//! A quiz before, during and between attempts.

use super::{
    QuizError,
    asked::asked,
    attempt::{attempts_of, taken},
    bank::{asking, course_with_quiz},
    entity::{answer_conflict, attempt, attempt_question},
    sheet::sheet,
    time::{close_overdue_of, state_of},
};
use crate::{
    Store, StoreError,
    access::Learner,
    courses::{lessons_of, media_addresses},
    store::{from_json, known},
};
use domain::{
    calendar::{Moment, day_of},
    courses::quiz::QuizRules,
    ids::AttemptId,
    language::Language,
    quizzes::{
        Outcome, Response, Score,
        attempt::{AttemptState, Refusal, Taken, may_start},
        sheet::{Marked, PastAttempt, QuizLobby},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;

/// What a learner sees of a course's quiz.
///
/// # Errors
/// [`QuizError::NotFound`] for a quiz that is not theirs.
pub async fn quiz_lobby(
    store: &Store,
    learner: &Learner,
    course: &str,
    language: &Language,
    now: Moment,
) -> Result<QuizLobby, QuizError> {
    let course = course_with_quiz(store, learner, course, now).await?;
    let rules = course.quiz.clone().ok_or(QuizError::NotFound)?;
    close_overdue_of(store, learner.person(), &course, now).await?;
    let attempts = attempts_of(store.read(), learner.person(), course.version).await?;
    let standing: Vec<Taken> = attempts.iter().map(|row| taken(row, &rules, now)).collect();
    let wait_until = match may_start(&rules, &standing, now) {
        Err(Refusal::WaitUntil(moment)) => Some(moment),
        _ => None,
    };
    let lessons = lessons_of(store.read(), course.version, learner.person(), language).await?;
    let in_bank = asking(store.read(), course.version).await?;
    let used = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
    let mut open = None;
    let mut past = Vec::new();
    for row in attempts.into_iter().rev() {
        match past_attempt(&row)? {
            Some(attempt) => past.push(attempt),
            None => {
                let media = media_addresses(store, course.version).await?;
                let others = others(store.read(), row.id).await?;
                let left = seconds_left(&row, &rules, now);
                open = Some(sheet(&row, &asked(store.read(), row.id).await?, &others, left, &media, language)?);
            }
        }
    }
    let (title, _) = course.text(language);
    Ok(QuizLobby {
        course_slug: course.slug,
        course_title: title,
        audience: course.audience.kind,
        questions: rules.asks(in_bank),
        pass_mark: rules.pass_mark,
        attempts_left: (rules.attempts > 0).then(|| rules.attempts.saturating_sub(used)),
        lessons_left: lessons
            .into_iter()
            .filter(|(_, line)| !line.done)
            .map(|(_, line)| (line.slug, line.title))
            .collect(),
        time_limit_minutes: rules.time_limit_minutes,
        wait_until,
        open,
        past,
    })
}

/// An attempt that is over; `None` for one under way.
pub(super) fn past_attempt(row: &attempt::Model) -> Result<Option<PastAttempt>, StoreError> {
    let Some(submitted_at) = row.submitted_at else { return Ok(None) };
    let marked = match (row.earned, &row.outcome) {
        (Some(earned), Some(outcome)) => Some(Marked {
            score: Score { earned, questions: i64::from(row.question_count) },
            outcome: known(outcome, Outcome::from_word)?,
        }),
        _ => None,
    };
    Ok(Some(PastAttempt {
        attempt: AttemptId(row.id),
        number: u32::try_from(row.number).unwrap_or_default(),
        submitted_on: day_of(submitted_at),
        marked,
    }))
}

/// Seconds until answers to an attempt are no longer taken; `None` without a limit.
fn seconds_left(row: &attempt::Model, rules: &QuizRules, now: Moment) -> Option<i64> {
    match state_of(row, rules, now) {
        AttemptState::InProgress { deadline, .. } => deadline.map(|deadline| (deadline - now).num_seconds().max(0)),
        _ => Some(0),
    }
}

/// Answers that wait for a choice, by the row of their question.
async fn others(db: &impl ConnectionTrait, attempt: i64) -> Result<HashMap<i64, Vec<Response>>, StoreError> {
    let of_attempt = attempt_question::Entity::find()
        .select_only()
        .column(attempt_question::Column::Id)
        .filter(attempt_question::Column::AttemptId.eq(attempt))
        .into_query();
    let rows = answer_conflict::Entity::find()
        .filter(answer_conflict::Column::AttemptQuestionId.in_subquery(of_attempt))
        .filter(answer_conflict::Column::SettledAt.is_null())
        .order_by_asc(answer_conflict::Column::Id)
        .all(db)
        .await?;
    let mut others: HashMap<i64, Vec<Response>> = HashMap::new();
    for row in rows {
        let response = from_json(row.response)?;
        let of_question = others.entry(row.attempt_question_id).or_default();
        if !of_question.contains(&response) {
            of_question.push(response);
        }
    }
    Ok(others)
}
