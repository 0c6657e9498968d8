//! A word or a number to be written.

use super::{LeftOutWhy, Marks, QuestionKind, Reading, Stop, reading::Asked};
use crate::quizzes::{
    Credit,
    qti::{
        markup::FIELD,
        response::{Entry, Key, Scoring, Tolerance, credit, number},
        xml::Node,
    },
    question::{AcceptedRange, AcceptedText, TextMatching},
};
use rust_decimal::Decimal;

/// The only `textEntryInteraction` of an item.
pub fn read_alone<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<(QuestionKind, Marks), Stop> {
    let (kind, _) = read(reading, node)?;
    Ok((kind, Marks::from([(node.id(), FIELD.to_string())])))
}

/// A `textEntryInteraction`, and the points for the right answer.
pub fn read<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<(QuestionKind, Decimal), Stop> {
    let asked = reading.asked(node)?;
    let entries = accepted(&asked)?;
    reading.count(entries.len())?;
    let full = entries.iter().map(|entry| entry.points).max().unwrap_or_default();
    let is_number = matches!(asked.base_type, "float" | "integer");
    let case = entries.iter().any(|entry| entry.case);
    let (mut texts, mut ranges) = (Vec::new(), Vec::new());
    for entry in entries {
        let credit = credit(entry.points, full);
        let feedback = reading.said_to(&asked.answer(&entry.value, None, false))?;
        reading.spend(entry.value.len())?;
        if is_number {
            let (min, max) = range(number(&entry.value)?, &asked.scoring)?;
            ranges.push(AcceptedRange { min, max, credit, feedback });
        } else {
            texts.push(AcceptedText { text: entry.value.replace('*', "\\*"), credit, feedback });
        }
    }
    let kind = if is_number {
        QuestionKind::Numeric { accepted: ranges, units: Vec::new(), unit_required: false }
    } else {
        texts.sort_by_key(|text| std::cmp::Reverse(text.credit));
        // What is said to any other answer.
        let feedback = reading.said_to(&asked.answer("", None, false))?;
        let other = |said| AcceptedText { text: "*".to_owned(), credit: Credit::NONE, feedback: Some(said) };
        texts.extend(feedback.map(other));
        QuestionKind::ShortAnswer { accepted: texts, matching: TextMatching { case, any_accents: false } }
    };
    Ok((kind, full))
}

/// The answers that earn points.
fn accepted(asked: &Asked<'_>) -> Result<Vec<Entry>, LeftOutWhy> {
    let entries: Vec<Entry> = match (&asked.key, &asked.scoring) {
        (Key::Correct(right, points), Scoring::Correct { case, .. }) => {
            let entry = |value: &String| Entry { value: value.clone(), points: *points, case: *case };
            right.iter().map(entry).collect()
        }
        (Key::Points(mapping), _) => {
            let bounded = |entry: &Entry| Entry { points: mapping.bounded(entry.points), ..entry.clone() };
            mapping.entries.iter().map(bounded).collect()
        }
        (Key::Correct(..), _) => Vec::new(),
    };
    let earning: Vec<Entry> =
        entries.into_iter().filter(|entry| entry.points > Decimal::ZERO && !entry.value.is_empty()).collect();
    if earning.is_empty() { Err(LeftOutWhy::NoCorrectResponse) } else { Ok(earning) }
}

/// The numbers that are near enough.
fn range(value: Decimal, scoring: &Scoring) -> Result<(Decimal, Decimal), LeftOutWhy> {
    let part = |percent: Decimal| value.abs().checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED);
    let ends = match scoring {
        Scoring::Correct { tolerance: Tolerance::Absolute(down, up), .. } => Some((*down, *up)),
        Scoring::Correct { tolerance: Tolerance::Relative(down, up), .. } => part(*down).zip(part(*up)),
        _ => Some((Decimal::ZERO, Decimal::ZERO)),
    };
    ends.and_then(|(down, up)| value.checked_sub(down).zip(value.checked_add(up)))
        .ok_or_else(|| LeftOutWhy::BadNumber(value.to_string()))
}
