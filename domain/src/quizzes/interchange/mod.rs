//! Files of questions that other programs read and write.
//!
//! A file is never half taken: whoever reads one gets all its questions, or all that is wrong with it.

use super::Question;
use std::collections::BTreeMap;

/// A place in a file, both counted from 1. Columns are counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {kind}", place.line, place.column)]
pub struct FileProblem<K: std::fmt::Display> {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: K,
}

/// A question as it stood in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundQuestion {
    /// Where it begins.
    pub place: Place,
    /// The question.
    pub question: Question,
}

/// Something in a file that has no like here, and so stays out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut<W> {
    /// Where it stands.
    pub place: Place,
    /// What it is called there.
    pub name: String,
    /// Why it stays out.
    pub why: W,
}

/// All that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionFile<W> {
    /// The questions in their order.
    pub questions: Vec<FoundQuestion>,
    /// Pictures, sound and video, by the name that texts call them (`media/name`).
    pub media: BTreeMap<String, Vec<u8>>,
    /// What was not taken and why.
    pub left_out: Vec<LeftOut<W>>,
}
