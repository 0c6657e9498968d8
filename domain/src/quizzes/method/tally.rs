//! Scores, taken in one after another as they become known.

use super::{Score, mean::Mean};
use crate::courses::quiz::ScoreMethod;

#[derive(Debug, Clone)]
pub(super) enum Tally {
    Best(Option<(usize, Score)>),
    Last(Option<(usize, Score)>),
    First(Option<Score>),
    Mean(Mean),
}

impl Tally {
    pub fn new(method: ScoreMethod) -> Self {
        match method {
            ScoreMethod::Best => Self::Best(None),
            ScoreMethod::Last => Self::Last(None),
            ScoreMethod::First => Self::First(None),
            ScoreMethod::Mean => Self::Mean(Mean::default()),
        }
    }

    /// Takes in the score of the attempt at a place, from 0.
    pub fn add(&mut self, place: usize, score: Score) {
        match self {
            Self::Best(best) => {
                let is_better = |(at, best): (usize, Score)| score.beats(best) || !best.beats(score) && place < at;
                if best.is_none_or(is_better) {
                    *best = Some((place, score));
                }
            }
            Self::Last(last) => {
                if last.is_none_or(|(at, _)| place >= at) {
                    *last = Some((place, score));
                }
            }
            Self::First(first) => {
                if place == 0 {
                    *first = Some(score);
                }
            }
            Self::Mean(mean) => mean.add(score),
        }
    }

    pub fn score(&self) -> Option<Score> {
        match self {
            Self::Best(found) | Self::Last(found) => found.map(|(_, score)| score),
            Self::First(score) => *score,
            Self::Mean(mean) => mean.score(),
        }
    }
}
