//! A quiz before, during and between attempts.

use super::{
    QuizError,
    attempt::asked,
    bank::course_with_quiz,
    entity::{attempt, quiz_question},
    sheet::sheet,
};
use crate::{
    Store, StoreError,
    access::Learner,
    courses::{lessons_of, media_addresses},
    store::known,
};
use domain::{
    calendar::{Moment, day_of},
    ids::AttemptId,
    language::Language,
    quizzes::{
        Outcome, Score,
        sheet::{Marked, PastAttempt, QuizLobby},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

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
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(learner.person().0))
        .filter(attempt::Column::CourseVersionId.eq(course.version.0))
        .order_by_desc(attempt::Column::Number)
        .all(store.read())
        .await?;
    let lessons = lessons_of(store.read(), course.version, learner.person(), language).await?;
    let in_bank = quiz_question::Entity::find()
        .filter(quiz_question::Column::CourseVersionId.eq(course.version.0))
        .count(store.read())
        .await?;
    let used = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
    let mut open = None;
    let mut past = Vec::new();
    for row in attempts {
        match past_attempt(&row)? {
            Some(attempt) => past.push(attempt),
            None => {
                let media = media_addresses(store, course.version).await?;
                open = Some(sheet(&row, &asked(store.read(), row.id).await?, &media, language)?);
            }
        }
    }
    let (title, _) = course.text(language);
    Ok(QuizLobby {
        course_slug: course.slug,
        course_title: title,
        audience: course.audience.kind,
        questions: if rules.draw == 0 { u32::try_from(in_bank).unwrap_or(u32::MAX) } else { rules.draw },
        pass_mark: rules.pass_mark,
        attempts_left: (rules.attempts > 0).then(|| rules.attempts.saturating_sub(used)),
        lessons_left: lessons
            .into_iter()
            .filter(|(_, line)| !line.done)
            .map(|(_, line)| (line.slug, line.title))
            .collect(),
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
