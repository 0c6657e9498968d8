//! What keeps memory bounded must not depend on how numbers came.

use super::*;
use crate::quizzes::statistics::{
    histogram::{Histogram, greatest_spread},
    responses::Responses,
};
use proptest::{collection::vec, prelude::*, sample};

fn counted<const MOST: usize>(numbers: &[i64]) -> Histogram<MOST> {
    let mut histogram = Histogram::default();
    numbers.iter().for_each(|number| histogram.add(*number));
    histogram
}

fn answers<const MOST: usize>(given: &[(u8, i64)]) -> Responses<MOST> {
    let mut responses = Responses::default();
    for (text, rest) in given {
        let key = ResponseKey { part: 0, answer: AnswerKey::Text(text.to_string()) };
        let credit = if *text == 7 { Credit::FULL } else { Credit::NONE };
        responses.add(&[Answered { key, credit }], *rest);
    }
    responses
}

#[test]
fn a_histogram_stays_small_and_says_about_where_the_middle_is() {
    let numbers: Vec<i64> = (0..100_000).map(|n| (n * 7_919) % 50_000_000 - 1_000_000).collect();
    let histogram: Histogram<MOST_CLASSES> = counted(&numbers);
    assert!(histogram.runs().count() <= MOST_CLASSES);
    assert_eq!(histogram.runs().map(|(_, count)| count).sum::<u64>(), 100_000);
    let mut sorted = numbers;
    sorted.sort_unstable();
    let exact = (sorted[49_999] + sorted[50_000]) as f64 / 2.0;
    let widest = 2.0 / 1024.0 * (sorted[99_999] - sorted[0]) as f64;
    assert!((histogram.median().unwrap() - exact).abs() <= widest);
}

#[test]
fn answers_beyond_the_most_are_others_and_right_ones_stay() {
    let given: Vec<(u8, i64)> = (0..20).flat_map(|text| [(text, 0), (text, 5)]).collect();
    let responses: Responses<4> = answers(&given);
    let counts = responses.counts(&counted(&given.iter().map(|given| given.1).collect::<Vec<_>>()));
    assert_eq!(counts.len(), 4);
    assert!(counts.iter().all(|response| response.count == 2));
    assert_eq!(responses.others(), 32);
    assert!(counts.iter().any(|response| response.credit == Credit::FULL));
}

#[test]
fn the_same_answer_twice_in_an_attempt_counts_once() {
    let key = ResponseKey { part: 0, answer: AnswerKey::Option(1) };
    let twice = vec![Answered { key, credit: Credit::NONE }; 2];
    let mut statistics = Statistics::default();
    statistics.add(&[QuestionMark { answers: &twice, ..mark(1, 1, 0) }]).unwrap();
    assert_eq!(statistics.questions()[0].responses[0].count, 1);
}

proptest! {
    #[test]
    fn neither_order_nor_parts_matter_to_a_histogram((numbers, shuffled) in vec(-5_000..5_000_i64, 0..60).prop_flat_map(|n| (Just(n.clone()), Just(n).prop_shuffle())), at in any::<sample::Index>()) {
        let whole: Histogram<6> = counted(&numbers);
        prop_assert_eq!(&counted(&shuffled), &whole);
        let (first, second) = shuffled.split_at(at.index(shuffled.len() + 1).min(shuffled.len()));
        let mut merged: Histogram<6> = counted(first);
        merged.merge(&counted(second));
        prop_assert_eq!(&merged, &whole);
        prop_assert!(whole.runs().count() <= 6);
    }

    #[test]
    fn neither_order_nor_parts_matter_to_what_is_kept_of_answers((given, shuffled) in vec((0..20_u8, 0..100_i64), 0..60).prop_flat_map(|n| (Just(n.clone()), Just(n).prop_shuffle())), at in any::<sample::Index>()) {
        let whole: Responses<5> = answers(&given);
        prop_assert_eq!(&answers(&shuffled), &whole);
        let (first, second) = shuffled.split_at(at.index(shuffled.len() + 1));
        let mut merged: Responses<5> = answers(first);
        merged.merge(&answers(second));
        prop_assert_eq!(&merged, &whole);
        for kept in whole.counts(&counted(&given.iter().map(|given| given.1).collect::<Vec<_>>())) {
            let times = given.iter().filter(|given| kept.key.answer == AnswerKey::Text(given.0.to_string())).count();
            prop_assert_eq!(kept.count, times as u64);
        }
    }

    #[test]
    fn no_order_of_marks_agrees_more_than_sorted(pairs in vec((-9..9_i64, -99..99_i64), 1..40)) {
        let (x, y): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
        let n = pairs.len() as i128;
        let as_given = n * pairs.iter().map(|(x, y)| i128::from(x * y)).sum::<i128>() - i128::from(x.iter().sum::<i64>() * y.iter().sum::<i64>());
        prop_assert!(greatest_spread(&counted::<1024>(&x), &counted::<1024>(&y)) >= as_given);
    }

    #[test]
    fn the_middle_of_few_numbers_is_exact(mut numbers in vec(-1_000_000..1_000_000_i64, 1..40)) {
        let found = counted::<1024>(&numbers).median();
        numbers.sort_unstable();
        let count = numbers.len();
        prop_assert_eq!(found, Some((numbers[(count - 1) / 2] + numbers[count / 2]) as f64 / 2.0));
    }
}
