//! Figures that others published.

use super::*;

/// Marks of 25 attempts at 7 questions in tenths, 3 for a third
/// (<https://github.com/moodle/moodle/blob/038014c415f04583e3abf000533e9c2ffaf86441/mod/quiz/report/statistics/tests/fixtures/results00.csv>).
const WALKTHROUGH: [[i32; 7]; 25] = [
    [10, 10, 10, 10, 10, 0, 10],
    [10, 10, 10, 10, 5, 10, 0],
    [10, 10, 10, 10, 5, 0, 10],
    [0, 0, 10, 10, 10, 0, 0],
    [10, 0, 10, 0, 0, 10, 5],
    [10, 10, 10, 10, 5, 0, 5],
    [0, 10, 10, 10, 5, 10, 5],
    [10, 10, 10, 0, 5, 10, 5],
    [10, 0, 10, 10, 10, 10, 10],
    [0, 10, 10, 0, 5, 10, 5],
    [8, 0, 10, 10, 5, 10, 5],
    [10, 10, 10, 0, 5, 10, 10],
    [10, 0, 10, 10, 5, 10, 5],
    [10, 0, 10, 10, 10, 0, 5],
    [0, 0, 10, 10, 0, 10, 10],
    [10, 0, 10, 0, 5, 10, 10],
    [8, 0, 10, 10, 5, 0, 10],
    [10, 0, 10, 10, 0, 10, 5],
    [10, 0, 10, 10, 5, 0, 5],
    [0, 10, 10, 0, 5, 10, 0],
    [10, 10, 3, 10, 5, 0, 5],
    [10, 10, 10, 0, 5, 0, 5],
    [10, 10, 10, 10, 0, 10, 5],
    [0, 0, 10, 0, 5, 10, 10],
    [0, 0, 10, 10, 10, 10, 10],
];

/// Facility and deviation (parts of 1), effective weight, discrimination index and discriminative efficiency (per cent)
/// of its questions, worked out in a spreadsheet by Moodle's people (`qstats00.csv` beside it).
const WALKTHROUGH_QUESTIONS: [[f64; 5]; 7] = [
    [0.704, 0.4513682901, 21.2922742344, -7.0650767526, -9.4550536967],
    [0.48, 0.5099019514, 18.8979800309, -28.8982125772, -36.7834118938],
    [0.973333332, 0.13333334, 4.443012573, -9.1230674268, -21.6545012165],
    [0.68, 0.4760952286, 18.9347251357, -22.6306444113, -31.4411395613],
    [0.52, 0.3055050463, 11.1450138688, -17.6997047674, -21.1794802584],
    [0.64, 0.4898979486, 9.8081339177, -45.3785178421, -56.9365974439],
    [0.62, 0.331662479, 15.4788602394, -5.6543166602, -6.5043742058],
];

/// Moodle's own tolerance there; its third has seven digits, ours five.
const TOLERANCE: f64 = 1.5e-5;

fn walkthrough() -> Statistics {
    let thousandths = |tenths: i32| if tenths == 3 { 33_333 } else { tenths * 10_000 };
    let attempts: Vec<Vec<i32>> = WALKTHROUGH.iter().map(|marks| marks.map(thousandths).to_vec()).collect();
    fed(&attempts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// `check_quiz_stats_for_quiz_00` of
/// <https://github.com/moodle/moodle/blob/038014c415f04583e3abf000533e9c2ffaf86441/mod/quiz/report/statistics/tests/stats_from_steps_walkthrough_test.php>.
#[test]
fn the_quiz_has_the_figures_of_moodle() {
    let quiz = walkthrough().quiz();
    assert_eq!((quiz.attempts, quiz.full_mark), (25, Some(7)));
    assert_near("mean", quiz.mean, Some(4.617_333_332), TOLERANCE);
    assert_near("median", quiz.median, Some(4.5), 0.0);
    assert_near("standard deviation", quiz.standard_deviation, Some(0.811_726_555_4), TOLERANCE);
    assert_near("skewness", quiz.skewness, Some(-0.092_502_502), TOLERANCE);
    assert_near("kurtosis", quiz.kurtosis, Some(-0.707_396_855_7), TOLERANCE);
    assert_near("alpha", quiz.internal_consistency, Some(-87.223_093_554_2), TOLERANCE);
    assert_near("error ratio", quiz.error_ratio, Some(136.829_490_079_5), TOLERANCE);
    assert_near("standard error", quiz.standard_error, Some(1.110_681_306_6), TOLERANCE);
}

#[test]
fn questions_have_the_figures_of_moodle() {
    let questions = walkthrough().questions();
    assert_eq!(questions.len(), 7);
    for (question, [facility, deviation, weight, index, efficiency]) in questions.iter().zip(WALKTHROUGH_QUESTIONS) {
        let name = question.question.to_string();
        assert_eq!(question.attempts, 25);
        assert_near(&name, question.facility, Some(100.0 * facility), TOLERANCE);
        assert_near(&name, question.standard_deviation, Some(100.0 * deviation), TOLERANCE);
        assert_near(&name, question.intended_weight, Some(100.0 / 7.0), 1e-12);
        assert_near(&name, question.effective_weight, Some(weight), TOLERANCE);
        assert_near(&name, question.discrimination_index, Some(index), TOLERANCE);
        assert_near(&name, question.discriminative_efficiency, Some(efficiency), TOLERANCE);
    }
}

/// Marks of 22 attempts in tenths at a question of eight points and twelve of one point
/// (<https://github.com/moodle/moodle/blob/2c709bbb752f28b6763f8282bfd8ecca27360a9d/mod/quiz/report/statistics/tests/fixtures/mdl_question_states.csv>,
/// slots 8 to 20).
const STATES: [[i32; 13]; 22] = [
    [55, 3, 9, 10, 3, 10, 0, 0, 10, 10, 0, 0, 10],
    [10, 9, 9, 3, 3, 10, 0, 0, 10, 0, 10, 0, 10],
    [25, 10, 9, 3, 10, 0, 0, 10, 10, 10, 10, 10, 10],
    [40, 3, 9, 10, 3, 0, 0, 0, 0, 10, 0, 0, 10],
    [30, 9, 3, 9, 10, 0, 10, 0, 0, 10, 10, 10, 0],
    [45, 9, 10, 10, 9, 0, 10, 10, 10, 0, 0, 0, 0],
    [30, 3, 3, 3, 3, 10, 0, 10, 10, 10, 10, 10, 10],
    [60, 9, 9, 10, 3, 0, 10, 10, 10, 10, 0, 0, 10],
    [5, 9, 10, 9, 3, 0, 10, 10, 0, 10, 10, 0, 10],
    [55, 9, 10, 9, 3, 10, 10, 0, 0, 10, 0, 0, 0],
    [25, 9, 10, 10, 9, 0, 10, 0, 0, 10, 0, 0, 10],
    [40, 9, 3, 9, 10, 0, 10, 10, 10, 10, 10, 0, 10],
    [40, 9, 3, 3, 10, 10, 10, 10, 0, 0, 10, 10, 0],
    [30, 10, 10, 3, 10, 0, 10, 0, 10, 10, 10, 10, 0],
    [10, 10, 9, 3, 3, 10, 0, 10, 0, 0, 0, 0, 0],
    [10, 3, 3, 3, 9, 0, 0, 0, 10, 0, 0, 0, 10],
    [15, 10, 3, 9, 10, 10, 10, 0, 10, 10, 0, 0, 0],
    [40, 9, 10, 9, 10, 0, 10, 10, 10, 0, 10, 0, 0],
    [20, 9, 9, 3, 9, 0, 10, 0, 0, 0, 0, 0, 0],
    [10, 10, 3, 3, 3, 0, 10, 10, 0, 10, 0, 0, 0],
    [60, 9, 10, 10, 9, 0, 0, 0, 10, 0, 0, 10, 10],
    [70, 9, 3, 3, 3, 10, 0, 10, 10, 10, 10, 0, 0],
];

/// Facility, deviation (thousandths of a point), effective weight, discrimination index and discriminative efficiency,
/// all from a spreadsheet too
/// (<https://github.com/moodle/moodle/blob/00e93a993910e03083056a11bec1b68f95e34436/mod/quiz/report/statistics/tests/statistics_test.php>).
const STATES_QUESTIONS: [[f64; 5]; 13] = [
    [41.19318182, 1912.733589, 26.58464457, 25.88327077, 27.23492723],
    [81.36363636, 251.2738111, 3.368456046, 1.170256965, 1.382386552],
    [71.36363636, 322.6312277, 3.253955259, -4.207816809, -4.691171307],
    [65.45454545, 333.4199022, 7.584083694, 28.16930644, 31.12404354],
    [65.90909091, 337.5811591, 3.79658376, -2.513606859, -2.877487579],
    [36.36363636, 492.3659639, 3.183278505, -12.99017581, -17.5074184],
    [59.09090909, 503.2362797, 4.532356904, -8.900638238, -10.27568922],
    [50.0, 511.7663157, 7.78856243, 8.670004606, 10.86956522],
    [59.09090909, 503.2362797, 10.08351572, 29.63337745, 34.58997279],
    [63.63636364, 492.3659639, 8.381139345, 15.18945843, 17.4790556],
    [45.45454545, 509.6471914, 8.727645713, 16.21079629, 20.14359793],
    [27.27272727, 455.8423058, 7.946277111, 15.52451404, 22.06477733],
    [50.0, 511.7663157, 4.769500946, -8.396734802, -10.0],
];

#[test]
fn a_question_may_be_worth_more_than_another() {
    let mut statistics = Statistics::default();
    for attempt in STATES {
        let points = |question| if question == 0 { 8 } else { 1 };
        let of = |(question, tenths): (usize, i32)| {
            mark(question, points(question), tenths * 10_000 / i32::try_from(points(question)).unwrap())
        };
        statistics.add(&attempt.into_iter().enumerate().map(of).collect::<Vec<_>>()).unwrap();
    }
    assert_eq!(statistics.quiz().full_mark, Some(20));
    for (question, [facility, deviation, weight, index, efficiency]) in
        statistics.questions().iter().zip(STATES_QUESTIONS)
    {
        let points = if question.question == id(0) { 8.0 } else { 1.0 };
        let name = question.question.to_string();
        assert_near(&name, question.facility, Some(facility), 1e-8);
        assert_near(&name, question.standard_deviation, Some(deviation / points / 10.0), 1e-8);
        assert_near(&name, question.intended_weight, Some(5.0 * points), 1e-12);
        assert_near(&name, question.effective_weight, Some(weight), 1e-8);
        assert_near(&name, question.discrimination_index, Some(index), 1e-8);
        assert_near(&name, question.discriminative_efficiency, Some(efficiency), 1e-8);
    }
}
