//! What is said to a score.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most bands of a quiz.
pub const MOST_BANDS: usize = 20;

/// The longest text of a band, in characters.
pub const LONGEST_BAND_TEXT: usize = 2_000;

/// What is said to whoever scores from so much on, up to the next band: `[[quiz.bands]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The lowest score of the band in per cent, 0 to 100.
    pub from: u8,
    /// What is said, in the languages of the course.
    pub text: BTreeMap<Language, String>,
}
