//! One gap: `{weight:KIND:answers}`
//! (<https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type>).

use super::{
    choices::{choice_of, reaches_full_mark},
    node::credit,
    numbers::range_with_tolerance,
};
use crate::quizzes::{
    Choice, Credit, QuestionKind,
    moodle_xml::{XmlProblemKind, html, limits},
    question::{AcceptedRange, AcceptedText, Gap, TextMatching},
};

/// What a brace begins.
pub enum Found {
    /// A gap, and how many bytes it takes.
    Gap(Gap, usize),
    /// A gap of a kind that other programs add.
    OtherKind(String),
    /// Nothing but text.
    Text,
}

/// The kinds that Moodle knows.
#[derive(Clone, Copy)]
enum Kind {
    Choice { is_single: bool, fixed: bool },
    ShortAnswer { case: bool },
    Number,
}

/// Vertical and horizontal layouts are one here. An `S` at the end shuffles.
fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "NUMERICAL" | "NM" => Kind::Number,
        "SHORTANSWER" | "SA" | "MW" => Kind::ShortAnswer { case: false },
        "SHORTANSWER_C" | "SAC" | "MWC" => Kind::ShortAnswer { case: true },
        "MULTICHOICE" | "MC" | "MULTICHOICE_V" | "MCV" | "MULTICHOICE_H" | "MCH" => {
            Kind::Choice { is_single: true, fixed: true }
        }
        "MULTICHOICE_S" | "MCS" | "MULTICHOICE_VS" | "MCVS" | "MULTICHOICE_HS" | "MCHS" => {
            Kind::Choice { is_single: true, fixed: false }
        }
        "MULTIRESPONSE" | "MR" | "MULTIRESPONSE_H" | "MRH" => Kind::Choice { is_single: false, fixed: true },
        "MULTIRESPONSE_S" | "MRS" | "MULTIRESPONSE_HS" | "MRHS" => Kind::Choice { is_single: false, fixed: false },
        _ => return None,
    })
}

/// Whether a brace begins a gap: its weight as written, its kind, and where its answers begin.
pub fn start(text: &str) -> Option<(&str, &str, usize)> {
    let rest = text.strip_prefix('{')?;
    let (weight, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let rest = rest.strip_prefix(':')?;
    let is_word = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'_';
    let (word, rest) = rest.split_at(rest.bytes().take_while(is_word).count());
    (word.len() > 1 && rest.starts_with(':')).then_some((weight, word, weight.len() + word.len() + 3))
}

/// What the brace at the start of a text begins.
pub fn at(text: &str) -> Result<Found, XmlProblemKind> {
    let Some((weight, word, begin)) = start(text) else { return Ok(Found::Text) };
    let Some(kind) = kind(word) else { return Ok(Found::OtherKind(word.to_owned())) };
    let weight: u32 = match weight {
        "" => 1,
        weight => weight.parse().map_err(|_| XmlProblemKind::BadNumber(weight.to_owned()))?,
    };
    let (answers, length) = answers(text.get(begin..).unwrap_or_default()).ok_or(XmlProblemKind::GapNotClosed)?;
    let kind = gap_kind(kind, answers)?;
    // To Moodle, a weight of 0 is none at all, and none is 1.
    Ok(Found::Gap(Gap { weight: weight.max(1), kind }, begin + length))
}

fn gap_kind(kind: Kind, mut answers: Vec<Answer>) -> Result<QuestionKind, XmlProblemKind> {
    answers.retain(|answer| !answer.text.is_empty());
    if answers.len() > limits::GAP_ANSWERS {
        return Err(XmlProblemKind::TooManyAnswers);
    }
    if let Kind::Choice { is_single, fixed } = kind {
        let option = |Answer { text, credit, feedback }| Choice { text, credit, feedback, fixed };
        return choice_of(answers.into_iter().map(option).collect(), is_single);
    }
    reaches_full_mark(answers.iter().map(|answer| answer.credit))?;
    if let Kind::ShortAnswer { case } = kind {
        let accepted = |Answer { text, credit, feedback }| AcceptedText { text, credit, feedback };
        let accepted = answers.into_iter().map(accepted).collect();
        return Ok(QuestionKind::ShortAnswer { accepted, matching: TextMatching { case, any_accents: false } });
    }
    let accepted = |Answer { text, credit, feedback }: Answer| {
        let (min, max) = range_with_tolerance(&text).ok_or(XmlProblemKind::BadNumber(text))?;
        Ok(AcceptedRange { min, max, credit, feedback })
    };
    let accepted = answers.into_iter().map(accepted).collect::<Result<_, _>>()?;
    Ok(QuestionKind::Numeric { accepted, units: Vec::new(), unit_required: false })
}

struct Answer {
    text: String,
    credit: Credit,
    feedback: Option<String>,
}

/// What a backslash makes plain. Moodle undoes it before two of them only, but people write it before all.
const ESCAPED: &str = "}#~{=%\\\"/";

/// The answers up to the brace that closes a gap, and the bytes they take with it; `None` if none closes it.
fn answers(text: &str) -> Option<(Vec<Answer>, usize)> {
    let mut answers = Vec::new();
    let mut open = Open::default();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        let begins = open.is_empty();
        at += match c {
            '\\' => match rest.chars().nth(1).filter(|next| ESCAPED.contains(*next)) {
                Some(next) => {
                    open.push(next.encode_utf8(&mut [0; 4]));
                    2
                }
                None => {
                    open.push("\\");
                    1
                }
            },
            '}' => {
                answers.push(open.close());
                return Some((answers, at + 1));
            }
            '~' => {
                answers.push(std::mem::take(&mut open).close());
                1
            }
            '#' if open.feedback.is_none() => {
                open.feedback = Some(String::new());
                1
            }
            '=' if begins => {
                open.credit = Some(Credit::FULL);
                1
            }
            '%' if begins => match weight(rest) {
                Some((credit, length)) => {
                    open.credit = Some(credit);
                    length
                }
                None => {
                    open.push("%");
                    1
                }
            },
            '&' => match html::reference(rest) {
                Some((character, length)) => {
                    open.push(character.encode_utf8(&mut [0; 4]));
                    length
                }
                None => {
                    open.push("&");
                    1
                }
            },
            c => {
                open.push(c.encode_utf8(&mut [0; 4]));
                c.len_utf8()
            }
        };
    }
}

/// `%50%`.
fn weight(text: &str) -> Option<(Credit, usize)> {
    let length = text.get(1..)?.bytes().take(16).position(|byte| byte == b'%')?;
    Some((credit(text.get(1..=length)?)?, length + 2))
}

/// An answer while it is read.
#[derive(Default)]
struct Open {
    credit: Option<Credit>,
    text: String,
    feedback: Option<String>,
}

impl Open {
    /// Whether nothing of it but blanks has been read.
    fn is_empty(&self) -> bool {
        self.credit.is_none() && self.feedback.is_none() && self.text.trim().is_empty()
    }

    fn push(&mut self, text: &str) {
        self.feedback.as_mut().unwrap_or(&mut self.text).push_str(text);
    }

    fn close(self) -> Answer {
        let trimmed = |text: String| text.trim().to_owned();
        Answer {
            text: trimmed(self.text),
            credit: self.credit.unwrap_or(Credit::NONE),
            feedback: self.feedback.map(trimmed).filter(|text| !text.is_empty()),
        }
    }
}
