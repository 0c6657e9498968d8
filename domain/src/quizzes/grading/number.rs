//! Numbers, with and without a unit.

use super::Graded;
use crate::quizzes::question::{AcceptedRange, Unit};
use rust_decimal::Decimal;

pub fn grade(accepted: &[AcceptedRange], units: &[Unit], unit_required: bool, text: &str) -> Graded {
    let Some(number) = read(units, unit_required, text) else { return Graded::NOTHING };
    // Of equal ones the first, as with texts.
    let fitting = accepted.iter().rev().filter(|range| range.min <= number && number <= range.max);
    let best = fitting.max_by_key(|range| range.credit);
    Graded::found(best.map(|found| (found.credit, &found.feedback)))
}

/// A number in the key's own unit.
fn read(units: &[Unit], unit_required: bool, text: &str) -> Option<Decimal> {
    let text = text.trim();
    let lower = text.to_lowercase();
    // The longest name first: `mm` ends in `m`.
    let named = units.iter().filter(|unit| !unit.name.is_empty() && lower.ends_with(&unit.name.to_lowercase()));
    let found = named.max_by_key(|unit| unit.name.chars().count());
    match found {
        Some(unit) => {
            let length = lower.len() - unit.name.to_lowercase().len();
            parse_number(lower.get(..length)?)?.checked_mul(unit.multiplier)
        }
        None if unit_required => None,
        None => parse_number(text),
    }
}

/// Reads a number with a decimal comma or point, blanks allowed. Where both stand in it the last one parts the decimals
/// (`1.234,5`), as only that reading makes sense.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        _ => text.replace(',', "."),
    };
    plain.parse().ok().or_else(|| Decimal::from_scientific(&plain.to_ascii_lowercase()).ok())
}
