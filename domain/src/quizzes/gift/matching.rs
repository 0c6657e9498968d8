//! Pairs: `=stem -> answer`, and `= -> answer` for an answer that belongs to no stem.

use super::{GiftProblem, GiftProblemKind as Kind, format::Texts, source::Source};
use crate::quizzes::{QuestionKind, question::Pair};

/// Whether an answer has an arrow before its feedback, if any.
pub fn is_pair(answer: Source<'_>) -> bool {
    let text = answer.split_once("#").map_or(answer, |(text, _)| text);
    text.find("->").is_some()
}

pub fn parse(body: Source<'_>, answers: &[Source<'_>], texts: Texts) -> Result<QuestionKind, GiftProblem> {
    let mut pairs = Vec::new();
    let mut extra = Vec::new();
    for source in answers {
        if let Some(at) = source.find("#") {
            return Err(source.from(at).problem(Kind::MatchingFeedback));
        }
        let bad = || source.problem(Kind::BadMatching);
        let (stem, answer) = source.from(1).split_once("->").ok_or_else(bad)?;
        // Answers name no format: they are plain in Moodle.
        let answer = Some(answer.shown(texts.lines)).filter(|answer| !answer.is_empty()).ok_or_else(bad)?;
        match texts.read(stem)? {
            stem if stem.is_empty() => extra.push(answer),
            stem => pairs.push(Pair { stem, answer }),
        }
    }
    if pairs.len() < 2 {
        return Err(body.problem(Kind::BadMatching));
    }
    Ok(QuestionKind::Matching { pairs, extra })
}
