//! Options with weights.

use super::Graded;
use crate::quizzes::{Choice, Credit, question::Hotspot};

/// What can be chosen: an option or a spot in a picture.
pub trait Chosen {
    fn credit(&self) -> Credit;
    fn feedback(&self) -> &Option<String>;
}

impl Chosen for Choice {
    fn credit(&self) -> Credit {
        self.credit
    }

    fn feedback(&self) -> &Option<String> {
        &self.feedback
    }
}

impl Chosen for Hotspot {
    fn credit(&self) -> Credit {
        self.credit
    }

    fn feedback(&self) -> &Option<String> {
        &self.feedback
    }
}

pub fn one(options: &[impl Chosen], chosen: usize) -> Graded {
    Graded::found(options.get(chosen).map(|choice| (choice.credit(), choice.feedback())))
}

pub fn several<T: Chosen>(options: &[T], chosen: impl IntoIterator<Item = usize>) -> Graded {
    let mut places: Vec<usize> = chosen.into_iter().collect();
    places.sort_unstable();
    places.dedup();
    let chosen: Vec<&T> = places.iter().filter_map(|place| options.get(*place)).collect();
    let feedback = chosen.iter().filter_map(|choice| choice.feedback().clone()).collect();
    let earns = |choice: &T| choice.credit() > Credit::NONE;
    let all_right_and_only_right = options.iter().any(earns)
        && chosen.iter().all(|choice| earns(choice))
        && (options.iter().filter(|choice| earns(choice)).count() == chosen.len());
    // Three weights of 33.333% are meant to be the full mark, although they add up to 99.999%.
    let sum = Credit::sum(chosen.iter().map(|choice| choice.credit()));
    let missing = Credit::FULL.thousandths() - sum.thousandths();
    let nearly_full = usize::try_from(missing).is_ok_and(|missing| missing <= options.len());
    let credit = if all_right_and_only_right && nearly_full { Credit::FULL } else { sum };
    Graded { credit, feedback }
}
