//! How long an attempt lasts.

use crate::calendar::Moment;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How long after the deadline a submission is taken that was under way, and how long after the beginning of a pause
/// what was under way then. A slow line must not cost an attempt.
pub const GRACE: TimeDelta = TimeDelta::seconds(60);

/// A span in which the time of an attempt stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Its first moment.
    pub from: Moment,
    /// When time went on; `None` as long as it does not.
    pub to: Option<Moment>,
}

/// The time one person has for one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeLimit {
    /// Minutes that everyone has; 0 for no limit.
    pub minutes: u32,
    /// Minutes that this person has beside them.
    pub extra_minutes: u32,
}

impl TimeLimit {
    /// No limit.
    pub const NONE: Self = Self { minutes: 0, extra_minutes: 0 };

    /// The last moment at which an answer counts, as it looks now: the start, the minutes, and all spans in which time
    /// stood still. As long as it stands still, the deadline moves on with `now`. `None` without a limit.
    ///
    /// Pauses may come in any order and overlap; what lies before the start or begins after the deadline does not count.
    pub fn deadline(self, started_at: Moment, pauses: &[Pause], now: Moment) -> Option<Moment> {
        if self.minutes == 0 {
            return None;
        }
        let minutes = i64::from(self.minutes) + i64::from(self.extra_minutes);
        let mut deadline = later(started_at, TimeDelta::minutes(minutes));
        let mut pauses = pauses.to_vec();
        pauses.sort_by_key(|pause| pause.from);
        let mut counted_to = started_at;
        for pause in pauses {
            if pause.from > deadline {
                break;
            }
            let (from, to) = (pause.from.max(counted_to), pause.to.unwrap_or(now));
            if to > from {
                deadline = later(deadline, to - from);
                counted_to = to;
            }
        }
        Some(deadline)
    }
}

/// So much later; the end of time where there is no such moment.
pub(super) fn later(moment: Moment, by: TimeDelta) -> Moment {
    moment.checked_add_signed(by).unwrap_or(Moment::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEN: TimeLimit = TimeLimit { minutes: 10, extra_minutes: 0 };

    fn minute(minute: i64) -> Moment {
        Moment::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn deadline(limit: TimeLimit, pauses: &[(i64, Option<i64>)], now: i64) -> Option<i64> {
        let pause = |(from, to): &(i64, Option<i64>)| Pause { from: minute(*from), to: to.map(minute) };
        let pauses: Vec<_> = pauses.iter().map(pause).collect();
        limit.deadline(minute(0), &pauses, minute(now)).map(|at| (at - minute(0)).num_minutes())
    }

    #[test]
    fn limit_extra_time_and_pauses_add_up() {
        assert_eq!(deadline(TEN, &[], 3), Some(10));
        assert_eq!(deadline(TimeLimit { extra_minutes: 5, ..TEN }, &[(2, Some(4)), (6, Some(7))], 9), Some(18));
    }

    #[test]
    fn without_a_limit_there_is_no_deadline_even_with_extra_time() {
        assert_eq!(deadline(TimeLimit { minutes: 0, extra_minutes: 5 }, &[(2, Some(4))], 9_999), None);
    }

    #[test]
    fn as_long_as_time_stands_still_as_much_of_it_is_left() {
        assert_eq!(deadline(TEN, &[(4, None)], 4), Some(10));
        assert_eq!(deadline(TEN, &[(4, None)], 34), Some(40));
    }

    #[test]
    fn pauses_do_not_count_twice_nor_outside_the_attempt() {
        assert_eq!(deadline(TEN, &[(3, Some(6)), (2, Some(4)), (2, Some(3))], 9), Some(14), "overlapping");
        assert_eq!(deadline(TEN, &[(-9, Some(1))], 9), Some(11), "begun before the start");
        assert_eq!(deadline(TEN, &[(-9, Some(-1))], 9), Some(10));
        assert_eq!(deadline(TEN, &[(11, Some(20))], 30), Some(10), "begun after the deadline");
        assert_eq!(deadline(TEN, &[(11, None)], 30), Some(10));
        assert_eq!(deadline(TEN, &[(8, Some(20)), (21, Some(25))], 30), Some(26), "within what the first one moved");
        assert_eq!(deadline(TEN, &[(5, Some(2))], 30), Some(10), "turned round");
    }

    #[test]
    fn no_time_is_too_long() {
        let limit = TimeLimit { minutes: u32::MAX, extra_minutes: u32::MAX };
        let pauses = [Pause { from: Moment::MIN_UTC, to: Some(Moment::MAX_UTC) }];
        assert_eq!(limit.deadline(Moment::MIN_UTC, &pauses, minute(0)), Some(Moment::MAX_UTC));
        assert_eq!(limit.deadline(Moment::MAX_UTC, &[], minute(0)), Some(Moment::MAX_UTC));
    }

    proptest! {
        /// Minute by minute: time is over once the minutes in which it did not stand still are used up.
        #[test]
        fn only_minutes_that_pass_are_used(pauses in proptest::collection::vec((-5..60_i64, 0..30_i64), 0..6)) {
            let pauses: Vec<_> = pauses.into_iter().map(|(from, length)| (from, Some(from + length))).collect();
            let stands_still = |minute: i64| pauses.iter().any(|(from, to)| *from <= minute && to.is_some_and(|to| minute < to));
            let expected = (0..).filter(|minute| !stands_still(*minute)).nth(9).map(|last| last + 1);
            let found = deadline(TEN, &pauses, 200);
            // A pause that begins at the deadline itself still counts.
            let at_deadline = pauses.iter().any(|(from, to)| Some(*from) <= expected && *to > expected);
            prop_assert!(found == expected || at_deadline && found > expected, "{:?} {:?}", found, expected);
        }
    }
}
