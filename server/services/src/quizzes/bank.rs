//! A quiz's bank of questions, version by version.

use super::{
    QuizError,
    entity::{question, question_version, quiz_place, quiz_version},
};
use crate::{
    Store, StoreError,
    access::Learner,
    courses::{CourseInForce, course_for},
    files::digest,
    store::{CHUNK, from_json, to_json},
};
use domain::{
    calendar::Moment,
    ids::{CourseVersionId, QuestionVersionId},
    language::Language,
    quizzes::{Question, QuestionKind},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};
use std::collections::{BTreeMap, HashMap};

/// A question in every language, as stored.
pub type Texts = BTreeMap<Language, Question>;

/// A bank as it is in force.
pub struct Bank {
    /// The version of the quiz; `None` for a course without one.
    pub version: Option<i64>,
    /// Its questions, in order.
    pub questions: Vec<(QuestionVersionId, Texts)>,
}

/// Writes a bank as the next version of a course version's quiz. A question whose text did not change keeps its version.
pub async fn insert_bank(
    db: &impl ConnectionTrait,
    course: i64,
    version: i64,
    questions: &[Texts],
    now: Moment,
) -> Result<(), StoreError> {
    if questions.is_empty() {
        return Ok(());
    }
    let ids = question_ids(db, course, questions).await?;
    let versions = version_ids(db, &ids, questions).await?;
    let before = newest(db, CourseVersionId(version)).await?.map_or(0, |row| row.number);
    let row = quiz_version::ActiveModel {
        course_version_id: Set(version),
        number: Set(before + 1),
        published_at: Set(now),
        ..Default::default()
    };
    let quiz_version = row.insert(db).await?.id;
    let places: Vec<quiz_place::ActiveModel> = (0..)
        .zip(versions)
        .map(|(position, version)| quiz_place::ActiveModel {
            quiz_version_id: Set(quiz_version),
            position: Set(position),
            question_version_id: Set(version),
            ..Default::default()
        })
        .collect();
    for chunk in places.chunks(CHUNK) {
        quiz_place::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(())
}

fn name_of(texts: &Texts) -> &str {
    texts.values().next().map_or("", |question| question.name.as_str())
}

/// The questions of a course by their names; new ones are written.
async fn question_ids(
    db: &impl ConnectionTrait,
    course: i64,
    questions: &[Texts],
) -> Result<HashMap<String, i64>, StoreError> {
    let all = || question::Entity::find().filter(question::Column::CourseId.eq(course)).all(db);
    let by_name = |rows: Vec<question::Model>| rows.into_iter().map(|row| (row.name, row.id)).collect();
    let there: HashMap<String, i64> = by_name(all().await?);
    let new: Vec<question::ActiveModel> = questions
        .iter()
        .map(name_of)
        .filter(|name| !there.contains_key(*name))
        .map(|name| question::ActiveModel { course_id: Set(course), name: Set(name.to_owned()), ..Default::default() })
        .collect();
    if new.is_empty() {
        return Ok(there);
    }
    for chunk in new.chunks(CHUNK) {
        question::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(by_name(all().await?))
}

/// The version of each question that has just these texts; new ones are written.
async fn version_ids(
    db: &impl ConnectionTrait,
    ids: &HashMap<String, i64>,
    questions: &[Texts],
) -> Result<Vec<i64>, StoreError> {
    let mut newest = newest_versions(db, ids).await?;
    let mut wanted = Vec::with_capacity(questions.len());
    let mut new = Vec::new();
    for texts in questions {
        let question = *ids.get(name_of(texts)).ok_or_else(|| StoreError::Unreadable(name_of(texts).to_owned()))?;
        let json = to_json(texts)?;
        let digest = digest(json.to_string().as_bytes());
        let before = newest.get(&question);
        if before.is_none_or(|before| before.digest != digest) {
            let kind = texts.values().next().map_or("", |question| question.kind.word());
            new.push(question_version::ActiveModel {
                question_id: Set(question),
                number: Set(before.map_or(1, |before| before.number + 1)),
                kind: Set(kind.to_owned()),
                texts: Set(json),
                digest: Set(digest),
                ..Default::default()
            });
        }
        wanted.push(question);
    }
    if !new.is_empty() {
        for chunk in new.chunks(CHUNK) {
            question_version::Entity::insert_many(chunk.to_vec()).exec(db).await?;
        }
        newest = newest_versions(db, ids).await?;
    }
    Ok(wanted.into_iter().filter_map(|question| newest.get(&question).map(|row| row.id)).collect())
}

async fn newest_versions(
    db: &impl ConnectionTrait,
    ids: &HashMap<String, i64>,
) -> Result<HashMap<i64, question_version::Model>, StoreError> {
    Ok(question_version::Entity::find()
        .filter(question_version::Column::QuestionId.is_in(ids.values().copied()))
        .order_by_asc(question_version::Column::Number)
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.question_id, row))
        .collect())
}

async fn newest(
    db: &impl ConnectionTrait,
    version: CourseVersionId,
) -> Result<Option<quiz_version::Model>, StoreError> {
    Ok(quiz_version::Entity::find()
        .filter(quiz_version::Column::CourseVersionId.eq(version.0))
        .order_by_desc(quiz_version::Column::Number)
        .one(db)
        .await?)
}

/// The bank of a course version's quiz as it is in force.
pub async fn bank(db: &impl ConnectionTrait, version: CourseVersionId) -> Result<Bank, StoreError> {
    let Some(newest) = newest(db, version).await? else { return Ok(Bank { version: None, questions: Vec::new() }) };
    let places = quiz_place::Entity::find()
        .filter(quiz_place::Column::QuizVersionId.eq(newest.id))
        .order_by_asc(quiz_place::Column::Position)
        .all(db)
        .await?;
    let mut texts = texts(db, places.iter().map(|row| row.question_version_id)).await?;
    let questions = places.into_iter().filter_map(|row| {
        let id = QuestionVersionId(row.question_version_id);
        texts.remove(&id).map(|texts| (id, texts))
    });
    Ok(Bank { version: Some(newest.id), questions: questions.collect() })
}

/// How many questions of the bank in force ask something.
pub async fn asking(db: &impl ConnectionTrait, version: CourseVersionId) -> Result<u32, StoreError> {
    let Some(newest) = newest(db, version).await? else { return Ok(0) };
    let asking = question_version::Entity::find()
        .select_only()
        .column(question_version::Column::Id)
        .filter(question_version::Column::Kind.ne(QuestionKind::Description.word()))
        .into_query();
    let count = quiz_place::Entity::find()
        .filter(quiz_place::Column::QuizVersionId.eq(newest.id))
        .filter(quiz_place::Column::QuestionVersionId.in_subquery(asking))
        .count(db)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Questions by their versions.
pub async fn texts(
    db: &impl ConnectionTrait,
    versions: impl Iterator<Item = i64>,
) -> Result<HashMap<QuestionVersionId, Texts>, StoreError> {
    let rows = question_version::Entity::find().filter(question_version::Column::Id.is_in(versions)).all(db).await?;
    rows.into_iter().map(|row| Ok((QuestionVersionId(row.id), from_json(row.texts)?))).collect()
}

/// The course with an address that has a quiz and is for this learner.
pub async fn course_with_quiz(
    store: &Store,
    learner: &Learner,
    slug: &str,
    now: Moment,
) -> Result<CourseInForce, QuizError> {
    let course = course_for(store, learner, slug, now).await?;
    if course.quiz.is_some() { Ok(course) } else { Err(QuizError::NotFound) }
}
