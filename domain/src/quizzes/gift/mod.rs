//! GIFT, the plain text format for questions.
//!
//! The format is the one that Moodle documents (<https://docs.moodle.org/en/GIFT_format>): questions are parted by
//! blank lines, answers stand in braces, `=` marks right ones, `~` wrong ones, `%50%` weights, `#` feedback, `####`
//! feedback to the whole question. `[html]`, `[moodle]`, `[plain]` or `[markdown]` before a text says how it is
//! written; without it a question is in our own Markdown, its lines folded into paragraphs. With a format lines stand
//! as they are, as in Moodle.
//!
//! `// [id:mạng-7] [tag:mật khẩu]` in a question's comment gives it an identifier and tags. The tag `difficulty:hard`
//! says how hard it is; no other program needs to know.
//!
//! A text without braces is a description, and `{}` asks for an essay. A question's kind tells; whoever takes neither
//! must look at it.

mod answers;
mod blocks;
mod comment;
mod format;
mod loss;
mod matching;
mod numeric;
mod problem;
mod question;
mod sayable;
mod source;
mod write;

pub use loss::GiftLoss;
pub use problem::{GiftProblem, GiftProblemKind};
pub use write::{GiftText, write};

use super::interchange::{FoundQuestion, Place, QuestionFile};
use blocks::{Block, Blocks};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;

/// The most answers that one question may have.
pub const MOST_ANSWERS: usize = 200;

/// A question file as read, its questions beside what is wrong with the others.
#[derive(Debug, Clone, Default)]
pub struct GiftFile {
    /// The questions in their order.
    pub questions: Vec<FoundQuestion>,
    /// All that is wrong with the file.
    pub problems: Vec<GiftProblem>,
}

/// Reads a whole file. GIFT holds no media, and nothing in it stays out.
///
/// # Errors
/// All that is wrong with it.
pub fn read(text: &str) -> Result<QuestionFile<Infallible>, Vec<GiftProblem>> {
    let GiftFile { questions, problems } = parse(text);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(QuestionFile { questions, media: BTreeMap::new(), left_out: Vec::new() })
}

/// Reads what can be read of a file: what is wrong with one question does not keep the others from being looked at.
/// Only [`read`] is for taking questions.
pub fn parse(text: &str) -> GiftFile {
    let mut file = GiftFile::default();
    if text.len() > LARGEST_FILE {
        let place = Place { line: 1, column: 1 };
        file.problems.push(GiftProblem { place, kind: GiftProblemKind::TooLarge });
        return file;
    }
    let mut category = String::new();
    let mut names = BTreeSet::new();
    for block in Blocks::of(text) {
        let block = match block {
            Block::Category(name) => {
                category = name;
                continue;
            }
            Block::Question(block) => block,
        };
        match question::parse(&block, &category) {
            Ok(mut found) => {
                if found.question.name.is_empty() {
                    found.question.name = format!("q{:02}", file.questions.len() + 1);
                }
                let name = &found.question.name;
                if !names.insert(name.clone()) {
                    let kind = GiftProblemKind::NameTwice(name.clone());
                    file.problems.push(GiftProblem { place: found.place, kind });
                }
                file.questions.push(found);
            }
            Err(problem) => file.problems.push(problem),
        }
    }
    file
}

#[cfg(test)]
mod tests;
