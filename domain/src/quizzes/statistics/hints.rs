//! What the statistics of a question say to its author.

use super::{AnswerKey, QuestionStatistics, ResponseCount, ResponseKey, random_guess_score};
use crate::quizzes::{Credit, NegativeMarks, QuestionKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Nothing is said of a question asked less often: chance would speak. The house's rule.
pub const FEWEST_ATTEMPTS: u64 = 30;
/// From this facility on, in per cent, a question is "extremely easy"
/// (<https://docs.moodle.org/en/Quiz_statistics_report>).
pub const TOO_EASY: f64 = 95.0;
/// Up to this facility, in per cent, a question is "very difficult" (<https://docs.moodle.org/en/Quiz_statistics_report>).
pub const TOO_HARD: f64 = 10.0;
/// A wrong answer that so many of the best give, in per cent, is a hint by itself: half of them. The house's rule.
pub const TEMPTING: f64 = 50.0;
/// A wrong answer that the best give more often than all do is one too: wrong answers should draw those who know little
/// (Tarrant, Ware, Mohammed, 2009, <https://doi.org/10.1186/1472-6920-9-40>). So many of the best must give it, in per
/// cent, lest two or three pupils be taken for a sign. The house's rule.
pub const TEMPTING_BEYOND_OTHERS: f64 = 25.0;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum Hint {
    /// Nearly everybody knows it: [`TOO_EASY`].
    TooEasy,
    /// Hardly anybody knows it: [`TOO_HARD`].
    TooHard,
    /// No better than who answers at random, see [`random_guess_score`].
    NoBetterThanGuessing {
        /// What guessing earns, in per cent.
        guess: f64,
    },
    /// Who knows the rest does worse here: "question probably invalid"
    /// (<https://docs.moodle.org/en/Quiz_statistics_report>).
    NegativeDiscrimination,
    /// A wrong answer that those give who know the rest: is it wrong indeed, is the question clear?
    WrongOptionTempts {
        /// The answer: an option, a match, or a text that perhaps should be accepted.
        option: ResponseKey,
        /// How many of the best give it, in per cent.
        of_the_best: f64,
    },
    /// A wrong option that nobody took, not even by guessing; it only makes the question longer.
    OptionNeverChosen {
        /// The option.
        option: ResponseKey,
    },
}

/// What to look at in a question, the most doubtful answers first; `None` below [`FEWEST_ATTEMPTS`].
pub fn hints(statistics: &QuestionStatistics, kind: &QuestionKind, negative: NegativeMarks) -> Option<Vec<Hint>> {
    if statistics.attempts < FEWEST_ATTEMPTS {
        return None;
    }
    let mut found = Vec::new();
    if let Some(facility) = statistics.facility {
        if facility >= TOO_EASY {
            found.push(Hint::TooEasy);
        }
        if facility <= TOO_HARD {
            found.push(Hint::TooHard);
        }
        let guess = random_guess_score(kind, negative).filter(|guess| *guess > 0.0 && facility <= *guess);
        found.extend(guess.map(|guess| Hint::NoBetterThanGuessing { guess }));
    }
    if statistics.discrimination_index.is_some_and(|index| index < 0.0) {
        found.push(Hint::NegativeDiscrimination);
    }
    found.extend(tempting(&statistics.responses));
    found.extend(never_chosen(&statistics.responses, kind));
    Some(found)
}

fn tempting(responses: &[ResponseCount]) -> impl Iterator<Item = Hint> {
    let is_wrong_answer = |response: &&ResponseCount| {
        response.credit <= Credit::NONE && !matches!(response.key.answer, AnswerKey::Unanswered | AnswerKey::Written)
    };
    let tempts = |response: &ResponseCount| {
        let beyond = |best: f64| best >= TEMPTING_BEYOND_OTHERS && best > response.share;
        let of_the_best = response.of_the_best.filter(|best| *best >= TEMPTING || beyond(*best))?;
        Some((response.key.clone(), of_the_best))
    };
    let mut found: Vec<(ResponseKey, f64)> = responses.iter().filter(is_wrong_answer).filter_map(tempts).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.into_iter().map(|(option, of_the_best)| Hint::WrongOptionTempts { option, of_the_best })
}

/// Only where responses were counted at all.
fn never_chosen(responses: &[ResponseCount], kind: &QuestionKind) -> Vec<Hint> {
    let given: BTreeSet<&ResponseKey> = responses.iter().map(|response| &response.key).collect();
    let parts: Vec<(u32, &QuestionKind)> = match kind {
        QuestionKind::Cloze { gaps } => (0..).zip(gaps.iter().map(|gap| &gap.kind)).collect(),
        kind => vec![(0, kind)],
    };
    let counted: BTreeSet<u32> = given.iter().map(|key| key.part).collect();
    let wrong = |(part, kind): (u32, &QuestionKind)| {
        wrong_options(kind).into_iter().map(move |answer| ResponseKey { part, answer })
    };
    let counted_parts = parts.into_iter().filter(|(part, _)| counted.contains(part));
    let never = counted_parts.flat_map(wrong).filter(|option| !given.contains(option));
    never.map(|option| Hint::OptionNeverChosen { option }).collect()
}

fn wrong_options(kind: &QuestionKind) -> Vec<AnswerKey> {
    let places = |credits: &mut dyn Iterator<Item = Credit>| {
        (0..)
            .zip(credits)
            .filter(|(_, credit)| *credit <= Credit::NONE)
            .map(|(place, _)| AnswerKey::Option(place))
            .collect()
    };
    match kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => {
            places(&mut options.iter().map(|option| option.credit))
        }
        QuestionKind::Hotspot { spots, .. } => places(&mut spots.iter().map(|spot| spot.credit)),
        _ => Vec::new(),
    }
}
