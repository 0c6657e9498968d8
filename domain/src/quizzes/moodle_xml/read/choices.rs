//! What is chosen among given things: options, true or false, pairs, an order.

use super::{
    node::{Node, Read, children, fraction, own_text, problem, switch, text, text_in},
    scope::Scope,
};
use crate::quizzes::{
    Choice, Credit, QuestionKind,
    moodle_xml::{LeftOutWhy, XmlProblemKind, html},
    question::{Pair, TextFormat},
};
use rust_decimal::Decimal;

/// A choice of one or several options.
pub fn choice(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let is_single = switch(node, "single")?.unwrap_or(true);
    let fixed = switch(node, "shuffleanswers")? == Some(false);
    let mut options = Vec::new();
    for answer in children(node, "answer") {
        let text = scope.words(answer)?;
        // Moodle, too, passes over fields that were left empty.
        if !text.is_empty() {
            let feedback = scope.words_in(answer, "feedback")?;
            options.push(Choice { text, credit: fraction(answer)?, feedback, fixed });
        }
    }
    choice_of(options, is_single).map_err(|kind| problem(node, kind))
}

/// A choice that can be answered.
pub fn choice_of(options: Vec<Choice>, is_single: bool) -> Result<QuestionKind, XmlProblemKind> {
    if options.len() < 2 {
        return Err(XmlProblemKind::TooFewAnswers);
    }
    if is_single {
        reaches_full_mark(options.iter().map(|choice| choice.credit))?;
        return Ok(QuestionKind::SingleChoice { options });
    }
    let positive: i64 = options.iter().map(|choice| i64::from(choice.credit.thousandths().max(0))).sum();
    let full = i64::from(Credit::FULL.thousandths());
    if (positive - full).unsigned_abs() > options.len() as u64 {
        return Err(out_of_reach(positive));
    }
    Ok(QuestionKind::MultipleChoice { options })
}

/// Whether one of some answers earns the full mark.
pub fn reaches_full_mark(credits: impl Iterator<Item = Credit>) -> Result<(), XmlProblemKind> {
    match credits.max() {
        None => Err(XmlProblemKind::TooFewAnswers),
        Some(Credit::FULL) => Ok(()),
        Some(best) => Err(out_of_reach(i64::from(best.thousandths()))),
    }
}

fn out_of_reach(thousandths: i64) -> XmlProblemKind {
    XmlProblemKind::FullMarkOutOfReach(Decimal::new(thousandths, 3).normalize().to_string())
}

/// A statement that is right or wrong.
pub fn true_false(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let mut answers = Vec::new();
    for (place, answer) in children(node, "answer").enumerate() {
        // Old files have the words of their language, and first the one for true.
        let is_true = match text(answer)?.as_str() {
            "true" => true,
            "false" => false,
            _ => place == 0,
        };
        answers.push((is_true, fraction(answer)?, scope.words_in(answer, "feedback")?));
    }
    let best = answers.iter().max_by_key(|(_, credit, _)| *credit);
    let Some(&(answer, Credit::FULL, _)) = best else {
        return Err(problem(
            node,
            reaches_full_mark(answers.iter().map(|a| a.1)).err().unwrap_or(XmlProblemKind::TooFewAnswers),
        ));
    };
    let mut feedback_to = |judgement: bool| {
        answers.iter_mut().find(|(is_true, ..)| *is_true == judgement).and_then(|(.., feedback)| feedback.take())
    };
    Ok(QuestionKind::TrueFalse { answer, right: feedback_to(answer), wrong: feedback_to(!answer) })
}

/// Stems with their answers, and answers without a stem.
pub fn matching(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let (mut pairs, mut extra) = (Vec::new(), Vec::new());
    for pair in children(node, "subquestion") {
        let answer = text_in(pair, "answer")?;
        match (scope.words(pair)?, answer) {
            (stem, answer) if stem.is_empty() && answer.is_empty() => {}
            (_, answer) if answer.is_empty() => return Err(problem(pair, XmlProblemKind::BadMatching)),
            (stem, answer) if stem.is_empty() => extra.push(answer),
            (stem, answer) => pairs.push(Pair { stem, answer }),
        }
    }
    if pairs.len() < 2 {
        return Err(problem(node, XmlProblemKind::BadMatching));
    }
    Ok(QuestionKind::Matching { pairs, extra })
}

/// Things in their order, which is that of the file; Moodle, too, does not look at their numbers.
pub fn ordering(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    let mut items = Vec::new();
    for answer in children(node, "answer") {
        items.push(scope.words(answer)?);
    }
    items.retain(|item| !item.is_empty());
    if items.len() < 2 {
        return Err(problem(node, XmlProblemKind::TooFewAnswers));
    }
    let is_ours = |name: &str, words: &[&str]| child_says(node, name).is_none_or(|said| words.contains(&said.as_str()));
    let our_marks = ["ABSOLUTE_POSITION", "ABSOLUTE", "ABS"];
    if !is_ours("gradingtype", &our_marks) || !is_ours("selecttype", &["ALL", "EXACT"]) {
        scope.notes.push(LeftOutWhy::OrderingRules);
    }
    Ok(QuestionKind::Ordering { items })
}

fn child_says(node: Node<'_>, name: &str) -> Option<String> {
    node.children().find(|child| child.tag_name().name() == name).map(|found| own_text(found).to_uppercase())
}

/// A text that stands in a plain field, whatever it is written in.
pub fn plain_words(node: Node<'_>, name: &str) -> Read<String> {
    let words = text_in(node, name)?;
    let holder = node.children().find(|child| child.tag_name().name() == name);
    let is_html = holder.is_some_and(|holder| {
        matches!(super::text::format_of(holder, TextFormat::Plain), TextFormat::Html | TextFormat::Moodle)
    });
    Ok(if is_html { html::to_plain(&words) } else { words })
}
