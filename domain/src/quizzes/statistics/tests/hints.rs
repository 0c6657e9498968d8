use super::*;
use crate::quizzes::{Choice, NegativeMarks, QuestionKind};

/// A key at 0 and three wrong options.
fn kind() -> QuestionKind {
    let choice =
        |thousandths: i32| Choice { text: String::new(), credit: credit(thousandths), feedback: None, fixed: false };
    QuestionKind::SingleChoice { options: [100_000, 0, 0, 0].map(choice).to_vec() }
}

fn option(place: u32) -> ResponseKey {
    ResponseKey { part: 0, answer: AnswerKey::Option(place) }
}

/// Attempts as option chosen, marks of the rest in thousandths, how many did so.
fn hints_of(groups: &[(u32, i32, usize)]) -> Option<Vec<Hint>> {
    let mut statistics = Statistics::default();
    for (chosen, rest, times) in groups {
        let earned = if *chosen == 0 { 100_000 } else { 0 };
        let answers = [Answered { key: option(*chosen), credit: credit(earned) }];
        for _ in 0..*times {
            statistics.add(&[QuestionMark { answers: &answers, ..mark(1, 1, earned) }, mark(2, 4, *rest)]).unwrap();
        }
    }
    hints(&statistics.question(id(1)).unwrap(), &kind(), NegativeMarks::Off)
}

#[test]
fn nothing_is_said_of_fewer_than_thirty_attempts() {
    assert_eq!(hints_of(&[(1, 100_000, 29)]), None);
    assert!(hints_of(&[(1, 100_000, 30)]).is_some());
}

#[test]
fn a_good_question_needs_no_look() {
    let good = [(0, 90_000, 20), (0, 40_000, 8), (1, 20_000, 7), (2, 30_000, 5), (3, 10_000, 6)];
    assert_eq!(hints_of(&good), Some(vec![]));
}

#[test]
fn a_wrong_key_is_found_by_those_who_know_the_rest() {
    let found = hints_of(&[(2, 90_000, 20), (0, 20_000, 15), (1, 20_000, 3), (3, 20_000, 2)]).unwrap();
    let tempts = Hint::WrongOptionTempts { option: option(2), of_the_best: 100.0 };
    assert_eq!(found, [Hint::NegativeDiscrimination, tempts]);
}

#[test]
fn who_ties_with_the_last_of_the_best_counts_in_part() {
    // The best are 10.8 of 40: six alone, then 4.8 of the twelve who tie, all with option 1.
    let groups = [(0, 90_000, 6), (1, 80_000, 12), (0, 10_000, 20), (2, 10_000, 1), (3, 10_000, 1)];
    let found = hints_of(&groups).unwrap();
    let Some(Hint::WrongOptionTempts { option: tempting, of_the_best }) = found.last() else { panic!("{found:?}") };
    assert_eq!(*tempting, option(1));
    assert_near("of the best", Some(*of_the_best), Some(100.0 * 4.8 / 10.8), 1e-12);
}

#[test]
fn a_wrong_answer_of_the_weak_is_no_hint() {
    let found = hints_of(&[(0, 90_000, 20), (1, 10_000, 30), (2, 10_000, 1), (3, 10_000, 1)]).unwrap();
    assert_eq!(found, []);
}

#[test]
fn an_option_that_nobody_takes_is_named_but_never_the_right_one() {
    let found = hints_of(&[(1, 90_000, 10), (1, 20_000, 10), (2, 20_000, 15)]).unwrap();
    assert!(found.contains(&Hint::OptionNeverChosen { option: option(3) }));
    assert!(!found.contains(&Hint::OptionNeverChosen { option: option(0) }));
    assert!(found.contains(&Hint::TooHard) && found.contains(&Hint::NoBetterThanGuessing { guess: 25.0 }));
}

#[test]
fn easy_is_said_from_ninety_five_per_cent_on() {
    let easy = |right: usize| hints_of(&[(0, 90_000, right), (1, 10_000, 100 - right)]).unwrap();
    assert!(easy(95).contains(&Hint::TooEasy) && !easy(94).contains(&Hint::TooEasy));
    assert!(easy(10).contains(&Hint::TooHard) && !easy(11).contains(&Hint::TooHard));
}

#[test]
fn nothing_is_said_of_options_when_answers_were_not_counted() {
    let mut statistics = Statistics::default();
    for time in 0..40 {
        statistics.add(&[mark(1, 1, (time % 2) * 100_000), mark(2, 1, (time % 2) * 100_000)]).unwrap();
    }
    assert_eq!(hints(&statistics.questions()[0], &kind(), NegativeMarks::Off), Some(vec![]));
}

#[test]
fn who_did_alike_in_the_rest_cannot_be_told_apart() {
    let found = hints_of(&[(1, 50_000, 20), (0, 50_000, 20), (2, 50_000, 5), (3, 50_000, 5)]).unwrap();
    assert_eq!(found, []);
}
