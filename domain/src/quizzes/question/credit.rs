//! Parts of a question's mark.

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

    /// The mean of credits that weigh differently, rounded down and kept between nothing and the full mark.
    pub fn weighted(parts: impl IntoIterator<Item = (u32, Self)>) -> Self {
        let (sum, weight) = parts.into_iter().fold((0_i64, 0_i64), |(sum, all), (weight, credit)| {
            (sum + i64::from(weight) * i64::from(credit.0), all + i64::from(weight))
        });
        if weight == 0 {
            return Self::NONE;
        }
        Self(i32::try_from((sum / weight).clamp(0, i64::from(Self::FULL.0))).unwrap_or(0))
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
    fn weights_decide_how_much_a_part_counts() {
        assert_eq!(Credit::weighted([(3, Credit::FULL), (1, Credit::NONE)]).thousandths(), 75_000);
        assert_eq!(Credit::weighted([(1, Credit::FULL), (1, Credit::FULL)]), Credit::FULL);
        assert_eq!(Credit::weighted([(0, Credit::FULL)]), Credit::NONE);
    }
}
