//! Fields and choices in running text.

use super::{LeftOutWhy, Marks, QuestionKind, Reading, Stop, choice, entry};
use crate::quizzes::{
    qti::{
        MOST_GAPS,
        xml::{Element, Node},
    },
    question::Gap,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// `textEntryInteraction`s and `inlineChoiceInteraction`s, each a gap.
pub fn read<'a>(reading: &mut Reading<'a, '_, '_>, interactions: &[Node<'a>]) -> Result<(QuestionKind, Marks), Stop> {
    if interactions.len() > MOST_GAPS {
        return Err(LeftOutWhy::TooMuch.into());
    }
    let mut kinds = Vec::with_capacity(interactions.len());
    for node in interactions {
        kinds.push(if node.is("textEntryInteraction") {
            entry::read(reading, node)?
        } else {
            let (options, points) = choice::inline(reading, node)?;
            (QuestionKind::SingleChoice { options }, points)
        });
    }
    Ok((cloze(kinds), marks(interactions)))
}

/// A text with gaps, each with its points.
pub fn cloze(kinds: Vec<(QuestionKind, Decimal)>) -> QuestionKind {
    let (kinds, points): (Vec<QuestionKind>, Vec<Decimal>) = kinds.into_iter().unzip();
    let gaps = kinds.into_iter().zip(weights(&points)).map(|(kind, weight)| Gap { weight, kind });
    QuestionKind::Cloze { gaps: gaps.collect() }
}

/// `[[1]]`, `[[2]]` … in the place of the gaps.
pub fn marks(gaps: &[Node<'_>]) -> Marks {
    gaps.iter().zip(1..).map(|(gap, number): (_, usize)| (gap.id(), format!("[[{number}]]"))).collect()
}

/// Whole numbers in the proportion of points, to the hundredth, the smallest that will do.
fn weights(points: &[Decimal]) -> Vec<u32> {
    const MOST: u32 = 1_000_000;
    let hundredths = |points: &Decimal| {
        let whole = points.checked_mul(Decimal::ONE_HUNDRED).and_then(|points| points.round().to_u32());
        whole.unwrap_or(MOST).clamp(1, MOST)
    };
    let whole: Vec<u32> = points.iter().map(hundredths).collect();
    let common = whole.iter().copied().fold(0, divisor).max(1);
    whole.into_iter().map(|weight| weight / common).collect()
}

/// The greatest common divisor.
const fn divisor(a: u32, b: u32) -> u32 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
