//! What a question is.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Part of a question's full mark, in thousandths of a per cent, from −100% to 100%.
///
/// Thousandths keep the weights that GIFT files write (`33.333`) exact in whole numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credit(i32);

impl Credit {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The full mark.
    pub const FULL: Self = Self(100_000);

    /// So many thousandths of a per cent; `None` beyond ±100%.
    pub const fn from_thousandths(value: i32) -> Option<Self> {
        if value >= -100_000 && value <= 100_000 { Some(Self(value)) } else { None }
    }

    /// In thousandths of a per cent.
    pub const fn thousandths(self) -> i32 {
        self.0
    }

    /// The sum, kept between nothing and the full mark.
    pub fn sum(credits: impl IntoIterator<Item = Self>) -> Self {
        let sum: i64 = credits.into_iter().map(|credit| i64::from(credit.0)).sum();
        Self(i32::try_from(sum.clamp(0, i64::from(Self::FULL.0))).unwrap_or(0))
    }

    /// `part` of `whole` equal shares of the full mark, rounded down.
    pub fn share(part: usize, whole: usize) -> Self {
        if whole == 0 {
            return Self::NONE;
        }
        let share = i64::from(Self::FULL.0) * part.min(whole) as i64 / whole as i64;
        Self(i32::try_from(share).unwrap_or(0))
    }
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its text (CommonMark, inline).
    pub text: String,
    /// What choosing it earns.
    pub credit: Credit,
    /// Said to whoever chose it.
    pub feedback: Option<String>,
}

/// A pair to be matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What stands there.
    pub stem: String,
    /// What belongs to it.
    pub answer: String,
}

/// An accepted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedText {
    /// The text; `*` stands for any run of characters.
    pub text: String,
    /// What it earns.
    pub credit: Credit,
    /// Said to whoever wrote it.
    pub feedback: Option<String>,
}

/// An accepted range of numbers, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedRange {
    /// Lowest number.
    pub min: Decimal,
    /// Highest number.
    pub max: Decimal,
    /// What it earns.
    pub credit: Credit,
    /// Said to whoever gave it.
    pub feedback: Option<String>,
}

/// What kind of question it is, with its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One option is chosen.
    SingleChoice {
        /// The options.
        options: Vec<Choice>,
    },
    /// Any number of options is chosen; their credits add up, never below nothing.
    MultipleChoice {
        /// The options.
        options: Vec<Choice>,
    },
    /// A statement that is right or wrong.
    TrueFalse {
        /// Whether it is right.
        answer: bool,
        /// Said to whoever judged it rightly.
        right: Option<String>,
        /// Said to whoever judged it wrongly.
        wrong: Option<String>,
    },
    /// To each stem belongs one answer.
    Matching {
        /// The pairs.
        pairs: Vec<Pair>,
        /// Answers that belong to no stem.
        extra: Vec<String>,
    },
    /// A word or a few.
    ShortAnswer {
        /// What is accepted, the best first.
        accepted: Vec<AcceptedText>,
    },
    /// A number.
    Numeric {
        /// What is accepted.
        accepted: Vec<AcceptedRange>,
    },
}

/// A question with its key. It never leaves the server whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in the bank, the same in every language.
    pub name: String,
    /// The category (bank) it belongs to; empty for none.
    pub category: String,
    /// What is asked (CommonMark).
    pub prompt: String,
    /// How it is answered, and the key.
    pub kind: QuestionKind,
    /// Said to everyone once feedback is shown.
    pub general_feedback: Option<String>,
}

impl QuestionKind {
    /// The word for the kind, as stored.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SingleChoice { .. } => "single_choice",
            Self::MultipleChoice { .. } => "multiple_choice",
            Self::TrueFalse { .. } => "true_false",
            Self::Matching { .. } => "matching",
            Self::ShortAnswer { .. } => "short_answer",
            Self::Numeric { .. } => "numeric",
        }
    }

    /// How many options can be shuffled: choices, or the answers of a matching.
    pub fn options(&self) -> usize {
        match self {
            Self::SingleChoice { options } | Self::MultipleChoice { options } => options.len(),
            Self::Matching { .. } => self.matching_answers().len(),
            Self::TrueFalse { .. } | Self::ShortAnswer { .. } | Self::Numeric { .. } => 0,
        }
    }

    /// The different answers of a matching, those of the pairs first; empty for other kinds.
    pub fn matching_answers(&self) -> Vec<&str> {
        let Self::Matching { pairs, extra } = self else { return Vec::new() };
        let mut answers: Vec<&str> = Vec::new();
        for answer in pairs.iter().map(|pair| pair.answer.as_str()).chain(extra.iter().map(String::as_str)) {
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        answers
    }

    /// Whether two translations of a question have the same key: same kind, as many options, same credits.
    ///
    /// Short answers may differ in number, since languages differ in spellings.
    pub fn has_same_key(&self, other: &Self) -> bool {
        let credits = |options: &[Choice]| options.iter().map(|choice| choice.credit).collect::<Vec<_>>();
        match (self, other) {
            (Self::SingleChoice { options: a }, Self::SingleChoice { options: b })
            | (Self::MultipleChoice { options: a }, Self::MultipleChoice { options: b }) => credits(a) == credits(b),
            (Self::TrueFalse { answer: a, .. }, Self::TrueFalse { answer: b, .. }) => a == b,
            (Self::Matching { pairs: a, .. }, Self::Matching { pairs: b, .. }) => {
                let places = |kind: &Self, pairs: &[Pair]| {
                    let answers = kind.matching_answers();
                    let place = |pair: &Pair| answers.iter().position(|answer| *answer == pair.answer);
                    (answers.len(), pairs.iter().map(place).collect::<Vec<_>>())
                };
                places(self, a) == places(other, b)
            }
            (Self::Numeric { accepted: a }, Self::Numeric { accepted: b }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.min, a.max, a.credit) == (b.min, b.max, b.credit))
            }
            (Self::ShortAnswer { .. }, Self::ShortAnswer { .. }) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_add_up_between_nothing_and_full() {
        let credit = |value| Credit::from_thousandths(value).unwrap();
        assert_eq!(Credit::sum([credit(50_000), credit(-80_000)]), Credit::NONE);
        assert_eq!(Credit::sum([credit(50_000), credit(60_000)]), Credit::FULL);
        assert_eq!(Credit::share(2, 3).thousandths(), 66_666);
        assert_eq!(Credit::share(3, 3), Credit::FULL);
        assert_eq!(Credit::share(1, 0), Credit::NONE);
        assert_eq!(Credit::from_thousandths(100_001), None);
    }

    #[test]
    fn translations_of_a_matching_have_the_same_key_only_if_their_pairs_stand_in_the_same_places() {
        let matching = |answers: [&str; 3]| QuestionKind::Matching {
            pairs: answers
                .iter()
                .enumerate()
                .map(|(i, a)| Pair { stem: i.to_string(), answer: (*a).to_owned() })
                .collect(),
            extra: vec![],
        };
        assert!(matching(["x", "y", "x"]).has_same_key(&matching(["một", "hai", "một"])));
        assert!(!matching(["x", "y", "x"]).has_same_key(&matching(["một", "hai", "ba"])));
        assert_eq!(matching(["x", "y", "x"]).options(), 2);
    }
}
