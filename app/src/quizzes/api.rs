//! Server functions of the room `quizzes`.

use crate::error::AppError;
use domain::quizzes::sheet::{AttemptResult, Kept, QuizLobby};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The values of one question's fields: one, several, or one for each stem of a matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValues {
    /// `answer[3]=1`.
    One(String),
    /// `answer[3][]=0&answer[3][]=2`.
    Several(Vec<String>),
    /// `answer[3][0]=2&answer[3][1]=0`.
    ByStem(BTreeMap<u32, String>),
}

/// The most stems of a matching that are read.
#[cfg(feature = "ssr")]
const MOST_STEMS: u32 = 100;

impl FieldValues {
    /// The values in the order of the form.
    #[cfg(feature = "ssr")]
    fn into_fields(self) -> Vec<String> {
        match self {
            Self::One(value) => vec![value],
            Self::Several(values) => values,
            Self::ByStem(mut by_stem) => {
                let length = by_stem.keys().max().map_or(0, |last| (*last).min(MOST_STEMS) + 1);
                (0..length).map(|stem| by_stem.remove(&stem).unwrap_or_default()).collect()
            }
        }
    }
}

/// The form fields of a quiz by the place of their question: `3`, or `3.1` for the second gap of a text.
pub type Answers = BTreeMap<String, FieldValues>;

#[cfg(feature = "ssr")]
fn into_fields(answers: Answers) -> Result<services::quizzes::Fields, AppError> {
    let mut fields = services::quizzes::Fields::new();
    for (place, values) in answers {
        let (position, part) = place.split_once('.').unwrap_or((&place, "0"));
        let number = |text: &str| text.parse::<u32>().map_err(|_| AppError::Invalid(crate::error::Problem::BadForm));
        fields.entry(number(position)?).or_default().insert(number(part)?, values.into_fields());
    }
    Ok(fields)
}

/// A course's quiz: before, during and between attempts.
///
/// **Permissions**: a learner in the course's audience.
#[server(prefix = "/api/fn", endpoint = "quiz")]
pub async fn quiz(course: String) -> Result<(QuizLobby, OnPage), AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    let language = door::content_language();
    let lobby = services::quizzes::quiz_lobby(&door::store(), &learner, &course, &language, door::now()).await?;
    let page = u32::try_from(door::chance() >> 32).unwrap_or_default();
    Ok((lobby, OnPage { person: learner.person().0, page }))
}

/// Whose page it is and which: what the browser keeps of answers is kept under the one, and they come from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPage {
    /// The learner.
    pub person: i64,
    /// A number made up for the page.
    pub page: u32,
}

/// Starts an attempt, or leads to the one under way.
///
/// **Permissions**: a learner in the course's audience, for themselves.
#[server(prefix = "/api/fn", endpoint = "start_attempt")]
pub async fn start_attempt(course: String) -> Result<(), AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    let started =
        services::quizzes::start_attempt(&door::store(), &learner, &course, door::chance(), door::now()).await;
    back_to_quiz(&course, started.map(|_| None).map_err(AppError::from))
}

/// Keeps one question's answer as it is given. `page` is the page's number, `sequence` the answer's own and `based_on`
/// that of the answer which the page knew to stand: so what comes late or twice does no harm.
///
/// **Permissions**: the learner whose attempt it is; also a pupil whose session ended by itself meanwhile.
#[server(prefix = "/api/fn", endpoint = "save_answer")]
pub async fn save_answer(
    attempt: i64,
    position: u32,
    page: u32,
    sequence: u32,
    based_on: u32,
    #[server(default)] parts: BTreeMap<u32, Vec<String>>,
) -> Result<Kept, AppError> {
    use crate::door;
    use services::quizzes::{Sent, keep_answer, keep_late_answer};
    let (store, now, attempt) = (door::store(), door::now(), domain::ids::AttemptId(attempt));
    let sent = Sent { position, parts, page, sequence, based_on };
    let Ok(viewer) = door::viewer() else {
        keep_late_answer(&store, &door::late_learner().await?, attempt, &sent, now).await?;
        return Ok(Kept::Saved { sequence });
    };
    let learner = viewer.learner()?;
    Ok(keep_answer(&store, &learner, attempt, &sent, now).await?)
}

/// Keeps answers of a pupil whose session has ended by itself while the quiz was on the screen.
#[cfg(feature = "ssr")]
async fn keep_late(attempt: domain::ids::AttemptId, form: &services::quizzes::Form) -> Result<(), AppError> {
    use crate::door;
    let late = door::late_learner().await?;
    Ok(services::quizzes::save_late_responses(&door::store(), &late, attempt, form, door::now()).await?)
}

/// Takes the whole form: keeps the answers (`intent=save`), submits them (`submit`), or submits them although
/// some questions have no answer (`submit_incomplete`).
///
/// **Permissions**: the learner whose attempt it is. Of a pupil whose session ended by itself the answers are kept, and
/// submitted after signing in again.
#[server(prefix = "/api/fn", endpoint = "submit_attempt")]
pub async fn submit_attempt(
    course: String,
    attempt: i64,
    #[server(default)] page: u32,
    #[server(default)] seen: BTreeMap<u32, String>,
    #[server(default)] answer: Answers,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use services::quizzes::{Form, Submission, save_responses, submit_attempt};
    let (store, now, id) = (door::store(), door::now(), domain::ids::AttemptId(attempt));
    let form = Form { fields: into_fields(answer)?, page, seen };
    let Ok(viewer) = door::viewer() else {
        let problem = match keep_late(id, &form).await {
            Ok(()) => Problem::AnswersKept,
            Err(AppError::Invalid(problem)) => problem,
            Err(error) => return Err(error),
        };
        let way = crate::access::pupils::api::class_way(&format!("?problem={}", problem.as_str())).await;
        leptos_axum::redirect(&way);
        return Ok(());
    };
    let learner = viewer.learner()?;
    if intent == "save" {
        let saved = save_responses(&store, &learner, id, &form, now).await;
        let word = |left_out: Vec<u32>| if left_out.is_empty() { Problem::Saved } else { Problem::AnsweredElsewhere };
        return back_to_quiz(&course, saved.map(|left_out| Some(word(left_out))).map_err(AppError::from));
    }
    match submit_attempt(&store, &learner, id, &form, intent == "submit_incomplete", now).await.map_err(AppError::from)
    {
        Ok(Submission::Graded(_) | Submission::ToBeMarked) | Err(AppError::Invalid(Problem::AlreadySubmitted)) => {
            leptos_axum::redirect(&format!("/learn/{course}/quiz/{id}"));
            Ok(())
        }
        Ok(Submission::Differs(_)) => back_to_quiz(&course, Ok(Some(Problem::AnsweredElsewhere))),
        Ok(Submission::Incomplete(_)) => back_to_quiz(&course, Ok(Some(Problem::Incomplete))),
        Err(error) => back_to_quiz(&course, Err(error)),
    }
}

/// Leads back to the quiz with a word about what happened.
#[cfg(feature = "ssr")]
fn back_to_quiz(course: &str, outcome: Result<Option<crate::error::Problem>, AppError>) -> Result<(), AppError> {
    let word = match outcome {
        Ok(None) => String::new(),
        Ok(Some(problem)) | Err(AppError::Invalid(problem)) => format!("?problem={}", problem.as_str()),
        Err(error) => return Err(error),
    };
    leptos_axum::redirect(&format!("/learn/{course}/quiz{word}"));
    Ok(())
}

/// The result of an attempt.
///
/// **Permissions**: the learner whose attempt it is.
#[server(prefix = "/api/fn", endpoint = "attempt_result")]
pub async fn result_of(course: String, attempt: i64) -> Result<AttemptResult, AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    let (language, attempt) = (door::content_language(), domain::ids::AttemptId(attempt));
    Ok(services::quizzes::attempt_result(&door::store(), &learner, &course, attempt, &language, door::now()).await?)
}
