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

impl Span {
    /// Whether a day is in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from < to) && other.to.is_none_or(|to| self.from < to)
    }
}

/// Spans of the same thing that overlap, as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct United {
    /// From the first day of any of them to the last end.
    pub span: Span,
    /// Places of the spans it is made of, in the order given.
    pub of: Vec<usize>,
}

/// Unites spans that overlap, directly or by way of others; those that only touch stay apart.
pub fn unite(spans: &[Span]) -> Vec<United> {
    let mut places: Vec<usize> = (0..spans.len()).collect();
    places.sort_by_key(|place| spans[*place].from);
    let mut united: Vec<United> = Vec::new();
    for place in places {
        let span = spans[place];
        match united.last_mut().filter(|last| last.span.overlaps(&span)) {
            Some(last) => {
                last.span.to = last.span.to.zip(span.to).map(|(a, b)| a.max(b));
                last.of.push(place);
            }
            None => united.push(United { span, of: vec![place] }),
        }
    }
    for one in &mut united {
        one.of.sort_unstable();
    }
    united
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

    #[test]
    fn spans_that_overlap_become_one_and_others_stay() {
        let span = |from, to: Option<u32>| Span { from: day(from), to: to.map(day) };
        let spans = [span(10, Some(14)), span(1, Some(3)), span(12, None), span(3, Some(5))];
        let united = unite(&spans);
        assert_eq!(
            united,
            [
                United { span: span(1, Some(3)), of: vec![1] },
                United { span: span(3, Some(5)), of: vec![3] },
                United { span: span(10, None), of: vec![0, 2] },
            ]
        );
        assert!(unite(&[]).is_empty());
    }
}
