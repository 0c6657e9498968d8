//! How often each answer was given, and by whom: those who know the rest, or all.

use super::{
    AnswerKey, Answered, ResponseKey,
    histogram::{Histogram, MOST_CLASSES},
};
use crate::quizzes::Credit;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most different answers to a question that are counted one by one.
pub const MOST_RESPONSES: usize = 1000;
/// The most classes of marks that are told apart among those who gave one answer.
pub const MOST_CLASSES_OF_A_RESPONSE: usize = 32;
/// Which part of all attempts, by the mark of the rest, are the best: 27% tell answers apart most surely
/// (T. L. Kelley, The selection of upper and lower groups for the validation of test items, 1939,
/// <https://doi.org/10.1037/h0057123>).
pub const BEST_SHARE: f64 = 0.27;

/// How often an answer was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResponseCount {
    /// The answer.
    pub key: ResponseKey,
    /// What it earns, see [`Answered`].
    pub credit: Credit,
    /// How many gave it.
    pub count: u64,
    /// How many of all who were asked, in per cent.
    pub share: f64,
    /// How many of the best ([`BEST_SHARE`]), in per cent; `None` where all did alike in the rest. Attempts with the same
    /// mark as the last of the best count in part.
    pub of_the_best: Option<f64>,
}

/// Decides what is kept when there are too many: the least. What has few forms comes first, then texts that earn
/// something, then the other texts, in an order that has nothing to do with what they say or when they came. So it makes
/// no difference in which order answers are counted, and what is kept was counted from its first time on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: u8,
    digest: u64,
    key: ResponseKey,
    credit: Credit,
}

impl Rank {
    fn of(answered: &Answered) -> Self {
        let (class, digest) = match &answered.key.answer {
            AnswerKey::Text(text) => (if answered.credit > Credit::NONE { 1 } else { 2 }, fnv1a(text)),
            _ => (0, 0),
        };
        Self { class, digest, key: answered.key.clone(), credit: answered.credit }
    }
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): the same everywhere and always.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tally {
    count: u64,
    rests: Histogram<MOST_CLASSES_OF_A_RESPONSE>,
}

/// All answers to a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Responses<const MOST: usize = MOST_RESPONSES> {
    given: u64,
    kept: BTreeMap<Rank, Tally>,
}

impl<const MOST: usize> Responses<MOST> {
    pub fn add(&mut self, answers: &[Answered], rest: i64) {
        let ranks: BTreeSet<Rank> = answers.iter().map(Rank::of).collect();
        for rank in ranks {
            self.given += 1;
            let tally = self.kept.entry(rank).or_default();
            tally.count += 1;
            tally.rests.add(rest);
            self.forget();
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.given += other.given;
        for (rank, counted) in &other.kept {
            let tally = self.kept.entry(rank.clone()).or_default();
            tally.count += counted.count;
            tally.rests.merge(&counted.rests);
        }
        self.forget();
    }

    fn forget(&mut self) {
        while self.kept.len() > MOST {
            self.kept.pop_last();
        }
    }

    /// Answers given that are not kept one by one.
    pub fn others(&self) -> u64 {
        self.given - self.kept.values().map(|tally| tally.count).sum::<u64>()
    }

    /// By part, the most frequent first. `rests` are the marks of the rest of all attempts that were asked.
    pub fn counts(&self, rests: &Histogram<MOST_CLASSES>) -> Vec<ResponseCount> {
        let shift = self.kept.values().map(|tally| tally.rests.shift()).max().unwrap_or(0).max(rests.shift());
        let rests = rests.at(shift);
        let asked: u64 = rests.values().sum();
        let best = Best::of(&rests);
        let count = |(rank, tally): (&Rank, &Tally)| ResponseCount {
            key: rank.key.clone(),
            credit: rank.credit,
            count: tally.count,
            share: 100.0 * tally.count as f64 / asked.max(1) as f64,
            of_the_best: best.as_ref().map(|best| best.share(&tally.rests.at(shift))),
        };
        let mut counts: Vec<ResponseCount> = self.kept.iter().map(count).collect();
        counts.sort_by(|a, b| (a.key.part, b.count, &a.key).cmp(&(b.key.part, a.count, &b.key)));
        counts
    }
}

/// The best by the rest: all above a class of marks, and part of those in it.
struct Best {
    size: f64,
    last: i64,
    of_the_last: f64,
}

impl Best {
    fn of(rests: &BTreeMap<i64, u64>) -> Option<Self> {
        if rests.len() < 2 {
            return None;
        }
        let size = BEST_SHARE * rests.values().sum::<u64>() as f64;
        let mut above = 0.0;
        rests.iter().rev().find_map(|(class, count)| {
            let count = *count as f64;
            if above + count >= size {
                return Some(Self { size, last: *class, of_the_last: (size - above) / count });
            }
            above += count;
            None
        })
    }

    fn share(&self, rests: &BTreeMap<i64, u64>) -> f64 {
        let weight = |class: i64| if class > self.last { 1.0 } else { self.of_the_last };
        let chosen: f64 = rests.range(self.last..).map(|(class, count)| weight(*class) * *count as f64).sum();
        100.0 * chosen / self.size
    }
}
