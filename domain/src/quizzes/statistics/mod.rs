//! How well a quiz and each of its questions work: the statistics of classical test theory, defined as Moodle does
//! (<https://docs.moodle.org/dev/Quiz_statistics_calculations>,
//! <https://docs.moodle.org/en/Quiz_statistics_report>).
//!
//! [`Statistics`] is fed one attempt at a time and keeps no attempt. Parts counted apart (a school each, a night each)
//! can be merged, and are then exactly what one that was fed all would be.
//!
//! # What is exact
//! Marks are whole thousandths of a per cent, so all sums, and sums of products and powers, are whole numbers without
//! any rounding; only the last step divides and takes roots, as `f64`. That makes means, deviations, skewness,
//! kurtosis, internal consistency, weights and the discrimination index exact but for that last step.
//! The median, the discriminative efficiency and the shares among the best need marks in order: they come from
//! histograms, exact as long as there are not more different marks than a histogram has classes
//! ([`MOST_CLASSES`], [`MOST_CLASSES_OF_A_RESPONSE`]). Beyond that neighbouring marks are taken together, the classes no
//! wider than they must be: at most 2/1024 of the range from lowest to highest mark.
//!
//! # Memory
//! Constant in the number of attempts: for each question at most 2 × [`MOST_CLASSES`] classes and
//! [`MOST_RESPONSES`] responses of at most [`MOST_CLASSES_OF_A_RESPONSE`] classes and [`LONGEST_KEPT_TEXT`] characters,
//! below 2 MB; in practice a few kilobytes, since a question has few different marks.

mod answers;
mod guess;
mod hints;
mod histogram;
mod item;
mod quiz;
mod responses;
mod sums;

pub use answers::{AnswerKey, Answered, LONGEST_KEPT_TEXT, MOST_PARTS, ResponseKey, answered};
pub use guess::random_guess_score;
pub use hints::{FEWEST_ATTEMPTS, Hint, TEMPTING, TEMPTING_BEYOND_OTHERS, TOO_EASY, TOO_HARD, hints};
pub use histogram::MOST_CLASSES;
pub use item::QuestionStatistics;
pub use quiz::QuizStatistics;
pub use responses::{BEST_SHARE, MOST_CLASSES_OF_A_RESPONSE, MOST_RESPONSES, ResponseCount};

use super::Credit;
use crate::ids::QuestionVersionId;
use item::Item;
use quiz::Quiz;
use std::collections::{BTreeMap, BTreeSet};

/// The most attempts that are counted together; sums of fourth powers would not fit beyond.
pub const MOST_ATTEMPTS: u64 = 10_000_000;
/// The most questions of one attempt.
pub const MOST_ASKED: usize = 500;
/// The most points that one attempt can earn.
pub const MOST_POINTS: u32 = 500;
/// The most different questions that are counted together.
pub const MOST_QUESTIONS: usize = 1000;

/// What one question of an attempt earned, and how it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionMark<'a> {
    /// Which question, in the state that was asked.
    pub question: QuestionVersionId,
    /// What its full mark counts in the quiz: 1 where all questions are worth the same.
    pub points: u32,
    /// The part of the full mark that was earned.
    pub credit: Credit,
    /// The answer, from [`answered`]; may be empty where responses need not be counted.
    pub answers: &'a [Answered],
}

/// Why something cannot be counted. Nothing of it has been then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatisticsError {
    /// More than [`MOST_ATTEMPTS`].
    #[error("too many attempts")]
    TooManyAttempts,
    /// More than [`MOST_ASKED`] in one attempt, or more than [`MOST_QUESTIONS`] different ones in all.
    #[error("too many questions")]
    TooManyQuestions,
    /// More than [`MOST_POINTS`] in one attempt.
    #[error("too many points")]
    TooManyPoints,
    /// One attempt with the same question twice.
    #[error("question {0} is asked twice in one attempt")]
    AskedTwice(QuestionVersionId),
}

/// Attempts counted so far, without the attempts themselves.
///
/// Which attempts belong together is the caller's choice; Moodle takes each person's first, because later ones know the
/// questions. Only attempts marked whole belong in, and no descriptions, which ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    quiz: Quiz,
    items: BTreeMap<QuestionVersionId, Item>,
}

impl Statistics {
    /// Counts one attempt: its questions in the order of their places.
    ///
    /// # Errors
    /// When a limit is passed or a question stands in the attempt twice; the attempt is not counted then.
    pub fn add(&mut self, marks: &[QuestionMark<'_>]) -> Result<(), StatisticsError> {
        self.quiz.check_attempts(1)?;
        if marks.len() > MOST_ASKED {
            return Err(StatisticsError::TooManyQuestions);
        }
        let mut points = 0_u32;
        let mut asked = BTreeSet::new();
        for mark in marks {
            points = points.saturating_add(mark.points);
            if !asked.insert(mark.question) {
                return Err(StatisticsError::AskedTwice(mark.question));
            }
        }
        if points > MOST_POINTS {
            return Err(StatisticsError::TooManyPoints);
        }
        self.check_questions(asked.iter())?;

        let earned = |mark: &QuestionMark<'_>| i64::from(mark.points) * i64::from(mark.credit.thousandths());
        let earned_each: Vec<i64> = marks.iter().map(earned).collect();
        let total = self.quiz.add(points, &earned_each);
        for (mark, earned) in marks.iter().zip(earned_each) {
            let item = self.items.entry(mark.question).or_default();
            item.add(mark.points, mark.credit, earned, total - earned, mark.answers);
        }
        Ok(())
    }

    /// Adds all that another has counted.
    ///
    /// # Errors
    /// When both together pass a limit; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), StatisticsError> {
        self.quiz.check_attempts(other.attempts())?;
        self.check_questions(other.items.keys())?;
        self.quiz.merge(&other.quiz);
        for (question, item) in &other.items {
            self.items.entry(*question).or_default().merge(item);
        }
        Ok(())
    }

    fn check_questions<'a>(&self, asked: impl Iterator<Item = &'a QuestionVersionId>) -> Result<(), StatisticsError> {
        let new = asked.filter(|question| !self.items.contains_key(question)).count();
        if self.items.len() + new > MOST_QUESTIONS { Err(StatisticsError::TooManyQuestions) } else { Ok(()) }
    }

    /// How many attempts have been counted.
    pub const fn attempts(&self) -> u64 {
        self.quiz.attempts()
    }

    /// The quiz as a whole.
    pub fn quiz(&self) -> QuizStatistics {
        self.quiz.statistics(&self.items)
    }

    /// Each question that was asked, by its id.
    pub fn questions(&self) -> Vec<QuestionStatistics> {
        let whole = item::Whole::of(&self.quiz, &self.items);
        self.items.iter().map(|(question, item)| item.statistics(*question, &whole)).collect()
    }

    /// One question; `None` when nobody was asked it.
    pub fn question(&self, question: QuestionVersionId) -> Option<QuestionStatistics> {
        let item = self.items.get(&question)?;
        Some(item.statistics(question, &item::Whole::of(&self.quiz, &self.items)))
    }
}

#[cfg(test)]
mod tests;
