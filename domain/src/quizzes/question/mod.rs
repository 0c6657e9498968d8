//! What a question is.

#[cfg(test)]
#[allow(dead_code)] // each format's tests take what they need
pub mod arbitrary;
mod credit;
mod key;
mod kind;
mod order;

pub use credit::Credit;
pub use kind::{
    AcceptedRange, AcceptedText, Choice, Criterion, EssayRules, Gap, Hotspot, Pair, Picture, PlacedText, QuestionKind,
    Shape, TextMatching, Unit, Zone,
};

use crate::people::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// How the texts of a question are written.
    TextFormat {
        /// CommonMark, our own way.
        Markdown = "markdown",
        /// HTML, cleaned before it is shown.
        Html = "html",
        /// As it stands, line by line.
        Plain = "plain",
        /// Moodle's own: plain text in which HTML may stand.
        Moodle = "moodle",
    }
}

words! {
    /// How hard its author thinks a question is.
    Difficulty {
        /// Nhận biết: known at once.
        Easy = "easy",
        /// Thông hiểu: understood.
        Medium = "medium",
        /// Vận dụng: applied.
        Hard = "hard",
    }
}

/// A question with its key. It never leaves the server whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in the bank, the same in every language.
    pub name: String,
    /// An identifier that other programs know it by; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_id: String,
    /// The category it belongs to, parts split at `/`; empty for none.
    pub category: String,
    /// Words it is found by.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// How hard it is meant to be; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// How its texts are written.
    #[serde(default = "markdown", skip_serializing_if = "is_markdown")]
    pub format: TextFormat,
    /// What is asked. Pictures, sound and video stand in it as `![words](media/name)`; the gaps of a cloze as
    /// `[[1]]`, `[[2]]` ….
    pub prompt: String,
    /// How it is answered, and the key.
    pub kind: QuestionKind,
    /// Said to everyone once feedback is shown.
    pub general_feedback: Option<String>,
}

const fn markdown() -> TextFormat {
    TextFormat::Markdown
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_markdown(format: &TextFormat) -> bool {
    *format == TextFormat::Markdown
}

impl Question {
    /// A question with nothing but a name, a prompt and a kind.
    pub fn new(name: impl Into<String>, prompt: impl Into<String>, kind: QuestionKind) -> Self {
        Self {
            name: name.into(),
            external_id: String::new(),
            category: String::new(),
            tags: BTreeSet::new(),
            difficulty: None,
            format: TextFormat::Markdown,
            prompt: prompt.into(),
            kind,
            general_feedback: None,
        }
    }
}
