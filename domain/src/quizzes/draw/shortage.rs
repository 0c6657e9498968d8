//! Whether a bank has what the rules draw from it.

use super::Banked;
use crate::courses::quiz::QuizRules;

/// Why no questions can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// A category, with those below it, has fewer questions than are drawn from it and from those below it.
    #[error("the category \"{category}\" has {found} questions, {wanted} are drawn")]
    TooFew {
        /// The category.
        category: String,
        /// How many are drawn, with the draws from categories below.
        wanted: u64,
        /// How many there are; descriptions do not count.
        found: usize,
    },
}

/// All categories from which more is drawn than is there; for whoever publishes a quiz, so that nobody who takes it
/// meets one. No question is drawn twice, so a draw from a category needs others than the draws from those below it.
pub fn shortages(bank: &[Banked<'_>], rules: &QuizRules) -> Vec<DrawError> {
    let draws = rules.draws.iter();
    let shortage = |draw: &crate::courses::quiz::CategoryDraw| {
        let below = rules.draws.iter().filter(|other| draw.takes(&other.category));
        let wanted: u64 = below.map(|other| u64::from(other.count)).sum();
        let found = bank.iter().filter(|banked| banked.kind.counts() && draw.takes(banked.category)).count();
        let category = draw.category.clone();
        (wanted > found as u64).then_some(DrawError::TooFew { category, wanted, found })
    };
    draws.filter_map(shortage).collect()
}
