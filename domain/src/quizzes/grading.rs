//! What an answer earns.

use super::{
    Choice, Credit, Question, QuestionKind, Response,
    question::{AcceptedRange, AcceptedText},
};
use crate::people::search::fold;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// What an answer earned, and what to say to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The part of the full mark.
    pub credit: Credit,
    /// Feedback to what was answered.
    pub feedback: Vec<String>,
}

/// Grades an answer. An answer of another kind than the question earns nothing.
pub fn grade(question: &Question, response: &Response) -> Graded {
    match (&question.kind, response) {
        (QuestionKind::SingleChoice { options }, Response::Choice(chosen)) => grade_choices(options, [*chosen]),
        (QuestionKind::MultipleChoice { options }, Response::Choices(chosen)) => {
            grade_choices(options, chosen.iter().copied())
        }
        (QuestionKind::TrueFalse { answer, right, wrong }, Response::Judgement(judgement)) => {
            let is_right = answer == judgement;
            Graded {
                credit: if is_right { Credit::FULL } else { Credit::NONE },
                feedback: if is_right { right } else { wrong }.iter().cloned().collect(),
            }
        }
        (QuestionKind::Matching { pairs, .. }, Response::Matches(places)) => {
            let answers = question.kind.matching_answers();
            let right = pairs
                .iter()
                .zip(places)
                .filter(|(pair, place)| place.and_then(|place| answers.get(place)) == Some(&pair.answer.as_str()))
                .count();
            Graded { credit: Credit::share(right, pairs.len()), feedback: Vec::new() }
        }
        (QuestionKind::ShortAnswer { accepted }, Response::Text(text)) => grade_text(accepted, text),
        (QuestionKind::Numeric { accepted }, Response::Text(text)) => grade_number(accepted, text),
        _ => Graded { credit: Credit::NONE, feedback: Vec::new() },
    }
}

/// An answer that earns the full mark.
pub fn best_response(question: &Question) -> Response {
    let best = |options: &[Choice]| {
        let places = options.iter().enumerate();
        places.max_by_key(|(place, choice)| (choice.credit, std::cmp::Reverse(*place))).map_or(0, |(place, _)| place)
    };
    match &question.kind {
        QuestionKind::SingleChoice { options } => Response::Choice(best(options)),
        QuestionKind::MultipleChoice { options } => {
            let earning = options.iter().enumerate().filter(|(_, choice)| choice.credit > Credit::NONE);
            Response::Choices(earning.map(|(place, _)| place).collect())
        }
        QuestionKind::TrueFalse { answer, .. } => Response::Judgement(*answer),
        QuestionKind::Matching { pairs, .. } => {
            let answers = question.kind.matching_answers();
            let place = |answer: &str| answers.iter().position(|candidate| *candidate == answer);
            Response::Matches(pairs.iter().map(|pair| place(&pair.answer)).collect())
        }
        QuestionKind::ShortAnswer { accepted } => {
            let best = accepted.iter().max_by_key(|accepted| accepted.credit);
            Response::Text(best.map_or_else(String::new, |best| best.text.replace('*', "")))
        }
        QuestionKind::Numeric { accepted } => {
            let best = accepted.iter().max_by_key(|accepted| accepted.credit);
            Response::Text(best.map_or_else(String::new, |best| best.min.to_string()))
        }
    }
}

fn grade_choices(options: &[Choice], chosen: impl IntoIterator<Item = usize>) -> Graded {
    let mut places: Vec<usize> = chosen.into_iter().collect();
    places.sort_unstable();
    places.dedup();
    let chosen: Vec<&Choice> = places.iter().filter_map(|place| options.get(*place)).collect();
    let feedback = chosen.iter().filter_map(|choice| choice.feedback.clone()).collect();
    let earns = |choice: &Choice| choice.credit > Credit::NONE;
    let all_right_and_only_right = options.iter().any(earns)
        && chosen.iter().all(|choice| earns(choice))
        && (options.iter().filter(|choice| earns(choice)).count() == chosen.len());
    // Three weights of 33.333% are meant to be the full mark, although they add up to 99.999%.
    let sum = Credit::sum(chosen.iter().map(|choice| choice.credit));
    let nearly_full = sum.thousandths() >= Credit::FULL.thousandths() - options.len() as i32;
    let credit = if all_right_and_only_right && nearly_full { Credit::FULL } else { sum };
    Graded { credit, feedback }
}

fn grade_text(accepted: &[AcceptedText], text: &str) -> Graded {
    let best = accepted
        .iter()
        .filter(|candidate| text_matches(&candidate.text, text))
        .max_by_key(|candidate| candidate.credit);
    graded_by(best.map(|found| (found.credit, &found.feedback)))
}

/// Compares without regard to case, blanks and the place of a tone mark; `*` in the pattern stands for anything.
fn text_matches(pattern: &str, text: &str) -> bool {
    let plain = |text: &str| {
        let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
        lower.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (pattern, text) = (plain(pattern), plain(text));
    glob(&pattern, &text) || (same_tones(&pattern, &text) && glob(&fold(&pattern), &fold(&text)))
}

/// Whether two texts carry the same marks on the same words, wherever in the word they stand (oà, òa).
fn same_tones(a: &str, b: &str) -> bool {
    let marks = |text: &str| -> Vec<Vec<char>> {
        text.split(' ')
            .map(|word| {
                let mut marks: Vec<char> =
                    word.nfd().filter(|c| unicode_normalization::char::is_combining_mark(*c) || *c == 'đ').collect();
                marks.sort_unstable();
                marks
            })
            .collect()
    };
    marks(a) == marks(b)
}

fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    true
}

fn grade_number(accepted: &[AcceptedRange], text: &str) -> Graded {
    let Some(number) = parse_number(text) else { return graded_by(None) };
    let best =
        accepted.iter().filter(|range| range.min <= number && number <= range.max).max_by_key(|range| range.credit);
    graded_by(best.map(|found| (found.credit, &found.feedback)))
}

/// Reads a number with a decimal comma or point, blanks allowed.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.replace(',', ".").parse().ok()
}

fn graded_by(found: Option<(Credit, &Option<String>)>) -> Graded {
    match found {
        Some((credit, feedback)) => {
            Graded { credit: Credit::sum([credit]), feedback: feedback.iter().cloned().collect() }
        }
        None => Graded { credit: Credit::NONE, feedback: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn question(kind: QuestionKind) -> Question {
        Question { name: "q01".into(), category: String::new(), prompt: "?".into(), kind, general_feedback: None }
    }

    fn options(credits: &[i32]) -> Vec<Choice> {
        let choice = |credit: &i32| Choice {
            text: credit.to_string(),
            credit: Credit::from_thousandths(*credit).unwrap(),
            feedback: Some(format!("on {credit}")),
        };
        credits.iter().map(choice).collect()
    }

    fn several(credits: &[i32], chosen: &[usize]) -> i32 {
        let question = question(QuestionKind::MultipleChoice { options: options(credits) });
        grade(&question, &Response::Choices(chosen.iter().copied().collect())).credit.thousandths()
    }

    #[test]
    fn one_option_earns_its_credit_and_its_feedback() {
        let question = question(QuestionKind::SingleChoice { options: options(&[0, 100_000, -50_000]) });
        let right = grade(&question, &Response::Choice(1));
        assert_eq!(right, Graded { credit: Credit::FULL, feedback: vec!["on 100000".into()] });
        assert_eq!(grade(&question, &Response::Choice(2)).credit, Credit::NONE);
        assert_eq!(grade(&question, &Response::Choice(9)).credit, Credit::NONE);
        assert_eq!(grade(&question, &Response::Unanswered).credit, Credit::NONE);
        assert_eq!(grade(&question, &Response::Text("1".into())).credit, Credit::NONE);
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
        let pair = |stem: &str, answer: &str| super::super::question::Pair { stem: stem.into(), answer: answer.into() };
        let kind = QuestionKind::Matching {
            pairs: vec![pair("a", "1"), pair("b", "2"), pair("c", "1")],
            extra: vec!["3".into()],
        };
        let question = question(kind);
        let credit =
            |places: &[Option<usize>]| grade(&question, &Response::Matches(places.to_vec())).credit.thousandths();
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
        });
        let credit = |text: &str| grade(&question, &Response::Text(text.into())).credit.thousandths();
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
        let question = question(QuestionKind::Numeric { accepted: vec![range] });
        let credit = |text: &str| grade(&question, &Response::Text(text.into())).credit;
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
        assert_eq!(grade(&question, &Response::Choices(all)).credit, Credit::FULL);
    }
}
