//! Days and school years in Vietnam.
//!
//! Vietnam keeps UTC+7 the whole year (`Asia/Ho_Chi_Minh`, no summer time since 1975), so a fixed
//! offset says exactly what the time zone says for every moment the product can meet.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A moment; stored in UTC.
pub type Moment = DateTime<Utc>;

const HO_CHI_MINH_SECONDS_EAST: i32 = 7 * 3600;

fn zone() -> FixedOffset {
    // Seven hours is within the offset's bounds; the fallback cannot be reached.
    FixedOffset::east_opt(HO_CHI_MINH_SECONDS_EAST).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// The day in `Asia/Ho_Chi_Minh` on which a moment falls.
pub fn day_of(moment: Moment) -> NaiveDate {
    moment.with_timezone(&zone()).date_naive()
}

/// The first moment of a day in `Asia/Ho_Chi_Minh`.
pub fn start_of(day: NaiveDate) -> Moment {
    let local = day.and_time(NaiveTime::MIN);
    zone().from_local_datetime(&local).single().map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// The first moment after a day in `Asia/Ho_Chi_Minh`: what happened before it, happened by the end of that day.
pub fn end_of(day: NaiveDate) -> Moment {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// Reads a day as people write it: `dd/mm/yyyy`, `d-m-yyyy`, `d.m.yyyy` or `yyyy-mm-dd`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| {
        ((1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (year, month, day) = if first.len() == 4 {
        (digits(first, 4)?, digits(second, 2)?, digits(third, 2)?)
    } else if third.len() == 4 {
        (digits(third, 4)?, digits(second, 2)?, digits(first, 2)?)
    } else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A day as Vietnamese write it: `31/12/2026`.
pub fn write_day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// The time of day in `Asia/Ho_Chi_Minh`, as Vietnamese write it: `09:45`.
pub fn time_of(moment: Moment) -> String {
    moment.with_timezone(&zone()).format("%H:%M").to_string()
}

/// A school year: from 1 September of its first calendar year to 31 August of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SchoolYear(i32);

impl SchoolYear {
    /// The school year that begins in September of `year`.
    pub const fn beginning_in(year: i32) -> Self {
        Self(year)
    }

    /// The school year in which a day lies.
    pub fn containing(day: NaiveDate) -> Self {
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The calendar year in which it begins; how it is stored.
    pub const fn first_year(self) -> i32 {
        self.0
    }

    /// 1 September.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 9, 1).unwrap_or(NaiveDate::MIN)
    }

    /// The 1 September on which the next one begins: the first day that is no longer in it.
    pub fn end(self) -> NaiveDate {
        Self(self.0 + 1).first_day()
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

/// The text is not a school year such as `2026-2027`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a school year")]
pub struct NotASchoolYear;

impl FromStr for SchoolYear {
    type Err = NotASchoolYear;
    fn from_str(text: &str) -> Result<Self, NotASchoolYear> {
        let (first, second) = text.split_once(['-', '–', '/']).ok_or(NotASchoolYear)?;
        let year = |part: &str| {
            let part = part.trim();
            if part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) { part.parse::<i32>().ok() } else { None }
                .ok_or(NotASchoolYear)
        };
        let (first, second) = (year(first)?, year(second)?);
        if second == first + 1 { Ok(Self(first)) } else { Err(NotASchoolYear) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_last_second_of_a_day_in_vietnam_is_afternoon_in_utc() {
        let last = Utc.with_ymd_and_hms(2026, 11, 13, 16, 59, 59).unwrap();
        let next = Utc.with_ymd_and_hms(2026, 11, 13, 17, 0, 0).unwrap();
        assert_eq!(day_of(last), day(2026, 11, 13));
        assert_eq!(day_of(next), day(2026, 11, 14));
        assert_eq!(end_of(day(2026, 11, 13)), next);
        assert_eq!(start_of(day(2026, 11, 14)), next);
    }

    #[test]
    fn a_school_year_changes_on_the_first_of_september() {
        assert_eq!(SchoolYear::containing(day(2026, 8, 31)).to_string(), "2025-2026");
        assert_eq!(SchoolYear::containing(day(2026, 9, 1)).to_string(), "2026-2027");
        assert_eq!("2026-2027".parse(), Ok(SchoolYear(2026)));
        assert_eq!("2026-2028".parse::<SchoolYear>(), Err(NotASchoolYear));
        assert_eq!("26-27".parse::<SchoolYear>(), Err(NotASchoolYear));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["01/02/1981", "1/2/1981", "1-2-1981", "1.2.1981", "1981-02-01", " 01/02/1981 "] {
            assert_eq!(parse_day(text), Some(day(1981, 2, 1)), "{text}");
        }
        for text in ["31/02/1990", "", "1981", "1/2/81", "a/b/cccc", "1/2/3/4", "+1/2/1981"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(write_day(day(1981, 2, 1)), "01/02/1981");
    }
}
