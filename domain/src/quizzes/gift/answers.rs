//! What stands between the braces of a question.

use super::{GiftProblem, GiftProblemKind as Kind, escape::Source};
use crate::quizzes::{
    Choice, Credit, QuestionKind,
    grading::parse_number,
    question::{AcceptedRange, AcceptedText, Pair, TextMatching},
};
use rust_decimal::Decimal;

/// One answer: its mark (`=` or `~`), weight, text and feedback.
struct Answer<'a> {
    source: Source<'a>,
    is_right: bool,
    weight: Option<Credit>,
    text: Source<'a>,
    feedback: Option<String>,
}

impl Answer<'_> {
    fn credit(&self) -> Credit {
        self.weight.unwrap_or(if self.is_right { Credit::FULL } else { Credit::NONE })
    }
}

pub fn parse(body: Source<'_>) -> Result<QuestionKind, GiftProblem> {
    let body = body.trim_start();
    if body.text.trim().is_empty() {
        return Err(body.problem(Kind::Essay));
    }
    if body.text.starts_with('#') {
        return numeric(body.from(1));
    }
    if let Some(kind) = true_false(body) {
        return Ok(kind);
    }
    let answers = split(body, &['=', '~'])?;
    if answers.iter().any(|answer| answer.text.text.contains("->")) {
        return matching(body, &answers);
    }
    if let Some(empty) = answers.iter().find(|answer| answer.text.shown().is_empty()) {
        return Err(empty.source.problem(Kind::EmptyAnswer));
    }
    if answers.iter().all(|answer| answer.is_right) {
        return short_answer(body, &answers);
    }
    choices(body, &answers)
}

fn true_false(body: Source<'_>) -> Option<QuestionKind> {
    let mut parts = body.text.splitn(3, '#');
    let answer = match parts.next()?.trim().to_uppercase().as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    // Moodle's order: first what is said to the wrong answer, then to the right one.
    let mut feedback = parts.map(|text| feedback_of(Source { text, line: body.line }));
    let wrong = feedback.next().flatten();
    let right = feedback.next().flatten();
    Some(QuestionKind::TrueFalse { answer, right, wrong })
}

fn feedback_of(source: Source<'_>) -> Option<String> {
    Some(source.shown()).filter(|text| !text.is_empty())
}

/// Parts the body at its marks.
fn split<'a>(body: Source<'a>, marks: &[char]) -> Result<Vec<Answer<'a>>, GiftProblem> {
    let starts: Vec<usize> = body.text.match_indices(marks).map(|(start, _)| start).collect();
    let before = starts.first().map_or(body, |first| body.between(0, *first));
    if !before.text.trim().is_empty() {
        return Err(before.problem(Kind::StrayText(before.shown())));
    }
    let ends = starts.iter().skip(1).copied().chain([body.text.len()]);
    starts.iter().zip(ends).map(|(start, end)| answer(body.between(*start, end))).collect()
}

fn answer(source: Source<'_>) -> Result<Answer<'_>, GiftProblem> {
    let is_right = source.text.starts_with('=');
    let rest = source.from(1).trim_start();
    let (rest, feedback) = match rest.split_once('#') {
        Some((text, feedback)) => (text, feedback_of(feedback)),
        None => (rest, None),
    };
    let (weight, text) = match rest.text.strip_prefix('%').and_then(|after| after.find('%')) {
        Some(length) => (Some(weight(rest.between(1, 1 + length))?), rest.from(length + 2)),
        None => (None, rest),
    };
    Ok(Answer { source, is_right, weight, text, feedback })
}

fn weight(source: Source<'_>) -> Result<Credit, GiftProblem> {
    parse_number(source.text)
        .and_then(|number| number.checked_mul(Decimal::from(1000)))
        .and_then(|thousandths| i32::try_from(thousandths.trunc()).ok())
        .and_then(Credit::from_thousandths)
        .ok_or_else(|| source.problem(Kind::BadWeight(source.shown())))
}

fn choices(body: Source<'_>, answers: &[Answer<'_>]) -> Result<QuestionKind, GiftProblem> {
    if answers.len() < 2 {
        return Err(body.problem(Kind::TooFewAnswers));
    }
    let options: Vec<Choice> = answers
        .iter()
        .map(|answer| Choice {
            text: answer.text.shown(),
            credit: answer.credit(),
            feedback: answer.feedback.clone(),
            fixed: false,
        })
        .collect();
    // As in Moodle: one `=` makes it a choice of one; weights on `~` alone a choice of several.
    if answers.iter().any(|answer| answer.is_right) {
        return Ok(QuestionKind::SingleChoice { options });
    }
    let positive = options.iter().map(|choice| i64::from(choice.credit.thousandths().max(0))).sum::<i64>();
    let full = i64::from(Credit::FULL.thousandths());
    if (positive - full).abs() > options.len() as i64 {
        let percent = Decimal::new(positive, 3).normalize().to_string();
        return Err(body.problem(Kind::FullMarkOutOfReach(percent)));
    }
    Ok(QuestionKind::MultipleChoice { options })
}

fn short_answer(body: Source<'_>, answers: &[Answer<'_>]) -> Result<QuestionKind, GiftProblem> {
    let accepted: Vec<AcceptedText> = answers
        .iter()
        .map(|answer| AcceptedText {
            text: answer.text.shown(),
            credit: answer.credit(),
            feedback: answer.feedback.clone(),
        })
        .collect();
    full_mark_can_be_reached(body, accepted.iter().map(|accepted| accepted.credit))?;
    Ok(QuestionKind::ShortAnswer { accepted, matching: TextMatching::USUAL })
}

fn full_mark_can_be_reached(body: Source<'_>, credits: impl Iterator<Item = Credit>) -> Result<(), GiftProblem> {
    let best = credits.max().unwrap_or(Credit::NONE);
    if best == Credit::FULL {
        return Ok(());
    }
    let percent = Decimal::new(i64::from(best.thousandths()), 3).normalize().to_string();
    Err(body.problem(Kind::FullMarkOutOfReach(percent)))
}

fn matching(body: Source<'_>, answers: &[Answer<'_>]) -> Result<QuestionKind, GiftProblem> {
    let mut pairs = Vec::new();
    let mut extra = Vec::new();
    for answer in answers {
        let sides = answer.text.split_once("->").filter(|_| answer.is_right);
        let (stem, right) = sides.ok_or_else(|| answer.source.problem(Kind::BadMatching))?;
        match (stem.shown(), right.shown()) {
            (_, right) if right.is_empty() => return Err(answer.source.problem(Kind::BadMatching)),
            (stem, right) if stem.is_empty() => extra.push(right),
            (stem, right) => pairs.push(Pair { stem, answer: right }),
        }
    }
    if pairs.len() < 2 {
        return Err(body.problem(Kind::BadMatching));
    }
    Ok(QuestionKind::Matching { pairs, extra })
}

fn numeric(body: Source<'_>) -> Result<QuestionKind, GiftProblem> {
    let several = body.trim_start().text.starts_with('=');
    let answers = if several {
        split(body, &['='])?
    } else {
        let (text, feedback) = match body.split_once('#') {
            Some((text, feedback)) => (text, feedback_of(feedback)),
            None => (body, None),
        };
        vec![Answer { source: body, is_right: true, weight: None, text, feedback }]
    };
    let accepted = answers.iter().map(range).collect::<Result<Vec<_>, _>>()?;
    full_mark_can_be_reached(body, accepted.iter().map(|range| range.credit))?;
    Ok(QuestionKind::Numeric { accepted, units: Vec::new(), unit_required: false })
}

/// `3.14`, `3.14:0.01` (tolerance) or `3..4` (from–to).
fn range(answer: &Answer<'_>) -> Result<AcceptedRange, GiftProblem> {
    let bad = || answer.text.problem(Kind::BadNumber(answer.text.shown()));
    let number = |text: &str| parse_number(text).ok_or_else(bad);
    let text = answer.text.text.trim();
    let (min, max) = if let Some((min, max)) = text.split_once("..") {
        (number(min)?, number(max)?)
    } else if let Some((middle, tolerance)) = text.split_once(':') {
        let (middle, tolerance) = (number(middle)?, number(tolerance)?);
        let both = middle.checked_sub(tolerance).zip(middle.checked_add(tolerance));
        both.ok_or_else(bad)?
    } else {
        (number(text)?, number(text)?)
    };
    if min > max {
        return Err(bad());
    }
    Ok(AcceptedRange { min, max, credit: answer.credit(), feedback: answer.feedback.clone() })
}
