//! How often each mark was earned, in bounded memory.

use super::sums::spread;
use std::collections::BTreeMap;

/// The most classes of marks that are told apart for the quiz and for each question.
pub const MOST_CLASSES: usize = 1024;

/// Counts of whole numbers.
///
/// As soon as there are more than `MOST` different ones, classes become twice as wide, as often as needed. Classes of
/// one width lie whole in those of the next, so the width in the end is the least that will do, and neither the order
/// of the numbers nor how they were split before a merge makes any difference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram<const MOST: usize> {
    /// Each class holds 2^`shift` neighbouring numbers.
    shift: u32,
    classes: BTreeMap<i64, u64>,
}

impl<const MOST: usize> Histogram<MOST> {
    pub fn add(&mut self, number: i64) {
        *self.classes.entry(number >> self.shift).or_default() += 1;
        self.shrink();
    }

    pub fn merge(&mut self, other: &Self) {
        let shift = self.shift.max(other.shift);
        self.widen(shift);
        for (class, count) in other.at(shift) {
            *self.classes.entry(class).or_default() += count;
        }
        self.shrink();
    }

    fn shrink(&mut self) {
        // Two classes are left in the end, the negative and the others.
        while self.classes.len() > MOST.max(2) {
            self.widen(self.shift + 1);
        }
    }

    fn widen(&mut self, shift: u32) {
        if shift > self.shift {
            self.classes = self.at(shift);
            self.shift = shift;
        }
    }

    pub const fn shift(&self) -> u32 {
        self.shift
    }

    /// The counts with classes at least as wide as they are.
    pub fn at(&self, shift: u32) -> BTreeMap<i64, u64> {
        let by = shift.saturating_sub(self.shift);
        let mut classes = BTreeMap::new();
        for (class, count) in &self.classes {
            *classes.entry(class >> by).or_default() += count;
        }
        classes
    }

    /// The middles of the classes with their counts, from the lowest; exact numbers as long as classes hold one each.
    pub fn runs(&self) -> impl Iterator<Item = (i64, u64)> {
        let half = ((1_i64 << self.shift) - 1) / 2;
        self.classes.iter().map(move |(class, count)| ((class << self.shift) + half, *count))
    }

    /// The middle number, or the mean of both in the middle.
    pub fn median(&self) -> Option<f64> {
        let count: u64 = self.classes.values().sum();
        let at = |place: u64| {
            let mut seen = 0;
            self.runs().find_map(|(number, count)| {
                seen += count;
                (seen > place).then_some(number)
            })
        };
        let (low, high) = (at(count.checked_sub(1)? / 2)?, at(count / 2)?);
        Some((low + high) as f64 / 2.0)
    }
}

/// n·(n − 1) times the greatest covariance that two sets of as many numbers can have: both in order.
pub fn greatest_spread<const A: usize, const B: usize>(a: &Histogram<A>, b: &Histogram<B>) -> i128 {
    let (mut count, mut sum_x, mut sum_y, mut products) = (0, 0, 0, 0);
    let (mut xs, mut ys) = (a.runs(), b.runs());
    let (mut x, mut y) = (xs.next(), ys.next());
    while let (Some((x_now, x_left)), Some((y_now, y_left))) = (x, y) {
        let together = x_left.min(y_left);
        let (wide_x, wide_y, times) = (i128::from(x_now), i128::from(y_now), i128::from(together));
        count += together;
        sum_x += times * wide_x;
        sum_y += times * wide_y;
        products += times * wide_x * wide_y;
        x = if x_left > together { Some((x_now, x_left - together)) } else { xs.next() };
        y = if y_left > together { Some((y_now, y_left - together)) } else { ys.next() };
    }
    spread(count, products, sum_x, sum_y)
}
