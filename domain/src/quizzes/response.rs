//! What a learner answers.

use super::QuestionKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest text taken as an answer, in characters.
pub const LONGEST_TEXT: usize = 500;

/// A learner's answer to one question. Options are counted in the question's own order, not as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Response {
    /// Nothing yet.
    Unanswered,
    /// One option.
    Choice(usize),
    /// Several options.
    Choices(BTreeSet<usize>),
    /// A judgement of a statement.
    Judgement(bool),
    /// To each stem, the place of an answer in [`QuestionKind::matching_answers`].
    Matches(Vec<Option<usize>>),
    /// A text or number as typed.
    Text(String),
}

/// Why a form's fields are no answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// An option that the question does not have.
    #[error("no such option")]
    NoSuchOption,
    /// More than [`LONGEST_TEXT`] characters.
    #[error("the answer is too long")]
    TooLong,
}

impl Response {
    /// Whether something has been answered; a matching is answered once every stem is.
    pub fn is_answered(&self) -> bool {
        match self {
            Self::Unanswered => false,
            Self::Choice(_) | Self::Judgement(_) => true,
            Self::Choices(chosen) => !chosen.is_empty(),
            Self::Matches(places) => !places.is_empty() && places.iter().all(Option::is_some),
            Self::Text(text) => !text.trim().is_empty(),
        }
    }

    /// Reads the fields of a form: `fields` as shown, `order[shown] = option` as drawn.
    ///
    /// A matching has a field for each stem; every other kind has its values in one.
    ///
    /// # Errors
    /// When a field names an option that was not shown, or a text is too long.
    pub fn from_fields(kind: &QuestionKind, order: &[usize], fields: &[String]) -> Result<Self, ResponseError> {
        let option = |field: &String| -> Result<usize, ResponseError> {
            let shown: usize = field.trim().parse().map_err(|_| ResponseError::NoSuchOption)?;
            order.get(shown).copied().ok_or(ResponseError::NoSuchOption)
        };
        let given = || fields.iter().filter(|field| !field.trim().is_empty());
        let Some(first) = given().next() else { return Ok(Self::Unanswered) };
        match kind {
            QuestionKind::SingleChoice { .. } => option(first).map(Self::Choice),
            QuestionKind::MultipleChoice { .. } => given().map(option).collect::<Result<_, _>>().map(Self::Choices),
            QuestionKind::TrueFalse { .. } => match first.trim() {
                "true" => Ok(Self::Judgement(true)),
                "false" => Ok(Self::Judgement(false)),
                _ => Err(ResponseError::NoSuchOption),
            },
            QuestionKind::Matching { pairs, .. } => {
                if fields.len() > pairs.len() {
                    return Err(ResponseError::NoSuchOption);
                }
                let place = |index: usize| match fields.get(index) {
                    Some(field) if !field.trim().is_empty() => option(field).map(Some),
                    _ => Ok(None),
                };
                (0..pairs.len()).map(place).collect::<Result<_, _>>().map(Self::Matches)
            }
            QuestionKind::ShortAnswer { .. } | QuestionKind::Numeric { .. } => {
                if first.chars().count() > LONGEST_TEXT {
                    return Err(ResponseError::TooLong);
                }
                Ok(Self::Text(first.clone()))
            }
        }
    }

    /// The fields of a form that say this answer: the way back of [`Response::from_fields`].
    pub fn to_fields(&self, order: &[usize]) -> Vec<String> {
        let shown = |option: &usize| order.iter().position(|place| place == option).map(|place| place.to_string());
        match self {
            Self::Unanswered => Vec::new(),
            Self::Choice(option) => shown(option).into_iter().collect(),
            Self::Choices(options) => options.iter().filter_map(shown).collect(),
            Self::Judgement(judgement) => vec![judgement.to_string()],
            Self::Matches(places) => {
                places.iter().map(|place| place.as_ref().and_then(shown).unwrap_or_default()).collect()
            }
            Self::Text(text) => vec![text.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::{Choice, Credit, question::Pair};
    use proptest::prelude::*;

    fn choices(count: usize) -> Vec<Choice> {
        vec![Choice { text: String::new(), credit: Credit::NONE, feedback: None }; count]
    }

    fn fields(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn options_are_read_in_the_order_shown() {
        let kind = QuestionKind::SingleChoice { options: choices(3) };
        let order = [2, 0, 1];
        assert_eq!(Response::from_fields(&kind, &order, &fields(&["0"])), Ok(Response::Choice(2)));
        assert_eq!(Response::from_fields(&kind, &order, &[]), Ok(Response::Unanswered));
        assert_eq!(Response::from_fields(&kind, &order, &fields(&["3"])), Err(ResponseError::NoSuchOption));
        assert_eq!(Response::from_fields(&kind, &order, &fields(&["-1"])), Err(ResponseError::NoSuchOption));
    }

    #[test]
    fn a_matching_half_filled_is_kept_but_not_answered() {
        let pair = Pair { stem: String::new(), answer: String::new() };
        let kind = QuestionKind::Matching { pairs: vec![pair; 3], extra: vec![] };
        let half = Response::from_fields(&kind, &[1, 0, 2], &fields(&["0", "", "2"])).unwrap();
        assert_eq!(half, Response::Matches(vec![Some(1), None, Some(2)]));
        assert!(!half.is_answered());
        assert_eq!(half.to_fields(&[1, 0, 2]), ["0", "", "2"]);
    }

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        let kind = QuestionKind::ShortAnswer { accepted: vec![] };
        assert_eq!(Response::from_fields(&kind, &[], &["x".repeat(501)]), Err(ResponseError::TooLong));
        assert!(Response::from_fields(&kind, &[], &["x".repeat(500)]).is_ok());
    }

    proptest! {
        #[test]
        fn any_fields_give_an_answer_or_an_error(values in proptest::collection::vec(".{0,8}", 0..6)) {
            let kinds = [
                QuestionKind::SingleChoice { options: choices(4) },
                QuestionKind::MultipleChoice { options: choices(4) },
                QuestionKind::TrueFalse { answer: true, right: None, wrong: None },
                QuestionKind::Numeric { accepted: vec![] },
            ];
            for kind in kinds {
                if let Ok(response) = Response::from_fields(&kind, &[3, 1, 0, 2], &values) {
                    let again = Response::from_fields(&kind, &[3, 1, 0, 2], &response.to_fields(&[3, 1, 0, 2]));
                    prop_assert_eq!(again, Ok(response));
                }
            }
        }
    }
}
