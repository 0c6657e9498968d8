use super::{text::glob, *};
use crate::quizzes::{
    Choice,
    question::{AcceptedRange, AcceptedText, Gap, Pair, TextMatching, Unit},
};
use std::collections::BTreeSet;

fn question(kind: QuestionKind) -> Question {
    Question::new("q01", "?", kind)
}

fn graded(question: &Question, response: &Response) -> Graded {
    grade(question, response, NegativeMarks::Off).unwrap()
}

fn options(credits: &[i32]) -> Vec<Choice> {
    let choice = |credit: &i32| Choice {
        text: credit.to_string(),
        credit: Credit::from_thousandths(*credit).unwrap(),
        feedback: Some(format!("on {credit}")),
        fixed: false,
    };
    credits.iter().map(choice).collect()
}

fn several(credits: &[i32], chosen: &[usize]) -> i32 {
    let question = question(QuestionKind::MultipleChoice { options: options(credits) });
    graded(&question, &Response::Choices(chosen.iter().copied().collect())).credit.thousandths()
}

#[test]
fn one_option_earns_its_credit_and_its_feedback() {
    let question = question(QuestionKind::SingleChoice { options: options(&[0, 100_000, -50_000]) });
    let right = graded(&question, &Response::Choice(1));
    assert_eq!(right, Graded { credit: Credit::FULL, feedback: vec!["on 100000".into()] });
    assert_eq!(graded(&question, &Response::Choice(2)).credit, Credit::NONE);
    assert_eq!(graded(&question, &Response::Choice(9)).credit, Credit::NONE);
    assert_eq!(graded(&question, &Response::Unanswered).credit, Credit::NONE);
    assert_eq!(graded(&question, &Response::Text("1".into())).credit, Credit::NONE);
}

#[test]
fn several_options_add_up_and_never_fall_below_nothing() {
    let credits = [50_000, 50_000, -50_000, -100_000];
    assert_eq!(several(&credits, &[0, 1]), 100_000);
    assert_eq!(several(&credits, &[0]), 50_000);
    assert_eq!(several(&credits, &[0, 1, 2]), 50_000);
    assert_eq!(several(&credits, &[0, 3]), 0);
    assert_eq!(several(&credits, &[0, 1, 2, 3]), 0);
    assert_eq!(several(&credits, &[]), 0);
}

#[test]
fn three_thirds_are_the_full_mark() {
    assert_eq!(several(&[33_333, 33_333, 33_333, 0], &[0, 1, 2]), 100_000);
    assert_eq!(several(&[33_333, 33_333, 33_333, 0], &[0, 1]), 66_666);
    assert_eq!(several(&[33_333, 33_333, 33_333, -33_333], &[0, 1, 2, 3]), 66_666);
}

#[test]
fn a_matching_earns_a_share_for_each_right_pair() {
    let pair = |stem: &str, answer: &str| Pair { stem: stem.into(), answer: answer.into() };
    let kind =
        QuestionKind::Matching { pairs: vec![pair("a", "1"), pair("b", "2"), pair("c", "1")], extra: vec!["3".into()] };
    let question = question(kind);
    let credit = |places: &[Option<usize>]| graded(&question, &Response::Matches(places.to_vec())).credit.thousandths();
    assert_eq!(credit(&[Some(0), Some(1), Some(0)]), 100_000);
    assert_eq!(credit(&[Some(0), Some(2), None]), 33_333);
    assert_eq!(credit(&[]), 0);
    assert_eq!(credit(&[Some(7), Some(7), Some(7)]), 0);
}

#[test]
fn a_short_answer_is_compared_without_case_blanks_and_place_of_the_tone() {
    let accepted = |text: &str, credit| AcceptedText {
        text: text.into(),
        credit: Credit::from_thousandths(credit).unwrap(),
        feedback: None,
    };
    let question = question(QuestionKind::ShortAnswer {
        accepted: vec![accepted("Hòa bình", 100_000), accepted("hòa*", 50_000)],
        matching: TextMatching::USUAL,
    });
    let credit = |text: &str| graded(&question, &Response::Text(text.into())).credit.thousandths();
    assert_eq!(credit("  hoà   BÌNH "), 100_000);
    assert_eq!(credit("hòa thuận"), 50_000);
    assert_eq!(credit("hoa binh"), 0, "marks count");
    assert_eq!(credit(""), 0);
}

#[test]
fn stars_stand_for_any_run() {
    assert!(glob("a*c*e", "abcde") && glob("*", "") && glob("a*", "a") && glob("*a", "bca"));
    assert!(!glob("a*c", "ab") && !glob("ab*ba", "aba") && !glob("", "a"));
}

#[test]
fn a_number_is_read_with_comma_or_point() {
    let range = AcceptedRange {
        min: "3.13".parse().unwrap(),
        max: "3.15".parse().unwrap(),
        credit: Credit::FULL,
        feedback: None,
    };
    let question = question(QuestionKind::Numeric { accepted: vec![range], units: vec![], unit_required: false });
    let credit = |text: &str| graded(&question, &Response::Text(text.into())).credit;
    for text in ["3,14", "3.14", " 3.15 ", "3,130"] {
        assert_eq!(credit(text), Credit::FULL, "{text}");
    }
    for text in ["3,16", "three", "", "3,1,4"] {
        assert_eq!(credit(text), Credit::NONE, "{text}");
    }
}

#[test]
fn no_answer_earns_more_than_the_full_mark() {
    let question = question(QuestionKind::MultipleChoice { options: options(&[100_000, 100_000]) });
    let all: BTreeSet<usize> = (0..9).collect();
    assert_eq!(graded(&question, &Response::Choices(all)).credit, Credit::FULL);
}

#[test]
fn a_wrong_option_costs_only_where_negative_marks_are_on() {
    let question = question(QuestionKind::SingleChoice { options: options(&[100_000, -25_000]) });
    let credit = |negative| grade(&question, &Response::Choice(1), negative).unwrap().credit.thousandths();
    assert_eq!((credit(NegativeMarks::Off), credit(NegativeMarks::On)), (0, -25_000));
    let several = QuestionKind::MultipleChoice { options: options(&[100_000, -25_000]) };
    let response = Response::Choices([1].into());
    assert_eq!(grade(&self::question(several), &response, NegativeMarks::On).unwrap().credit, Credit::NONE);
}

#[test]
fn accents_and_capitals_count_as_set() {
    let accepted = vec![AcceptedText { text: "Hòa Bình*".into(), credit: Credit::FULL, feedback: None }];
    let earns = |matching, text: &str| {
        let question = question(QuestionKind::ShortAnswer { accepted: accepted.clone(), matching });
        graded(&question, &Response::Text(text.into())).credit == Credit::FULL
    };
    let with_case = TextMatching { case: true, any_accents: false };
    let any_accents = TextMatching { case: false, any_accents: true };
    let both = TextMatching { case: true, any_accents: true };
    assert!(earns(with_case, "Hoà Bình") && !earns(with_case, "hòa bình") && !earns(with_case, "Hoa Binh"));
    assert!(earns(any_accents, "hoa binh!") && earns(any_accents, "HOÀ BÌNH"));
    assert!(earns(both, "Hoa Binh") && !earns(both, "hoa binh"));
}

#[test]
fn a_star_that_is_meant_is_written_with_a_backslash() {
    let question = question(QuestionKind::ShortAnswer {
        accepted: vec![AcceptedText { text: "2 \\* 3*".into(), credit: Credit::FULL, feedback: None }],
        matching: TextMatching::USUAL,
    });
    assert_eq!(graded(&question, &Response::Text("2 * 3".into())).credit, Credit::FULL);
    assert_eq!(graded(&question, &Response::Text("2 x 3".into())).credit, Credit::NONE);
    assert_eq!(graded(&question, &best_response(&question)).credit, Credit::FULL);
}

#[test]
fn a_number_may_come_in_any_of_its_units() {
    let range = AcceptedRange { min: 2.into(), max: 2.into(), credit: Credit::FULL, feedback: None };
    let unit = |name: &str, multiplier: &str| Unit { name: name.into(), multiplier: multiplier.parse().unwrap() };
    let units = vec![unit("m", "1"), unit("cm", "0.01")];
    let with = |unit_required| {
        question(QuestionKind::Numeric { accepted: vec![range.clone()], units: units.clone(), unit_required })
    };
    let earns =
        |unit_required, text: &str| graded(&with(unit_required), &Response::Text(text.into())).credit == Credit::FULL;
    for text in ["2 m", "200cm", "2,0 M", "200,00 cm"] {
        assert!(earns(true, text) && earns(false, text), "{text}");
    }
    assert!(earns(false, "2") && !earns(true, "2"));
    assert!(!earns(false, "2 cm") && !earns(false, "2 kg") && !earns(true, "m"));
    assert_eq!(graded(&with(true), &best_response(&with(true))).credit, Credit::FULL);
}

#[test]
fn numbers_may_have_thousands_where_the_reading_is_certain() {
    let number = |text: &str| parse_number(text).map(|number| number.normalize().to_string());
    assert_eq!(number("1.234,5"), Some("1234.5".into()));
    assert_eq!(number("1,234.5"), Some("1234.5".into()));
    assert_eq!(number("1 000"), Some("1000".into()));
    assert_eq!(number("1,5e3"), Some("1500".into()));
    assert_eq!(number("1,2,3"), None);
}

#[test]
fn things_in_order_earn_a_share_for_each_at_its_place() {
    let question = question(QuestionKind::Ordering { items: ["a", "b", "c", "d"].map(str::to_owned).to_vec() });
    let credit = |places: &[Option<usize>]| graded(&question, &Response::Places(places.to_vec())).credit.thousandths();
    assert_eq!(credit(&[Some(0), Some(1), Some(2), Some(3)]), 100_000);
    assert_eq!(credit(&[Some(0), Some(1), Some(3), Some(2)]), 50_000);
    assert_eq!(credit(&[Some(0), Some(0), Some(0), Some(0)]), 0, "all at the first place");
    assert_eq!(credit(&[Some(0)]), 25_000);
}

#[test]
fn gaps_earn_by_their_weight() {
    let choice = Gap { weight: 3, kind: QuestionKind::SingleChoice { options: options(&[100_000, 0]) } };
    let word = QuestionKind::ShortAnswer {
        accepted: vec![AcceptedText { text: "khóa".into(), credit: Credit::FULL, feedback: Some("Đúng".into()) }],
        matching: TextMatching::USUAL,
    };
    let question = question(QuestionKind::Cloze { gaps: vec![choice, Gap { weight: 1, kind: word }] });
    let grade_of = |filled: Vec<Response>| graded(&question, &Response::Gaps(filled));
    let half = grade_of(vec![Response::Choice(0), Response::Unanswered]);
    assert_eq!(half.credit.thousandths(), 75_000);
    let whole = grade_of(vec![Response::Choice(0), Response::Text("khoá".into())]);
    assert_eq!(whole, Graded { credit: Credit::FULL, feedback: vec!["on 100000".into(), "Đúng".into()] });
    assert_eq!(grade_of(vec![Response::Choice(0)]).credit.thousandths(), 75_000, "a gap left out counts");
}

#[test]
fn an_essay_waits_for_a_person_unless_nothing_was_written() {
    let question = question(QuestionKind::Essay { rules: Default::default() });
    assert_eq!(grade(&question, &Response::Text("Em nghĩ…".into()), NegativeMarks::Off), None);
    assert_eq!(grade(&question, &Response::Unanswered, NegativeMarks::Off), Some(Graded::NOTHING));
    assert_eq!(grade(&question, &Response::Text(" ".into()), NegativeMarks::Off), Some(Graded::NOTHING));
}

#[test]
fn of_answers_that_earn_the_same_the_first_speaks() {
    let accepted = |text: &str, feedback: &str| AcceptedText {
        text: text.into(),
        credit: Credit::NONE,
        feedback: Some(feedback.into()),
    };
    let question = question(QuestionKind::ShortAnswer {
        accepted: vec![accepted("113", "công an"), accepted("*", "chưa đúng")],
        matching: TextMatching::USUAL,
    });
    assert_eq!(graded(&question, &Response::Text("113".into())).feedback, ["công an"]);
    assert_eq!(graded(&question, &Response::Text("999".into())).feedback, ["chưa đúng"]);
}
