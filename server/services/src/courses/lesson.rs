//! Reading lessons.

use super::{
    CourseError, CourseInForce, Labels,
    entity::{course_media, lesson_reading, lesson_text},
    in_force, markdown,
};
use crate::{Store, StoreError, Turn, access::Learner, courses::audience_of, files::Files, store::known};
use domain::{
    calendar::{Moment, day_of},
    courses::shelf::{LessonLine, LessonPage},
    ids::{CourseVersionId, LessonId, PersonId},
    language::Language,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Set,
    Statement,
};
use std::collections::{BTreeMap, HashMap};

/// A lesson as a person stands with it, without its words.
#[derive(Debug, Clone)]
pub struct LessonState {
    /// The lesson.
    pub id: LessonId,
    /// Its address below the course's.
    pub slug: String,
    /// Whether it is done.
    pub done: bool,
    /// How far it has been read, in per cent.
    pub percent: u8,
}

#[derive(FromQueryResult)]
struct StateRow {
    id: i64,
    slug: String,
    percent: Option<i32>,
    done_at: Option<Moment>,
}

/// The lessons of a version in order, and how far a person is with each.
///
/// # Errors
/// When the database fails.
pub async fn lesson_states(
    db: &impl ConnectionTrait,
    version: CourseVersionId,
    person: PersonId,
) -> Result<Vec<LessonState>, StoreError> {
    let sql = "SELECT l.id, l.slug, r.percent, r.done_at FROM lessons l \
               LEFT JOIN lesson_readings r ON r.lesson_id = l.id AND r.person_id = $2 \
               WHERE l.course_version_id = $1 ORDER BY l.position";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [version.0.into(), person.0.into()]);
    let rows = StateRow::find_by_statement(statement).all(db).await?;
    let state = |row: StateRow| LessonState {
        id: LessonId(row.id),
        slug: row.slug,
        done: row.done_at.is_some(),
        percent: row.percent.and_then(|percent| u8::try_from(percent).ok()).unwrap_or(0),
    };
    Ok(rows.into_iter().map(state).collect())
}

/// The lessons of a version with their titles, and how far a person is with each.
///
/// # Errors
/// When the database fails.
pub async fn lessons_of(
    db: &impl ConnectionTrait,
    version: CourseVersionId,
    person: PersonId,
    language: &Language,
) -> Result<Vec<(LessonId, LessonLine)>, StoreError> {
    let states = lesson_states(db, version, person).await?;
    let rows: Vec<(i64, String, String)> = lesson_text::Entity::find()
        .select_only()
        .columns([lesson_text::Column::LessonId, lesson_text::Column::Language, lesson_text::Column::Title])
        .filter(lesson_text::Column::LessonId.is_in(states.iter().map(|state| state.id.0)))
        .into_tuple()
        .all(db)
        .await?;
    let mut titles: HashMap<i64, BTreeMap<Language, String>> = HashMap::new();
    for (lesson, tag, title) in rows {
        titles.entry(lesson).or_default().insert(known(&tag, |word| word.parse().ok())?, title);
    }
    Ok(states
        .into_iter()
        .map(|state| {
            let title = titles.get(&state.id.0).and_then(|titles| language.choose(titles)).cloned().unwrap_or_default();
            (state.id, LessonLine { slug: state.slug, title, done: state.done, percent: state.percent })
        })
        .collect())
}

/// The course with an address, if it is in force and for this learner.
///
/// # Errors
/// [`CourseError::NotFound`] when it is not.
pub async fn course_for(
    store: &Store,
    learner: &Learner,
    slug: &str,
    now: Moment,
) -> Result<CourseInForce, CourseError> {
    let today = day_of(now);
    let audience = audience_of(store, learner.person(), today).await?;
    in_force(store, today)
        .await?
        .into_iter()
        .find(|course| course.slug == slug && audience.is_in(&course.audience))
        .ok_or(CourseError::NotFound)
}

/// A lesson to be read.
///
/// # Errors
/// [`CourseError::NotFound`] for a course that is not for the learner, or a lesson it does not have.
pub async fn lesson_page(
    store: &Store,
    learner: &Learner,
    course: &str,
    lesson: &str,
    language: &Language,
    labels: &Labels,
    now: Moment,
) -> Result<LessonPage, CourseError> {
    let course = course_for(store, learner, course, now).await?;
    let lessons = lessons_of(store.read(), course.version, learner.person(), language).await?;
    let place = lessons.iter().position(|(_, line)| line.slug == lesson).ok_or(CourseError::NotFound)?;
    let texts = lesson_text::Entity::find()
        .filter(lesson_text::Column::LessonId.eq(lessons[place].0.0))
        .all(store.read())
        .await?;
    let texts: BTreeMap<Language, String> = texts
        .into_iter()
        .map(|row| Ok((known(&row.language, |word| word.parse().ok())?, row.markdown)))
        .collect::<Result<_, StoreError>>()?;
    let text = language.choose(&texts).cloned().unwrap_or_default();
    let (title, _) = course.text(language);
    Ok(LessonPage {
        course_slug: course.slug,
        course_title: title,
        audience: course.audience.kind,
        html: markdown::lesson_html(&text, labels, media_addresses(store, course.version).await?),
        has_quiz: course.quiz.is_some(),
        lessons: lessons.into_iter().map(|(_, line)| line).collect(),
        place,
    })
}

/// Where each file of a version is fetched, by its name in the pack.
pub(crate) async fn media_addresses(
    store: &Store,
    version: CourseVersionId,
) -> Result<HashMap<String, String>, StoreError> {
    let rows = course_media::Entity::find()
        .filter(course_media::Column::CourseVersionId.eq(version.0))
        .all(store.read())
        .await?;
    let address = |row: course_media::Model| {
        let name = row.name.rsplit('/').next().unwrap_or_default();
        let address = format!("/media/{}/{name}", row.digest);
        (row.name, address)
    };
    Ok(rows.into_iter().map(address).collect())
}

/// Keeps how far a lesson has been read.
///
/// # Errors
/// As [`lesson_page`].
pub async fn note_position(
    store: &Store,
    learner: &Learner,
    course: &str,
    lesson: &str,
    percent: u8,
    now: Moment,
) -> Result<(), CourseError> {
    let course = course_for(store, learner, course, now).await?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let lessons = lesson_states(&transaction, course.version, learner.person()).await?;
    let state = lessons.iter().find(|state| state.slug == lesson).ok_or(CourseError::NotFound)?;
    write_reading(&transaction, learner.person(), state.id, Some(percent.min(100)), false, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Marks a lesson as done, within the transaction of the use case that does it.
pub async fn mark_done(
    db: &impl ConnectionTrait,
    person: PersonId,
    lesson: LessonId,
    now: Moment,
) -> Result<(), StoreError> {
    write_reading(db, person, lesson, None, true, now).await
}

async fn write_reading(
    db: &impl ConnectionTrait,
    person: PersonId,
    lesson: LessonId,
    percent: Option<u8>,
    done: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let there = lesson_reading::Entity::find()
        .filter(lesson_reading::Column::PersonId.eq(person.0))
        .filter(lesson_reading::Column::LessonId.eq(lesson.0))
        .one(db)
        .await?;
    match there {
        None => {
            lesson_reading::ActiveModel {
                person_id: Set(person.0),
                lesson_id: Set(lesson.0),
                percent: Set(i32::from(percent.unwrap_or(if done { 100 } else { 0 }))),
                opened_at: Set(now),
                done_at: Set(done.then_some(now)),
                ..Default::default()
            }
            .insert(db)
            .await?;
        }
        Some(reading) => {
            let first_done = reading.done_at.or(done.then_some(now));
            let percent = percent.map_or(reading.percent, i32::from);
            let mut row: lesson_reading::ActiveModel = reading.into();
            row.percent = Set(percent);
            row.done_at = Set(first_done);
            row.update(db).await?;
        }
    }
    Ok(())
}

/// A file to be sent.
#[derive(Debug, Clone)]
pub struct MediaFile {
    /// Its type.
    pub content_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file of a course by the digest of its content; only what a course has is given.
///
/// # Errors
/// [`CourseError::NotFound`] when no course has it.
pub async fn media(store: &Store, files: &Files, digest: &str) -> Result<MediaFile, CourseError> {
    let row = course_media::Entity::find()
        .filter(course_media::Column::Digest.eq(digest))
        .one(store.read())
        .await?
        .ok_or(CourseError::NotFound)?;
    let content = files.content(digest).await.ok().flatten().ok_or(CourseError::NotFound)?;
    Ok(MediaFile { content_type: row.content_type, content })
}
