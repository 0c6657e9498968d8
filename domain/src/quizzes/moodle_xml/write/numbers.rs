//! Numbers with a tolerance and units.

use super::{answers::percent, question::Words, xml::Xml};
use crate::quizzes::question::{AcceptedRange, Unit};
use rust_decimal::Decimal;

/// A range as a number and its tolerance to both sides; `None` if there are no such two. All numbers are `*`.
pub fn said(range: &AcceptedRange) -> Option<(String, Decimal)> {
    if (range.min, range.max) == (Decimal::MIN, Decimal::MAX) {
        return Some(("*".to_owned(), Decimal::ZERO));
    }
    let half = |number: Decimal| number.checked_mul(Decimal::new(5, 1));
    let middle = half(range.min)?.checked_add(half(range.max)?)?;
    let tolerance = range.max.checked_sub(middle)?;
    let comes_back = middle.checked_sub(tolerance) == Some(range.min)
        && middle.checked_add(tolerance) == Some(range.max)
        && !tolerance.is_sign_negative();
    comes_back.then(|| (middle.normalize().to_string(), tolerance.normalize()))
}

/// `qtype_numerical::UNITNONE`.
const UNIT_NONE: &str = "3";

/// Writes what is accepted. A missing unit takes the whole mark in Moodle, too.
pub fn write(xml: &mut Xml, words: &Words<'_>, accepted: &[AcceptedRange], units: &[Unit], unit_required: bool) {
    for range in accepted {
        let Some((number, tolerance)) = said(range) else { continue };
        let attributes = [("fraction", percent(range.credit)), ("format", "plain_text".to_owned())];
        xml.with("answer", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())), |xml| {
            xml.words("text", &number);
            words.write(xml, "feedback", range.feedback.as_deref().unwrap_or_default());
            xml.words("tolerance", &tolerance.to_string());
        });
    }
    if units.is_empty() {
        xml.words("unitgradingtype", "0");
        return xml.words("showunits", UNIT_NONE);
    }
    xml.element("units", |xml| {
        for unit in units {
            xml.element("unit", |xml| {
                xml.words("multiplier", &their_multiplier(unit.multiplier).to_string());
                xml.words("unit_name", &unit.name);
            });
        }
    });
    xml.words("unitgradingtype", if unit_required { "1" } else { "0" });
    xml.words("unitpenalty", "1");
    xml.words("showunits", "0");
    xml.words("unitsleft", "0");
}

/// What we multiply with is what Moodle divides by.
fn their_multiplier(ours: Decimal) -> Decimal {
    let theirs = Decimal::ONE.checked_div(ours).and_then(|theirs| theirs.round_sf(20));
    theirs.unwrap_or(Decimal::ONE).normalize()
}
