//! What each thing that can be chosen earns.

use super::{Declaration, LeftOutWhy, Mapping, Scoring};
use crate::quizzes::Credit;
use rust_decimal::Decimal;

/// What earns points, by the values of a response.
#[derive(Debug, Clone)]
pub enum Key {
    /// These values and no others, for so many points.
    Correct(Vec<String>, Decimal),
    /// Each value its own.
    Points(Mapping),
}

/// Credits of the things that can be chosen.
pub struct Options {
    /// In their order.
    pub credits: Vec<Credit>,
    /// The points that earn the full mark.
    pub full: Decimal,
    /// What is not kept.
    pub lost: Vec<LeftOutWhy>,
}

impl Key {
    /// The key of a response.
    pub fn of(declaration: &Declaration<'_>, scoring: &Scoring) -> Result<Self, LeftOutWhy> {
        match scoring {
            Scoring::Correct { points, .. } if !declaration.correct.is_empty() => {
                Ok(Self::Correct(declaration.correct.clone(), *points))
            }
            Scoring::Mapped => declaration.mapping.clone().map(Self::Points).ok_or(LeftOutWhy::NoCorrectResponse),
            Scoring::Listed(entries) => Ok(Self::Points(Mapping { entries: entries.clone(), ..Mapping::default() })),
            Scoring::Correct { .. } => Err(LeftOutWhy::NoCorrectResponse),
        }
    }

    /// The credits where one thing is chosen.
    pub fn one(&self, ids: &[&str]) -> Result<Options, LeftOutWhy> {
        let (points, full): (Vec<Decimal>, Decimal) = match self {
            Self::Correct(right, points) => {
                let is_right = |id: &&str| right.first().is_some_and(|right| right == id);
                (ids.iter().map(|id| if is_right(id) { *points } else { Decimal::ZERO }).collect(), *points)
            }
            Self::Points(mapping) => {
                let points: Vec<Decimal> = ids.iter().map(|id| mapping.bounded(mapping.points(id))).collect();
                let full = points.iter().copied().max().unwrap_or_default();
                (points, full)
            }
        };
        let credits: Vec<Credit> = points.into_iter().map(|points| credit(points, full)).collect();
        has_full(&credits)?;
        Ok(Options { credits, full, lost: Vec::new() })
    }

    /// The credits where several are chosen, at most so many (0 for any number).
    ///
    /// Points for the whole answer only become equal shares, and a wrong choice takes all, as it does there. A limit
    /// of choices, which is not known here, becomes a price of the wrong ones, or choosing all would earn all.
    pub fn several(&self, ids: &[&str], most: u32) -> Result<Options, LeftOutWhy> {
        match self {
            Self::Correct(right, points) => {
                let is_right = |id: &&str| right.iter().any(|right| right == id);
                let count = ids.iter().filter(|id| is_right(id)).count();
                if count == 0 || right.iter().any(|right| !ids.contains(&right.as_str())) {
                    return Err(LeftOutWhy::NoCorrectResponse);
                }
                let share = Credit::share(1, count);
                let credits = ids.iter().map(|id| if is_right(id) { share } else { negative(Credit::FULL) }).collect();
                let lost = if count > 1 { vec![LeftOutWhy::AllOrNothing] } else { Vec::new() };
                Ok(Options { credits, full: *points, lost })
            }
            Self::Points(mapping) => {
                let points: Vec<Decimal> = ids.iter().map(|id| mapping.points(id)).collect();
                let limit = if most == 0 { ids.len() } else { most as usize };
                let mut earning: Vec<Decimal> =
                    points.iter().copied().filter(|points| *points > Decimal::ZERO).collect();
                earning.sort_unstable_by(|a, b| b.cmp(a));
                let sum = earning.iter().take(limit).try_fold(Decimal::ZERO, |sum, points| sum.checked_add(*points));
                let full = mapping.bounded(sum.ok_or_else(|| LeftOutWhy::BadNumber(String::new()))?);
                if full <= Decimal::ZERO {
                    return Err(LeftOutWhy::NoCorrectResponse);
                }
                let mut credits: Vec<Credit> = points.into_iter().map(|points| credit(points, full)).collect();
                let is_free = |credit: &Credit| *credit == Credit::NONE;
                let mut lost = Vec::new();
                if limit < ids.len() && credits.iter().any(is_free) {
                    let price = credits.iter().copied().filter(|credit| *credit > Credit::NONE).min();
                    let price = negative(price.unwrap_or(Credit::FULL));
                    credits.iter_mut().filter(|credit| is_free(credit)).for_each(|credit| *credit = price);
                    lost.push(LeftOutWhy::LimitOfChoices(most));
                }
                Ok(Options { credits, full, lost })
            }
        }
    }

    /// The values that earn points.
    pub fn right(&self) -> Vec<&str> {
        match self {
            Self::Correct(right, _) => right.iter().map(String::as_str).collect(),
            Self::Points(mapping) => {
                let earning = mapping.entries.iter().filter(|entry| entry.points > Decimal::ZERO);
                earning.map(|entry| entry.value.as_str()).collect()
            }
        }
    }

    /// What is not kept where each right value earns the same and nothing else counts.
    pub fn lost_in_equal_shares(&self) -> Option<LeftOutWhy> {
        match self {
            Self::Correct(right, _) => (right.len() > 1).then_some(LeftOutWhy::AllOrNothing),
            Self::Points(mapping) => {
                let mut earning =
                    mapping.entries.iter().map(|entry| entry.points).filter(|points| *points > Decimal::ZERO);
                let first = earning.next();
                let differ = earning.any(|points| Some(points) != first);
                let costs =
                    mapping.default < Decimal::ZERO || mapping.entries.iter().any(|entry| entry.points < Decimal::ZERO);
                (differ || costs).then_some(LeftOutWhy::Weights)
            }
        }
    }
}

fn has_full(credits: &[Credit]) -> Result<(), LeftOutWhy> {
    if credits.contains(&Credit::FULL) { Ok(()) } else { Err(LeftOutWhy::NoCorrectResponse) }
}

fn negative(credit: Credit) -> Credit {
    Credit::from_thousandths(-credit.thousandths()).unwrap_or_default()
}

/// Points as a part of the points that earn the full mark, in thousandths of a per cent towards nothing, never beyond
/// ±100%.
pub fn credit(points: Decimal, full: Decimal) -> Credit {
    if full <= Decimal::ZERO {
        return Credit::NONE;
    }
    let whole = i64::from(Credit::FULL.thousandths());
    // What is too large for the division is beyond the limits anyway.
    let share = points.clamp(-full, full).checked_div(full).and_then(|share| share.checked_mul(Decimal::from(whole)));
    let thousandths = share.map(|share| share.trunc()).and_then(|share| i32::try_from(share).ok());
    thousandths.and_then(Credit::from_thousandths).unwrap_or_default()
}
