//! What a page sends of its answers, and what it says it knew.

use crate::files::digest;
use domain::quizzes::response::Parts;
use std::collections::BTreeMap;

/// Fields of a form by the place of their question, from 0; a question that is not named keeps its answer.
pub type Fields = BTreeMap<u32, Parts>;

/// A whole form of answers.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The answers.
    pub fields: Fields,
    /// The page that it stood on, a number made up for it.
    pub page: u32,
    /// What the page knew of each question, as [`seen`] wrote it.
    pub seen: BTreeMap<u32, String>,
}

impl From<Fields> for Form {
    fn from(fields: Fields) -> Self {
        Self { fields, ..Self::default() }
    }
}

/// What a page knew of a question.
pub struct Seen {
    /// The number of the answer that stood.
    pub sequence: u32,
    digest: Option<String>,
}

impl Seen {
    /// Whether an answer is the one that stood there.
    pub fn is_untouched(&self, parts: &Parts) -> bool {
        self.digest.as_ref().is_some_and(|digest| *digest == digest_of(parts))
    }
}

/// What a page is told of a question, for it to send back: the number of the answer that stands, and a digest of it.
pub fn seen(sequence: u32, parts: &Parts) -> String {
    format!("{sequence}.{}", digest_of(parts))
}

/// Reads what [`seen`] wrote; without a digest the answer counts as touched.
pub fn seen_of(text: &str) -> Option<Seen> {
    let (sequence, digest) = text.split_once('.').unwrap_or((text, ""));
    Some(Seen { sequence: sequence.parse().ok()?, digest: Some(digest.to_owned()).filter(|digest| !digest.is_empty()) })
}

/// Empty fields say nothing, whether they are sent or not.
fn digest_of(parts: &Parts) -> String {
    let mut said = String::new();
    for (part, values) in parts {
        for (place, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            said.push_str(&format!("{part}.{place}={value}\n"));
        }
    }
    digest(said.as_bytes()).chars().take(8).collect()
}
