//! Texts with gaps (<https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type>).

use super::{
    UnsaidWhy,
    answers::{are_fixed, note_fixed, percent},
    numbers,
};
use crate::quizzes::{Credit, QuestionKind, moodle_xml::read::gap, question::Gap};
use std::fmt::Write;

/// A prompt with its gaps put in: `[[1]]` becomes `{1:SHORTANSWER:=Huế}`.
pub fn into_text(prompt: &str, gaps: &[Gap], unsaid: &mut Vec<UnsaidWhy>) -> Result<String, UnsaidWhy> {
    let mut text = String::with_capacity(prompt.len());
    let mut used = vec![false; gaps.len()];
    let mut rest = prompt;
    while let Some(at) = rest.find(['[', '{']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        if let Some((number, length)) = mark(from).filter(|(number, _)| (1..=gaps.len()).contains(number)) {
            let gap = gaps.get(number - 1).ok_or(UnsaidWhy::Gaps)?;
            let used = used.get_mut(number - 1).ok_or(UnsaidWhy::Gaps)?;
            if std::mem::replace(used, true) {
                return Err(UnsaidWhy::Gaps);
            }
            write_gap(&mut text, gap, unsaid)?;
            rest = from.get(length..).unwrap_or_default();
        } else {
            let (first, after) = from.split_at(1);
            // A brace of the text that would be taken for a gap.
            text.push_str(if gap::start(from).is_some() { "&#123;" } else { first });
            rest = after;
        }
    }
    text.push_str(rest);
    if used.iter().all(|used| *used) && !gaps.is_empty() { Ok(text) } else { Err(UnsaidWhy::Gaps) }
}

/// The number of a mark that a text begins with, and its length.
fn mark(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix("[[")?;
    let (number, rest) = inside.split_at(inside.bytes().take_while(u8::is_ascii_digit).count());
    rest.starts_with("]]").then(|| Some((number.parse().ok()?, number.len() + 4)))?
}

fn write_gap(text: &mut String, gap: &Gap, unsaid: &mut Vec<UnsaidWhy>) -> Result<(), UnsaidWhy> {
    if gap.weight == 0 {
        return Err(UnsaidWhy::Gaps);
    }
    let mut note = |why| {
        if !unsaid.contains(&why) {
            unsaid.push(why);
        }
    };
    let mut answers = Answers::new(gap.weight);
    match &gap.kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => {
            let is_single = matches!(gap.kind, QuestionKind::SingleChoice { .. });
            note_fixed(options, unsaid);
            answers.kind(match (is_single, are_fixed(options)) {
                (true, true) => "MULTICHOICE",
                (true, false) => "MULTICHOICE_S",
                (false, true) => "MULTIRESPONSE",
                (false, false) => "MULTIRESPONSE_S",
            });
            for option in options {
                answers.answer(option.credit, &option.text, option.feedback.as_deref());
            }
        }
        QuestionKind::ShortAnswer { accepted, matching } => {
            if matching.any_accents {
                note(UnsaidWhy::AnyAccents);
            }
            answers.kind(if matching.case { "SHORTANSWER_C" } else { "SHORTANSWER" });
            for accepted in accepted {
                answers.answer(accepted.credit, &accepted.text, accepted.feedback.as_deref());
            }
        }
        QuestionKind::Numeric { accepted, units, .. } => {
            if !units.is_empty() {
                note(UnsaidWhy::UnitsInGap);
            }
            answers.kind("NUMERICAL");
            for accepted in accepted {
                let (number, tolerance) = numbers::said(accepted).ok_or(UnsaidWhy::Range)?;
                let number = if tolerance.is_zero() { number } else { format!("{number}:{tolerance}") };
                answers.answer(accepted.credit, &number, accepted.feedback.as_deref());
            }
        }
        _ => return Err(UnsaidWhy::Gaps),
    }
    text.push_str(&answers.finish());
    Ok(())
}

/// A gap while it is written.
struct Answers {
    text: String,
    is_first: bool,
}

impl Answers {
    fn new(weight: u32) -> Self {
        Self { text: format!("{{{weight}:"), is_first: true }
    }

    fn kind(&mut self, word: &str) {
        self.text.push_str(word);
        self.text.push(':');
    }

    fn answer(&mut self, credit: Credit, text: &str, feedback: Option<&str>) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push('~');
        }
        match credit {
            Credit::FULL => self.text.push('='),
            Credit::NONE => {}
            credit => {
                let _ = write!(self.text, "%{}%", percent(credit));
            }
        }
        self.escaped(text);
        if let Some(feedback) = feedback {
            self.text.push('#');
            self.escaped(feedback);
        }
    }

    /// Characters that mean something in a gap are written as references: Moodle undoes those everywhere, and a
    /// backslash before some only.
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            if "~#{}=%\\&".contains(c) {
                let _ = write!(self.text, "&#{};", u32::from(c));
            } else {
                self.text.push(c);
            }
        }
    }

    fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }
}
