use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;

fn score(right: i64, questions: i64) -> Score {
    Score { earned: right * 100_000, questions }
}

fn by(method: ScoreMethod, attempts: &[Option<(i64, i64)>]) -> Option<String> {
    let attempts = attempts.iter().map(|attempt| attempt.map(|(right, questions)| score(right, questions)));
    score_by(method, attempts).map(|score| score.to_string())
}

fn minute(minute: i64) -> Moment {
    Moment::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn passed(method: ScoreMethod, attempts: &[Option<(i64, i64)>]) -> Option<i64> {
    let marked = |(at, right): (i64, i64)| MarkedAt { at: minute(at), score: score(right, 10) };
    let attempts: Vec<_> = attempts.iter().map(|attempt| attempt.map(marked)).collect();
    passed_at(method, 80, &attempts).map(|at| (at - Moment::UNIX_EPOCH).num_minutes())
}

#[test]
fn each_method_takes_its_attempts() {
    let attempts = [Some((6, 10)), Some((9, 10)), None, Some((7, 10)), None];
    let of = |method| by(method, &attempts).unwrap();
    assert_eq!(of(ScoreMethod::Best), "90.0");
    assert_eq!(of(ScoreMethod::Last), "70.0");
    assert_eq!(of(ScoreMethod::First), "60.0");
    assert_eq!(of(ScoreMethod::Mean), "73.3");
}

#[test]
fn without_a_marked_attempt_there_is_no_score() {
    for method in ScoreMethod::ALL {
        assert_eq!(by(*method, &[]), None);
        assert_eq!(by(*method, &[None, None]), None);
    }
}

#[test]
fn another_attempt_is_not_taken_for_the_first_while_that_is_not_marked() {
    assert_eq!(by(ScoreMethod::First, &[None, Some((10, 10))]), None);
    assert_eq!(by(ScoreMethod::First, &[Some((3, 10)), Some((10, 10))]).as_deref(), Some("30.0"));
}

#[test]
fn attempts_weigh_the_same_in_the_mean_however_many_questions_they_asked() {
    assert_eq!(by(ScoreMethod::Mean, &[Some((1, 1)), Some((0, 9))]).as_deref(), Some("50.0"));
    let thirds = score_by(ScoreMethod::Mean, [Some(score(2, 3)), Some(score(14, 15))]);
    assert_eq!(thirds.unwrap().outcome(80), Outcome::Passed, "2/3 and 14/15 make 80% exactly");
    let less = Score { earned: 1_399_999, questions: 15 };
    let thirds = score_by(ScoreMethod::Mean, [Some(score(2, 3)), Some(less)]);
    assert_eq!(thirds.unwrap().outcome(80), Outcome::Failed);
}

#[test]
fn an_attempt_that_asked_nothing_earned_nothing() {
    assert_eq!(by(ScoreMethod::Mean, &[Some((0, 0)), Some((4, 4))]).as_deref(), Some("50.0"));
    assert_eq!(by(ScoreMethod::Best, &[Some((0, 0)), Some((1, 4))]).as_deref(), Some("25.0"));
}

#[test]
fn a_quiz_is_passed_at_the_moment_the_score_by_the_method_reaches_the_mark() {
    let attempts = [Some((1, 6)), Some((2, 9)), Some((3, 9)), Some((4, 0))];
    assert_eq!(passed(ScoreMethod::Best, &attempts), Some(2));
    assert_eq!(passed(ScoreMethod::Last, &attempts), Some(2), "the last one failed, the completion stays");
    assert_eq!(passed(ScoreMethod::First, &attempts), None);
    assert_eq!(passed(ScoreMethod::Mean, &attempts), Some(3), "6, 9 and 9 of 10 make 80%");
    assert_eq!(passed(ScoreMethod::Mean, &attempts[..2]), None);
}

#[test]
fn attempts_count_from_when_they_were_marked() {
    // The essay of the first attempt was marked last.
    let late = [Some((9, 2)), Some((1, 10))];
    assert_eq!(passed(ScoreMethod::Mean, &late), Some(1));
    assert_eq!(passed(ScoreMethod::First, &late), None, "the second is not the first");
    assert_eq!(passed(ScoreMethod::First, &[Some((9, 8)), Some((1, 0))]), Some(9));
    assert_eq!(passed(ScoreMethod::Last, &[Some((9, 10)), Some((1, 0))]), None, "the later one was known already");
}

proptest! {
    #[test]
    fn the_mean_is_exact(attempts in proptest::collection::vec((0..1_200_000_i64, 1..12_i64), 1..8), mark in 0..=100_u8) {
        let scores: Vec<_> = attempts.iter().map(|(earned, questions)| Score { earned: (*earned).min(questions * 100_000), questions: *questions }).collect();
        let mean = score_by(ScoreMethod::Mean, scores.iter().copied().map(Some)).unwrap();
        // 27720 is a multiple of 1 to 12.
        let sum: i64 = scores.iter().map(|score| score.earned * (27_720 / score.questions)).sum();
        let whole = 27_720 * i64::try_from(scores.len()).unwrap();
        prop_assert_eq!(mean.tenths(), sum / whole / 100);
        prop_assert_eq!(mean.reaches(mark), sum >= i64::from(mark) * 1_000 * whole);
    }

    #[test]
    fn whatever_the_method_a_score_lies_between_the_worst_and_the_best(attempts in proptest::collection::vec(proptest::option::of((0..=20_i64, 20..40_i64)), 0..8)) {
        let scores: Vec<_> = attempts.iter().map(|attempt| attempt.map(|(right, questions)| score(right, questions))).collect();
        for method in ScoreMethod::ALL {
            if let Some(found) = score_by(*method, scores.iter().copied()) {
                prop_assert!(scores.iter().flatten().any(|one| !one.beats(found)));
                prop_assert!(scores.iter().flatten().any(|one| !found.beats(*one)));
            }
        }
    }

    #[test]
    fn a_better_attempt_more_never_takes_a_pass_away(attempts in proptest::collection::vec(0..=10_i64, 1..8), more in 0..=10_i64) {
        for method in ScoreMethod::ALL {
            let marked: Vec<_> = attempts.iter().zip(1..).map(|(right, at)| Some((at, *right))).collect();
            let before = passed(*method, &marked);
            let after = passed(*method, &[marked, vec![Some((99, more))]].concat());
            prop_assert!(before.is_none() || after == before);
        }
    }
}
