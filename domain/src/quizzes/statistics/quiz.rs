//! The quiz as a whole.

use super::{
    MOST_ATTEMPTS, StatisticsError,
    histogram::{Histogram, MOST_CLASSES},
    item::Item,
    sums::{Pairs, Span, covariance, spread},
};
use crate::{ids::QuestionVersionId, quizzes::Credit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One point in thousandths of a per cent.
const POINT: f64 = Credit::FULL.thousandths() as f64;

/// Statistics of the quiz as a whole (<https://docs.moodle.org/dev/Quiz_statistics_calculations#Test_statistics>).
///
/// T is an attempt's mark, S the number of attempts, m₂ m₃ m₄ the moments Σ(T − T̄)ᵏ / S, and
/// k₂ = S·m₂ / (S − 1). A number that has no meaning yet is `None`: too few attempts, or all with the same mark.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuizStatistics {
    /// S, how many attempts.
    pub attempts: u64,
    /// Points that an attempt could earn; `None` where that differed, or there was no attempt.
    pub full_mark: Option<u32>,
    /// T̄, mean mark in points.
    pub mean: Option<f64>,
    /// Half of the attempts earned no more: the middle mark, or the mean of both in the middle; in points.
    pub median: Option<f64>,
    /// √k₂ in points, from two attempts.
    pub standard_deviation: Option<f64>,
    /// k₃ / k₂^1.5 with k₃ = S²·m₃ / ((S − 1)(S − 2)), from three attempts; above 0 with a tail of high marks.
    pub skewness: Option<f64>,
    /// k₄ / k₂² with k₄ = S²·((S + 1)·m₄ − 3·(S − 1)·m₂²) / ((S − 1)(S − 2)(S − 3)), from four attempts; 0 for a bell.
    pub kurtosis: Option<f64>,
    /// Cronbach's alpha in per cent, 100 · p / (p − 1) · (1 − Σ variance of each question / k₂), from three attempts and
    /// two questions; may be below 0.
    ///
    /// Where attempts were asked different questions, the variance of what stands at each of the p places is taken, as
    /// Moodle does with drawn questions; `None` where even their number differed.
    pub internal_consistency: Option<f64>,
    /// How much of the deviation is chance, in per cent: 100 · √(1 − alpha).
    pub error_ratio: Option<f64>,
    /// What a mark may be off by chance: error ratio · deviation, in points.
    pub standard_error: Option<f64>,
}

impl QuizStatistics {
    /// Points as per cent of the full mark; `None` where attempts could earn different numbers of points.
    pub fn per_cent(&self, points: f64) -> Option<f64> {
        self.full_mark.filter(|full| *full > 0).map(|full| 100.0 * points / f64::from(full))
    }
}

/// All attempts' marks, summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quiz {
    attempts: u64,
    /// Sums of the marks' first to fourth powers.
    powers: [i128; 4],
    totals: Histogram<MOST_CLASSES>,
    points: Span,
    asked: Span,
    /// The marks at each place; the second number of each pair is not used.
    places: Vec<Pairs>,
}

impl Quiz {
    pub const fn attempts(&self) -> u64 {
        self.attempts
    }

    pub const fn points(&self) -> Span {
        self.points
    }

    pub const fn check_attempts(&self, more: u64) -> Result<(), StatisticsError> {
        if more > MOST_ATTEMPTS - self.attempts { Err(StatisticsError::TooManyAttempts) } else { Ok(()) }
    }

    /// Counts an attempt and gives its mark.
    pub fn add(&mut self, points: u32, earned: &[i64]) -> i64 {
        let total: i64 = earned.iter().sum();
        let mark = i128::from(total);
        let mut powers = [mark; 4];
        for (power, times) in powers.iter_mut().zip(0..) {
            *power = mark.pow(times + 1);
        }
        self.add_powers(1, &powers);
        self.totals.add(total);
        self.points.add(points);
        self.asked.add(u32::try_from(earned.len()).unwrap_or(u32::MAX));
        self.places.resize(self.places.len().max(earned.len()), Pairs::default());
        for (place, earned) in self.places.iter_mut().zip(earned) {
            place.add(*earned, 0);
        }
        total
    }

    fn add_powers(&mut self, attempts: u64, powers: &[i128; 4]) {
        self.attempts += attempts;
        for (sum, power) in self.powers.iter_mut().zip(powers) {
            *sum += power;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.add_powers(other.attempts, &other.powers);
        self.totals.merge(&other.totals);
        self.points.merge(&other.points);
        self.asked.merge(&other.asked);
        self.places.resize(self.places.len().max(other.places.len()), Pairs::default());
        for (place, other) in self.places.iter_mut().zip(&other.places) {
            place.merge(other);
        }
    }

    /// Σ(T − T̄)³, Σ(T − T̄)⁴.
    fn central(&self) -> [f64; 2] {
        let [s1, s2, s3, s4] = self.powers;
        let count = i128::from(self.attempts);
        let near = if count == 0 { 0 } else { (2 * s1 + count).div_euclid(2 * count) };
        // Moved close to the mean in whole numbers first, where nothing is lost; the rest of the way is less than one.
        // The sums fit, steps on the way may not, and come round again.
        let times = |factors: &[i128]| factors.iter().fold(1_i128, |all, factor| all.wrapping_mul(*factor));
        let sum = |terms: &[i128]| terms.iter().fold(0_i128, |all, term| all.wrapping_add(*term));
        let a1 = s1 - count * near;
        let a2 = sum(&[s2, times(&[-2, near, s1]), times(&[count, near, near])]);
        let a3 = sum(&[s3, times(&[-3, near, s2]), times(&[3, near, near, s1]), times(&[-1, count, near, near, near])]);
        let a4 = sum(&[
            s4,
            times(&[-4, near, s3]),
            times(&[6, near, near, s2]),
            times(&[-4, near, near, near, s1]),
            times(&[count, near, near, near, near]),
        ]);
        let (a1, a2, a3, a4, count) = (a1 as f64, a2 as f64, a3 as f64, a4 as f64, count as f64);
        let d = if count > 0.0 { a1 / count } else { 0.0 };
        [a3 - 3.0 * d * a2 + 2.0 * count * d.powi(3), a4 - 4.0 * d * a3 + 6.0 * d * d * a2 - 3.0 * count * d.powi(4)]
    }

    pub fn statistics(&self, items: &BTreeMap<QuestionVersionId, Item>) -> QuizStatistics {
        let [sum, squares, ..] = self.powers;
        let spread = spread(self.attempts, squares, sum, sum);
        let s = self.attempts as f64;
        let mean = (self.attempts > 0).then(|| sum as f64 / s / POINT);
        let variance = covariance(self.attempts, spread);
        let standard_deviation = variance.map(|variance| variance.sqrt() / POINT);
        let k2 = variance.filter(|_| spread > 0);
        let [power3, power4] = self.central();
        let skewness = k2.filter(|_| self.attempts > 2).map(|k2| {
            let k3 = s * power3 / ((s - 1.0) * (s - 2.0));
            k3 / k2.powf(1.5)
        });
        let kurtosis = k2.filter(|_| self.attempts > 3).map(|k2| {
            let m2 = k2 * (s - 1.0) / s;
            let k4 = s * ((s + 1.0) * power4 - 3.0 * (s - 1.0) * s * m2 * m2) / ((s - 1.0) * (s - 2.0) * (s - 3.0));
            k4 / (k2 * k2)
        });
        let internal_consistency = (self.attempts > 2).then(|| self.alpha(spread, items)).flatten();
        let error_ratio = internal_consistency.map(|alpha| 100.0 * (1.0 - alpha / 100.0).max(0.0).sqrt());
        QuizStatistics {
            attempts: self.attempts,
            full_mark: self.points.only(),
            mean,
            median: self.totals.median().map(|median| median / POINT),
            standard_deviation,
            skewness,
            kurtosis,
            internal_consistency,
            error_ratio,
            standard_error: error_ratio.zip(standard_deviation).map(|(ratio, deviation)| ratio * deviation / 100.0),
        }
    }

    fn alpha(&self, spread: i128, items: &BTreeMap<QuestionVersionId, Item>) -> Option<f64> {
        let asked = self.asked.only().filter(|asked| *asked > 1 && spread > 0)?;
        let is_same_for_all = items.values().all(|item| item.attempts() == self.attempts);
        let parts: i128 = if is_same_for_all {
            items.values().map(Item::spread_of_marks).sum()
        } else {
            self.places.iter().map(Pairs::spread_x).sum()
        };
        let p = f64::from(asked);
        Some(100.0 * p / (p - 1.0) * (1.0 - parts as f64 / spread as f64))
    }
}
