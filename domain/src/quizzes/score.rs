//! The result of a quiz.

use super::Credit;
use crate::people::words;
use serde::{Deserialize, Serialize};
use std::fmt;

words! {
    /// Whether a score reaches the pass mark.
    Outcome {
        /// Đạt.
        Passed = "passed",
        /// Chưa đạt.
        Failed = "failed",
    }
}

/// What an attempt earned of what it could earn; every drawn question is worth the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Sum of credits, in thousandths of a per cent of one question.
    pub earned: i64,
    /// Number of questions asked.
    pub questions: i64,
}

impl Score {
    /// Adds up the credits of all questions asked.
    pub fn of(credits: impl IntoIterator<Item = Credit>) -> Self {
        credits.into_iter().fold(Self { earned: 0, questions: 0 }, |score, credit| Self {
            earned: score.earned + i64::from(credit.thousandths()),
            questions: score.questions + 1,
        })
    }

    /// Tenths of a per cent, rounded down.
    pub const fn tenths(self) -> i64 {
        if self.questions == 0 { 0 } else { self.earned / (100 * self.questions) }
    }

    /// Passed when the score reaches the pass mark in per cent; decided in whole numbers.
    pub const fn outcome(self, pass_mark: u8) -> Outcome {
        if self.questions > 0 && self.earned >= pass_mark as i64 * 1000 * self.questions {
            Outcome::Passed
        } else {
            Outcome::Failed
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tenths() / 10, self.tenths() % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(credits: &[i32]) -> Score {
        Score::of(credits.iter().map(|c| Credit::from_thousandths(*c).unwrap()))
    }

    #[test]
    fn the_pass_mark_itself_passes() {
        assert_eq!(score(&[100_000, 100_000, 100_000, 100_000, 0]).outcome(80), Outcome::Passed);
        assert_eq!(score(&[100_000, 100_000, 100_000, 99_999, 0]).outcome(80), Outcome::Failed);
    }

    #[test]
    fn shown_scores_are_rounded_down() {
        assert_eq!(score(&[100_000, 100_000, 0]).to_string(), "66.6");
        assert_eq!(score(&[99_999]).to_string(), "99.9");
        assert_eq!(score(&[]).to_string(), "0.0");
    }

    #[test]
    fn a_quiz_without_questions_is_not_passed() {
        assert_eq!(score(&[]).outcome(0), Outcome::Failed);
    }
}
