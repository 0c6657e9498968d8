//! An answer on its way from a page.

use crate::{calendar::Moment, quizzes::Response};
use serde::{Deserialize, Serialize};

/// How far a sequence number may be ahead of the one it builds on.
pub const LONGEST_LEAP: u32 = 100_000;

/// One open page of a quiz. Numbers are made up by the browser and mean nothing outside one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The browser.
    pub device: u32,
    /// The tab; a page that is loaded again is another one.
    pub page: u32,
}

/// An answer to one question, as a page saves it. Source and sequence together are its key: the same key twice is the
/// same message.
///
/// A page numbers its answers to a question so: one more than the highest number it knows, its own or one it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The answer.
    pub answer: Response,
    /// Its number, from 1.
    pub sequence: u32,
    /// The number of the answer that the page was last told to be current; 0 for none. Not that of an own answer that
    /// nobody acknowledged.
    pub based_on: u32,
    /// When it came in. It decides nothing: what builds on what does.
    pub saved_at: Moment,
    /// Where it comes from.
    pub source: Source,
}

/// Why a message is no answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// It has not a higher number than what it builds on.
    #[error("an answer has a higher number than the one it builds on")]
    NotAfter,
    /// It is more than [`LONGEST_LEAP`] ahead.
    #[error("the number of the answer is too far ahead")]
    TooFarAhead,
}

impl Draft {
    /// Checks the numbers, where `current` is the current one, 0 for none.
    pub(super) const fn check(&self, current: u32) -> Result<(), DraftError> {
        if self.sequence <= self.based_on {
            return Err(DraftError::NotAfter);
        }
        if self.sequence - self.based_on > LONGEST_LEAP || self.based_on.saturating_sub(current) > LONGEST_LEAP {
            return Err(DraftError::TooFarAhead);
        }
        Ok(())
    }

    /// Whether it has the key of another.
    pub(super) fn is_the_same_message(&self, other: &Self) -> bool {
        self.source == other.source && self.sequence == other.sequence
    }
}
