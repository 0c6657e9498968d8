//! What stands between the braces of a question.

use super::{GiftProblem, GiftProblemKind as Kind, MOST_ANSWERS, format::Texts, matching, numeric, source::Source};
use crate::quizzes::{
    Choice, Credit, QuestionKind,
    grading::parse_number,
    question::{AcceptedText, EssayRules, TextMatching},
};
use rust_decimal::Decimal;

/// The kinds are told apart as Moodle does.
pub fn parse(body: Source<'_>, texts: Texts) -> Result<QuestionKind, GiftProblem> {
    let body = body.trim_start();
    if body.is_blank() {
        return Ok(QuestionKind::Essay { rules: EssayRules::default() });
    }
    if let Some(numbers) = body.strip("#") {
        return numeric::parse(numbers, texts);
    }
    if let Some(kind) = true_false(body, texts)? {
        return Ok(kind);
    }
    let sources = split(body, &['=', '~'])?;
    let has_options = body.find("~").is_some();
    if !has_options && sources.iter().any(|source| matching::is_pair(*source)) {
        return matching::parse(body, &sources, texts);
    }
    let answers = sources.into_iter().map(|source| Answer::parse(source, texts)).collect::<Result<Vec<_>, _>>()?;
    if has_options { choices(body, &answers, texts) } else { short_answer(body, &answers, texts) }
}

fn true_false(body: Source<'_>, texts: Texts) -> Result<Option<QuestionKind>, GiftProblem> {
    let (word, said) = split_feedback(body);
    let answer = match word.shown(texts.lines).to_uppercase().as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return Ok(None),
    };
    // Moodle's order: first what is said to the wrong answer, then to the right one.
    let (wrong, right) = match said.map(split_feedback) {
        Some((wrong, right)) => (Some(wrong), right),
        None => (None, None),
    };
    let (right, wrong) = (texts.feedback(right)?, texts.feedback(wrong)?);
    Ok(Some(QuestionKind::TrueFalse { answer, right, wrong }))
}

fn split_feedback(source: Source<'_>) -> (Source<'_>, Option<Source<'_>>) {
    source.split_once("#").map_or((source, None), |(text, feedback)| (text, Some(feedback)))
}

/// Parts the body at its marks; each part begins with its mark.
pub fn split<'a>(body: Source<'a>, marks: &[char]) -> Result<Vec<Source<'a>>, GiftProblem> {
    let starts: Vec<usize> = body.find_each(marks).take(MOST_ANSWERS + 1).collect();
    let before = starts.first().map_or(body, |first| body.to(*first));
    if !before.is_blank() {
        return Err(before.problem(Kind::StrayText(before.excerpt())));
    }
    if let Some(beyond) = starts.get(MOST_ANSWERS) {
        return Err(body.from(*beyond).problem(Kind::TooManyAnswers));
    }
    let ends = starts.iter().skip(1).copied().chain([body.glyphs.len()]);
    Ok(starts.iter().zip(ends).map(|(start, end)| body.to(end).from(*start)).collect())
}

/// One answer: its mark (`=` or `~`), weight, text and feedback.
pub struct Answer<'a> {
    pub source: Source<'a>,
    is_right: bool,
    weight: Option<Credit>,
    pub text: Source<'a>,
    pub feedback: Option<String>,
}

impl<'a> Answer<'a> {
    pub fn parse(source: Source<'a>, texts: Texts) -> Result<Self, GiftProblem> {
        Self::after_mark(source, source.starts_with("="), source.from(1), texts)
    }

    fn after_mark(source: Source<'a>, is_right: bool, rest: Source<'a>, texts: Texts) -> Result<Self, GiftProblem> {
        let (rest, feedback) = split_feedback(rest.trim_start());
        let (weight, text) = match weight_mark(rest) {
            Some((weight, text)) => (Some(parse_weight(weight)?), text),
            None => (None, rest),
        };
        Ok(Self { source, is_right, weight, text, feedback: texts.feedback(feedback)? })
    }

    /// The one answer that stands without a mark.
    pub fn unmarked(source: Source<'a>, texts: Texts) -> Result<Self, GiftProblem> {
        Self::after_mark(source, true, source, texts)
    }

    pub fn credit(&self) -> Credit {
        self.weight.unwrap_or(if self.is_right { Credit::FULL } else { Credit::NONE })
    }

    fn text_or_problem(&self, text: String) -> Result<String, GiftProblem> {
        if text.is_empty() { Err(self.source.problem(Kind::EmptyAnswer)) } else { Ok(text) }
    }
}

/// `%50%` at the beginning. With a blank in between the signs are a text's own: `% of people, 5 %`.
fn weight_mark(text: Source<'_>) -> Option<(Source<'_>, Source<'_>)> {
    let (weight, rest) = text.strip("%")?.split_once("%")?;
    let is_one_word = weight.excerpt().split_whitespace().count() == 1;
    is_one_word.then_some((weight, rest))
}

fn parse_weight(source: Source<'_>) -> Result<Credit, GiftProblem> {
    let text = source.excerpt();
    parse_number(&text)
        .and_then(|number| number.checked_mul(Decimal::from(1000)))
        .and_then(|thousandths| i32::try_from(thousandths.trunc()).ok())
        .and_then(Credit::from_thousandths)
        .ok_or_else(|| source.problem(Kind::BadWeight(text)))
}

fn choices(body: Source<'_>, answers: &[Answer<'_>], texts: Texts) -> Result<QuestionKind, GiftProblem> {
    let option = |answer: &Answer<'_>| {
        let text = answer.text_or_problem(texts.read(answer.text)?)?;
        Ok(Choice { text, credit: answer.credit(), feedback: answer.feedback.clone(), fixed: false })
    };
    let options = answers.iter().map(option).collect::<Result<Vec<_>, _>>()?;
    if options.len() < 2 {
        return Err(body.problem(Kind::TooFewAnswers));
    }
    // As in Moodle: one `=` makes it a choice of one; weights on `~` alone a choice of several.
    if answers.iter().any(|answer| answer.is_right) {
        full_mark_can_be_reached(body, options.iter().map(|choice| choice.credit))?;
        return Ok(QuestionKind::SingleChoice { options });
    }
    let positive = options.iter().map(|choice| i64::from(choice.credit.thousandths().max(0))).sum::<i64>();
    let full = i64::from(Credit::FULL.thousandths());
    // Thirds do not add up to the last thousandth.
    if (positive - full).abs() > options.len() as i64 {
        let percent = Decimal::new(positive, 3).normalize().to_string();
        return Err(body.problem(Kind::FullMarkOutOfReach(percent)));
    }
    Ok(QuestionKind::MultipleChoice { options })
}

fn short_answer(body: Source<'_>, answers: &[Answer<'_>], texts: Texts) -> Result<QuestionKind, GiftProblem> {
    let accept = |answer: &Answer<'_>| {
        let text = answer.text_or_problem(texts.read_plain(answer.text))?;
        Ok(AcceptedText { text, credit: answer.credit(), feedback: answer.feedback.clone() })
    };
    let accepted = answers.iter().map(accept).collect::<Result<Vec<_>, _>>()?;
    full_mark_can_be_reached(body, accepted.iter().map(|accepted| accepted.credit))?;
    Ok(QuestionKind::ShortAnswer { accepted, matching: TextMatching::USUAL })
}

pub fn full_mark_can_be_reached(body: Source<'_>, credits: impl Iterator<Item = Credit>) -> Result<(), GiftProblem> {
    let best = credits.max().unwrap_or(Credit::NONE);
    if best == Credit::FULL {
        return Ok(());
    }
    let percent = Decimal::new(i64::from(best.thousandths()), 3).normalize().to_string();
    Err(body.problem(Kind::FullMarkOutOfReach(percent)))
}
