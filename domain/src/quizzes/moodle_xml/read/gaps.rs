//! Texts with gaps.

use super::{
    gap::{self, Found},
    node::{Read, Stop, problem},
    scope::Scope,
};
use crate::quizzes::{
    QuestionKind,
    moodle_xml::{LeftOutWhy, XmlProblemKind, limits},
};

/// A text with its gaps taken out: `{1:SHORTANSWER:=Huế}` becomes `[[1]]`.
pub fn cloze(scope: &mut Scope<'_, '_>, prompt: String) -> Read<(String, QuestionKind)> {
    let node = scope.node;
    let mut gaps = Vec::new();
    let mut text = String::with_capacity(prompt.len());
    let mut rest = prompt.as_str();
    while let Some((before, from)) = rest.find('{').map(|at| rest.split_at(at)) {
        text.push_str(&without_marks(before));
        rest = match gap::at(from).map_err(|kind| problem(node, kind))? {
            Found::Gap(gap, length) => {
                gaps.push(gap);
                if gaps.len() > limits::GAPS {
                    return Err(problem(node, XmlProblemKind::TooManyAnswers));
                }
                text.push_str(&format!("[[{}]]", gaps.len()));
                from.get(length..).unwrap_or_default()
            }
            Found::OtherKind(word) => return Err(Stop::LeftOut(LeftOutWhy::GapKind(word))),
            Found::Text => {
                text.push('{');
                from.get(1..).unwrap_or_default()
            }
        };
    }
    text.push_str(&without_marks(rest));
    if gaps.is_empty() {
        return Err(problem(node, XmlProblemKind::NoGaps));
    }
    Ok((text, QuestionKind::Cloze { gaps }))
}

/// What would be taken for one of our gaps is parted.
fn without_marks(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        parted.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let is_mark = digits > 0 && after.get(digits..).is_some_and(|end| end.starts_with("]]"));
        parted.push_str(if is_mark { "[ [" } else { "[" });
        rest = if is_mark { after } else { rest.get(before.len() + 1..).unwrap_or_default() };
    }
    parted.push_str(rest);
    parted
}
