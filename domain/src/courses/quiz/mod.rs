//! The rules of a course's final quiz, as a course pack writes them.

mod band;
mod category_draw;
mod problem;
#[cfg(test)]
mod tests;

pub use band::{Band, LONGEST_BAND_TEXT, MOST_BANDS};
pub use category_draw::{CategoryDraw, MOST_DRAWS};
pub use problem::{LONGEST_WAIT_MINUTES, QuizProblem};

use super::FeedbackMoment;
use crate::people::words;
use serde::{Deserialize, Serialize};

words! {
    /// Which of a person's attempts makes their score.
    #[derive(Default)]
    ScoreMethod {
        /// The best one.
        #[default]
        Best = "best",
        /// The latest one that is marked.
        Last = "last",
        /// The first one, whatever follows.
        First = "first",
        /// The mean of all that are marked, rounded down.
        Mean = "mean",
    }
}

words! {
    /// Whether a wrong answer can cost something earned by another.
    #[derive(Default)]
    NegativeMarks {
        /// A question earns nothing at the worst.
        #[default]
        Off = "off",
        /// An option of negative weight takes from the whole. Answers of several options never do.
        On = "on",
    }
}

/// The rules of a course's final quiz. What is left out when written is what it was before the key existed, so that
/// older packs and stored rules stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizRules {
    /// Per cent of the marks that pass, 0 to 100.
    pub pass_mark: u8,
    /// How often it may be tried; 0 for no limit.
    #[serde(default)]
    pub attempts: u32,
    /// How many questions are drawn from the bank, beside those of [`Self::draws`]. 0 without such: all, in order; 0
    /// with such: no more.
    #[serde(default)]
    pub draw: u32,
    /// Whether questions and options are shuffled.
    #[serde(default)]
    pub shuffle: bool,
    /// Minutes from start to submission; 0 for no limit.
    #[serde(default)]
    pub time_limit_minutes: u32,
    /// When feedback is shown.
    pub feedback: FeedbackMoment,
    /// Which attempts make the score.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub score_method: ScoreMethod,
    /// Whether wrong answers can cost something.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub negative_marks: NegativeMarks,
    /// Minutes from the end of an attempt to the next one's start; 0 for none.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub wait_minutes: u32,
    /// Whether feedback, where it is shown, says the right answer too.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub show_right_answers: bool,
    /// Whether a screen shows one question at a time.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub one_question_a_screen: bool,
    /// Whether questions can be read aloud.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub read_aloud: bool,
    /// Draws from single categories.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub draws: Vec<CategoryDraw>,
    /// What is said to scores from so much on.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub bands: Vec<Band>,
}

fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl QuizRules {
    /// How many questions an attempt asks of a bank in which so many ask something.
    pub fn asks(&self, in_bank: u32) -> u32 {
        if self.asks_all() {
            return in_bank;
        }
        self.draws.iter().fold(self.draw, |sum, draw| sum.saturating_add(draw.count)).min(in_bank)
    }

    /// Whether every question of the bank is asked.
    pub const fn asks_all(&self) -> bool {
        self.draw == 0 && self.draws.is_empty()
    }
}
