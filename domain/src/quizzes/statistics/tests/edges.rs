//! Where there is little to say, nothing is said; NaN never.

use super::*;

fn numbers(quiz: &QuizStatistics) -> [Option<f64>; 8] {
    [
        quiz.mean,
        quiz.median,
        quiz.standard_deviation,
        quiz.skewness,
        quiz.kurtosis,
        quiz.internal_consistency,
        quiz.error_ratio,
        quiz.standard_error,
    ]
}

fn numbers_of(question: &QuestionStatistics) -> [Option<f64>; 6] {
    [
        question.facility,
        question.standard_deviation,
        question.intended_weight,
        question.effective_weight,
        question.discrimination_index,
        question.discriminative_efficiency,
    ]
}

#[test]
fn nothing_is_said_of_no_attempts() {
    let none = Statistics::default();
    assert_eq!(numbers(&none.quiz()), [None; 8]);
    assert_eq!((none.quiz().attempts, none.quiz().full_mark), (0, None));
    assert_eq!(none.questions(), []);
    assert_eq!(none.question(id(1)), None);
}

#[test]
fn one_attempt_has_a_mean_but_no_deviation() {
    let one = fed(&[&[100_000, 0]]);
    assert_eq!(numbers(&one.quiz()), [Some(1.0), Some(1.0), None, None, None, None, None, None]);
    assert_eq!(one.quiz().per_cent(1.0), Some(50.0));
    assert_eq!(numbers_of(&one.questions()[0]), [Some(100.0), None, Some(50.0), None, None, None]);
}

#[test]
fn two_attempts_have_a_deviation_but_no_consistency() {
    let quiz = fed(&[&[100_000, 0], &[0, 0]]).quiz();
    assert_eq!(numbers(&quiz)[..2], [Some(0.5), Some(0.5)]);
    assert_near("deviation", quiz.standard_deviation, Some(0.5_f64.sqrt()), 1e-12);
    assert_eq!(numbers(&quiz)[3..], [None; 5]);
}

#[test]
fn the_same_mark_for_all_sets_nobody_apart() {
    let same = fed(&[&[33_333, 66_667, 1][..]; 9]);
    let quiz = same.quiz();
    assert_eq!(quiz.standard_deviation, Some(0.0));
    assert_eq!(numbers(&quiz)[3..], [None; 5]);
    for question in same.questions() {
        assert_eq!(question.standard_deviation, Some(0.0));
        assert_eq!(numbers_of(&question)[3..], [None; 3]);
    }
}

#[test]
fn a_single_question_has_no_rest_to_be_compared_with() {
    let single = fed(&[&[100_000], &[0], &[50_000], &[0]]);
    assert_eq!(single.quiz().internal_consistency, None);
    assert!(single.quiz().kurtosis.is_some());
    let question = &single.questions()[0];
    assert_eq!((question.discrimination_index, question.discriminative_efficiency), (None, None));
    assert_near("weight", question.effective_weight, Some(100.0), 1e-12);
}

#[test]
fn a_question_that_goes_against_the_rest_has_no_effective_weight() {
    let against = fed(&[&[0, 100_000, 100_000], &[100_000, 0, 0], &[0, 100_000, 100_000], &[100_000, 0, 0]]);
    let questions = against.questions();
    assert_eq!(questions[0].effective_weight, None);
    assert_near("index", questions[0].discrimination_index, Some(-100.0), 1e-12);
    assert_near("weight", questions[1].effective_weight, Some(50.0), 1e-12);
}

#[test]
fn questions_that_all_agree_make_a_quiz_without_error() {
    let quiz = fed(&[&[0; 3], &[100_000; 3], &[50_000; 3], &[0; 3]]).quiz();
    assert_near("alpha", quiz.internal_consistency, Some(100.0), 1e-12);
    assert_near("error", quiz.standard_error, Some(0.0), 1e-6);
}

#[test]
fn an_attempt_without_questions_is_one_of_nothing() {
    let empty = fed(&[&[], &[], &[], &[]]);
    assert_eq!((empty.attempts(), empty.quiz().full_mark), (4, Some(0)));
    assert_eq!(empty.quiz().per_cent(0.0), None);
    assert_eq!(numbers(&empty.quiz()), [Some(0.0), Some(0.0), Some(0.0), None, None, None, None, None]);
}

#[test]
fn questions_without_points_count_nothing_but_can_be_looked_at() {
    let mut statistics = Statistics::default();
    for earned in [0, 100_000, 0, 100_000] {
        statistics.add(&[mark(1, 0, earned), mark(2, 1, earned)]).unwrap();
    }
    let questions = statistics.questions();
    assert_eq!((questions[0].facility, questions[0].intended_weight), (Some(50.0), Some(0.0)));
    assert_eq!((questions[0].effective_weight, questions[0].discrimination_index), (Some(0.0), None));
}

#[test]
fn where_attempts_are_worth_different_points_no_share_is_claimed() {
    let mut statistics = Statistics::default();
    statistics.add(&[mark(1, 1, 0), mark(2, 1, 100_000)]).unwrap();
    statistics.add(&[mark(1, 1, 100_000)]).unwrap();
    statistics.add(&[mark(1, 1, 50_000), mark(2, 1, 0)]).unwrap();
    assert_eq!((statistics.quiz().full_mark, statistics.quiz().internal_consistency), (None, None));
    assert!(statistics.questions().iter().all(|question| question.intended_weight.is_none()));
    assert_eq!(statistics.question(id(2)).unwrap().attempts, 2);
}

#[test]
fn an_attempt_beyond_the_limits_is_not_counted_at_all() {
    let mut statistics = fed(&[&[0, 100_000]]);
    let before = statistics.clone();
    assert_eq!(statistics.add(&[mark(1, 1, 0), mark(1, 1, 0)]), Err(StatisticsError::AskedTwice(id(1))));
    assert_eq!(statistics.add(&[mark(1, 400, 0), mark(2, 101, 0)]), Err(StatisticsError::TooManyPoints));
    assert_eq!(statistics.add(&[mark(1, u32::MAX, 0), mark(2, 1, 0)]), Err(StatisticsError::TooManyPoints));
    let many: Vec<_> = (0..501).map(|question| mark(question, 0, 0)).collect();
    assert_eq!(statistics.add(&many), Err(StatisticsError::TooManyQuestions));
    assert_eq!(statistics, before);
}

#[test]
fn parts_that_are_too_much_together_are_not_merged() {
    let asked = |from: usize| (from..from + 500).map(|question| mark(question, 1, 0)).collect::<Vec<_>>();
    let (mut a, mut b) = (Statistics::default(), Statistics::default());
    a.add(&asked(0)).unwrap();
    a.add(&asked(500)).unwrap();
    b.add(&asked(900)).unwrap();
    let before = a.clone();
    assert_eq!(a.merge(&b), Err(StatisticsError::TooManyQuestions));
    assert_eq!(a.add(&asked(501)), Err(StatisticsError::TooManyQuestions));
    assert_eq!(a, before);
}

/// Twenty-three doublings of the greatest marks that are taken: sums of fourth powers come close to their limit.
#[test]
fn the_greatest_marks_and_numbers_of_attempts_still_fit() {
    let (mut statistics, mut low) = (Statistics::default(), Statistics::default());
    statistics.add(&[mark(1, 400, 100_000), mark(2, 100, 100_000)]).unwrap();
    low.add(&[mark(1, 400, -100_000), mark(2, 100, -100_000)]).unwrap();
    statistics.merge(&low).unwrap();
    for _ in 0..22 {
        let same = statistics.clone();
        statistics.merge(&same).unwrap();
    }
    assert_eq!(statistics.attempts(), 8_388_608);
    assert_eq!(statistics.clone().merge(&statistics), Err(StatisticsError::TooManyAttempts));
    let quiz = statistics.quiz();
    assert_near("deviation", quiz.standard_deviation, Some(500.0), 1e-6);
    assert_near("skewness", quiz.skewness, Some(0.0), 1e-9);
    assert_near("kurtosis", quiz.kurtosis, Some(-2.0), 1e-6);
    assert_near("index", statistics.questions()[0].discrimination_index, Some(100.0), 1e-9);
}

/// Marks that differ by the least there is, far from nothing: sums of squares in `f64` would lose them.
#[test]
fn the_smallest_differences_are_not_lost() {
    let quiz = fed(&[&[99_998, 99_999], &[99_999, 99_999], &[99_999, 99_999], &[99_999, 99_999]]).quiz();
    assert_near("deviation", quiz.standard_deviation.map(|deviation| deviation * 1e5), Some(0.5), 1e-12);
    assert_near("skewness", quiz.skewness, Some(-2.0), 1e-9);
    assert_near("kurtosis", quiz.kurtosis, Some(4.0), 1e-9);
}
