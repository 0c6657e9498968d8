//! Short answers.

use super::Graded;
use crate::{
    people::search::fold,
    quizzes::question::{AcceptedText, TextMatching},
};
use unicode_normalization::UnicodeNormalization;

/// Stands for `\*`, a star that is meant as one, while patterns are compared.
const STAR: char = '\u{e000}';

pub fn grade(accepted: &[AcceptedText], matching: TextMatching, text: &str) -> Graded {
    // Of equal ones the first: a `*` at the end catches what is left and must not hide what is said to others.
    let fitting = accepted.iter().rev().filter(|candidate| matches(&candidate.text, text, matching));
    let best = fitting.max_by_key(|candidate| candidate.credit);
    Graded::found(best.map(|found| (found.credit, &found.feedback)))
}

/// Compares without regard to blanks and the place of a tone mark, and as set to case and accents; `*` in the pattern
/// stands for anything.
fn matches(pattern: &str, text: &str, matching: TextMatching) -> bool {
    let plain = |text: &str| {
        let text: String = text.nfc().filter(|c| *c != STAR).collect();
        let text = if matching.case { text } else { text.chars().flat_map(char::to_lowercase).nfc().collect() };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (pattern, text) =
        (plain(pattern).replace("\\*", &STAR.to_string()), plain(text).replace('*', &STAR.to_string()));
    if glob(&pattern, &text) {
        return true;
    }
    let bare = |text: &str| {
        if matching.case {
            bare_with_case(text)
        } else {
            text.split(STAR).map(fold).collect::<Vec<_>>().join(&STAR.to_string())
        }
    };
    (matching.any_accents || same_tones(&pattern, &text)) && glob(&bare(&pattern), &bare(&text))
}

/// Without accents, capital letters kept.
fn bare_with_case(text: &str) -> String {
    let plain = |c: char| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c => c,
    };
    text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).map(plain).collect()
}

/// Whether two texts carry the same marks on the same words, wherever in the word they stand (oà, òa).
fn same_tones(a: &str, b: &str) -> bool {
    let marks = |text: &str| -> Vec<Vec<char>> {
        text.split(' ')
            .map(|word| {
                let is_mark = |c: &char| unicode_normalization::char::is_combining_mark(*c) || matches!(c, 'đ' | 'Đ');
                let mut marks: Vec<char> = word.nfd().filter(is_mark).collect();
                marks.sort_unstable();
                marks
            })
            .collect()
    };
    marks(a) == marks(b)
}

/// Whether a text fits a pattern in which `*` stands for any run of characters.
pub fn glob(pattern: &str, text: &str) -> bool {
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
