//! One question.

use super::{
    GiftProblem, GiftProblemKind, answers,
    blocks::QuestionBlock,
    comment,
    format::Texts,
    source::{Glyph, Lines, Source},
};
use crate::quizzes::{Question, QuestionKind, interchange::FoundQuestion};

/// Stands where the answers stood within a sentence, as in Moodle.
const MISSING_WORD: &str = "_____";

pub fn parse(block: &QuestionBlock, category: &str) -> Result<FoundQuestion, GiftProblem> {
    let whole = block.source();
    let (name, text) = title(whole);
    let (before, answers) = at_braces(text)?;
    let (texts, before) = Texts::of_question(before);
    let prompt = match answers {
        Some((_, after)) if !after.is_blank() => with_missing_word(before, after).shown(texts.lines),
        _ => before.shown(texts.lines),
    };
    if prompt.is_empty() {
        return Err(text.problem(GiftProblemKind::NoPrompt));
    }
    let (kind, general_feedback) = match answers {
        None => (QuestionKind::Description, None),
        Some((inside, _)) => {
            let general = inside.rfind("####");
            let body = general.map_or(inside, |at| inside.to(at));
            (answers::parse(body, texts)?, texts.feedback(general.map(|at| inside.from(at + 4)))?)
        }
    };
    let marks = comment::read(&block.comment);
    let question = Question {
        name,
        external_id: marks.external_id,
        category: category.to_owned(),
        tags: marks.tags,
        difficulty: marks.difficulty,
        format: texts.format,
        prompt,
        kind,
        general_feedback,
    };
    Ok(FoundQuestion { place: whole.place(), question })
}

/// `::name::` before the question, if there is one.
fn title(whole: Source<'_>) -> (String, Source<'_>) {
    let named = whole.strip("::").and_then(|rest| rest.split_once("::"));
    named.map_or((String::new(), whole), |(name, rest)| (name.shown(Lines::Fold), rest.trim_start()))
}

/// What stands before the braces, and what in and after them.
type AtBraces<'a> = (Source<'a>, Option<(Source<'a>, Source<'a>)>);

fn at_braces(text: Source<'_>) -> Result<AtBraces<'_>, GiftProblem> {
    let stray = |at: usize| text.from(at).problem(GiftProblemKind::StrayBrace);
    let mut braces = text.find_each(&['{', '}']);
    let Some(open) = braces.next() else { return Ok((text, None)) };
    if !text.from(open).starts_with("{") {
        return Err(stray(open));
    }
    let close = braces.next().ok_or_else(|| text.from(open).problem(GiftProblemKind::NotClosed))?;
    if !text.from(close).starts_with("}") {
        return Err(stray(close));
    }
    match braces.next() {
        Some(third) => Err(stray(third)),
        None => Ok((text.to(open), Some((text.to(close).from(open + 1), text.from(close + 1))))),
    }
}

struct MissingWord(Vec<Glyph>);

impl MissingWord {
    fn shown(&self, lines: Lines) -> String {
        let Some(first) = self.0.first() else { return String::new() };
        Source::new(&self.0, first.place).shown(lines)
    }
}

fn with_missing_word(before: Source<'_>, after: Source<'_>) -> MissingWord {
    let gap = MISSING_WORD.chars().map(|c| Glyph::plain(c, after.place()));
    MissingWord(before.glyphs.iter().copied().chain(gap).chain(after.glyphs.iter().copied()).collect())
}
