//! What was answered, in a form that can be counted.

use crate::quizzes::{
    Credit, NegativeMarks, Question, QuestionKind, Response, grade,
    grading::{grade_gaps, parse_number},
    response::LONGEST_TEXT,
};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The most parts of an answer that are counted: stems, things in order, gaps, options chosen.
pub const MOST_PARTS: usize = 500;
/// The most characters of a text that are kept; of a longer one its beginning is.
pub const LONGEST_KEPT_TEXT: usize = 100;

/// One way in which a part of a question was answered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ResponseKey {
    /// Which stem, place of a picture, thing in order or gap, from 0; 0 for questions of one part.
    pub part: u32,
    /// How it was answered.
    pub answer: AnswerKey,
}

/// An answer to a part. Options are counted in the question's own order, not as shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum AnswerKey {
    /// Nothing, or nothing that the question knows.
    Unanswered,
    /// An option or a spot in a picture; of several chosen each is counted.
    Option(u32),
    /// A judgement of a statement.
    Judgement(bool),
    /// The place of an answer in [`QuestionKind::matching_answers`].
    Match(u32),
    /// The place that a thing was put at, from 0.
    Place(u32),
    /// A short text or number: blanks folded and, unless capital letters count, in lower case.
    Text(String),
    /// Something was written. What an essay says is nobody's to count.
    Written,
}

/// A part's answer with what it earns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answered {
    /// How it was answered.
    pub key: ResponseKey,
    /// Of an option its weight; of a stem, a thing in order, a gap or the whole question the part of its full mark.
    pub credit: Credit,
}

/// The parts of a response to a question, at most [`MOST_PARTS`]. A response of another kind than the question counts as
/// none, as in grading.
pub fn answered(question: &Question, response: &Response) -> Vec<Answered> {
    let mut parts = match (&question.kind, response) {
        (QuestionKind::Cloze { gaps }, response) => {
            let filled: &[Response] = if let Response::Gaps(filled) = response { filled } else { &[] };
            let graded = grade_gaps(question, response);
            let gap = |(place, gap): (usize, &crate::quizzes::question::Gap)| {
                let earned = graded.get(place).map_or(Credit::NONE, |graded| graded.credit);
                of_one(&gap.kind, filled.get(place).unwrap_or(&Response::Unanswered), earned, number(place))
            };
            gaps.iter().take(MOST_PARTS).enumerate().flat_map(gap).collect()
        }
        (kind, response) => {
            let is_text = matches!(response, Response::Text(_));
            let graded = is_text.then(|| grade(question, response, NegativeMarks::On)).flatten();
            of_one(kind, response, graded.map_or(Credit::NONE, |graded| graded.credit), 0)
        }
    };
    parts.truncate(MOST_PARTS);
    parts
}

/// `earned` is only asked for texts; all else says itself what it earns.
fn of_one(kind: &QuestionKind, response: &Response, earned: Credit, part: u32) -> Vec<Answered> {
    let one = |answer, credit| vec![Answered { key: ResponseKey { part, answer }, credit }];
    let option = |credits: Vec<Credit>| {
        let chosen: Vec<usize> = match response {
            Response::Choice(chosen) => vec![*chosen],
            Response::Choices(chosen) => chosen.iter().copied().collect(),
            _ => Vec::new(),
        };
        let known = |place: usize| {
            let key = ResponseKey { part, answer: AnswerKey::Option(number(place)) };
            credits.get(place).map(|credit| Answered { key, credit: *credit })
        };
        chosen.into_iter().filter_map(known).collect()
    };
    let found: Vec<Answered> = match (kind, response) {
        (QuestionKind::SingleChoice { options }, Response::Choice(_))
        | (QuestionKind::MultipleChoice { options }, Response::Choices(_)) => {
            option(options.iter().map(|option| option.credit).collect())
        }
        (QuestionKind::Hotspot { spots, several: false, .. }, Response::Choice(_))
        | (QuestionKind::Hotspot { spots, several: true, .. }, Response::Choices(_)) => {
            option(spots.iter().map(|spot| spot.credit).collect())
        }
        (QuestionKind::TrueFalse { answer, .. }, Response::Judgement(judgement)) => {
            one(AnswerKey::Judgement(*judgement), right_or_not(answer == judgement))
        }
        (QuestionKind::ShortAnswer { matching, .. }, Response::Text(text)) if response.is_answered() => {
            one(AnswerKey::Text(plain(text, matching.case)), earned)
        }
        (QuestionKind::Numeric { .. }, Response::Text(text)) if response.is_answered() => {
            let number = parse_number(text).map(|number| number.normalize().to_string());
            one(AnswerKey::Text(number.unwrap_or_else(|| plain(text, false))), earned)
        }
        (QuestionKind::Essay { .. }, Response::Text(_)) if response.is_answered() => {
            one(AnswerKey::Written, Credit::NONE)
        }
        (QuestionKind::Matching { pairs, .. }, _) => {
            return matches(kind, response, pairs.iter().map(|pair| pair.answer.as_str()));
        }
        (QuestionKind::DragOntoPicture { places, .. }, _) => {
            return matches(kind, response, places.iter().map(|place| place.text.as_str()));
        }
        (QuestionKind::Ordering { items }, _) => return places(items.len(), response),
        (QuestionKind::Description, _) => return Vec::new(),
        _ => Vec::new(),
    };
    if found.is_empty() { one(AnswerKey::Unanswered, Credit::NONE) } else { found }
}

fn matches<'a>(kind: &QuestionKind, response: &Response, right: impl Iterator<Item = &'a str>) -> Vec<Answered> {
    let answers = kind.matching_answers();
    let given: &[Option<usize>] = if let Response::Matches(given) = response { given } else { &[] };
    let stem = |(stem, right): (usize, &str)| {
        let place = given.get(stem).copied().flatten();
        let found = place.and_then(|place| answers.get(place).map(|answer| (place, *answer)));
        let answer = found.map_or(AnswerKey::Unanswered, |(place, _)| AnswerKey::Match(number(place)));
        let credit = right_or_not(found.is_some_and(|(_, answer)| answer == right));
        Answered { key: ResponseKey { part: number(stem), answer }, credit }
    };
    right.take(MOST_PARTS).enumerate().map(stem).collect()
}

fn places(count: usize, response: &Response) -> Vec<Answered> {
    let given: &[Option<usize>] = if let Response::Places(given) = response { given } else { &[] };
    let thing = |thing: usize| {
        let place = given.get(thing).copied().flatten().filter(|place| *place < count);
        let answer = place.map_or(AnswerKey::Unanswered, |place| AnswerKey::Place(number(place)));
        let credit = right_or_not(place == Some(thing));
        Answered { key: ResponseKey { part: number(thing), answer }, credit }
    };
    (0..count).take(MOST_PARTS).map(thing).collect()
}

fn right_or_not(is_right: bool) -> Credit {
    if is_right { Credit::FULL } else { Credit::NONE }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn plain(text: &str, with_case: bool) -> String {
    let text: String = text.chars().take(LONGEST_TEXT).nfc().collect();
    let text = if with_case { text } else { text.chars().flat_map(char::to_lowercase).nfc().collect() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(LONGEST_KEPT_TEXT).collect()
}
