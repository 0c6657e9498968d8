//! Which questions an attempt asks, and in which order.

mod shortage;
#[cfg(test)]
mod tests;

pub use shortage::{DrawError, shortages};

use super::QuestionKind;
use crate::courses::quiz::{CategoryDraw, QuizRules};
use rand::{Rng, seq::SliceRandom};
use std::{cmp::Reverse, collections::BTreeSet};

/// A question of a bank, as far as drawing asks.
#[derive(Debug, Clone, Copy)]
pub struct Banked<'a> {
    /// How it is answered.
    pub kind: &'a QuestionKind,
    /// The category it belongs to, parts split at `/`; empty for none.
    pub category: &'a str,
}

/// One drawn question: its place in the bank and the order in which its options are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Place in the bank.
    pub place: usize,
    /// `order[shown] = option`.
    pub order: Vec<usize>,
}

/// Draws the questions of an attempt: those of each category named, then so many of what is left, or all.
///
/// Questions that the person has not `seen` (places in the bank) come first, and only then those they have. Each drawn
/// question is worth the same. Where nothing is shuffled, they are asked in the order of the bank.
///
/// A description is asked right before the question that follows it in the bank, and only if that one is drawn, for it
/// may be what that question is about; it is not counted. One that nothing follows is shown only where the whole bank
/// is, in its order.
///
/// Where fewer are left than the plain draw asks for, all of them are asked.
///
/// # Errors
/// When a category has too few questions; see [`shortages`].
pub fn draw(
    bank: &[Banked<'_>],
    rules: &QuizRules,
    seen: &BTreeSet<usize>,
    chance: &mut impl Rng,
) -> Result<Vec<Drawn>, DrawError> {
    if let Some(shortage) = shortages(bank, rules).into_iter().next() {
        return Err(shortage);
    }
    let chosen = choose(bank, rules, seen, chance);
    let places = in_order(bank, &chosen, rules.shuffle, chance);
    let drawn = |place: usize| Some(Drawn { place, order: bank.get(place)?.kind.order(rules.shuffle, chance) });
    Ok(places.into_iter().filter_map(drawn).collect())
}

/// The places of the questions that are asked, without descriptions.
fn choose(bank: &[Banked<'_>], rules: &QuizRules, seen: &BTreeSet<usize>, chance: &mut impl Rng) -> BTreeSet<usize> {
    let counting = bank.iter().enumerate().filter(|(_, banked)| banked.kind.counts());
    let mut left: Vec<(usize, &str)> = counting.map(|(place, banked)| (place, banked.category)).collect();
    if rules.asks_all() {
        return left.into_iter().map(|(place, _)| place).collect();
    }
    left.shuffle(chance);
    left.sort_by_key(|(place, _)| seen.contains(place));
    let mut chosen = BTreeSet::new();
    // A category takes its own before the one above it, which has others to take.
    let mut draws: Vec<&CategoryDraw> = rules.draws.iter().collect();
    draws.sort_by_key(|draw| Reverse(draw.category.split('/').count()));
    for draw in draws {
        take(&mut left, draw.count, |category| draw.takes(category), &mut chosen);
    }
    take(&mut left, rules.draw, |_| true, &mut chosen);
    chosen
}

/// Takes the first so many of a category from what is left.
fn take(left: &mut Vec<(usize, &str)>, count: u32, belongs: impl Fn(&str) -> bool, chosen: &mut BTreeSet<usize>) {
    let mut wanted = count;
    left.retain(|(place, category)| {
        let is_taken = wanted > 0 && belongs(category);
        if is_taken {
            wanted -= 1;
            chosen.insert(*place);
        }
        !is_taken
    });
}

/// All places that are asked, each question behind the descriptions that lead to it.
fn in_order(bank: &[Banked<'_>], chosen: &BTreeSet<usize>, shuffle: bool, chance: &mut impl Rng) -> Vec<usize> {
    let mut asked: Vec<Vec<usize>> = Vec::with_capacity(chosen.len());
    let mut leading = Vec::new();
    for (place, banked) in bank.iter().enumerate() {
        leading.push(place);
        if banked.kind.counts() {
            let question = std::mem::take(&mut leading);
            if chosen.contains(&place) {
                asked.push(question);
            }
        }
    }
    let is_whole = asked.iter().map(Vec::len).sum::<usize>() + leading.len() == bank.len();
    if shuffle {
        asked.shuffle(chance);
    } else if is_whole {
        asked.push(leading);
    }
    asked.into_iter().flatten().collect()
}
