//! Attempts: started, answered, submitted.

use super::{
    QuizError,
    bank::{Texts, bank, course_with_quiz, texts},
    entity::{attempt, attempt_question},
};
use crate::{
    Store, StoreError, Turn,
    access::{LateLearner, Learner},
    courses::{CourseInForce, in_force, lesson_states},
    progress::{Completed, record_completion},
    store::{from_json, to_json},
};
use domain::{
    calendar::{Moment, day_of},
    ids::{AttemptId, CourseVersionId, QuestionVersionId},
    language::Language,
    quizzes::{
        Credit, Graded, NegativeMarks, Outcome, Question, QuestionKind, Response, Score, best_response, draw, grade,
        response::Parts,
    },
};
use rand::{SeedableRng, rngs::StdRng};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use std::collections::BTreeMap;

/// Starts an attempt, or gives back the one under way: a person has one open attempt at a quiz at the most.
///
/// `chance` draws and shuffles the questions; the same number gives the same questions.
///
/// # Errors
/// [`QuizError::LessonsLeft`], [`QuizError::NoAttemptLeft`], or [`QuizError::NotFound`] for a quiz that is not theirs.
pub async fn start_attempt(
    store: &Store,
    learner: &Learner,
    course: &str,
    chance: u64,
    now: Moment,
) -> Result<AttemptId, QuizError> {
    let course = course_with_quiz(store, learner, course, now).await?;
    let rules = course.quiz.as_ref().ok_or(QuizError::NotFound)?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let mine = attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(learner.person().0))
        .filter(attempt::Column::CourseVersionId.eq(course.version.0));
    if let Some(open) = mine.clone().filter(attempt::Column::SubmittedAt.is_null()).one(&transaction).await? {
        return Ok(AttemptId(open.id));
    }
    let before = mine.count(&transaction).await?;
    if rules.attempts > 0 && before >= u64::from(rules.attempts) {
        return Err(QuizError::NoAttemptLeft);
    }
    let lessons = lesson_states(&transaction, course.version, learner.person()).await?;
    if lessons.iter().any(|lesson| !lesson.done) {
        return Err(QuizError::LessonsLeft);
    }
    let bank = bank(&transaction, course.version).await?;
    let kinds = bank.iter().map(|(_, texts)| kind_of(texts)).collect::<Result<Vec<_>, _>>()?;
    let mut chance = StdRng::seed_from_u64(chance);
    let drawn = draw(&kinds, rules.draw as usize, rules.shuffle, &mut chance);
    let counting = drawn.iter().filter(|drawn| kinds[drawn.place].counts()).count();
    let row = attempt::ActiveModel {
        person_id: Set(learner.person().0),
        course_version_id: Set(course.version.0),
        number: Set(i32::try_from(before + 1).unwrap_or(i32::MAX)),
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

fn kind_of(texts: &Texts) -> Result<&QuestionKind, StoreError> {
    let first = texts.values().next().map(|question| &question.kind);
    first.ok_or_else(|| StoreError::Unreadable("a question without text".to_owned()))
}

/// Fields of a form by the place of their question, from 0; a question that is not named keeps its answer.
pub type Fields = BTreeMap<u32, Parts>;

/// Keeps answers as they stand.
///
/// # Errors
/// [`QuizError::AlreadySubmitted`], [`QuizError::Response`] for what is no answer, [`QuizError::NotFound`] for a foreign attempt.
pub async fn save_responses(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    fields: &Fields,
    now: Moment,
) -> Result<(), QuizError> {
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let open = open_attempt(&transaction, learner, attempt).await?;
    let mut asked = asked(&transaction, open.id).await?;
    answer(&mut asked, fields, now)?;
    keep(&transaction, asked).await?;
    transaction.commit().await?;
    Ok(())
}

/// Keeps answers that come after a pupil's session has ended by itself. Nothing is graded, nothing is shown.
///
/// # Errors
/// As [`save_responses`].
pub async fn save_late_responses(
    store: &Store,
    late: &LateLearner,
    attempt: AttemptId,
    fields: &Fields,
    now: Moment,
) -> Result<(), QuizError> {
    save_responses(store, &late.keeping_answers(), attempt, fields, now).await
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// Graded.
    Graded(Outcome),
    /// Submitted; a person has an answer of it to mark.
    ToBeMarked,
    /// Not submitted: these questions, counted from 0, have no whole answer. All answers are kept.
    Incomplete(Vec<u32>),
}

/// Keeps the answers, grades the attempt and, when it passes, records the completion: all or nothing.
///
/// With `even_if_incomplete` questions without an answer earn nothing; otherwise they are named.
///
/// # Errors
/// As [`save_responses`].
pub async fn submit_attempt(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    fields: &Fields,
    even_if_incomplete: bool,
    now: Moment,
) -> Result<Submission, QuizError> {
    let courses = in_force(store, day_of(now)).await?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let open = open_attempt(&transaction, learner, attempt).await?;
    let mut asked = asked(&transaction, open.id).await?;
    answer(&mut asked, fields, now)?;
    let unanswered: Vec<u32> =
        asked.iter().filter(|asked| asked.lacks_an_answer()).map(|asked| asked.position).collect();
    if !unanswered.is_empty() && !even_if_incomplete {
        keep(&transaction, asked).await?;
        transaction.commit().await?;
        return Ok(Submission::Incomplete(unanswered));
    }
    let course = course_of(&courses, CourseVersionId(open.course_version_id))?;
    let pass_mark = course.quiz.as_ref().map_or(100, |quiz| quiz.pass_mark);
    let mut credits = Vec::with_capacity(asked.len());
    for asked in asked.iter_mut().filter(|asked| asked.counts()) {
        let credit = asked.graded().map(|graded| graded.credit);
        asked.row.credit = credit.map(Credit::thousandths);
        asked.changed = true;
        credits.push(credit);
    }
    keep(&transaction, asked).await?;
    let score = credits.into_iter().collect::<Option<Vec<Credit>>>().map(Score::of);
    let outcome = score.map(|score| score.outcome(pass_mark));
    let mut row: attempt::ActiveModel = open.into();
    row.submitted_at = Set(Some(now));
    row.earned = Set(score.map(|score| score.earned));
    row.outcome = Set(outcome.map(|outcome| outcome.as_str().to_owned()));
    row.update(&transaction).await?;
    let (Some(score), Some(outcome)) = (score, outcome) else {
        transaction.commit().await?;
        return Ok(Submission::ToBeMarked);
    };
    if outcome == Outcome::Passed {
        let how = Completed::ByQuiz { attempt, score_tenths: score.tenths() };
        record_completion(&transaction, learner.person(), course, how, now).await?;
    }
    transaction.commit().await?;
    Ok(Submission::Graded(outcome))
}

/// The fields of a form that answers an own open attempt rightly, but for its first `wrong` questions, left empty.
///
/// For the demo district and for tests; no screen leads here.
///
/// # Errors
/// As [`save_responses`].
pub async fn model_fields(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    wrong: usize,
) -> Result<Fields, QuizError> {
    let open = own_attempt(store.read(), learner, attempt).await?;
    let asked = asked(store.read(), open.id).await?;
    let mut fields = Fields::new();
    for asked in asked.iter().skip(wrong) {
        let question = asked.question(&Language::vietnamese())?;
        fields.insert(asked.position, best_response(question).to_fields(&question.kind, &asked.order));
    }
    Ok(fields)
}

/// The course an attempt belongs to. An attempt at a version that is no longer in force cannot be submitted.
fn course_of(courses: &[CourseInForce], version: CourseVersionId) -> Result<&CourseInForce, QuizError> {
    courses.iter().find(|course| course.version == version).ok_or(QuizError::NotFound)
}

async fn open_attempt(
    db: &DatabaseTransaction,
    learner: &Learner,
    attempt: AttemptId,
) -> Result<attempt::Model, QuizError> {
    let found = own_attempt(db, learner, attempt).await?;
    if found.submitted_at.is_some() { Err(QuizError::AlreadySubmitted) } else { Ok(found) }
}

/// An attempt, if it is the learner's own; another's is not found.
pub(super) async fn own_attempt(
    db: &impl ConnectionTrait,
    learner: &Learner,
    attempt: AttemptId,
) -> Result<attempt::Model, QuizError> {
    attempt::Entity::find_by_id(attempt.0)
        .filter(attempt::Column::PersonId.eq(learner.person().0))
        .one(db)
        .await?
        .ok_or(QuizError::NotFound)
}

/// A question of an attempt with its key and the answer as it stands.
pub(super) struct Asked {
    pub row: attempt_question::Model,
    pub position: u32,
    pub texts: Texts,
    pub order: Vec<usize>,
    pub response: Response,
    /// Whether the row is to be written.
    changed: bool,
}

impl Asked {
    /// The question in a language, or the nearest there is.
    pub fn question(&self, language: &Language) -> Result<&Question, StoreError> {
        language.choose(&self.texts).ok_or_else(|| StoreError::Unreadable("a question without text".to_owned()))
    }

    /// Whether it asks something, and so counts in the score.
    pub fn counts(&self) -> bool {
        kind_of(&self.texts).is_ok_and(QuestionKind::counts)
    }

    fn lacks_an_answer(&self) -> bool {
        self.counts() && !self.response.is_answered()
    }

    /// The best that the answer earns in any language, as a word may be given in each; `None` for what a person marks.
    pub fn graded(&self) -> Option<Graded> {
        let graded = self.texts.values().map(|question| grade(question, &self.response, NegativeMarks::Off));
        graded.max_by_key(|graded| graded.as_ref().map(|graded| graded.credit)).flatten()
    }
}

/// The questions of an attempt, in the order asked.
pub(super) async fn asked(db: &impl ConnectionTrait, attempt: i64) -> Result<Vec<Asked>, StoreError> {
    let rows = attempt_question::Entity::find()
        .filter(attempt_question::Column::AttemptId.eq(attempt))
        .order_by_asc(attempt_question::Column::Position)
        .all(db)
        .await?;
    let mut texts = texts(db, rows.iter().map(|row| row.question_version_id)).await?;
    rows.into_iter()
        .map(|row| {
            let texts = texts.remove(&QuestionVersionId(row.question_version_id)).unwrap_or_default();
            Ok(Asked {
                position: u32::try_from(row.position).unwrap_or_default(),
                order: from_json(row.option_order.clone())?,
                response: from_json(row.response.clone())?,
                texts,
                row,
                changed: false,
            })
        })
        .collect()
}

/// Reads the fields into the answers.
fn answer(asked: &mut [Asked], fields: &Fields, now: Moment) -> Result<(), QuizError> {
    for asked in asked {
        let Some(values) = fields.get(&asked.position) else { continue };
        let kind = &asked.question(&Language::vietnamese())?.kind;
        let response = Response::from_fields(kind, &asked.order, values)
            .map_err(|error| QuizError::Response { position: asked.position, error })?;
        if response != asked.response {
            asked.row.response = to_json(&response)?;
            asked.row.answered_at = Some(now);
            asked.response = response;
            asked.changed = true;
        }
    }
    Ok(())
}

/// Writes the answers that changed.
async fn keep(db: &impl ConnectionTrait, asked: Vec<Asked>) -> Result<(), StoreError> {
    for asked in asked.into_iter().filter(|asked| asked.changed) {
        attempt_question::Entity::update_many()
            .col_expr(attempt_question::Column::Response, asked.row.response.into())
            .col_expr(attempt_question::Column::AnsweredAt, asked.row.answered_at.into())
            .col_expr(attempt_question::Column::Credit, asked.row.credit.into())
            .filter(attempt_question::Column::Id.eq(asked.row.id))
            .exec(db)
            .await?;
    }
    Ok(())
}
