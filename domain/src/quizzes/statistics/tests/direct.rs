//! Against a slow way: all attempts kept, the formulas as they stand in Moodle's documentation, two passes and sorting.

use super::*;
use proptest::{collection::vec, prelude::*, sample};

/// Question, points, thousandths.
type Attempt = Vec<(usize, u32, i32)>;

/// Below this a variance of our marks is rounding: they are whole, and the attempts few.
const NOTHING: f64 = 1e-6;

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let (mean_x, mean_y) = (mean(x), mean(y));
    let sum: f64 = x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let covariance = sum / (x.len() as f64 - 1.0);
    if covariance.abs() < NOTHING { 0.0 } else { covariance }
}

fn sorted(x: &[f64]) -> Vec<f64> {
    let mut x = x.to_vec();
    x.sort_by(f64::total_cmp);
    x
}

fn earned((_, points, credit): &(usize, u32, i32)) -> f64 {
    f64::from(*points) * f64::from(*credit)
}

fn total(attempt: &Attempt) -> f64 {
    attempt.iter().map(earned).sum()
}

/// The marks of a question and of the rest, of the attempts that asked it.
fn marks_of(attempts: &[Attempt], question: usize) -> (Vec<f64>, Vec<f64>) {
    let asked = attempts.iter().filter_map(|a| Some((a.iter().find(|mark| mark.0 == question)?, total(a))));
    asked.map(|(mark, total)| (earned(mark), total - earned(mark))).unzip()
}

fn with_total(attempts: &[Attempt], question: usize) -> Option<f64> {
    let (x, rest) = marks_of(attempts, question);
    let totals: Vec<f64> = x.iter().zip(&rest).map(|(x, rest)| x + rest).collect();
    (x.len() > 1).then(|| covariance(&x, &totals))
}

fn alpha(attempts: &[Attempt]) -> Option<f64> {
    let totals: Vec<f64> = attempts.iter().map(total).collect();
    let count = attempts[0].len();
    let k2 = covariance(&totals, &totals);
    if attempts.len() < 3 || count < 2 || k2 == 0.0 || attempts.iter().any(|attempt| attempt.len() != count) {
        return None;
    }
    let questions = |attempt: &Attempt| attempt.iter().map(|mark| mark.0).collect::<BTreeSet<_>>();
    let columns: Vec<Vec<f64>> = if attempts.iter().all(|attempt| questions(attempt) == questions(&attempts[0])) {
        questions(&attempts[0]).into_iter().map(|question| marks_of(attempts, question).0).collect()
    } else {
        (0..count).map(|place| attempts.iter().map(|attempt| earned(&attempt[place])).collect()).collect()
    };
    let parts: f64 = columns.iter().map(|column| covariance(column, column)).sum();
    let p = count as f64;
    Some(100.0 * p / (p - 1.0) * (1.0 - parts / k2))
}

fn check_quiz(found: &QuizStatistics, attempts: &[Attempt]) {
    let totals: Vec<f64> = attempts.iter().map(total).collect();
    let s = totals.len() as f64;
    let average = mean(&totals);
    let moment = |power: i32| totals.iter().map(|t| (t - average).powi(power)).sum::<f64>() / s;
    let (m2, m3, m4) = (moment(2), moment(3), moment(4));
    let in_order = sorted(&totals);
    let median = (in_order[(totals.len() - 1) / 2] + in_order[totals.len() / 2]) / 2.0;
    let k2 = covariance(&totals, &totals);
    let k3 = s * s * m3 / ((s - 1.0) * (s - 2.0));
    let k4 = s * s * ((s + 1.0) * m4 - 3.0 * (s - 1.0) * m2 * m2) / ((s - 1.0) * (s - 2.0) * (s - 3.0));
    let deviation = (s > 1.0).then(|| k2.sqrt() / 1e5);
    let alpha = alpha(attempts);
    let error_ratio = alpha.map(|alpha| 100.0 * (1.0 - alpha / 100.0).max(0.0).sqrt());
    assert_near("mean", found.mean, Some(average / 1e5), 1e-12);
    assert_near("median", found.median, Some(median / 1e5), 1e-12);
    assert_near("deviation", found.standard_deviation, deviation, 1e-10);
    assert_near("skewness", found.skewness, (s > 2.0 && k2 > 0.0).then(|| k3 / k2.powf(1.5)), 1e-8);
    assert_near("kurtosis", found.kurtosis, (s > 3.0 && k2 > 0.0).then(|| k4 / (k2 * k2)), 1e-8);
    assert_near("alpha", found.internal_consistency, alpha, 1e-9);
    // A root of nearly nothing magnifies rounding.
    assert_near("error ratio", found.error_ratio, error_ratio, 1e-5);
    assert_near("standard error", found.standard_error, error_ratio.zip(deviation).map(|(e, d)| e * d / 100.0), 1e-5);
}

fn check_question(found: &QuestionStatistics, attempts: &[Attempt], question: usize, roots: f64) {
    let (x, rest) = marks_of(attempts, question);
    let credits: Vec<f64> = attempts.iter().flatten().filter(|m| m.0 == question).map(|m| f64::from(m.2)).collect();
    assert_eq!(found.attempts, x.len() as u64);
    assert_near("facility", found.facility, Some(mean(&credits) / 1e3), 1e-12);
    let several = x.len() > 1;
    let deviation = several.then(|| covariance(&credits, &credits).sqrt() / 1e3);
    assert_near("deviation", found.standard_deviation, deviation, 1e-9);
    let (v_x, v_rest) = (covariance(&x, &x), covariance(&rest, &rest));
    let index = (several && v_x > 0.0 && v_rest > 0.0).then(|| 100.0 * covariance(&x, &rest) / (v_x * v_rest).sqrt());
    assert_near("index", found.discrimination_index, index, 1e-9);
    let greatest = covariance(&sorted(&x), &sorted(&rest));
    let efficiency = (several && greatest != 0.0).then(|| 100.0 * covariance(&x, &rest) / greatest);
    assert_near("efficiency", found.discriminative_efficiency, efficiency, 1e-9);
    let own = with_total(attempts, question).filter(|covariance| *covariance >= 0.0 && roots > 0.0);
    assert_near("weight", found.effective_weight, own.map(|own| 100.0 * own.sqrt() / roots), 1e-9);
}

fn feed(statistics: &mut Statistics, attempts: &[Attempt]) {
    for attempt in attempts {
        // Different credits give different answers, so that responses are merged as well.
        let answers: Vec<Vec<Answered>> = attempt
            .iter()
            .map(|mark| {
                let key = ResponseKey { part: 0, answer: AnswerKey::Text(mark.2.to_string()) };
                vec![Answered { key, credit: credit(mark.2) }]
            })
            .collect();
        let marks: Vec<QuestionMark<'_>> = attempt
            .iter()
            .zip(&answers)
            .map(|(mark, answers)| QuestionMark { answers, ..super::mark(mark.0, mark.1, mark.2) })
            .collect();
        statistics.add(&marks).unwrap();
    }
}

/// Attempts at a bank of a few questions, asked all or some, in any order.
fn some_attempts() -> impl Strategy<Value = Vec<Attempt>> {
    (1..7_usize, any::<bool>(), any::<bool>()).prop_flat_map(|(bank, is_all, is_equal)| {
        let places: Vec<usize> = (0..bank).collect();
        let least = if is_all { bank } else { 0 };
        let usual = sample::select(vec![0, 0, 33_333, 50_000, 100_000, 100_000, -25_000]);
        let earned = prop_oneof![9 => usual, 1 => -100_000..=100_000];
        let attempt = (sample::subsequence(places, least..=bank).prop_shuffle(), vec(earned, bank));
        (vec(1..5_u32, bank), vec(attempt, 1..30)).prop_map(move |(points, attempts)| {
            let point = |question: usize| if is_equal { 1 } else { points[question] };
            let attempt = |(asked, earned): (Vec<usize>, Vec<i32>)| {
                asked.into_iter().map(|question| (question, point(question), earned[question])).collect()
            };
            attempts.into_iter().map(attempt).collect()
        })
    })
}

/// As many of a bank for each, not the same.
fn drawn_attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let asked = sample::subsequence((0..6_usize).collect::<Vec<_>>(), 3).prop_shuffle();
    let attempt = (asked, vec(sample::select(vec![0, 50_000, 100_000]), 3));
    let of = |(asked, earned): (Vec<usize>, Vec<i32>)| asked.into_iter().zip(earned).map(|(q, e)| (q, 1, e)).collect();
    vec(attempt.prop_map(of), 1..30)
}

proptest! {
    #[test]
    fn one_pass_finds_what_the_formulas_say(attempts in prop_oneof![some_attempts(), drawn_attempts()]) {
        let mut statistics = Statistics::default();
        feed(&mut statistics, &attempts);
        check_quiz(&statistics.quiz(), &attempts);
        let asked: BTreeSet<usize> = attempts.iter().flatten().map(|mark| mark.0).collect();
        let questions = statistics.questions();
        prop_assert_eq!(questions.iter().map(|q| q.question).collect::<Vec<_>>(), asked.iter().map(|q| id(*q)).collect::<Vec<_>>());
        let times = |question| attempts.iter().flatten().filter(|mark| mark.0 == question).count() as f64;
        let root = |question: &usize| {
            let covariance = with_total(&attempts, *question).filter(|covariance| *covariance >= 0.0)?;
            Some(covariance.sqrt() * times(*question) / attempts.len() as f64)
        };
        let roots: f64 = asked.iter().filter_map(root).sum();
        for (found, question) in questions.iter().zip(&asked) {
            check_question(found, &attempts, *question, roots);
            prop_assert_eq!(statistics.question(id(*question)), Some(found.clone()));
            let answers: u64 = found.responses.iter().map(|response| response.count).sum();
            prop_assert_eq!(answers + found.other_responses, found.attempts);
        }
    }

    #[test]
    fn parts_merged_are_the_whole(attempts in prop_oneof![some_attempts(), drawn_attempts()], at in any::<sample::Index>()) {
        let (first, second) = attempts.split_at(at.index(attempts.len()));
        let (mut whole, mut a, mut b) = (Statistics::default(), Statistics::default(), Statistics::default());
        feed(&mut whole, &attempts);
        feed(&mut a, first);
        feed(&mut b, second);
        let mut merged = a.clone();
        merged.merge(&b).unwrap();
        b.merge(&a).unwrap();
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(b, whole);
    }
}
