//! The learner's shelf: which courses, how far, and what a finished lesson leads to.

use super::{Completed, ProgressError, completions_of, record_completion};
use crate::{
    Store, StoreError, Turn,
    access::Learner,
    courses::{CourseInForce, audience_of, course_for, in_force, lesson_states, lessons_of, mark_done},
};
use domain::{
    calendar::{Moment, day_of},
    courses::{
        CourseStanding,
        shelf::{AfterLesson, CompletionCard, CourseCard, CoursePage, LessonLine},
    },
    ids::PersonId,
    language::Language,
    progress::Held,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use std::collections::HashMap;

/// What counts of a version: its lessons, those done, those begun, attempts.
#[derive(Debug, Default, Clone, Copy, FromQueryResult)]
struct Steps {
    version_id: i64,
    lessons: i64,
    done: i64,
    begun: i64,
    attempts: i64,
}

/// The courses for a learner: required first, and of those what is to be done before what is complete.
///
/// # Errors
/// When the database fails.
pub async fn my_courses(
    store: &Store,
    learner: &Learner,
    language: &Language,
    now: Moment,
) -> Result<Vec<CourseCard>, ProgressError> {
    let today = day_of(now);
    let audience = audience_of(store, learner.person(), today).await?;
    let courses: Vec<CourseInForce> =
        in_force(store, today).await?.into_iter().filter(|course| audience.is_in(&course.audience)).collect();
    let completions = completions_of(store.read(), learner.person()).await?;
    let steps = steps(store.read(), learner.person()).await?;
    let mut cards: Vec<CourseCard> = courses
        .iter()
        .map(|course| {
            let steps = steps.get(&course.version.0).copied().unwrap_or_default();
            card(course, language, &completions, steps, today)
        })
        .collect();
    cards.sort_by_key(|card| (card.standing == CourseStanding::Complete, !card.required));
    Ok(cards)
}

/// A course with its lessons.
///
/// # Errors
/// [`ProgressError::NotFound`] for a course that is not for the learner.
pub async fn course_page(
    store: &Store,
    learner: &Learner,
    slug: &str,
    language: &Language,
    now: Moment,
) -> Result<CoursePage, ProgressError> {
    let today = day_of(now);
    let course = course_for(store, learner, slug, now).await?;
    let lessons: Vec<LessonLine> = lessons_of(store.read(), course.version, learner.person(), language)
        .await?
        .into_iter()
        .map(|(_, line)| line)
        .collect();
    let completions = completions_of(store.read(), learner.person()).await?;
    let steps = steps(store.read(), learner.person()).await?.get(&course.version.0).copied().unwrap_or_default();
    Ok(CoursePage {
        card: card(&course, language, &completions, steps, today),
        version: course.number,
        lessons,
        quiz: course.quiz,
    })
}

/// Marks a lesson as done. The last one of a course without a quiz completes it.
///
/// # Errors
/// [`ProgressError::NotFound`] for a course or lesson that is not for the learner.
pub async fn finish_lesson(
    store: &Store,
    learner: &Learner,
    slug: &str,
    lesson: &str,
    now: Moment,
) -> Result<AfterLesson, ProgressError> {
    let course = course_for(store, learner, slug, now).await?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let mut lessons = lesson_states(&transaction, course.version, learner.person()).await?;
    let place = lessons.iter().position(|state| state.slug == lesson).ok_or(ProgressError::NotFound)?;
    let was_done = std::mem::replace(&mut lessons[place].done, true);
    mark_done(&transaction, learner.person(), lessons[place].id, now).await?;
    if !was_done && course.quiz.is_none() && lessons.iter().all(|state| state.done) {
        record_completion(&transaction, learner.person(), &course, Completed::ByLessons, now).await?;
    }
    transaction.commit().await?;
    let after = lessons[place + 1..].iter().chain(&lessons[..place]).find(|state| !state.done);
    Ok(match (after, course.quiz) {
        (Some(next), _) => AfterLesson::Lesson(next.slug.clone()),
        (None, Some(_)) => AfterLesson::Quiz,
        (None, None) => AfterLesson::Course,
    })
}

fn card(
    course: &CourseInForce,
    language: &Language,
    completions: &[(Held, CompletionCard)],
    steps: Steps,
    today: chrono::NaiveDate,
) -> CourseCard {
    let requirement = course.requirement();
    let completion =
        completions.iter().rev().find(|(held, _)| held.fulfils(&requirement, today)).map(|(_, card)| card.clone());
    let standing = if completion.is_some() {
        CourseStanding::Complete
    } else if steps.begun > 0 || steps.attempts > 0 {
        CourseStanding::InProgress
    } else {
        CourseStanding::NotStarted
    };
    let (title, summary) = course.text(language);
    CourseCard {
        slug: course.slug.clone(),
        title,
        summary,
        minutes: course.minutes,
        required: course.required,
        audience: course.audience.kind,
        standing,
        lessons_done: u32::try_from(steps.done).unwrap_or_default(),
        lessons: u32::try_from(steps.lessons).unwrap_or_default(),
        completion,
    }
}

/// The steps of every version, by version, for one person.
async fn steps(db: &impl ConnectionTrait, person: PersonId) -> Result<HashMap<i64, Steps>, StoreError> {
    let sql = "SELECT l.course_version_id AS version_id, COUNT(*) AS lessons, COUNT(r.done_at) AS done, COUNT(r.id) AS begun, \
                      (SELECT COUNT(*) FROM attempts a WHERE a.person_id = $1 AND a.course_version_id = l.course_version_id) AS attempts \
               FROM lessons l LEFT JOIN lesson_readings r ON r.lesson_id = l.id AND r.person_id = $1 \
               GROUP BY l.course_version_id";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [person.0.into()]);
    let rows = Steps::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.version_id, row)).collect())
}
