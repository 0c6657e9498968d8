//! From–to: how long something holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From a day on, until a day on which it no longer holds; open where that is not known.
///
/// Who leaves on a day no longer counts on that day (see target D), so the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The first day on which it no longer holds.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// From a day on, open.
    pub const fn since(from: NaiveDate) -> Self {
        Self { from, to: None }
    }

    /// Whether it holds at the end of a day.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
    }

    #[test]
    fn holds_from_its_first_day_and_no_longer_on_the_day_of_leaving() {
        let span = Span { from: day(10), to: Some(day(14)) };
        assert!(!span.is_open_on(day(9)));
        assert!(span.is_open_on(day(10)));
        assert!(span.is_open_on(day(13)));
        assert!(!span.is_open_on(day(14)));
        assert!(Span::since(day(10)).is_open_on(day(31)));
    }
}
