//! How long a person's name and dates are kept after they have left, and what stands in their place then.

use crate::people::words;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Stored in place of the name of a person who was made anonymous. No person is called so:
/// [`PersonName::parse`](crate::people::PersonName::parse) refuses it.
pub const ANONYMOUS: &str = "—";

/// Sorts who was made anonymous behind all names: a collation key never begins with these bytes.
pub const ANONYMOUS_SORT_KEY: [u8; 2] = [0xff, 0xff];

/// An end of a membership stands in the books for so many days before anybody is made anonymous by it, however long
/// ago it was: what cannot be taken back waits until a mistake had time to be seen.
pub const DAYS_ON_RECORD: u64 = 30;

words! {
    /// Why somebody was made anonymous.
    AnonymisedWhy {
        /// Left longer ago than names are kept.
        Left = "left",
    }
}

/// What the office sets: how long after leaving a person's name and dates stay, and uploaded files after they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrivacySettings {
    /// Months after which a pupil who left is made anonymous.
    pub pupils_after_months: u16,
    /// Months after which a member of staff who left is made anonymous.
    pub staff_after_months: u16,
    /// Days after which an uploaded roster is removed.
    pub uploads_after_days: u16,
}

impl Default for PrivacySettings {
    fn default() -> Self {
        Self { pupils_after_months: 12, staff_after_months: 60, uploads_after_days: 30 }
    }
}

/// The period is none that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such period")]
pub struct BadPeriod;

impl PrivacySettings {
    /// Months that may be set for pupils.
    pub const PUPILS: RangeInclusive<u16> = 1..=60;
    /// Months that may be set for staff.
    pub const STAFF: RangeInclusive<u16> = 1..=240;
    /// Days that may be set for uploaded files.
    pub const UPLOADS: RangeInclusive<u16> = 1..=365;

    /// The settings, if every period is one that can be set.
    ///
    /// # Errors
    /// [`BadPeriod`] when one is too short or too long.
    pub fn checked(self) -> Result<Self, BadPeriod> {
        let is_right = Self::PUPILS.contains(&self.pupils_after_months)
            && Self::STAFF.contains(&self.staff_after_months)
            && Self::UPLOADS.contains(&self.uploads_after_days);
        if is_right { Ok(self) } else { Err(BadPeriod) }
    }

    /// Pupils who left on this day or before are to be made anonymous.
    pub fn pupils_left_by(self, today: NaiveDate) -> NaiveDate {
        months_before(today, self.pupils_after_months)
    }

    /// Members of staff who left on this day or before are to be made anonymous.
    pub fn staff_left_by(self, today: NaiveDate) -> NaiveDate {
        months_before(today, self.staff_after_months)
    }
}

/// The last day on which an end may have been recorded for it to count today.
pub fn recorded_by(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(DAYS_ON_RECORD)).unwrap_or(NaiveDate::MIN)
}

fn months_before(today: NaiveDate, months: u16) -> NaiveDate {
    today.checked_sub_months(Months::new(u32::from(months))).unwrap_or(NaiveDate::MIN)
}

/// How many leavers there are whose period is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leavers {
    /// Persons who were pupils only.
    pub pupils: u64,
    /// Persons who were staff, or held a role.
    pub staff: u64,
}

impl Leavers {
    /// All of them.
    pub const fn count(self) -> u64 {
        self.pupils + self.staff
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{PersonName, collation_key};
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn periods_are_counted_back_from_today() {
        let settings = PrivacySettings::default();
        assert_eq!(settings.pupils_left_by(day(2027, 9, 1)), day(2026, 9, 1));
        assert_eq!(settings.staff_left_by(day(2027, 9, 1)), day(2022, 9, 1));
        assert_eq!(settings.pupils_left_by(day(2028, 2, 29)), day(2027, 2, 28), "no such day a year before");
        assert_eq!(recorded_by(day(2026, 10, 1)), day(2026, 9, 1));
    }

    #[test]
    fn periods_of_nothing_and_of_ages_are_refused() {
        let settings = PrivacySettings::default();
        assert_eq!(settings.checked(), Ok(settings));
        for wrong in [
            PrivacySettings { pupils_after_months: 0, ..settings },
            PrivacySettings { pupils_after_months: 61, ..settings },
            PrivacySettings { staff_after_months: 0, ..settings },
            PrivacySettings { staff_after_months: 241, ..settings },
            PrivacySettings { uploads_after_days: 0, ..settings },
            PrivacySettings { uploads_after_days: 366, ..settings },
        ] {
            assert_eq!(wrong.checked(), Err(BadPeriod), "{wrong:?}");
        }
    }

    #[test]
    fn what_was_stored_before_a_period_existed_keeps_its_default() {
        let read: PrivacySettings = serde_json::from_str(r#"{"pupils_after_months": 6}"#).unwrap();
        assert_eq!(read, PrivacySettings { pupils_after_months: 6, ..PrivacySettings::default() });
    }

    #[test]
    fn nobody_is_called_anonymous_and_the_anonymous_stand_last() {
        assert!(PersonName::parse(ANONYMOUS).is_err());
        for name in ["Ỵ Ỵ", "Zz", "ӿ", "龍"] {
            assert!(ANONYMOUS_SORT_KEY.as_slice() > collation_key(name).as_slice(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_longer_period_reaches_fewer_leavers(offset in 0_i32..40_000, shorter in 1_u16..240, longer in 1_u16..240) {
            let today = day(1990, 1, 1) + chrono::TimeDelta::days(i64::from(offset));
            let of = |months| PrivacySettings { staff_after_months: months, ..PrivacySettings::default() }.staff_left_by(today);
            let (shorter, longer) = (shorter.min(longer), shorter.max(longer));
            prop_assert!(of(longer) <= of(shorter));
            prop_assert!(of(shorter) < today);
        }
    }
}
