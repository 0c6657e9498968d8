//! Rates and the decision whether a target is met, in whole numbers.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How many of those in scope have reached something: `n` of `d`, never more than all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rate {
    n: u64,
    d: u64,
}

/// Whether a rate reaches its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// `100·n ≥ target·d`.
    Met,
    /// Below the target.
    NotMet,
    /// The denominator is zero: neither met nor failed.
    NoOneInScope,
}

/// A target in whole per cent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(u8);

impl Percent {
    /// The target of the office's plan.
    pub const EIGHTY_FIVE: Self = Self(85);

    /// A percentage from 0 to 100; `None` outside.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 100 { Some(Self(value)) } else { None }
    }

    /// The number before the per cent sign.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl Rate {
    /// `n` of `d`; a numerator above the denominator is cut to it, so that no figure can pass 100%.
    pub const fn new(n: u64, d: u64) -> Self {
        Self { n: if n > d { d } else { n }, d }
    }

    /// The numerator.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// The denominator: everyone in scope.
    pub const fn d(self) -> u64 {
        self.d
    }

    /// Both parts added: the rate of two groups that share nobody.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self::new(self.n + other.n, self.d + other.d)
    }

    /// Tenths of a per cent, rounded down: 849 for 84.96%. `None` when nobody is in scope.
    pub const fn tenths(self) -> Option<u64> {
        // In 128 bits the product cannot overflow; the quotient is at most 1000.
        if self.d == 0 { None } else { Some((self.n as u128 * 1000 / self.d as u128) as u64) }
    }

    /// Whether `100·n ≥ target·d`; no rounding takes part in the decision.
    pub const fn standing(self, target: Percent) -> Standing {
        if self.d == 0 {
            Standing::NoOneInScope
        } else if 100 * self.n as u128 >= target.0 as u128 * self.d as u128 {
            Standing::Met
        } else {
            Standing::NotMet
        }
    }

    /// How many more are needed to reach the target: `max(0, ⌈target·d/100⌉ − n)`.
    pub const fn still_needed(self, target: Percent) -> u64 {
        let wanted = (target.0 as u128 * self.d as u128).div_ceil(100) as u64;
        wanted.saturating_sub(self.n)
    }
}

/// The percentage rounded down to one decimal with a point (`84.9`), or `-` when nobody is in scope.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tenths() {
            Some(tenths) => write!(f, "{}.{}", tenths / 10, tenths % 10),
            None => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TARGET: Percent = Percent::EIGHTY_FIVE;

    #[test]
    fn a_rate_of_84_96_shows_as_84_9_and_is_not_met() {
        let rate = Rate::new(2124, 2500);
        assert_eq!(rate.to_string(), "84.9");
        assert_eq!(rate.standing(TARGET), Standing::NotMet);
        assert_eq!(rate.still_needed(TARGET), 1);
    }

    #[test]
    fn exactly_85_is_met() {
        for (n, d) in [(17, 20), (34, 40), (85, 100)] {
            assert_eq!(Rate::new(n, d).standing(TARGET), Standing::Met, "{n}/{d}");
            assert_eq!(Rate::new(n, d).still_needed(TARGET), 0);
        }
        for (n, d) in [(33, 40), (50, 60)] {
            assert_eq!(Rate::new(n, d).standing(TARGET), Standing::NotMet, "{n}/{d}");
        }
    }

    #[test]
    fn nobody_in_scope_is_neither_0_nor_100_per_cent() {
        let rate = Rate::new(0, 0);
        assert_eq!(rate.tenths(), None);
        assert_eq!(rate.standing(TARGET), Standing::NoOneInScope);
        assert_eq!(rate.still_needed(TARGET), 0);
    }

    #[test]
    fn the_85_per_cent_rule_holds_for_every_small_n_and_d() {
        for d in 1..=600_u64 {
            for n in 0..=d {
                let rate = Rate::new(n, d);
                // Another way to the same answer: compare n with d minus the fifteen hundredths that may be missing.
                let met = 100 * (d - n) <= 15 * d;
                assert_eq!(rate.standing(TARGET) == Standing::Met, met, "{n}/{d}");
                let shown = rate.tenths().unwrap();
                assert!(shown * d <= 1000 * n && (shown + 1) * d > 1000 * n, "{n}/{d} rounds down");
                assert_eq!(shown >= 850, met, "{n}/{d} shows {shown} tenths");
                let needed = rate.still_needed(TARGET);
                assert_eq!(Rate::new(n + needed, d).standing(TARGET), Standing::Met, "{n}/{d}");
                assert!(needed == 0 || Rate::new(n + needed - 1, d).standing(TARGET) == Standing::NotMet);
            }
        }
    }

    proptest! {
        #[test]
        fn any_target_and_any_size_agree_with_the_definition(d in 1..=u64::from(u32::MAX), share in 0.0..=1.0_f64, target in 0..=100_u8) {
            let n = ((d as f64 * share) as u64).min(d);
            let target = Percent::new(target).unwrap();
            let rate = Rate::new(n, d);
            prop_assert_eq!(rate.standing(target) == Standing::Met, rate.still_needed(target) == 0);
            prop_assert!(rate.tenths().unwrap() <= 1000);
        }

        #[test]
        fn no_figure_passes_100_per_cent(n in any::<u64>(), d in 1..=u64::MAX) {
            prop_assert!(Rate::new(n, d).tenths().unwrap() <= 1000);
        }
    }
}
