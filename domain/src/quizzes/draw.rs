//! Which questions an attempt asks, and in which order.

use super::QuestionKind;
use rand::{Rng, seq::SliceRandom};

/// One drawn question: its place in the bank and the order in which its options are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Place in the bank.
    pub place: usize,
    /// `order[shown] = option`.
    pub order: Vec<usize>,
}

/// Draws `count` questions of a bank (0 for all) whose questions are of these kinds.
pub fn draw(kinds: &[&QuestionKind], count: usize, shuffle: bool, chance: &mut impl Rng) -> Vec<Drawn> {
    let mut places: Vec<usize> = (0..kinds.len()).collect();
    let count = if count == 0 { places.len() } else { count.min(places.len()) };
    if count < places.len() || shuffle {
        places.shuffle(chance);
    }
    places.truncate(count);
    if !shuffle {
        places.sort_unstable();
    }
    places.into_iter().map(|place| Drawn { place, order: kinds[place].order(shuffle, chance) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::{Choice, Credit};
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    fn choice(count: usize) -> QuestionKind {
        let option = Choice { text: String::new(), credit: Credit::NONE, feedback: None, fixed: false };
        QuestionKind::SingleChoice { options: vec![option; count] }
    }

    #[test]
    fn all_in_order_when_nothing_is_drawn_or_shuffled() {
        let bank = [choice(3), choice(2)];
        let drawn = draw(&bank.each_ref(), 0, false, &mut StdRng::seed_from_u64(1));
        assert_eq!(drawn, [Drawn { place: 0, order: vec![0, 1, 2] }, Drawn { place: 1, order: vec![0, 1] }]);
    }

    proptest! {
        #[test]
        fn as_many_as_asked_each_once_with_all_its_options(bank in proptest::collection::vec(0..6_usize, 0..20), count in 0..25_usize, shuffle: bool, seed: u64) {
            let kinds: Vec<_> = bank.iter().map(|count| choice(*count)).collect();
            let kinds: Vec<_> = kinds.iter().collect();
            let drawn = draw(&kinds, count, shuffle, &mut StdRng::seed_from_u64(seed));
            let wanted = if count == 0 { bank.len() } else { count.min(bank.len()) };
            prop_assert_eq!(drawn.len(), wanted);
            let mut places: Vec<_> = drawn.iter().map(|d| d.place).collect();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), wanted);
            for d in &drawn {
                let mut order = d.order.clone();
                order.sort_unstable();
                prop_assert_eq!(order, (0..bank[d.place]).collect::<Vec<_>>());
            }
            prop_assert_eq!(&drawn, &draw(&kinds, count, shuffle, &mut StdRng::seed_from_u64(seed)));
        }
    }
}
