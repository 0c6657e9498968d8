use super::*;
use crate::courses::pack::{Manifest, ManifestProblem};
use crate::language::Language;

/// As the rules of courses were stored before draws by category and bands.
const STORED: &str =
    r#"{"pass_mark":80,"attempts":3,"draw":8,"shuffle":true,"time_limit_minutes":20,"feedback":"after_submit"}"#;

const PACK: &str = r#"
id = "a-course"
version = 1
audience = "staff"
minutes = 10
title.vi = "Khóa"
title.en = "Course"
summary.vi = "Tóm tắt"
summary.en = "Summary"
[quiz]
pass_mark = 80
feedback = "after_each"
score_method = "mean"
negative_marks = "on"
wait_minutes = 30
show_right_answers = true
one_question_a_screen = true
read_aloud = true
[[quiz.draws]]
category = "mật khẩu"
count = 3
[[quiz.draws]]
category = "tin giả/ảnh"
count = 2
[[quiz.bands]]
from = 80
text.vi = "Rất tốt"
text.en = "Very good"
"#;

fn manifest() -> Manifest {
    toml::from_str(PACK).unwrap()
}

fn problems(change: impl Fn(&mut QuizRules)) -> Vec<ManifestProblem> {
    let mut manifest = manifest();
    change(manifest.quiz.as_mut().unwrap());
    manifest.problems()
}

#[test]
fn rules_stored_before_stay_as_they_are() {
    let rules: QuizRules = serde_json::from_str(STORED).unwrap();
    assert_eq!(serde_json::to_string(&rules).unwrap(), STORED);
    assert_eq!((rules.score_method, rules.negative_marks), (ScoreMethod::Best, NegativeMarks::Off));
    assert!(!rules.show_right_answers && !rules.read_aloud && !rules.one_question_a_screen);
}

#[test]
fn every_key_can_be_written_and_read_again() {
    let manifest = manifest();
    assert_eq!(manifest.problems(), []);
    let rules = manifest.quiz.clone().unwrap();
    assert_eq!(rules.feedback, FeedbackMoment::AfterEach);
    assert_eq!((rules.score_method, rules.negative_marks), (ScoreMethod::Mean, NegativeMarks::On));
    assert_eq!((rules.wait_minutes, rules.draws.len(), rules.draws[1].count), (30, 2, 2));
    assert_eq!(rules.bands[0].text.values().collect::<Vec<_>>(), ["Very good", "Rất tốt"]);
    let json = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<QuizRules>(&json).unwrap(), rules);
    assert_eq!(toml::from_str::<Manifest>(&toml::to_string(&manifest).unwrap()).unwrap(), manifest);
}

#[test]
fn a_key_or_word_that_does_not_exist_is_refused() {
    for (right, wrong) in [
        ("wait_minutes", "wait_minute"),
        ("\"mean\"", "\"median\""),
        ("\"after_each\"", "\"each\""),
        ("count = 3", "counts = 3"),
        ("from = 80", "from = -1"),
        ("from = 80", "from = 256"),
        ("text.en", "text.English"),
    ] {
        assert!(toml::from_str::<Manifest>(&PACK.replacen(right, wrong, 1)).is_err(), "{wrong}");
    }
}

#[test]
fn nonsense_is_named() {
    let quiz = |problem| vec![ManifestProblem::Quiz(problem)];
    assert_eq!(problems(|quiz| quiz.pass_mark = 101), quiz(QuizProblem::BadPassMark(101)));
    assert_eq!(problems(|quiz| quiz.wait_minutes = LONGEST_WAIT_MINUTES), []);
    let wait = LONGEST_WAIT_MINUTES + 1;
    assert_eq!(problems(|quiz| quiz.wait_minutes = wait), quiz(QuizProblem::BadWait(wait)));
    let never = problems(|quiz| quiz.feedback = FeedbackMoment::Never);
    assert_eq!(never, quiz(QuizProblem::RightAnswersNeverShown));
}

#[test]
fn draws_that_make_no_sense_are_named() {
    let quiz = |problem| vec![ManifestProblem::Quiz(problem)];
    let draws_from = |category: &str| problems(|quiz| quiz.draws[0].category = category.to_owned());
    assert_eq!(draws_from(" "), quiz(QuizProblem::NoCategory(" ".into())));
    assert_eq!(draws_from("a//b"), quiz(QuizProblem::NoCategory("a//b".into())));
    assert_eq!(draws_from("tin giả"), [], "a category and one below it");
    assert_eq!(draws_from("tin giả / ảnh"), quiz(QuizProblem::SameCategory("tin giả/ảnh".into())));
    let nothing = problems(|quiz| quiz.draws[0].count = 0);
    assert_eq!(nothing, quiz(QuizProblem::DrawsNothing("mật khẩu".into())));
    let draw = |n: usize| CategoryDraw { category: format!("c{n}"), count: 1 };
    assert_eq!(problems(|quiz| quiz.draws = (0..MOST_DRAWS).map(draw).collect()), []);
    assert_eq!(problems(|quiz| quiz.draws = (0..=MOST_DRAWS).map(draw).collect()), quiz(QuizProblem::TooManyDraws));
}

#[test]
fn bands_that_make_no_sense_are_named() {
    let quiz = |problem| vec![ManifestProblem::Quiz(problem)];
    assert_eq!(problems(|quiz| quiz.bands[0].from = 101), quiz(QuizProblem::BadBand(101)));
    assert_eq!(problems(|quiz| quiz.bands.push(quiz.bands[0].clone())), quiz(QuizProblem::SameBand(80)));
    let lacks = problems(|quiz| drop(quiz.bands[0].text.pop_first()));
    assert_eq!(lacks, quiz(QuizProblem::BandLanguages(80)));
    let says = |text: String| {
        problems(|quiz| {
            quiz.bands[0].text.insert(Language::vietnamese(), text.clone());
        })
    };
    assert_eq!(says(" ".into()), quiz(QuizProblem::BandLanguages(80)));
    assert_eq!(says("ế".repeat(LONGEST_BAND_TEXT)), []);
    assert_eq!(says("ế".repeat(LONGEST_BAND_TEXT + 1)), quiz(QuizProblem::BandTooLong(80)));
    let band = |from: u8| Band { from, ..manifest().quiz.unwrap().bands[0].clone() };
    assert_eq!(problems(|quiz| quiz.bands = (0..=20).map(band).collect()), quiz(QuizProblem::TooManyBands));
}

#[test]
fn an_attempt_asks_all_or_what_the_draws_say() {
    let mut rules = manifest().quiz.unwrap();
    assert_eq!((rules.asks(20), rules.asks(4)), (5, 4));
    rules.draw = 4;
    assert_eq!((rules.asks(20), rules.asks_all()), (9, false));
    rules.draws[0].count = u32::MAX;
    assert_eq!(rules.asks(20), 20);
    rules.draws.clear();
    assert_eq!(rules.asks(20), 4);
    rules.draw = 0;
    assert_eq!((rules.asks(20), rules.asks_all()), (20, true));
}
