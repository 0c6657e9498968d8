use super::*;
use crate::quizzes::{Choice, Credit, rules::plain};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

/// A bank: categories, and `-` for a description.
fn drawn(bank: &[&str], rules: &QuizRules, seen: &[usize], seed: u64) -> Result<Vec<usize>, DrawError> {
    let option = Choice { text: String::new(), credit: Credit::NONE, feedback: None, fixed: false };
    let question = QuestionKind::SingleChoice { options: vec![option; 3] };
    let kind = |category: &str| if category == "-" { &QuestionKind::Description } else { &question };
    let bank: Vec<_> = bank.iter().map(|category| Banked { kind: kind(category), category }).collect();
    let seen = seen.iter().copied().collect();
    let drawn = draw(&bank, rules, &seen, &mut StdRng::seed_from_u64(seed))?;
    assert_eq!(
        Ok(&drawn),
        draw(&bank, rules, &seen, &mut StdRng::seed_from_u64(seed)).as_ref(),
        "same chance, same draw"
    );
    for drawn in &drawn {
        let mut order = drawn.order.clone();
        order.sort_unstable();
        assert_eq!(order, (0..bank[drawn.place].kind.options()).collect::<Vec<_>>());
        assert!(rules.shuffle || order == drawn.order);
    }
    Ok(drawn.into_iter().map(|drawn| drawn.place).collect())
}

fn rules(count: u32, shuffle: bool, draws: &[(&str, u32)]) -> QuizRules {
    let draw = |(category, count): &(&str, u32)| CategoryDraw { category: (*category).to_owned(), count: *count };
    QuizRules { draw: count, shuffle, draws: draws.iter().map(draw).collect(), ..plain() }
}

#[test]
fn all_in_order_when_nothing_is_drawn_or_shuffled() {
    assert_eq!(drawn(&["-", "a", "", "-"], &rules(0, false, &[]), &[1], 1), Ok(vec![0, 1, 2, 3]));
    assert_eq!(drawn(&["-", "a", "", "-"], &rules(9, false, &[]), &[1], 1), Ok(vec![0, 1, 2, 3]));
    assert_eq!(drawn(&[], &rules(3, true, &[]), &[], 1), Ok(vec![]));
}

#[test]
fn a_description_goes_with_the_question_after_it() {
    let bank = ["-", "a", "-", "-", "b", "c", "-"];
    for seed in 0..50 {
        let all = drawn(&bank, &rules(0, true, &[]), &[], seed).unwrap();
        assert_eq!(all.len(), 6, "nothing follows the last description");
        let at = |place| all.iter().position(|asked| *asked == place).unwrap();
        assert_eq!((at(0) + 1, at(2) + 1, at(3) + 1), (at(1), at(3), at(4)));
        let one = drawn(&bank, &rules(1, false, &[]), &[], seed).unwrap();
        assert!([&[0, 1][..], &[2, 3, 4], &[5]].contains(&one.as_slice()), "{one:?}");
    }
}

#[test]
fn a_category_with_too_few_is_named() {
    let too_few =
        |category: &str, wanted, found| Err(DrawError::TooFew { category: category.to_owned(), wanted, found });
    let bank = ["a", "a/b", "-", "a/b/c", "d"];
    assert_eq!(drawn(&bank, &rules(0, true, &[("d", 2)]), &[], 1), too_few("d", 2, 1));
    assert_eq!(drawn(&bank, &rules(0, true, &[("x", 1)]), &[], 1), too_few("x", 1, 0));
    assert_eq!(drawn(&bank, &rules(0, true, &[("-", 1)]), &[], 1), too_few("-", 1, 0), "descriptions are no questions");
    assert_eq!(drawn(&bank, &rules(0, true, &[("a", 2), ("a/b", 2)]), &[], 1), too_few("a", 4, 3));
    assert_eq!(
        drawn(&bank, &rules(0, true, &[("a", u32::MAX), ("a/b", u32::MAX)]), &[], 1),
        too_few("a", 8_589_934_590, 3)
    );
}

#[test]
fn a_category_leaves_to_those_below_it_what_they_need() {
    let bank = ["a/b", "a/b", "a", "a/bc"];
    for seed in 0..50 {
        for draws in [[("a", 2), ("a/b", 2)], [("a/b", 2), ("a", 2)]] {
            assert_eq!(drawn(&bank, &rules(0, false, &draws), &[], seed), Ok(vec![0, 1, 2, 3]));
        }
        let three = drawn(&bank, &rules(1, false, &[("a/b", 1), ("a", 1)]), &[], seed).unwrap();
        assert!(three.len() == 3 && three.iter().any(|place| *place < 2), "{three:?}");
    }
}

#[test]
fn every_question_has_its_chance() {
    let bank = ["a", "a", "a", "b", "b"];
    let mut often = [0; 5];
    for seed in 0..600 {
        for place in drawn(&bank, &rules(0, true, &[("a", 1), ("b", 1)]), &[], seed).unwrap() {
            often[place] += 1;
        }
    }
    assert_eq!((often[..3].iter().sum::<i32>(), often[3..].iter().sum::<i32>()), (600, 600));
    assert!(often[..3].iter().all(|often| (150..250).contains(often)), "{often:?}");
    assert!(often[3..].iter().all(|often| (250..350).contains(often)), "{often:?}");
}

const CATEGORIES: [&str; 6] = ["", "a", "a/b", "a/b/c", "d", "-"];

proptest! {
    #[test]
    fn as_many_as_asked_and_none_twice(
        bank in proptest::collection::vec(proptest::sample::select(&CATEGORIES[..]), 0..24),
        draws in proptest::sample::subsequence(vec!["a", "a/b", "a/b/c", "d"], 0..=4).prop_shuffle(),
        counts in proptest::array::uniform4(1..4_u32),
        plain in 0..8_u32,
        seen in proptest::collection::btree_set(0..24_usize, 0..24),
        shuffle: bool,
        seed: u64,
    ) {
        let draws: Vec<_> = draws.into_iter().zip(counts).collect();
        let rules = rules(plain, shuffle, &draws);
        let seen: Vec<usize> = seen.into_iter().collect();
        let of = |category: &str| bank.iter().filter(|of| **of == category || of.starts_with(&format!("{category}/"))).count();
        let Ok(drawn) = drawn(&bank, &rules, &seen, seed) else {
            let is_short = |(category, _): &(&str, u32)| {
                let wanted: u32 = draws.iter().filter(|(other, _)| other.starts_with(category)).map(|(_, count)| count).sum();
                of(category) < wanted as usize
            };
            prop_assert!(draws.iter().any(is_short));
            return Ok(());
        };
        let mut places = drawn.clone();
        places.sort_unstable();
        prop_assert!(shuffle || places == drawn, "in the order of the bank");
        places.dedup();
        prop_assert_eq!(places.len(), drawn.len(), "one twice");
        let asked: Vec<usize> = drawn.iter().copied().filter(|place| bank[*place] != "-").collect();
        let in_bank = u32::try_from(bank.iter().filter(|category| **category != "-").count()).unwrap();
        prop_assert_eq!(asked.len(), rules.asks(in_bank) as usize);
        for (category, count) in &draws {
            let of_it = asked.iter().filter(|place| bank[**place] == *category || bank[**place].starts_with(&format!("{category}/")));
            prop_assert!(of_it.count() >= *count as usize);
        }
        for place in &asked {
            let leads = *place > 0 && bank[place - 1] == "-";
            let before = drawn.iter().position(|other| other == place).and_then(|at| at.checked_sub(1)).map(|at| drawn[at]);
            prop_assert!(!leads || before == place.checked_sub(1), "its description is not before it");
        }
        if draws.is_empty() && plain > 0 {
            let unseen = (0..bank.len()).filter(|place| bank[*place] != "-" && !seen.contains(place)).count();
            let asked_unseen = asked.iter().filter(|place| !seen.contains(place)).count();
            prop_assert_eq!(asked_unseen, unseen.min(asked.len()), "one seen before one unseen");
        }
    }

    /// Taking a quiz again and again, everything is seen once before anything is seen twice.
    #[test]
    fn the_unseen_come_first_in_their_category(count in 1..4_u32, seed: u64) {
        let bank = ["a", "b", "a", "a/c", "b", "b", "a", "a/c", "b", "b"];
        let rules = rules(0, true, &[("a", count)]);
        let mut seen: Vec<usize> = Vec::new();
        for attempt in 0..3 {
            let asked = drawn(&bank, &rules, &seen, seed.wrapping_add(attempt)).unwrap();
            let unseen = asked.iter().filter(|place| !seen.contains(place)).count();
            prop_assert_eq!(unseen, (5 - seen.len()).min(count as usize));
            seen.extend(asked.into_iter().filter(|place| bank[*place].starts_with('a')));
            seen.sort_unstable();
            seen.dedup();
        }
    }
}
