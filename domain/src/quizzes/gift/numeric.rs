//! Numbers: `{#111}`, `{#3.14:0.01}`, `{#3..4}`, `{#=111 =%50%100..200 ~#feedback to any other}`.

use super::{
    GiftProblem, GiftProblemKind as Kind,
    answers::{Answer, full_mark_can_be_reached, split},
    format::Texts,
    source::Source,
};
use crate::quizzes::{Credit, QuestionKind, grading::parse_number, question::AcceptedRange};
use rust_decimal::Decimal;

/// Stands for every number.
pub const ANY: &str = "*";

/// What stands after the `#`.
pub fn parse(body: Source<'_>, texts: Texts) -> Result<QuestionKind, GiftProblem> {
    let (right, wrong) = body.split_once("~").map_or((body, None), |(right, wrong)| (right, Some(wrong)));
    let answers = if right.trim_start().starts_with("=") {
        split(right, &['='])?.into_iter().map(|source| Answer::parse(source, texts)).collect::<Result<Vec<_>, _>>()?
    } else {
        vec![Answer::unmarked(right, texts)?]
    };
    let mut accepted = answers.iter().map(range).collect::<Result<Vec<_>, _>>()?;
    full_mark_can_be_reached(body, accepted.iter().map(|range| range.credit))?;
    if let Some(wrong) = wrong {
        accepted.extend(any_other(wrong, texts)?);
    }
    Ok(QuestionKind::Numeric { accepted, units: Vec::new(), unit_required: false })
}

/// `~#feedback` to a number that is not accepted: a range of all numbers that earns nothing.
fn any_other(wrong: Source<'_>, texts: Texts) -> Result<Option<AcceptedRange>, GiftProblem> {
    let (before, feedback) = wrong.split_once("#").map_or((wrong, None), |(text, said)| (text, Some(said)));
    if !before.is_blank() {
        return Err(before.problem(Kind::StrayText(before.excerpt())));
    }
    let every = |feedback| AcceptedRange { min: Decimal::MIN, max: Decimal::MAX, credit: Credit::NONE, feedback };
    Ok(texts.feedback(feedback)?.map(|feedback| every(Some(feedback))))
}

fn range(answer: &Answer<'_>) -> Result<AcceptedRange, GiftProblem> {
    let text = answer.text.excerpt();
    let (min, max) = ends(&text)
        .filter(|(min, max)| min <= max)
        .ok_or_else(|| answer.text.problem(Kind::BadNumber(text.clone())))?;
    Ok(AcceptedRange { min, max, credit: answer.credit(), feedback: answer.feedback.clone() })
}

fn ends(text: &str) -> Option<(Decimal, Decimal)> {
    if text == ANY {
        return Some((Decimal::MIN, Decimal::MAX));
    }
    if let Some((min, max)) = text.split_once("..") {
        return parse_number(min).zip(parse_number(max));
    }
    if let Some((middle, tolerance)) = text.split_once(':') {
        let (middle, tolerance) = (parse_number(middle)?, parse_number(tolerance)?);
        return middle.checked_sub(tolerance).zip(middle.checked_add(tolerance));
    }
    parse_number(text).map(|number| (number, number))
}
