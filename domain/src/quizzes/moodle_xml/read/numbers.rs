//! Numbers with a tolerance.

use crate::quizzes::grading::parse_number;
use rust_decimal::Decimal;

/// The range of a number with so much tolerance to both sides. `*`, which stands for any other number, is the widest.
pub fn range(said: &str, tolerance: Decimal) -> Option<(Decimal, Decimal)> {
    if said == "*" {
        return Some((Decimal::MIN, Decimal::MAX));
    }
    let middle = parse_number(said)?;
    let range = middle.checked_sub(tolerance).zip(middle.checked_add(tolerance));
    range.filter(|(min, max)| min <= max)
}

/// `5`, `5:0.1` or `*`, as in a gap.
pub fn range_with_tolerance(said: &str) -> Option<(Decimal, Decimal)> {
    match said.split_once(':') {
        Some((middle, tolerance)) => range(middle.trim(), parse_number(tolerance)?),
        None => range(said.trim(), Decimal::ZERO),
    }
}

/// What we multiply with is what Moodle divides by. Rounded to what a computer's usual numbers hold, so that the third of
/// a third is a ninth again on the way back.
pub fn our_multiplier(said: Decimal) -> Option<Decimal> {
    let ours = Decimal::ONE.checked_div(said)?.round_sf(15)?.normalize();
    (!ours.is_zero()).then_some(ours)
}
