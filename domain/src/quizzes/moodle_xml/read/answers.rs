//! What is typed: a few words or a number.

use super::{
    choices::reaches_full_mark,
    node::{Node, Read, Stop, child, children, count_in, fraction, number_in, problem, switch, text, text_in},
    numbers,
    scope::Scope,
};
use crate::quizzes::{
    QuestionKind,
    moodle_xml::{LeftOutWhy, XmlProblemKind},
    question::{AcceptedRange, AcceptedText, TextMatching, Unit},
};
use rust_decimal::Decimal;

/// A word or a few. Moodle has the same `*` and `\*`.
pub fn short_answer(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let mut accepted = Vec::new();
    for answer in children(node, "answer") {
        let text = text(answer)?;
        if !text.is_empty() {
            let feedback = scope.words_in(answer, "feedback")?;
            accepted.push(AcceptedText { text, credit: fraction(answer)?, feedback });
        }
    }
    reaches_full_mark(accepted.iter().map(|answer| answer.credit)).map_err(|kind| problem(node, kind))?;
    let matching = TextMatching { case: switch(node, "usecase")? == Some(true), any_accents: false };
    Ok(QuestionKind::ShortAnswer { accepted, matching })
}

/// `showunits` of a question that has none, as Moodle's `qtype_numerical::UNITNONE`.
const UNIT_NONE: u32 = 3;

/// A number.
pub fn numeric(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let mut accepted = Vec::new();
    for answer in children(node, "answer") {
        let said = text(answer)?;
        if said.is_empty() {
            continue;
        }
        let tolerance = number_in(answer, "tolerance")?.unwrap_or_default();
        let range = numbers::range(&said, tolerance);
        let (min, max) = range.ok_or_else(|| problem(answer, XmlProblemKind::BadNumber(said)))?;
        let feedback = scope.words_in(answer, "feedback")?;
        accepted.push(AcceptedRange { min, max, credit: fraction(answer)?, feedback });
    }
    reaches_full_mark(accepted.iter().map(|answer| answer.credit)).map_err(|kind| problem(node, kind))?;
    let has_units = child(node, "showunits").is_none() || count_in(node, "showunits")? != UNIT_NONE;
    let units = if has_units { units(node)? } else { Vec::new() };
    let unit_required = !units.is_empty() && count_in(node, "unitgradingtype")? != 0;
    if unit_required && switch(node, "unitsleft")? == Some(true) {
        return Err(Stop::LeftOut(LeftOutWhy::UnitBeforeNumber));
    }
    Ok(QuestionKind::Numeric { accepted, units, unit_required })
}

fn units(node: Node<'_>) -> Read<Vec<Unit>> {
    let mut units = Vec::new();
    for unit in children(node, "units").flat_map(|list| children(list, "unit")) {
        let name = text_in(unit, "unit_name")?;
        let said = number_in(unit, "multiplier")?.unwrap_or(Decimal::ONE);
        let bad = || problem(unit, XmlProblemKind::BadNumber(said.to_string()));
        let multiplier = numbers::our_multiplier(said).ok_or_else(bad)?;
        if !name.is_empty() {
            units.push(Unit { name, multiplier });
        }
    }
    Ok(units)
}
