use super::*;
use crate::quizzes::{
    Choice, NegativeMarks, Question, QuestionKind, Response,
    question::{AcceptedText, Gap, Pair, TextMatching},
};
use proptest::prelude::*;

fn options(credits: &[i32]) -> Vec<Choice> {
    let choice = |earns: &i32| Choice { text: earns.to_string(), credit: credit(*earns), feedback: None, fixed: false };
    credits.iter().map(choice).collect()
}

fn single() -> QuestionKind {
    QuestionKind::SingleChoice { options: options(&[0, 100_000, -50_000]) }
}

fn word(case: bool) -> QuestionKind {
    let accepted = vec![AcceptedText { text: "Hòa bình".into(), credit: Credit::FULL, feedback: None }];
    QuestionKind::ShortAnswer { accepted, matching: TextMatching { case, any_accents: false } }
}

fn matching() -> QuestionKind {
    let pair = |stem: &str, answer: &str| Pair { stem: stem.into(), answer: answer.into() };
    QuestionKind::Matching { pairs: vec![pair("a", "1"), pair("b", "2"), pair("c", "1")], extra: vec!["3".into()] }
}

fn found(kind: QuestionKind, response: &Response) -> Vec<(u32, AnswerKey, i32)> {
    let answered = answered(&Question::new("q", "?", kind), response);
    answered.into_iter().map(|a| (a.key.part, a.key.answer, a.credit.thousandths())).collect()
}

fn text(text: &str) -> AnswerKey {
    AnswerKey::Text(text.into())
}

#[test]
fn options_are_counted_one_by_one_with_their_weight() {
    assert_eq!(found(single(), &Response::Choice(2)), [(0, AnswerKey::Option(2), -50_000)]);
    let several = QuestionKind::MultipleChoice { options: options(&[50_000, 50_000, -100_000]) };
    let both = found(several.clone(), &Response::Choices([2, 0].into()));
    assert_eq!(both, [(0, AnswerKey::Option(0), 50_000), (0, AnswerKey::Option(2), -100_000)]);
    for response in
        [Response::Unanswered, Response::Choices([9].into()), Response::Choice(0), Response::Judgement(true)]
    {
        assert_eq!(found(several.clone(), &response), [(0, AnswerKey::Unanswered, 0)], "{response:?}");
    }
}

#[test]
fn each_stem_and_each_thing_in_order_is_a_part() {
    let given = Response::Matches(vec![Some(0), Some(2), None]);
    let parts = [(0, AnswerKey::Match(0), 100_000), (1, AnswerKey::Match(2), 0), (2, AnswerKey::Unanswered, 0)];
    assert_eq!(found(matching(), &given), parts);
    let unanswered = found(matching(), &Response::Unanswered);
    assert!(unanswered.len() == 3 && unanswered.iter().all(|part| part.1 == AnswerKey::Unanswered));
    let ordering = QuestionKind::Ordering { items: vec!["a".into(), "b".into()] };
    let turned = found(ordering, &Response::Places(vec![Some(0), Some(usize::MAX)]));
    assert_eq!(turned, [(0, AnswerKey::Place(0), 100_000), (1, AnswerKey::Unanswered, 0)]);
}

#[test]
fn texts_are_counted_as_they_are_judged() {
    assert_eq!(found(word(false), &Response::Text("  HÒA  bình\n".into())), [(0, text("hòa bình"), 100_000)]);
    assert_eq!(found(word(true), &Response::Text("hòa bình".into())), [(0, text("hòa bình"), 0)]);
    assert_eq!(found(word(false), &Response::Text("hoa binh".into())), [(0, text("hoa binh"), 0)]);
    assert_eq!(found(word(false), &Response::Text(" ".into())), [(0, AnswerKey::Unanswered, 0)]);
    let long = found(word(false), &Response::Text("x".repeat(100_000)));
    assert_eq!(long, [(0, text(&"x".repeat(LONGEST_KEPT_TEXT)), 0)]);
    let number = QuestionKind::Numeric { accepted: vec![], units: vec![], unit_required: false };
    assert_eq!(found(number.clone(), &Response::Text(" 3,50 ".into())), [(0, text("3.5"), 0)]);
    assert_eq!(found(number, &Response::Text("Ba".into())), [(0, text("ba"), 0)]);
}

#[test]
fn what_an_essay_says_is_not_kept() {
    let essay = || QuestionKind::Essay { rules: Default::default() };
    assert_eq!(found(essay(), &Response::Text("Nhà em…".into())), [(0, AnswerKey::Written, 0)]);
    assert_eq!(found(essay(), &Response::Unanswered), [(0, AnswerKey::Unanswered, 0)]);
}

#[test]
fn each_gap_is_a_part_with_an_answer_of_its_own_kind() {
    let gaps = || vec![Gap { weight: 1, kind: single() }, Gap { weight: 2, kind: word(false) }];
    let filled = Response::Gaps(vec![Response::Choice(1), Response::Text("Hoà bình".into())]);
    let parts = [(0, AnswerKey::Option(1), 100_000), (1, text("hoà bình"), 100_000)];
    assert_eq!(found(QuestionKind::Cloze { gaps: gaps() }, &filled), parts);
    let half = found(QuestionKind::Cloze { gaps: gaps() }, &Response::Gaps(vec![Response::Choice(1)]));
    assert_eq!(half[1], (1, AnswerKey::Unanswered, 0));
    assert_eq!(found(QuestionKind::Description, &Response::Unanswered), []);
}

fn any_response() -> impl Strategy<Value = Response> {
    let place = || proptest::option::of(prop_oneof![0..5_usize, Just(usize::MAX)]);
    let leaf = prop_oneof![
        Just(Response::Unanswered),
        any::<usize>().prop_map(Response::Choice),
        proptest::collection::btree_set(0..6_usize, 0..4).prop_map(Response::Choices),
        any::<bool>().prop_map(Response::Judgement),
        proptest::collection::vec(place(), 0..6).prop_map(Response::Matches),
        proptest::collection::vec(place(), 0..6).prop_map(Response::Places),
        ".{0,20}".prop_map(Response::Text),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| proptest::collection::vec(inner, 0..4).prop_map(Response::Gaps))
}

proptest! {
    #[test]
    fn any_response_to_any_question_is_counted(response in any_response()) {
        let ordering = QuestionKind::Ordering { items: vec!["a".into(), "b".into()] };
        let gaps = vec![Gap { weight: 1, kind: single() }, Gap { weight: 2, kind: word(false) }];
        for kind in [single(), word(false), matching(), ordering, QuestionKind::Cloze { gaps }] {
            let answered = answered(&Question::new("q", "?", kind.clone()), &response);
            prop_assert!(!answered.is_empty());
            let parts: BTreeSet<u32> = answered.iter().map(|answered| answered.key.part).collect();
            let expected = match &kind {
                QuestionKind::Matching { pairs, .. } => pairs.len(),
                QuestionKind::SingleChoice { .. } | QuestionKind::ShortAnswer { .. } => 1,
                _ => 2,
            };
            prop_assert_eq!(parts.into_iter().collect::<Vec<_>>(), (0..expected as u32).collect::<Vec<_>>());
        }
    }
}

#[test]
fn guessing_earns_what_moodle_says() {
    let guess = |kind: &QuestionKind| random_guess_score(kind, NegativeMarks::Off);
    assert_near("one of three", guess(&single()), Some(100.0 / 3.0), 1e-12);
    assert_near("negative", random_guess_score(&single(), NegativeMarks::On), Some(50.0 / 3.0), 1e-12);
    assert_eq!(guess(&QuestionKind::MultipleChoice { options: options(&[100_000]) }), None);
    assert_eq!(guess(&QuestionKind::TrueFalse { answer: true, right: None, wrong: None }), Some(50.0));
    assert_near("matching", guess(&matching()), Some(100.0 / 3.0), 1e-12);
    assert_eq!(guess(&QuestionKind::Ordering { items: vec!["a".into(); 4] }), Some(25.0));
    assert_eq!(guess(&word(false)), Some(0.0));
    let accepted = vec![AcceptedText { text: " * ".into(), credit: credit(20_000), feedback: None }];
    assert_eq!(guess(&QuestionKind::ShortAnswer { accepted, matching: TextMatching::USUAL }), Some(20.0));
    assert_eq!(guess(&QuestionKind::Description), None);
    let gap = |weight, credits: &[i32]| Gap { weight, kind: QuestionKind::SingleChoice { options: options(credits) } };
    let gaps = vec![gap(3, &[100_000, 0]), gap(1, &[100_000, 0, 0, 0])];
    assert_near("gaps", guess(&QuestionKind::Cloze { gaps }), Some((3.0 * 50.0 + 25.0) / 4.0), 1e-12);
    assert_eq!(guess(&QuestionKind::Cloze { gaps: vec![] }), None);
    assert_eq!(guess(&QuestionKind::SingleChoice { options: vec![] }), None);
    assert_eq!(guess(&QuestionKind::Ordering { items: vec![] }), None);
}
