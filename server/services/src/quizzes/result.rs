//! The result of an attempt, with as much feedback as the course shows.

use super::{
    QuizError,
    attempt::{Asked, asked, own_attempt},
    bank::course_with_quiz,
    entity::attempt,
    lobby::past_attempt,
};
use crate::{Store, StoreError, access::Learner, courses::markdown::inline_html};
use domain::{
    calendar::Moment,
    courses::FeedbackMoment,
    ids::AttemptId,
    language::Language,
    quizzes::{
        Outcome, QuestionKind, Response, grade,
        sheet::{AnsweredQuestion, AttemptResult},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// The result of the learner's own submitted attempt.
///
/// # Errors
/// [`QuizError::NotFound`] for an attempt that is another's, of another course, or not submitted.
pub async fn attempt_result(
    store: &Store,
    learner: &Learner,
    course: &str,
    id: AttemptId,
    language: &Language,
    now: Moment,
) -> Result<AttemptResult, QuizError> {
    let course = course_with_quiz(store, learner, course, now).await?;
    let rules = course.quiz.clone().ok_or(QuizError::NotFound)?;
    let row = own_attempt(store.read(), learner, id).await?;
    let past = past_attempt(&row)?.filter(|_| row.course_version_id == course.version.0).ok_or(QuizError::NotFound)?;
    let used = attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(learner.person().0))
        .filter(attempt::Column::CourseVersionId.eq(course.version.0))
        .count(store.read())
        .await?;
    let shows_feedback = match rules.feedback {
        FeedbackMoment::AfterSubmit => true,
        FeedbackMoment::AfterPass => past.outcome == Outcome::Passed,
        FeedbackMoment::Never => false,
    };
    let questions = if shows_feedback {
        let asked = asked(store.read(), row.id).await?;
        Some(asked.iter().map(|asked| answered(asked, language)).collect::<Result<_, _>>()?)
    } else {
        None
    };
    let (title, _) = course.text(language);
    Ok(AttemptResult {
        course_slug: course.slug,
        course_title: title,
        audience: course.audience.kind,
        past,
        pass_mark: rules.pass_mark,
        may_try_again: rules.attempts == 0 || used < u64::from(rules.attempts),
        questions,
    })
}

fn answered(asked: &Asked, language: &Language) -> Result<AnsweredQuestion, StoreError> {
    let question = asked.question(language)?;
    let here = grade(question, &asked.response);
    let credit = asked.row.credit.unwrap_or_default();
    // A word given in another language earned its mark by that language's key and gets its feedback.
    let feedback = if here.credit.thousandths() == credit { here.feedback } else { asked.graded().feedback };
    let html = |text: &String| inline_html(text);
    Ok(AnsweredQuestion {
        prompt: inline_html(&question.prompt),
        answer: answer_in_words(&question.kind, &asked.response),
        credit_tenths: credit / 100,
        feedback: feedback.iter().map(html).collect(),
        general_feedback: question.general_feedback.as_ref().map(html),
    })
}

fn answer_in_words(kind: &QuestionKind, response: &Response) -> Vec<String> {
    match (kind, response) {
        (QuestionKind::SingleChoice { options }, Response::Choice(chosen)) => {
            options.get(*chosen).map(|choice| inline_html(&choice.text)).into_iter().collect()
        }
        (QuestionKind::MultipleChoice { options }, Response::Choices(chosen)) => {
            chosen.iter().filter_map(|place| options.get(*place)).map(|choice| inline_html(&choice.text)).collect()
        }
        (QuestionKind::TrueFalse { .. }, Response::Judgement(judgement)) => vec![judgement.to_string()],
        (QuestionKind::Matching { pairs, .. }, Response::Matches(places)) => {
            let answers = kind.matching_answers();
            pairs
                .iter()
                .zip(places)
                .map(|(pair, place)| {
                    let answer = place.and_then(|place| answers.get(place)).copied().unwrap_or("—");
                    format!("{} → {}", inline_html(&pair.stem), inline_html(answer))
                })
                .collect()
        }
        (_, Response::Text(text)) => vec![escaped(text)],
        _ => Vec::new(),
    }
}

/// What somebody typed, as HTML that shows just that.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = comrak::html::escape(&mut html, text);
    html
}
