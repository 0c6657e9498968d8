//! GIFT, the plain text format for questions.
//!
//! The format is the one that Moodle documents (<https://docs.moodle.org/en/GIFT_format>): questions
//! are parted by blank lines, answers stand in braces, `=` marks right ones, `~` wrong ones,
//! `%50%` weights, `#` feedback, `####` feedback to the whole question. A question without an
//! essay or description kind is what a graded quiz needs, so those two are refused by name.

mod answers;
mod escape;

use super::Question;
use escape::Source;

/// A question file as read.
#[derive(Debug, Clone, Default)]
pub struct GiftFile {
    /// The questions, each with the line it begins on.
    pub questions: Vec<(usize, Question)>,
    /// All that is wrong with the file.
    pub problems: Vec<GiftProblem>,
}

/// One thing that is wrong with a question file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct GiftProblem {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: GiftProblemKind,
}

/// What can be wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiftProblemKind {
    /// No `{ … }`.
    #[error("no answers in braces: descriptions are not taken")]
    NoAnswers,
    /// `{` without `}`.
    #[error("the brace that opens the answers is not closed")]
    NotClosed,
    /// `}` without `{`, or a second pair of braces.
    #[error("a brace that does not belong here (write \\{{ or \\}} where one is meant as text)")]
    StrayBrace,
    /// `{}`.
    #[error("no answers between the braces: essays are not taken")]
    Essay,
    /// No text before the braces.
    #[error("the question asks nothing")]
    NoPrompt,
    /// Text before the first `=` or `~`.
    #[error("text before the first answer: {0}")]
    StrayText(String),
    /// An answer without text.
    #[error("an answer without text")]
    EmptyAnswer,
    /// `%…%` that is no number from −100 to 100.
    #[error("not a weight: {0}")]
    BadWeight(String),
    /// A numeric answer that is no number or range.
    #[error("not a number: {0}")]
    BadNumber(String),
    /// Fewer than two options.
    #[error("fewer than two answers to choose from")]
    TooFewAnswers,
    /// No way to the full mark.
    #[error("the full mark cannot be reached: the right answers' weights add up to {0} %")]
    FullMarkOutOfReach(String),
    /// A matching with a pair that lacks a side, or fewer than two pairs.
    #[error("a matching needs two pairs or more, each with both sides")]
    BadMatching,
    /// The name is taken by an earlier question.
    #[error("the name {0} is taken by an earlier question")]
    NameTwice(String),
}

/// Reads a whole file. What is wrong with one question does not keep the others from being read.
pub fn parse(text: &str) -> GiftFile {
    let mut file = GiftFile::default();
    let mut category = String::new();
    for block in blocks(text) {
        match block {
            Block::Category(name) => category = name,
            Block::Question { line, text } => match question(&text, line, &category) {
                Ok(mut question) => {
                    if question.name.is_empty() {
                        question.name = format!("q{:02}", file.questions.len() + 1);
                    }
                    if file.questions.iter().any(|(_, earlier)| earlier.name == question.name) {
                        let kind = GiftProblemKind::NameTwice(question.name.clone());
                        file.problems.push(GiftProblem { line, kind });
                    }
                    file.questions.push((line, question));
                }
                Err(problem) => file.problems.push(problem),
            },
        }
    }
    file
}

enum Block {
    Category(String),
    Question { line: usize, text: String },
}

/// Parts a file at blank lines; comment lines become empty text, so that line numbers hold.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        if trimmed.starts_with("//") {
            if let Some((_, text)) = &mut open {
                text.push('\n');
            }
            continue;
        }
        let category = trimmed.strip_prefix("$CATEGORY:");
        if trimmed.is_empty() || category.is_some() {
            blocks.extend(open.take().map(|(line, text)| Block::Question { line, text }));
            blocks.extend(category.map(|name| Block::Category(name.trim().to_owned())));
            continue;
        }
        let (_, text) = open.get_or_insert_with(|| (number, String::new()));
        text.push_str(line);
        text.push('\n');
    }
    blocks.extend(open.map(|(line, text)| Block::Question { line, text }));
    blocks
}

fn question(text: &str, line: usize, category: &str) -> Result<Question, GiftProblem> {
    let text = escape::hide(text);
    let whole = Source { text: &text, line };
    let problem = |kind| whole.problem(kind);
    let (name, rest) = title(whole);
    let (before, rest) = rest.split_once('{').ok_or_else(|| problem(GiftProblemKind::NoAnswers))?;
    let (inside, after) = rest.split_once('}').ok_or_else(|| rest.problem(GiftProblemKind::NotClosed))?;
    for part in [before, inside, after] {
        if let Some(place) = part.text.find(['{', '}']) {
            return Err(part.from(place).problem(GiftProblemKind::StrayBrace));
        }
    }
    let prompt = match (without_format(before).shown(), after.shown()) {
        (prompt, tail) if tail.is_empty() => prompt,
        (prompt, tail) => format!("{prompt} _____ {tail}"),
    };
    if prompt.is_empty() {
        return Err(problem(GiftProblemKind::NoPrompt));
    }
    let (body, general) = match inside.split_once("####") {
        Some((body, general)) => (body, Some(general.shown()).filter(|text| !text.is_empty())),
        None => (inside, None),
    };
    let kind = answers::parse(body)?;
    Ok(Question { category: category.to_owned(), general_feedback: general, ..Question::new(name, prompt, kind) })
}

/// `::name::` before the question, if there is one.
fn title(whole: Source<'_>) -> (String, Source<'_>) {
    let start = whole.trim_start();
    let named = start
        .text
        .strip_prefix("::")
        .and_then(|rest| rest.find("::"))
        .map(|length| (start.between(2, 2 + length).shown(), start.from(2 + length + 2)));
    named.unwrap_or((String::new(), start))
}

/// `[markdown]`, `[html]` and the like before the text are read over: texts are CommonMark here.
fn without_format(text: Source<'_>) -> Source<'_> {
    const FORMATS: [&str; 4] = ["[markdown]", "[html]", "[plain]", "[moodle]"];
    let start = text.trim_start();
    FORMATS.iter().find(|format| start.text.starts_with(**format)).map_or(start, |format| start.from(format.len()))
}

#[cfg(test)]
mod tests;
