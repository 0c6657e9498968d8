//! How long somebody waits after wrong tries to sign in.

use chrono::TimeDelta;

/// So many wrong tries in a row cost nothing but themselves.
pub const FREE_TRIES: i64 = 4;
/// With so many wrong tries in a row an account counts as locked: the wait has become as long as it gets.
pub const LOCKED_AT: i64 = 10;
/// The longest wait. Whoever guesses gets some hundred tries a day, and its owner is never shut out for long.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// How long to wait after so many wrong tries in a row: half a minute after the fifth, twice as long after each more.
pub fn wait_after(wrong: i64) -> TimeDelta {
    if wrong <= FREE_TRIES {
        return TimeDelta::zero();
    }
    if wrong >= LOCKED_AT {
        return LONGEST_WAIT;
    }
    let doublings = u32::try_from(wrong - FREE_TRIES - 1).unwrap_or(u32::MAX).min(16);
    TimeDelta::seconds(30 * i64::from(2_u32.pow(doublings))).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_few_slips_cost_nothing_and_ten_a_quarter_of_an_hour() {
        let seconds: Vec<i64> = (0..=11).map(|wrong| wait_after(wrong).num_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
    }

    proptest! {
        #[test]
        fn the_wait_never_falls_and_never_passes_its_bound(wrong in i64::MIN + 1..i64::MAX) {
            prop_assert!(wait_after(wrong) <= LONGEST_WAIT);
            prop_assert!(wait_after(wrong - 1) <= wait_after(wrong));
        }
    }
}
