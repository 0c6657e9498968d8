//! One question.

use super::{
    Answered, ResponseCount,
    histogram::{Histogram, MOST_CLASSES, greatest_spread},
    quiz::Quiz,
    responses::Responses,
    sums::{Pairs, Span, covariance, spread},
};
use crate::{ids::QuestionVersionId, quizzes::Credit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Statistics of one question over the attempts that asked it, wherever it stood
/// (<https://docs.moodle.org/dev/Quiz_statistics_calculations#Position_statistics>).
///
/// x is the question's mark in an attempt, r the mark of the rest of that attempt, T = x + r, C a covariance, V a
/// variance. A number that has no meaning yet is `None`: too few attempts, or all with the same mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionStatistics {
    /// Which question.
    pub question: QuestionVersionId,
    /// Attempts that asked it.
    pub attempts: u64,
    /// Mean of what it earned, in per cent of its full mark.
    pub facility: Option<f64>,
    /// Standard deviation of what it earned, in per cent of its full mark, from two attempts.
    pub standard_deviation: Option<f64>,
    /// Its points in per cent of an attempt's; `None` where either differed.
    pub intended_weight: Option<f64>,
    /// Its part in what sets attempts apart, 100 · √C(x, T) / Σ √C(x, T) in per cent; `None` where the covariance is
    /// negative.
    ///
    /// Each question counts in the sum as often as attempts asked it, so that it is the sum of an average attempt. Where
    /// all attempts asked the same questions this is Moodle's definition; for drawn questions Moodle has none.
    pub effective_weight: Option<f64>,
    /// The correlation of x and r, 100 · C(x, r) / √(V(x)·V(r)), from −100 to 100.
    pub discrimination_index: Option<f64>,
    /// The same measured by what these marks allow, 100 · C(x, r) / Cmax, where Cmax is the covariance of the marks both
    /// sorted; up to 100.
    pub discriminative_efficiency: Option<f64>,
    /// What was answered: by part, the most frequent first.
    pub responses: Vec<ResponseCount>,
    /// Answers beyond those kept one by one.
    pub other_responses: u64,
}

/// What is the same for all questions.
pub struct Whole {
    points: Option<u32>,
    /// Σ √C(x, T) of an average attempt.
    roots: f64,
}

impl Whole {
    pub fn of(quiz: &Quiz, items: &BTreeMap<QuestionVersionId, Item>) -> Self {
        let share = |item: &Item| item.attempts() as f64 / quiz.attempts().max(1) as f64;
        let roots = items.values().filter_map(|item| Some(share(item) * item.covariance_with_total()?.1.sqrt()));
        Self { points: quiz.points().only(), roots: roots.filter(|root| root.is_finite()).sum() }
    }
}

/// One question's marks, summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Its mark and the rest's.
    marks: Pairs,
    credit: i128,
    credit_squares: i128,
    sorted: Histogram<MOST_CLASSES>,
    sorted_rest: Histogram<MOST_CLASSES>,
    points: Span,
    responses: Responses,
}

impl Item {
    pub fn add(&mut self, points: u32, credit: Credit, earned: i64, rest: i64, answers: &[Answered]) {
        let credit = i128::from(credit.thousandths());
        self.marks.add(earned, rest);
        self.credit += credit;
        self.credit_squares += credit * credit;
        self.sorted.add(earned);
        self.sorted_rest.add(rest);
        self.points.add(points);
        self.responses.add(answers, rest);
    }

    pub fn merge(&mut self, other: &Self) {
        self.marks.merge(&other.marks);
        self.credit += other.credit;
        self.credit_squares += other.credit_squares;
        self.sorted.merge(&other.sorted);
        self.sorted_rest.merge(&other.sorted_rest);
        self.points.merge(&other.points);
        self.responses.merge(&other.responses);
    }

    pub const fn attempts(&self) -> u64 {
        self.marks.count
    }

    pub fn spread_of_marks(&self) -> i128 {
        self.marks.spread_x()
    }

    /// C(x, T) = V(x) + C(x, r), whole and as a number.
    fn covariance_with_total(&self) -> Option<(i128, f64)> {
        let spread = self.marks.spread_x() + self.marks.spread_xy();
        covariance(self.attempts(), spread).map(|covariance| (spread, covariance))
    }

    pub fn statistics(&self, question: QuestionVersionId, whole: &Whole) -> QuestionStatistics {
        let attempts = self.attempts();
        let full = f64::from(Credit::FULL.thousandths());
        let in_per_cent = |thousandths: f64| 100.0 * thousandths / full;
        let spread_of_credit = spread(attempts, self.credit_squares, self.credit, self.credit);
        let (spread_x, spread_y) = (self.marks.spread_x(), self.marks.spread_y());
        let together = self.marks.spread_xy() as f64;
        let greatest = greatest_spread(&self.sorted, &self.sorted_rest);
        let of_points = |(own, all): (u32, u32)| 100.0 * f64::from(own) / f64::from(all);
        let effective = self.covariance_with_total().filter(|(spread, _)| *spread >= 0 && whole.roots > 0.0);
        QuestionStatistics {
            question,
            attempts,
            facility: (attempts > 0).then(|| in_per_cent(self.credit as f64 / attempts as f64)),
            standard_deviation: covariance(attempts, spread_of_credit).map(|variance| in_per_cent(variance.sqrt())),
            intended_weight: self.points.only().zip(whole.points.filter(|all| *all > 0)).map(of_points),
            effective_weight: effective.map(|(_, covariance)| 100.0 * covariance.sqrt() / whole.roots),
            discrimination_index: (spread_x > 0 && spread_y > 0)
                .then(|| (100.0 * together / (spread_x as f64 * spread_y as f64).sqrt()).clamp(-100.0, 100.0)),
            // Wide classes can make the greatest a little too small.
            discriminative_efficiency: (greatest > 0).then(|| (100.0 * together / greatest as f64).min(100.0)),
            responses: self.responses.counts(&self.sorted_rest),
            other_responses: self.responses.others(),
        }
    }
}
