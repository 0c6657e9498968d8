//! Which score a person has from several attempts.

mod mean;
mod tally;
#[cfg(test)]
mod tests;

use super::{Outcome, Score};
use crate::{calendar::Moment, courses::quiz::ScoreMethod};
use tally::Tally;

/// When an attempt was marked to the end, and with which score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedAt {
    /// When.
    pub at: Moment,
    /// The score.
    pub score: Score,
}

/// The score of a person from their attempts in the order of their numbers, `None` for each that has no score: under
/// way, abandoned, or with answers that a person has yet to mark.
///
/// - best: the best that is marked; of equal ones the earlier;
/// - last: the latest that is marked: an earlier score stands until a later one is known;
/// - first: that of the very first attempt, and none as long as it is not marked, whatever the others earned;
/// - mean: that of all that are marked. Each attempt counts the same, however many questions it asked. It is given as
///   the part of so many questions that all attempts' parts can be written with, so nothing is rounded before it is
///   shown; only where such a number is beyond 63 bits is it rounded down to thousandths of a per cent.
pub fn score_by(method: ScoreMethod, attempts: impl IntoIterator<Item = Option<Score>>) -> Option<Score> {
    let mut tally = Tally::new(method);
    for (place, score) in attempts.into_iter().enumerate() {
        if let Some(score) = score {
            tally.add(place, score);
        }
    }
    tally.score()
}

/// When a quiz was passed for the first time: the moment an attempt was marked and the score by the method, from the
/// attempts marked until then, reached the pass mark. `None` when it never was.
///
/// A completion once earned stays, so what later attempts do to the score does not matter. Attempts are in the order of
/// their numbers, `None` for each that has no score.
pub fn passed_at(method: ScoreMethod, pass_mark: u8, attempts: &[Option<MarkedAt>]) -> Option<Moment> {
    let places = attempts.iter().enumerate();
    let mut marked: Vec<(usize, MarkedAt)> = places.filter_map(|(place, attempt)| Some((place, (*attempt)?))).collect();
    marked.sort_by_key(|(place, marked)| (marked.at, *place));
    let mut tally = Tally::new(method);
    marked.into_iter().find_map(|(place, marked)| {
        tally.add(place, marked.score);
        (tally.score()?.outcome(pass_mark) == Outcome::Passed).then_some(marked.at)
    })
}
