//! The result of an attempt, with as much feedback as the course shows.

use super::{
    QuizError,
    asked::{Asked, asked, own_attempt},
    attempt::{attempts_of, taken},
    bank::course_with_quiz,
    lobby::past_attempt,
    shown::{Media, Shown, escaped},
};
use crate::{Store, StoreError, access::Learner, courses::media_addresses};
use domain::{
    calendar::Moment,
    ids::AttemptId,
    language::Language,
    quizzes::{
        NegativeMarks, QuestionKind, Response,
        attempt::may_start,
        grade,
        rules::{Stage, review},
        sheet::{AnsweredQuestion, AttemptResult},
    },
};

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
    let all = attempts_of(store.read(), learner.person(), course.version).await?;
    let taken: Vec<_> = all.iter().map(|row| taken(row, &rules, now)).collect();
    let stage = past.marked.map_or(Stage::Submitted, |marked| Stage::Marked(marked.outcome));
    let questions = if review(&rules, stage).feedback {
        let asked = asked(store.read(), row.id).await?;
        let media = media_addresses(store, course.version).await?;
        Some(
            asked
                .iter()
                .map(|asked| answered(asked, rules.negative_marks, &media, language))
                .collect::<Result<_, _>>()?,
        )
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
        may_try_again: may_start(&rules, &taken, now).is_ok(),
        questions,
    })
}

fn answered(
    asked: &Asked,
    negative: NegativeMarks,
    media: &Media,
    language: &Language,
) -> Result<AnsweredQuestion, StoreError> {
    let question = asked.question(language)?;
    let shown = Shown::new(question, media);
    let html = |text: &String| shown.html(text);
    let credit = asked.row.credit;
    // A word given in another language earned its mark by that language's key and gets its feedback.
    let here = grade(question, &asked.response, negative);
    let earned_here = here.filter(|here| Some(here.credit.thousandths()) == credit);
    let feedback = earned_here.or_else(|| asked.graded(negative)).map(|graded| graded.feedback).unwrap_or_default();
    Ok(AnsweredQuestion {
        prompt: shown.html(&question.prompt),
        answer: answer_in_words(&question.kind, &asked.response, &shown),
        credit_tenths: credit.map(|credit| credit / 100),
        counts: question.kind.counts(),
        feedback: feedback.iter().map(html).collect(),
        general_feedback: question.general_feedback.as_ref().map(html),
    })
}

/// An answer as its giver would say it, line by line; a judgement as its word.
pub(super) fn answer_in_words(kind: &QuestionKind, response: &Response, shown: &Shown<'_>) -> Vec<String> {
    let to_each = |stems: Vec<String>, places: &[Option<usize>]| -> Vec<String> {
        let answers = kind.matching_answers();
        let answer = |place: &Option<usize>| place.and_then(|place| answers.get(place)).copied().unwrap_or("—");
        stems.iter().zip(places).map(|(stem, place)| format!("{stem} → {}", escaped(answer(place)))).collect()
    };
    match (kind, response) {
        (QuestionKind::SingleChoice { options }, Response::Choice(chosen)) => {
            options.get(*chosen).map(|choice| shown.html(&choice.text)).into_iter().collect()
        }
        (QuestionKind::MultipleChoice { options }, Response::Choices(chosen)) => {
            chosen.iter().filter_map(|place| options.get(*place)).map(|choice| shown.html(&choice.text)).collect()
        }
        (QuestionKind::TrueFalse { .. }, Response::Judgement(judgement)) => vec![judgement.to_string()],
        (QuestionKind::Matching { pairs, .. }, Response::Matches(places)) => {
            to_each(pairs.iter().map(|pair| shown.html(&pair.stem)).collect(), places)
        }
        (QuestionKind::DragOntoPicture { places: zones, .. }, Response::Matches(places)) => {
            to_each(zones.iter().map(|place| escaped(&place.zone.label)).collect(), places)
        }
        (QuestionKind::Ordering { items }, Response::Places(places)) => {
            let mut given: Vec<(usize, &String)> =
                places.iter().zip(items).filter_map(|(place, item)| Some(((*place)?, item))).collect();
            given.sort_by_key(|(place, _)| *place);
            given.into_iter().map(|(place, item)| format!("{}. {}", place + 1, shown.html(item))).collect()
        }
        (QuestionKind::Hotspot { spots, .. }, Response::Choice(chosen)) => {
            spots.get(*chosen).map(|spot| escaped(&spot.zone.label)).into_iter().collect()
        }
        (QuestionKind::Hotspot { spots, .. }, Response::Choices(chosen)) => {
            chosen.iter().filter_map(|place| spots.get(*place)).map(|spot| escaped(&spot.zone.label)).collect()
        }
        (QuestionKind::Cloze { gaps }, Response::Gaps(filled)) => gaps
            .iter()
            .zip(filled)
            .zip(1..)
            .map(|((gap, filled), number)| {
                let words = answer_in_words(&gap.kind, filled, shown).join(", ");
                format!("[{number}] {}", if words.is_empty() { "—" } else { &words })
            })
            .collect(),
        (_, Response::Text(text)) => vec![escaped(text)],
        _ => Vec::new(),
    }
}
