//! In which order options are shown.

use super::{Choice, QuestionKind};
use rand::{Rng, seq::SliceRandom};

impl QuestionKind {
    /// The order in which options are shown: `order[shown] = option`. The options of a cloze's gaps follow one another,
    /// each gap's counted from 0.
    ///
    /// What is to be put in order is always shuffled, or its order would be the answer; so are the answers of a
    /// matching, which else stand beside their stems. Of the others, fixed ones stay at their place.
    pub fn order(&self, shuffle: bool, chance: &mut impl Rng) -> Vec<usize> {
        match self {
            Self::SingleChoice { options } | Self::MultipleChoice { options } if shuffle => {
                around_fixed(options, chance)
            }
            Self::Matching { .. } | Self::DragOntoPicture { .. } | Self::Ordering { .. } => {
                let mut order: Vec<usize> = (0..self.options()).collect();
                order.shuffle(chance);
                order
            }
            Self::Cloze { gaps } => gaps.iter().flat_map(|gap| gap.kind.order(shuffle, chance)).collect(),
            _ => (0..self.options()).collect(),
        }
    }
}

fn around_fixed(options: &[Choice], chance: &mut impl Rng) -> Vec<usize> {
    let mut free: Vec<usize> = (0..options.len()).filter(|place| !options[*place].fixed).collect();
    free.shuffle(chance);
    let mut free = free.into_iter();
    let place = |(place, choice): (usize, &Choice)| if choice.fixed { Some(place) } else { free.next() };
    options.iter().enumerate().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::{Credit, question::Gap};
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    fn options(fixed: &[bool]) -> Vec<Choice> {
        let choice = |fixed: &bool| Choice { text: String::new(), credit: Credit::NONE, feedback: None, fixed: *fixed };
        fixed.iter().map(choice).collect()
    }

    proptest! {
        #[test]
        fn every_option_is_shown_once_and_fixed_ones_stay(fixed in proptest::collection::vec(any::<bool>(), 0..9), seed: u64) {
            let kind = QuestionKind::SingleChoice { options: options(&fixed) };
            let order = kind.order(true, &mut StdRng::seed_from_u64(seed));
            for (place, _) in fixed.iter().enumerate().filter(|(_, fixed)| **fixed) {
                prop_assert_eq!(order[place], place);
            }
            let mut all = order;
            all.sort_unstable();
            prop_assert_eq!(all, (0..fixed.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn options_stand_as_written_when_nothing_is_shuffled_but_what_would_give_the_answer_away() {
        let mut chance = StdRng::seed_from_u64(7);
        let choice = QuestionKind::MultipleChoice { options: options(&[false; 6]) };
        assert_eq!(choice.order(false, &mut chance), [0, 1, 2, 3, 4, 5]);
        let items = (0..9).map(|n: i32| n.to_string()).collect();
        let ordering = QuestionKind::Ordering { items };
        assert_ne!(ordering.order(false, &mut chance), (0..9).collect::<Vec<_>>());
    }

    #[test]
    fn each_gap_of_a_text_has_an_order_of_its_own() {
        let gap = |count: usize| Gap {
            weight: 1,
            kind: QuestionKind::SingleChoice { options: options(&vec![false; count]) },
        };
        let kind = QuestionKind::Cloze { gaps: vec![gap(2), gap(3)] };
        let order = kind.order(true, &mut StdRng::seed_from_u64(3));
        let sorted = |part: &[usize]| {
            let mut part = part.to_vec();
            part.sort_unstable();
            part
        };
        assert_eq!((sorted(&order[..2]), sorted(&order[2..])), (vec![0, 1], vec![0, 1, 2]));
    }
}
