//! The mean of scores, in whole numbers.

use super::Score;

/// What the coarse sum counts in: parts of a thousandth of a per cent.
const PARTS: i128 = 1_000_000;

/// A sum of fractions; exact as long as it can be written so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mean {
    count: i64,
    /// Numerator and denominator.
    exact: Option<(i128, i128)>,
    /// In [`PARTS`], each score rounded down.
    coarse: i128,
}

impl Default for Mean {
    fn default() -> Self {
        Self { count: 0, exact: Some((0, 1)), coarse: 0 }
    }
}

impl Mean {
    /// Takes in a score; one without questions counts as nothing earned.
    pub fn add(&mut self, score: Score) {
        let (earned, questions) =
            if score.questions > 0 { (i128::from(score.earned), i128::from(score.questions)) } else { (0, 1) };
        self.count += 1;
        self.exact = self.exact.and_then(|(sum, whole)| {
            let common = whole.checked_mul(questions / divisor(whole, questions))?;
            let sum = sum.checked_mul(common / whole)?;
            Some((sum.checked_add(earned.checked_mul(common / questions)?)?, common))
        });
        self.coarse = self.coarse.saturating_add((earned * PARTS).div_euclid(questions));
    }

    /// The mean; `None` of none.
    pub fn score(&self) -> Option<Score> {
        if self.count == 0 {
            return None;
        }
        Some(self.exact().unwrap_or_else(|| {
            let mean = self.coarse.div_euclid(PARTS).div_euclid(i128::from(self.count));
            Score { earned: i64::try_from(mean).unwrap_or(0), questions: 1 }
        }))
    }

    fn exact(&self) -> Option<Score> {
        let (sum, whole) = self.exact?;
        // The plain sum of earned marks and questions where all attempts asked as many.
        let questions = i64::try_from(whole.checked_mul(i128::from(self.count))?).ok()?;
        Some(Score { earned: i64::try_from(sum).ok()?, questions })
    }
}

/// The greatest common divisor of two numbers above 0.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_exactly_is_rounded_down() {
        let mut mean = Mean::default();
        // The common multiple of these prime numbers is beyond 127 bits.
        let primes = [9_973, 9_967, 9_949, 9_941, 9_931, 9_929, 9_923, 9_907, 9_901, 9_887];
        for questions in primes {
            mean.add(Score { earned: questions * 80_000 - 1, questions });
        }
        let score = mean.score().unwrap();
        assert_eq!(score, Score { earned: 79_999, questions: 1 });
        assert!(!score.reaches(80));
    }
}
