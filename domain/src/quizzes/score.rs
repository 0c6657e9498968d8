//! The result of a quiz.

use super::{Credit, QuestionKind};
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

/// [`Credit::FULL`], as scores count.
const FULL: i128 = 100_000;

impl Score {
    /// Adds up the credits of all questions asked; wrong answers may cost what others earned, but never more.
    pub fn of(credits: impl IntoIterator<Item = Credit>) -> Self {
        let sum = credits.into_iter().fold(Self { earned: 0, questions: 0 }, |score, credit| Self {
            earned: score.earned + i64::from(credit.thousandths()),
            questions: score.questions + 1,
        });
        Self { earned: sum.earned.max(0), ..sum }
    }

    /// The score of an attempt from its questions with what their answers earned, `None` where a person has yet to
    /// mark; then there is no score yet. What asks nothing does not count.
    pub fn of_questions<'a>(questions: impl IntoIterator<Item = (&'a QuestionKind, Option<Credit>)>) -> Option<Self> {
        let counting = questions.into_iter().filter(|(kind, _)| kind.counts());
        counting.map(|(_, credit)| credit).collect::<Option<Vec<_>>>().map(Self::of)
    }

    /// Tenths of a per cent, rounded down.
    pub const fn tenths(self) -> i64 {
        if self.questions == 0 { 0 } else { self.earned / self.questions / 100 }
    }

    /// Whether it is so many per cent or more; decided in whole numbers. Where nothing was asked it is not.
    pub const fn reaches(self, per_cent: u8) -> bool {
        self.questions > 0 && self.earned as i128 * 100 >= per_cent as i128 * FULL * self.questions as i128
    }

    /// Passed when the score reaches the pass mark in per cent.
    pub const fn outcome(self, pass_mark: u8) -> Outcome {
        if self.reaches(pass_mark) { Outcome::Passed } else { Outcome::Failed }
    }

    /// Whether it is more than another; decided in whole numbers. Where nothing was asked it is nothing.
    pub const fn beats(self, other: Self) -> bool {
        let (own, others) = (self.questions as i128, other.questions as i128);
        match (own > 0, others > 0) {
            (true, true) => self.earned as i128 * others > other.earned as i128 * own,
            (true, false) => self.earned > 0,
            (false, _) => false,
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
    use proptest::prelude::*;

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

    #[test]
    fn wrong_answers_cost_what_others_earned_but_never_more() {
        assert_eq!(score(&[100_000, -50_000, 0]), Score { earned: 50_000, questions: 3 });
        assert_eq!(score(&[50_000, -100_000]), Score { earned: 0, questions: 2 });
        assert_eq!(score(&[50_000, -100_000]).to_string(), "0.0");
    }

    #[test]
    fn what_asks_nothing_does_not_count_and_what_is_not_marked_leaves_the_score_open() {
        let (essay, text) = (QuestionKind::Essay { rules: Default::default() }, QuestionKind::Description);
        let half = Credit::from_thousandths(50_000);
        let marked = Score::of_questions([(&text, None), (&essay, half), (&essay, half), (&text, Some(Credit::NONE))]);
        assert_eq!(marked, Some(Score { earned: 100_000, questions: 2 }));
        assert_eq!(Score::of_questions([(&essay, half), (&essay, None)]), None);
        assert_eq!(Score::of_questions([(&text, None)]), Some(Score { earned: 0, questions: 0 }));
    }

    #[test]
    fn scores_of_quizzes_of_different_length_compare_by_their_part() {
        assert!(score(&[100_000, 0]).beats(score(&[100_000, 0, 0])));
        assert!(!score(&[100_000, 0]).beats(score(&[100_000, 0, 100_000, 0])), "alike");
        assert!(!score(&[]).beats(score(&[0])) && !score(&[0]).beats(score(&[])) && score(&[1]).beats(score(&[])));
    }

    proptest! {
        #[test]
        fn what_is_shown_never_says_more_than_was_reached(earned in 0..=10_000_000_i64, questions in 1..=100_i64, mark in 0..=100_u8) {
            let score = Score { earned: earned.min(questions * 100_000), questions };
            prop_assert_eq!(score.reaches(mark), score.tenths() >= i64::from(mark) * 10);
        }
    }
}
