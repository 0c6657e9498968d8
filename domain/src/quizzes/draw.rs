//! Which questions an attempt asks, and in which order.

use rand::{Rng, seq::SliceRandom};

/// One drawn question: its place in the bank and the order in which its options are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Place in the bank.
    pub place: usize,
    /// `order[shown] = option`.
    pub order: Vec<usize>,
}

/// Draws `count` questions of a bank (0 for all) whose questions have so many options each.
pub fn draw(options: &[usize], count: usize, shuffle: bool, chance: &mut impl Rng) -> Vec<Drawn> {
    let mut places: Vec<usize> = (0..options.len()).collect();
    let count = if count == 0 { places.len() } else { count.min(places.len()) };
    if count < places.len() || shuffle {
        places.shuffle(chance);
    }
    places.truncate(count);
    if !shuffle {
        places.sort_unstable();
    }
    places
        .into_iter()
        .map(|place| {
            let mut order: Vec<usize> = (0..options[place]).collect();
            if shuffle {
                order.shuffle(chance);
            }
            Drawn { place, order }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn all_in_order_when_nothing_is_drawn_or_shuffled() {
        let drawn = draw(&[3, 2], 0, false, &mut StdRng::seed_from_u64(1));
        assert_eq!(drawn, [Drawn { place: 0, order: vec![0, 1, 2] }, Drawn { place: 1, order: vec![0, 1] }]);
    }

    proptest! {
        #[test]
        fn as_many_as_asked_each_once_with_all_its_options(bank in proptest::collection::vec(0..6_usize, 0..20), count in 0..25_usize, shuffle: bool, seed: u64) {
            let drawn = draw(&bank, count, shuffle, &mut StdRng::seed_from_u64(seed));
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
            prop_assert_eq!(&drawn, &draw(&bank, count, shuffle, &mut StdRng::seed_from_u64(seed)));
        }
    }
}
