//! A quiz's bank of questions.

use super::{
    QuizError,
    entity::{question, question_version, quiz_question},
};
use crate::{
    Store, StoreError,
    access::Learner,
    courses::{CourseInForce, course_for},
    files::digest,
    store::{from_json, to_json},
};
use domain::{
    calendar::Moment,
    ids::{CourseVersionId, QuestionVersionId},
    language::Language,
    quizzes::Question,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use std::collections::{BTreeMap, HashMap};

/// A question in every language, as stored.
pub type Texts = BTreeMap<Language, Question>;

/// Writes the bank of a new course version. A question whose text did not change keeps its version.
pub async fn insert_bank(
    db: &impl ConnectionTrait,
    course: i64,
    version: i64,
    questions: &[Texts],
) -> Result<(), StoreError> {
    let there: HashMap<String, i64> = question::Entity::find()
        .filter(question::Column::CourseId.eq(course))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.name, row.id))
        .collect();
    let newest: HashMap<i64, question_version::Model> = question_version::Entity::find()
        .filter(question_version::Column::QuestionId.is_in(there.values().copied()))
        .order_by_asc(question_version::Column::Number)
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.question_id, row))
        .collect();
    for (position, texts) in (0..).zip(questions) {
        let Some(first) = texts.values().next() else { continue };
        let question = match there.get(&first.name) {
            Some(id) => *id,
            None => {
                let row = question::ActiveModel {
                    course_id: Set(course),
                    name: Set(first.name.clone()),
                    ..Default::default()
                };
                row.insert(db).await?.id
            }
        };
        let json = to_json(texts)?;
        let digest = digest(json.to_string().as_bytes());
        let before = newest.get(&question);
        let version_id = match before.filter(|before| before.digest == digest) {
            Some(before) => before.id,
            None => {
                let row = question_version::ActiveModel {
                    question_id: Set(question),
                    number: Set(before.map_or(1, |before| before.number + 1)),
                    kind: Set(first.kind.word().to_owned()),
                    texts: Set(json),
                    digest: Set(digest),
                    ..Default::default()
                };
                row.insert(db).await?.id
            }
        };
        let row = quiz_question::ActiveModel {
            course_version_id: Set(version),
            position: Set(position),
            question_version_id: Set(version_id),
            ..Default::default()
        };
        row.insert(db).await?;
    }
    Ok(())
}

/// The questions of a version's bank, in order.
pub async fn bank(
    db: &impl ConnectionTrait,
    version: CourseVersionId,
) -> Result<Vec<(QuestionVersionId, Texts)>, StoreError> {
    let places = quiz_question::Entity::find()
        .filter(quiz_question::Column::CourseVersionId.eq(version.0))
        .order_by_asc(quiz_question::Column::Position)
        .all(db)
        .await?;
    let mut texts = texts(db, places.iter().map(|row| row.question_version_id)).await?;
    Ok(places
        .into_iter()
        .filter_map(|row| {
            let id = QuestionVersionId(row.question_version_id);
            texts.remove(&id).map(|texts| (id, texts))
        })
        .collect())
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
