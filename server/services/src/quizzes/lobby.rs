//! A quiz before, during and between attempts.

use super::{
    QuizError,
    attempt::{Asked, asked},
    bank::course_with_quiz,
    entity::{attempt, quiz_question},
};
use crate::{
    Store, StoreError,
    access::Learner,
    courses::{lessons_of, markdown::inline_html},
    store::known,
};
use domain::{
    calendar::{Moment, day_of},
    ids::AttemptId,
    language::Language,
    quizzes::{
        Choice, Outcome, QuestionKind, Score,
        sheet::{AskedKind, AskedQuestion, PastAttempt, QuizLobby, QuizSheet},
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
            None => open = Some(sheet(&row, &asked(store.read(), row.id).await?, language)?),
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
    let (Some(submitted_at), Some(earned), Some(outcome)) = (row.submitted_at, row.earned, &row.outcome) else {
        return Ok(None);
    };
    Ok(Some(PastAttempt {
        attempt: AttemptId(row.id),
        number: u32::try_from(row.number).unwrap_or_default(),
        submitted_on: day_of(submitted_at),
        score: Score { earned, questions: i64::from(row.question_count) },
        outcome: known(outcome, Outcome::from_word)?,
    }))
}

fn sheet(row: &attempt::Model, asked: &[Asked], language: &Language) -> Result<QuizSheet, StoreError> {
    Ok(QuizSheet {
        attempt: AttemptId(row.id),
        number: u32::try_from(row.number).unwrap_or_default(),
        questions: asked.iter().map(|asked| as_asked(asked, language)).collect::<Result<_, _>>()?,
    })
}

/// The question as its form shows it: without credits, feedback, names or the order of the bank.
fn as_asked(asked: &Asked, language: &Language) -> Result<AskedQuestion, StoreError> {
    let question = asked.question(language)?;
    let shown = |options: &[Choice]| -> Vec<String> {
        asked.order.iter().filter_map(|place| options.get(*place)).map(|choice| inline_html(&choice.text)).collect()
    };
    let kind = match &question.kind {
        QuestionKind::SingleChoice { options } => AskedKind::SingleChoice(shown(options)),
        QuestionKind::MultipleChoice { options } => AskedKind::MultipleChoice(shown(options)),
        QuestionKind::TrueFalse { .. } => AskedKind::TrueFalse,
        QuestionKind::Matching { pairs, .. } => {
            let answers = question.kind.matching_answers();
            AskedKind::Matching {
                stems: pairs.iter().map(|pair| inline_html(&pair.stem)).collect(),
                answers: asked
                    .order
                    .iter()
                    .filter_map(|place| answers.get(*place))
                    .map(|text| (*text).to_owned())
                    .collect(),
            }
        }
        QuestionKind::ShortAnswer { .. } => AskedKind::ShortAnswer,
        QuestionKind::Numeric { .. } => AskedKind::Numeric,
    };
    Ok(AskedQuestion {
        position: asked.position,
        prompt: inline_html(&question.prompt),
        kind,
        fields: asked.response.to_fields(&asked.order),
        answered: asked.response.is_answered(),
    })
}
