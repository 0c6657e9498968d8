//! The keys of all types but numbers, gaps and pictures.

use super::{UnsaidWhy, question::Words, xml::Xml};
use crate::quizzes::{
    Choice, Credit,
    question::{AcceptedText, EssayRules, Pair},
};
use rust_decimal::Decimal;

/// A weight in per cent.
pub fn percent(credit: Credit) -> String {
    Decimal::new(i64::from(credit.thousandths()), 3).normalize().to_string()
}

/// An answer with its weight and feedback, written as the question's texts or as plain text.
pub fn answer(xml: &mut Xml, words: &Words<'_>, text: &str, credit: Credit, feedback: Option<&str>, is_plain: bool) {
    let percent = percent(credit);
    let fraction = [("fraction", percent.as_str())];
    let feedback = |xml: &mut Xml| words.write(xml, "feedback", feedback.unwrap_or_default());
    if !is_plain {
        return words.write_with(xml, "answer", &fraction, text, feedback);
    }
    let attributes = [("fraction", percent.as_str()), ("format", "plain_text")];
    xml.with("answer", &attributes, |xml| {
        xml.words("text", text);
        feedback(xml);
    });
}

/// Notes options that stay at their place beside others that do not.
pub fn note_fixed(options: &[Choice], unsaid: &mut Vec<UnsaidWhy>) {
    if options.iter().any(|option| option.fixed) && !are_fixed(options) && !unsaid.contains(&UnsaidWhy::FixedOptions) {
        unsaid.push(UnsaidWhy::FixedOptions);
    }
}

/// Whether no option is moved.
pub fn are_fixed(options: &[Choice]) -> bool {
    !options.is_empty() && options.iter().all(|option| option.fixed)
}

/// A choice of one or several.
pub fn options(xml: &mut Xml, words: &Words<'_>, options: &[Choice], is_single: bool) {
    xml.words("single", if is_single { "true" } else { "false" });
    xml.words("shuffleanswers", if are_fixed(options) { "false" } else { "true" });
    for option in options {
        answer(xml, words, &option.text, option.credit, option.feedback.as_deref(), false);
    }
}

/// A statement.
pub fn true_false(xml: &mut Xml, words: &Words<'_>, is_right: bool, right: Option<&str>, wrong: Option<&str>) {
    for judgement in [true, false] {
        let (credit, feedback) = if judgement == is_right { (Credit::FULL, right) } else { (Credit::NONE, wrong) };
        answer(xml, words, if judgement { "true" } else { "false" }, credit, feedback, true);
    }
}

/// Pairs; answers that belong nowhere have no stem.
pub fn matching(xml: &mut Xml, words: &Words<'_>, pairs: &[Pair], extra: &[String]) {
    xml.words("shuffleanswers", "true");
    let pairs = pairs.iter().map(|pair| (pair.stem.as_str(), &pair.answer));
    for (stem, answer) in pairs.chain(extra.iter().map(|answer| ("", answer))) {
        words.write_with(xml, "subquestion", &[], stem, |xml| xml.text("answer", answer));
    }
}

/// Things in their order.
pub fn ordering(xml: &mut Xml, words: &Words<'_>, items: &[String]) {
    xml.words("layouttype", "VERTICAL");
    xml.words("selecttype", "ALL");
    xml.words("selectcount", &items.len().to_string());
    xml.words("gradingtype", "ABSOLUTE_POSITION");
    xml.words("showgrading", "SHOW");
    for (place, item) in (1..).zip(items) {
        let place = format!("{place}");
        words.write_with(xml, "answer", &[("fraction", &place)], item, |_| {});
    }
}

/// A word or a few.
pub fn short_answer(xml: &mut Xml, words: &Words<'_>, accepted: &[AcceptedText], case: bool) {
    xml.words("usecase", if case { "1" } else { "0" });
    for accepted in accepted {
        answer(xml, words, &accepted.text, accepted.credit, accepted.feedback.as_deref(), true);
    }
}

/// An essay. What has no limit here is not written, and so has Moodle's usual.
pub fn essay(xml: &mut Xml, words: &Words<'_>, rules: &EssayRules) {
    xml.words("responseformat", "plain");
    xml.words("responserequired", "1");
    let counts =
        [("responsefieldlines", rules.lines), ("minwordlimit", rules.min_words), ("maxwordlimit", rules.max_words)];
    for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        xml.words(name, &count.to_string());
    }
    words.write(xml, "graderinfo", &rules.notes);
    xml.with("responsetemplate", &[("format", "plain_text")], |xml| xml.words("text", &rules.template));
}
