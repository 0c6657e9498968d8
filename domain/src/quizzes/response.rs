//! What a learner answers.

use super::{QuestionKind, question::Gap};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest text taken as an answer, in characters.
pub const LONGEST_TEXT: usize = 500;

/// The longest essay, in characters.
pub const LONGEST_ESSAY: usize = 10_000;

/// A learner's answer to one question. Options are counted in the question's own order, not as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Response {
    /// Nothing yet.
    Unanswered,
    /// One option, or one spot in a picture.
    Choice(usize),
    /// Several options or spots.
    Choices(BTreeSet<usize>),
    /// A judgement of a statement.
    Judgement(bool),
    /// To each stem or place of a picture, the place of an answer in [`QuestionKind::matching_answers`].
    Matches(Vec<Option<usize>>),
    /// To each thing to be ordered, the place it was given, from 0.
    Places(Vec<Option<usize>>),
    /// A text or number as typed.
    Text(String),
    /// What was filled into each gap of a text.
    Gaps(Vec<Response>),
}

/// Why a form's fields are no answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// An option that the question does not have.
    #[error("no such option")]
    NoSuchOption,
    /// More than [`LONGEST_TEXT`] or [`LONGEST_ESSAY`] characters.
    #[error("the answer is too long")]
    TooLong,
}

/// The fields of a question in a form. All kinds have their values in part 0 but a text with gaps, which has a part for
/// each gap.
pub type Parts = BTreeMap<u32, Vec<String>>;

impl Response {
    /// Whether something has been answered whole: every stem, every place, every gap.
    pub fn is_answered(&self) -> bool {
        match self {
            Self::Unanswered => false,
            Self::Choice(_) | Self::Judgement(_) => true,
            Self::Choices(chosen) => !chosen.is_empty(),
            Self::Matches(places) => !places.is_empty() && places.iter().all(Option::is_some),
            Self::Places(places) => {
                let given: BTreeSet<usize> = places.iter().flatten().copied().collect();
                !places.is_empty() && given.len() == places.len()
            }
            Self::Text(text) => !text.trim().is_empty(),
            Self::Gaps(gaps) => !gaps.is_empty() && gaps.iter().all(Self::is_answered),
        }
    }

    /// Reads the fields of a form: `parts` as shown, `order[shown] = option` as drawn.
    ///
    /// A matching, an ordering and a picture with places have a field for each stem, thing or place; a text with gaps
    /// has a part for each gap; every other kind has its values in one.
    ///
    /// # Errors
    /// When a field names an option that was not shown, or a text is too long.
    pub fn from_fields(kind: &QuestionKind, order: &[usize], parts: &Parts) -> Result<Self, ResponseError> {
        if let QuestionKind::Cloze { gaps } = kind {
            return Self::from_gaps(gaps, order, parts);
        }
        if parts.keys().any(|part| *part != 0) {
            return Err(ResponseError::NoSuchOption);
        }
        Self::from_part(kind, order, parts.get(&0).map_or(&[], Vec::as_slice))
    }

    fn from_part(kind: &QuestionKind, order: &[usize], fields: &[String]) -> Result<Self, ResponseError> {
        let number = |field: &String| field.trim().parse::<usize>().map_err(|_| ResponseError::NoSuchOption);
        let option = |field: &String| {
            number(field).and_then(|shown| order.get(shown).copied().ok_or(ResponseError::NoSuchOption))
        };
        let within = |count: usize| {
            move |field: &String| {
                number(field).and_then(|n| if n < count { Ok(n) } else { Err(ResponseError::NoSuchOption) })
            }
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
            QuestionKind::Matching { pairs, .. } => each(fields, pairs.len(), option).map(Self::Matches),
            QuestionKind::DragOntoPicture { places, .. } => each(fields, places.len(), option).map(Self::Matches),
            QuestionKind::Ordering { items } => {
                let shown = each(fields, items.len(), within(items.len()))?;
                let mut places = vec![None; items.len()];
                for (shown, place) in shown.into_iter().enumerate() {
                    let item = order.get(shown).and_then(|item| places.get_mut(*item));
                    *item.ok_or(ResponseError::NoSuchOption)? = place;
                }
                Ok(Self::Places(places))
            }
            QuestionKind::Hotspot { spots, several: false, .. } => within(spots.len())(first).map(Self::Choice),
            QuestionKind::Hotspot { spots, several: true, .. } => {
                given().map(within(spots.len())).collect::<Result<_, _>>().map(Self::Choices)
            }
            QuestionKind::ShortAnswer { .. } | QuestionKind::Numeric { .. } => text(first, LONGEST_TEXT),
            QuestionKind::Essay { .. } => text(first, LONGEST_ESSAY),
            // Gaps do not stand within gaps, and a description asks nothing.
            QuestionKind::Cloze { .. } | QuestionKind::Description => Err(ResponseError::NoSuchOption),
        }
    }

    fn from_gaps(gaps: &[Gap], order: &[usize], parts: &Parts) -> Result<Self, ResponseError> {
        if parts.keys().any(|part| *part as usize >= gaps.len()) {
            return Err(ResponseError::NoSuchOption);
        }
        let filled = in_gaps(gaps, order)
            .zip(0..)
            .map(|((gap, order), part)| Self::from_part(&gap.kind, order, parts.get(&part).map_or(&[], Vec::as_slice)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(if filled.iter().all(|gap| *gap == Self::Unanswered) { Self::Unanswered } else { Self::Gaps(filled) })
    }

    /// The fields of a form that say this answer: the way back of [`Response::from_fields`].
    pub fn to_fields(&self, kind: &QuestionKind, order: &[usize]) -> Parts {
        match (self, kind) {
            (Self::Unanswered, _) => Parts::new(),
            (Self::Gaps(filled), QuestionKind::Cloze { gaps }) => in_gaps(gaps, order)
                .zip(filled)
                .zip(0..)
                .map(|(((gap, order), filled), part)| (part, filled.to_part(&gap.kind, order)))
                .filter(|(_, fields)| !fields.is_empty())
                .collect(),
            _ => Parts::from([(0, self.to_part(kind, order))]),
        }
    }

    fn to_part(&self, kind: &QuestionKind, order: &[usize]) -> Vec<String> {
        let is_as_written = matches!(kind, QuestionKind::Hotspot { .. });
        let shown = |option: &usize| {
            if is_as_written {
                return Some(option.to_string());
            }
            order.iter().position(|place| place == option).map(|place| place.to_string())
        };
        match self {
            Self::Unanswered | Self::Gaps(_) => Vec::new(),
            Self::Choice(option) => shown(option).into_iter().collect(),
            Self::Choices(options) => options.iter().filter_map(shown).collect(),
            Self::Judgement(judgement) => vec![judgement.to_string()],
            Self::Matches(places) => {
                places.iter().map(|place| place.as_ref().and_then(shown).unwrap_or_default()).collect()
            }
            Self::Places(places) => {
                let place = |item: &usize| places.get(*item).copied().flatten();
                order.iter().map(|item| place(item).map_or_else(String::new, |place| place.to_string())).collect()
            }
            Self::Text(text) => vec![text.clone()],
        }
    }
}

/// Each gap with its part of the order.
pub(super) fn in_gaps<'a>(gaps: &'a [Gap], order: &'a [usize]) -> impl Iterator<Item = (&'a Gap, &'a [usize])> {
    gaps.iter().scan(order, |rest, gap| {
        let (own, after) = rest.split_at(gap.kind.options().min(rest.len()));
        *rest = after;
        Some((gap, own))
    })
}

/// A value for each of so many fields, `None` where one is empty.
fn each(
    fields: &[String],
    count: usize,
    read: impl Fn(&String) -> Result<usize, ResponseError>,
) -> Result<Vec<Option<usize>>, ResponseError> {
    if fields.len() > count {
        return Err(ResponseError::NoSuchOption);
    }
    let place = |index: usize| match fields.get(index) {
        Some(field) if !field.trim().is_empty() => read(field).map(Some),
        _ => Ok(None),
    };
    (0..count).map(place).collect()
}

fn text(field: &str, longest: usize) -> Result<Response, ResponseError> {
    if field.chars().count() > longest { Err(ResponseError::TooLong) } else { Ok(Response::Text(field.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::{Choice, Credit, question::Pair};
    use proptest::prelude::*;

    fn choices(count: usize) -> Vec<Choice> {
        vec![Choice { text: String::new(), credit: Credit::NONE, feedback: None, fixed: false }; count]
    }

    fn fields(values: &[&str]) -> Parts {
        Parts::from([(0, values.iter().map(|value| (*value).to_owned()).collect())])
    }

    fn short_answer() -> QuestionKind {
        QuestionKind::ShortAnswer { accepted: vec![], matching: Default::default() }
    }

    fn number() -> QuestionKind {
        QuestionKind::Numeric { accepted: vec![], units: vec![], unit_required: false }
    }

    fn cloze() -> QuestionKind {
        let choice = QuestionKind::SingleChoice { options: choices(3) };
        let several = QuestionKind::MultipleChoice { options: choices(2) };
        let kinds = [choice, short_answer(), several];
        QuestionKind::Cloze { gaps: kinds.into_iter().map(|kind| Gap { weight: 1, kind }).collect() }
    }

    #[test]
    fn options_are_read_in_the_order_shown() {
        let kind = QuestionKind::SingleChoice { options: choices(3) };
        let order = [2, 0, 1];
        assert_eq!(Response::from_fields(&kind, &order, &fields(&["0"])), Ok(Response::Choice(2)));
        assert_eq!(Response::from_fields(&kind, &order, &Parts::new()), Ok(Response::Unanswered));
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
        assert_eq!(half.to_fields(&kind, &[1, 0, 2]), fields(&["0", "", "2"]));
    }

    #[test]
    fn things_to_be_ordered_are_answered_once_each_has_a_place_of_its_own() {
        let kind = QuestionKind::Ordering { items: ["a", "b", "c"].map(str::to_owned).to_vec() };
        let read = |values: &[&str]| Response::from_fields(&kind, &[2, 0, 1], &fields(values)).unwrap();
        let whole = read(&["0", "2", "1"]);
        assert_eq!(whole, Response::Places(vec![Some(2), Some(1), Some(0)]));
        assert!(whole.is_answered());
        assert!(!read(&["0", "0", "1"]).is_answered(), "two at one place");
        assert!(!read(&["0", "", "1"]).is_answered());
        assert_eq!(whole.to_fields(&kind, &[2, 0, 1]), fields(&["0", "2", "1"]));
    }

    #[test]
    fn each_gap_is_read_by_its_own_kind() {
        let (kind, order) = (cloze(), [2, 1, 0, 1, 0]);
        let parts = Parts::from([(0, vec!["0".into()]), (1, vec!["chữ".into()]), (2, vec!["0".into(), "1".into()])]);
        let read = Response::from_fields(&kind, &order, &parts).unwrap();
        let several = Response::Choices([0, 1].into());
        assert_eq!(read, Response::Gaps(vec![Response::Choice(2), Response::Text("chữ".into()), several]));
        assert!(read.is_answered());
        let part = Parts::from([(1, vec!["chữ".into()])]);
        assert!(!Response::from_fields(&kind, &order, &part).unwrap().is_answered());
        let beyond = Parts::from([(3, vec!["x".into()])]);
        assert_eq!(Response::from_fields(&kind, &order, &beyond), Err(ResponseError::NoSuchOption));
    }

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        let (kind, long) = (short_answer(), "x".repeat(501));
        assert_eq!(Response::from_fields(&kind, &[], &fields(&[&long])), Err(ResponseError::TooLong));
        assert!(Response::from_fields(&kind, &[], &fields(&[&long[..500]])).is_ok());
        let essay = QuestionKind::Essay { rules: Default::default() };
        assert!(Response::from_fields(&essay, &[], &fields(&[&long])).is_ok());
        assert_eq!(Response::from_fields(&essay, &[], &fields(&[&"x".repeat(10_001)])), Err(ResponseError::TooLong));
    }

    #[test]
    fn a_description_takes_no_answer() {
        let kind = QuestionKind::Description;
        assert_eq!(Response::from_fields(&kind, &[], &fields(&["x"])), Err(ResponseError::NoSuchOption));
        assert_eq!(Response::from_fields(&kind, &[], &Parts::new()), Ok(Response::Unanswered));
    }

    proptest! {
        #[test]
        fn any_fields_give_an_answer_or_an_error(values in proptest::collection::btree_map(0..4_u32, proptest::collection::vec(".{0,8}|[0-4]", 0..6), 0..4)) {
            let items = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
            let kinds = [
                QuestionKind::SingleChoice { options: choices(4) },
                QuestionKind::MultipleChoice { options: choices(4) },
                QuestionKind::TrueFalse { answer: true, right: None, wrong: None },
                QuestionKind::Ordering { items },
                QuestionKind::Description,
                number(),
                cloze(),
            ];
            for kind in kinds {
                let order: &[usize] = if matches!(kind, QuestionKind::Cloze { .. }) { &[2, 1, 0, 1, 0] } else { &[3, 1, 0, 2] };
                if let Ok(response) = Response::from_fields(&kind, order, &values) {
                    let again = Response::from_fields(&kind, order, &response.to_fields(&kind, order));
                    prop_assert_eq!(again, Ok(response));
                }
            }
        }
    }
}
