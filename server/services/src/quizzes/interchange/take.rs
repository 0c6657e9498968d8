//! Questions taken into the bank of a course: all of them, or none.

use super::{
    FileOfQuestions, InterchangeError, QuestionsLeftOut, QuestionsProblem,
    read::{Read, read},
};
use crate::{
    Store, Turn,
    access::Operator,
    courses::{CourseInForce, entity::course_media, in_force},
    files::Files,
    quizzes::bank::{Bank, Texts, bank, insert_bank},
};
use domain::{
    calendar::{Moment, day_of},
    language::Language,
    quizzes::{Banked, Question, draw::shortages},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeMap;

/// What becomes of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionOutcome {
    /// The bank does not have it.
    New,
    /// The bank has it with other texts or another key: a new version.
    Changed,
    /// The bank has it just so.
    Unchanged,
}

/// What became of files of questions.
#[derive(Debug, Clone)]
pub struct QuestionsTaken {
    /// Each question, by file and name.
    pub questions: Vec<(String, String, QuestionOutcome)>,
    /// What was not taken, or not as it stood.
    pub left_out: Vec<QuestionsLeftOut>,
}

impl QuestionsTaken {
    /// How many questions have an outcome.
    pub fn count(&self, outcome: QuestionOutcome) -> usize {
        self.questions.iter().filter(|(_, _, found)| *found == outcome).count()
    }
}

/// Takes questions in one language into the bank of a course. A question of the same name gets a new version where it
/// differs; what the files do not hold stays. The bank gets a new version, and attempts under way keep theirs.
///
/// With `dry_run` everything is worked out and nothing written.
///
/// # Errors
/// [`InterchangeError::Problems`] with all that is wrong with any of the files.
#[allow(clippy::too_many_arguments)]
pub async fn import_questions(
    store: &Store,
    store_of_files: &Files,
    _operator: &Operator,
    course: &str,
    language: &Language,
    files: &[FileOfQuestions],
    dry_run: bool,
    now: Moment,
) -> Result<QuestionsTaken, InterchangeError> {
    let course = course_of(store, course, now).await?;
    if !course.texts.contains_key(language) {
        return Err(InterchangeError::NoSuchLanguage(language.to_string()));
    }
    let read = read_all(files)?;
    let transaction = store.begin(Turn::Courses).await?;
    let Bank { questions: before, .. } = bank(&transaction, course.version).await?;
    let mut questions: Vec<Texts> = before.into_iter().map(|(_, texts)| texts).collect();
    let mut problems = Vec::new();
    let mut taken = QuestionsTaken { questions: Vec::new(), left_out: Vec::new() };
    let mut media = BTreeMap::new();
    for (file, read) in read {
        for found in read.questions {
            let name = found.question.name.clone();
            match put(&mut questions, language, found.question) {
                Ok(outcome) => taken.questions.push((file.clone(), name, outcome)),
                Err(what) => problems.push(QuestionsProblem { file: file.clone(), place: Some(found.place), what }),
            }
        }
        media.extend(read.media);
        taken.left_out.extend(read.left_out);
    }
    problems.extend(too_few(&course, &questions));
    if !problems.is_empty() {
        return Err(InterchangeError::Problems(problems));
    }
    let is_changed = taken.questions.iter().any(|(_, _, outcome)| *outcome != QuestionOutcome::Unchanged);
    if dry_run || !is_changed {
        return Ok(taken);
    }
    keep_media(&transaction, store_of_files, &course, media).await?;
    insert_bank(&transaction, course.course.0, course.version.0, &questions, now).await?;
    transaction.commit().await?;
    Ok(taken)
}

pub(super) async fn course_of(store: &Store, slug: &str, now: Moment) -> Result<CourseInForce, InterchangeError> {
    let courses = in_force(store, day_of(now)).await?;
    let found = courses.into_iter().find(|course| course.slug == slug && course.quiz.is_some());
    found.ok_or_else(|| InterchangeError::NoSuchCourse(slug.to_owned()))
}

fn read_all(files: &[FileOfQuestions]) -> Result<Vec<(String, Read)>, InterchangeError> {
    let mut problems = Vec::new();
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        match read(file) {
            Ok(read) => all.push((file.name.clone(), read)),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(InterchangeError::Problems(problems)) }
}

/// Puts a question in one language into the bank.
fn put(questions: &mut Vec<Texts>, language: &Language, question: Question) -> Result<QuestionOutcome, String> {
    let is_it = |texts: &&mut Texts| texts.values().next().is_some_and(|there| there.name == question.name);
    let Some(texts) = questions.iter_mut().find(is_it) else {
        questions.push(Texts::from([(language.clone(), question)]));
        return Ok(QuestionOutcome::New);
    };
    if texts.get(language) == Some(&question) {
        return Ok(QuestionOutcome::Unchanged);
    }
    // Another key in one language alone would mark the same answer in two ways.
    let others = texts.iter().filter(|(other, _)| *other != language);
    if let Some((other, _)) = others.into_iter().find(|(_, there)| !there.kind.has_same_key(&question.kind)) {
        return Err(format!("question {} has another key in the language {other}", question.name));
    }
    texts.insert(language.clone(), question);
    Ok(QuestionOutcome::Changed)
}

/// What the rules of the quiz draw, and the bank would not have.
fn too_few(course: &CourseInForce, questions: &[Texts]) -> Vec<QuestionsProblem> {
    let Some(rules) = &course.quiz else { return Vec::new() };
    let first = questions.iter().filter_map(|texts| texts.values().next());
    let bank: Vec<Banked<'_>> =
        first.map(|question| Banked { kind: &question.kind, category: &question.category }).collect();
    let problem = |shortage: domain::quizzes::DrawError| QuestionsProblem {
        file: course.slug.clone(),
        place: None,
        what: shortage.to_string(),
    };
    shortages(&bank, rules).into_iter().map(problem).collect()
}

/// Keeps pictures, sound and video beside those that the course has. One with a name that is taken takes its place.
async fn keep_media(
    db: &impl ConnectionTrait,
    files: &Files,
    course: &CourseInForce,
    media: BTreeMap<String, Vec<u8>>,
) -> Result<(), InterchangeError> {
    let mut rows = Vec::with_capacity(media.len());
    for (name, content) in &media {
        rows.push(course_media::ActiveModel {
            course_version_id: Set(course.version.0),
            name: Set(name.clone()),
            digest: Set(files.keep(content).await?),
            content_type: Set(crate::courses::content_type(name).unwrap_or("application/octet-stream").to_owned()),
            ..Default::default()
        });
    }
    if rows.is_empty() {
        return Ok(());
    }
    course_media::Entity::delete_many()
        .filter(course_media::Column::CourseVersionId.eq(course.version.0))
        .filter(course_media::Column::Name.is_in(media.keys().cloned()))
        .exec(db)
        .await?;
    course_media::Entity::insert_many(rows).exec(db).await?;
    Ok(())
}
