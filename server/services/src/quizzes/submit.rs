//! Answers kept as they are given, and an attempt submitted.

use super::{
    QuizError,
    asked::{Asked, Sender, Taken, asked, asked_at, keep, own_attempt, take_form},
    attempt::attempts_of,
    entity::attempt,
    form::{Fields, Form},
    time::check_time,
};
use crate::{
    Store, Turn,
    access::{LateLearner, Learner},
    courses::{CourseInForce, in_force},
    progress::{Completed, record_completion},
};
use domain::{
    calendar::{Moment, day_of},
    courses::quiz::ScoreMethod,
    ids::{AttemptId, CourseVersionId},
    language::Language,
    quizzes::{Credit, Outcome, Score, best_response, method::score_by, response::Parts, sheet::Kept},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, Set};

/// One answer, as a page sends it.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The place of its question, from 0.
    pub position: u32,
    /// Its fields.
    pub parts: Parts,
    /// The page, a number made up for it.
    pub page: u32,
    /// Its number: one more than the highest that the page knows.
    pub sequence: u32,
    /// The number of the answer that the page was last told to stand; 0 for none.
    pub based_on: u32,
}

/// Keeps one answer. What comes late or twice does no harm, and nothing that a page did not know of is overwritten.
///
/// # Errors
/// [`QuizError::AlreadySubmitted`], [`QuizError::TimeIsOver`], [`QuizError::Response`] for what is no answer,
/// [`QuizError::NotFound`] for a foreign attempt or a question that was not asked.
pub async fn keep_answer(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    sent: &Sent,
    now: Moment,
) -> Result<Kept, QuizError> {
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let open = open_attempt(&transaction, learner, attempt).await?;
    check_time(&transaction, &open, now).await?;
    let mut asked = asked_at(&transaction, open.id, sent.position).await?;
    let from = Sender { device: learner.device(), page: sent.page, sequence: sent.sequence, based_on: sent.based_on };
    let taken = asked.take(&sent.parts, from, now)?;
    let (sequence, parts) = (asked.sequence(), asked.fields()?);
    keep(&transaction, vec![asked], now).await?;
    transaction.commit().await?;
    Ok(match taken {
        Taken::Stands(sequence) => Kept::Saved { sequence },
        Taken::IsOlder => Kept::Newer { sequence, parts },
        Taken::Differs => Kept::Differs { sequence, parts },
    })
}

/// Keeps an answer that comes after a pupil's session has ended by itself. Nothing is graded, nothing is shown.
///
/// # Errors
/// As [`keep_answer`].
pub async fn keep_late_answer(
    store: &Store,
    late: &LateLearner,
    attempt: AttemptId,
    sent: &Sent,
    now: Moment,
) -> Result<(), QuizError> {
    keep_answer(store, &late.keeping_answers(), attempt, sent, now).await.map(|_| ())
}

/// Keeps the answers of a form as they stand; gives the places of those that do not stand now, as other answers were
/// given elsewhere meanwhile.
///
/// # Errors
/// As [`keep_answer`].
pub async fn save_responses(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    form: &Form,
    now: Moment,
) -> Result<Vec<u32>, QuizError> {
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let open = open_attempt(&transaction, learner, attempt).await?;
    check_time(&transaction, &open, now).await?;
    let mut asked = asked(&transaction, open.id).await?;
    let left_out = take_form(&mut asked, form, learner.device(), now)?;
    keep(&transaction, asked, now).await?;
    transaction.commit().await?;
    Ok(left_out)
}

/// Keeps the answers of a form that comes after a pupil's session has ended by itself.
///
/// # Errors
/// As [`keep_answer`].
pub async fn save_late_responses(
    store: &Store,
    late: &LateLearner,
    attempt: AttemptId,
    form: &Form,
    now: Moment,
) -> Result<(), QuizError> {
    save_responses(store, &late.keeping_answers(), attempt, form, now).await.map(|_| ())
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
    /// Not submitted: to these questions, counted from 0, another answer was given elsewhere meanwhile.
    Differs(Vec<u32>),
}

/// Keeps the answers, grades the attempt and, when it passes, records the completion: all or nothing.
///
/// With `even_if_incomplete` questions without an answer earn nothing; otherwise they are named. Within the grace after
/// the time is over what was saved before is submitted, and what the form holds is passed over.
///
/// # Errors
/// As [`keep_answer`].
pub async fn submit_attempt(
    store: &Store,
    learner: &Learner,
    attempt: AttemptId,
    form: &Form,
    even_if_incomplete: bool,
    now: Moment,
) -> Result<Submission, QuizError> {
    let courses = in_force(store, day_of(now)).await?;
    let transaction = store.begin(Turn::Person(learner.person())).await?;
    let open = open_attempt(&transaction, learner, attempt).await?;
    let mut asked = asked(&transaction, open.id).await?;
    let ended_at = match check_time(&transaction, &open, now).await {
        Ok(()) => {
            let left_out = take_form(&mut asked, form, learner.device(), now)?;
            let unanswered = lacking(&asked);
            if !left_out.is_empty() || (!unanswered.is_empty() && !even_if_incomplete) {
                keep(&transaction, asked, now).await?;
                transaction.commit().await?;
                let differs = !left_out.is_empty();
                return Ok(if differs { Submission::Differs(left_out) } else { Submission::Incomplete(unanswered) });
            }
            now
        }
        Err(QuizError::TimeIsOver(deadline)) => deadline,
        Err(error) => return Err(error),
    };
    let course = course_of(&courses, CourseVersionId(open.course_version_id))?;
    let submitted = finish(&transaction, course, open, asked, ended_at).await?;
    transaction.commit().await?;
    Ok(submitted)
}

fn lacking(asked: &[Asked]) -> Vec<u32> {
    asked.iter().filter(|asked| asked.lacks_an_answer()).map(|asked| asked.position).collect()
}

/// Marks what a machine can and ends the attempt; when it passes, the course is complete.
pub(super) async fn finish(
    db: &DatabaseTransaction,
    course: &CourseInForce,
    open: attempt::Model,
    mut asked: Vec<Asked>,
    at: Moment,
) -> Result<Submission, QuizError> {
    let rules = course.quiz.as_ref().ok_or(QuizError::NotFound)?;
    let mut credits = Vec::with_capacity(asked.len());
    for asked in asked.iter_mut().filter(|asked| asked.counts()) {
        let credit = asked.graded(rules.negative_marks).map(|graded| graded.credit);
        asked.row.credit = credit.map(Credit::thousandths);
        asked.changed = true;
        credits.push(credit);
    }
    keep(db, asked, at).await?;
    let score = credits.into_iter().collect::<Option<Vec<Credit>>>().map(Score::of);
    let outcome = score.map(|score| score.outcome(rules.pass_mark));
    let (person, id) = (domain::ids::PersonId(open.person_id), AttemptId(open.id));
    let mut row: attempt::ActiveModel = open.into();
    row.submitted_at = Set(Some(at));
    row.earned = Set(score.map(|score| score.earned));
    row.outcome = Set(outcome.map(|outcome| outcome.as_str().to_owned()));
    let row = row.update(db).await?;
    let (Some(score), Some(outcome)) = (score, outcome) else { return Ok(Submission::ToBeMarked) };
    let (version, number) = (course.version, row.number);
    let all = attempts_of(db, person, version).await?;
    let scores =
        all.iter().map(|row| row.earned.map(|earned| Score { earned, questions: i64::from(row.question_count) }));
    let by_method = score_by(rules.score_method, scores);
    // An attempt that is not the one that counts completes nothing, however good the others are.
    let counts = match rules.score_method {
        ScoreMethod::Best => outcome == Outcome::Passed,
        ScoreMethod::First => number == 1,
        ScoreMethod::Last | ScoreMethod::Mean => true,
    };
    let has_passed = by_method.is_some_and(|score| score.outcome(rules.pass_mark) == Outcome::Passed);
    if counts && has_passed {
        let how = Completed::ByQuiz { attempt: id, score_tenths: score.tenths() };
        record_completion(db, person, course, how, at).await?;
    }
    Ok(Submission::Graded(outcome))
}

/// The fields of a form that answers an own open attempt rightly, but for its first `wrong` questions, left empty.
///
/// For the demo district and for tests; no screen leads here.
///
/// # Errors
/// As [`keep_answer`].
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
