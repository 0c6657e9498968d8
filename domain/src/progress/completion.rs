//! When a requirement counts as fulfilled.

use crate::{calendar::Moment, ids::CourseId};
use chrono::{Months, NaiveDate};

/// A course that must be complete, as it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The course.
    pub course: CourseId,
    /// The lowest version that counts: that of the newest version marked "must be retaken", else 1.
    pub from_version: u32,
}

/// A completion that is not void, as far as it decides anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The course.
    pub course: CourseId,
    /// The number of the version completed.
    pub version: u32,
    /// When.
    pub at: Moment,
    /// The first day on which it no longer counts; open if it never expires.
    pub valid_until: Option<NaiveDate>,
}

impl Held {
    /// Whether it fulfils a requirement on a day.
    pub fn fulfils(&self, requirement: &Requirement, day: NaiveDate) -> bool {
        self.course == requirement.course
            && self.version >= requirement.from_version
            && self.at < crate::calendar::end_of(day)
            && self.valid_until.is_none_or(|until| day < until)
    }
}

/// Trained: every required course of every audience the person belongs to is complete and not expired.
///
/// Who has nothing to complete is trained.
pub fn is_trained(required: &[Requirement], held: &[Held], day: NaiveDate) -> bool {
    required.iter().all(|requirement| held.iter().any(|held| held.fulfils(requirement, day)))
}

/// The first day on which a completion no longer counts, if courses of its version expire after so many months.
pub fn valid_until(completed_on: NaiveDate, months: u32) -> Option<NaiveDate> {
    if months == 0 { None } else { completed_on.checked_add_months(Months::new(months)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{end_of, start_of};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    const COURSE: Requirement = Requirement { course: CourseId(1), from_version: 1 };

    fn held(at: Moment) -> Held {
        Held { course: CourseId(1), version: 1, at, valid_until: None }
    }

    #[test]
    fn a_completion_in_the_last_second_of_the_day_counts_on_that_day() {
        let last = end_of(day(5, 14)) - chrono::TimeDelta::seconds(1);
        assert!(held(last).fulfils(&COURSE, day(5, 14)));
        assert!(!held(last).fulfils(&COURSE, day(5, 13)));
        assert!(!held(end_of(day(5, 14))).fulfils(&COURSE, day(5, 14)));
    }

    #[test]
    fn a_version_that_must_be_retaken_takes_older_completions_away() {
        let retake = Requirement { from_version: 2, ..COURSE };
        assert!(!held(start_of(day(5, 1))).fulfils(&retake, day(5, 2)));
        let again = Held { version: 2, ..held(start_of(day(5, 1))) };
        assert!(again.fulfils(&retake, day(5, 2)) && again.fulfils(&COURSE, day(5, 2)));
    }

    #[test]
    fn an_expired_completion_counts_up_to_the_day_before() {
        let expiring = Held { valid_until: valid_until(day(1, 31), 1), ..held(start_of(day(1, 31))) };
        assert_eq!(expiring.valid_until, Some(day(2, 28)));
        assert!(expiring.fulfils(&COURSE, day(2, 27)));
        assert!(!expiring.fulfils(&COURSE, day(2, 28)));
        assert_eq!(valid_until(day(1, 31), 0), None);
    }

    #[test]
    fn trained_means_every_required_course() {
        let other = Requirement { course: CourseId(2), from_version: 1 };
        let one = [held(start_of(day(5, 1)))];
        assert!(is_trained(&[COURSE], &one, day(5, 2)));
        assert!(!is_trained(&[COURSE, other], &one, day(5, 2)));
        assert!(is_trained(&[], &[], day(5, 2)));
    }
}
