//! What belongs where, and in which order.

use super::Graded;
use crate::quizzes::Credit;

/// Each stem with its right answer earns an equal share.
pub fn matching<'a>(
    answers: &[&str],
    right: impl ExactSizeIterator<Item = &'a str>,
    given: &[Option<usize>],
) -> Graded {
    let count = right.len();
    let hits = right.zip(given).filter(|(right, place)| place.and_then(|place| answers.get(place)) == Some(right));
    Graded { credit: Credit::share(hits.count(), count), feedback: Vec::new() }
}

/// Each thing at its right place earns an equal share; two at one place earn nothing there.
pub fn ordering(count: usize, given: &[Option<usize>]) -> Graded {
    let is_alone = |place: usize| given.iter().filter(|other| **other == Some(place)).count() == 1;
    let hits = (0..count).filter(|item| given.get(*item) == Some(&Some(*item)) && is_alone(*item)).count();
    Graded { credit: Credit::share(hits, count), feedback: Vec::new() }
}
