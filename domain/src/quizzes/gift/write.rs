//! Writing questions as GIFT.

use super::{GiftLoss, comment, format::mark, numeric::ANY, parse, sayable::sayable};
use crate::quizzes::{
    Choice, Credit, Question, QuestionKind,
    question::{AcceptedRange, AcceptedText, Pair, TextFormat},
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Questions as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GiftText {
    /// The file. It can be read up to [`super::LARGEST_FILE`].
    pub text: String,
    /// Names of questions with what of them is not in the file.
    pub left_out: Vec<(String, GiftLoss)>,
}

/// Writes questions, each after what is lost of it has been noted: [`super::read`] gives them back without that, and
/// exactly as they were where nothing is noted. Every question names its format, so that other programs need not guess.
pub fn write(questions: &[Question]) -> GiftText {
    let mut file = GiftText::default();
    let mut names = BTreeSet::new();
    let mut category = String::new();
    for (number, question) in (1..).zip(questions) {
        let (mut said, mut losses) = sayable(question);
        let given = given_name(&said.name, number, &names);
        if given != said.name {
            let loss = if said.name.is_empty() { GiftLoss::NoName } else { GiftLoss::NameTwice };
            losses.push(loss(given.clone()));
            said.name = given;
        }
        let name = if question.name.is_empty() { &said.name } else { &question.name };
        match checked_block(&said) {
            Ok(block) => {
                if said.category != category {
                    file.text.push_str(&category_line(&said.category));
                }
                file.text.push_str(&block);
                file.left_out.extend(losses.into_iter().map(|loss| (name.clone(), loss)));
                names.insert(said.name);
                category = said.category;
            }
            Err(loss) => file.left_out.push((name.clone(), loss)),
        }
    }
    file
}

/// A name that no question before has: names tell questions apart, and the reader refuses the second of a kind.
fn given_name(name: &str, number: u32, taken: &BTreeSet<String>) -> String {
    let name = if name.is_empty() { format!("q{number:02}") } else { name.to_owned() };
    if !taken.contains(&name) {
        return name;
    }
    // The question's own number first: it is most often free, however many share a name.
    (number..).map(|number| format!("{name} ({number})")).find(|name| !taken.contains(name)).unwrap_or(name)
}

fn category_line(category: &str) -> String {
    // Moodle takes no empty name; its top is ours.
    format!("$CATEGORY: {}\n\n", if category.is_empty() { "$course$/top" } else { category })
}

/// A question's block, which is read to see that it says what it should.
fn checked_block(question: &Question) -> Result<String, GiftLoss> {
    let block = block(question)?;
    let mut file = parse(&format!("{}{block}", category_line(&question.category)));
    if let Some(problem) = file.problems.pop() {
        return Err(GiftLoss::Refused(problem.kind));
    }
    match file.questions.as_slice() {
        [found] if found.question == *question => Ok(block),
        _ => Err(GiftLoss::Unsayable),
    }
}

fn block(question: &Question) -> Result<String, GiftLoss> {
    let Question { external_id, tags, difficulty, format, .. } = question;
    let answers = answers(&question.kind, *format)?;
    let general = question.general_feedback.as_deref();
    let general = general.map_or_else(String::new, |text| format!("\n\t####{}", part(text, *format)));
    let braces = answers.map_or_else(String::new, |answers| {
        let end = if answers.contains('\n') || !general.is_empty() { "\n" } else { "" };
        format!("{{{answers}{general}{end}}}")
    });
    Ok(format!(
        "{}::{}::{}{}{braces}\n\n",
        comment::write(external_id, tags, *difficulty),
        escaped(&question.name),
        mark(*format),
        escaped(&question.prompt),
    ))
}

/// What stands between the braces; `None` where there are none.
fn answers(kind: &QuestionKind, format: TextFormat) -> Result<Option<String>, GiftLoss> {
    let said = |feedback: &Option<String>| {
        feedback.as_deref().map_or_else(String::new, |text| format!("#{}", part(text, format)))
    };
    Ok(Some(match kind {
        QuestionKind::SingleChoice { options } => {
            let is_full = |choice: &Choice| choice.credit == Credit::FULL;
            let first = options.iter().position(is_full);
            // Right answers alone would make a short answer.
            let all = options.iter().all(is_full);
            let line = |(place, choice): (usize, &Choice)| {
                let is_right = is_full(choice) && (!all || Some(place) == first);
                let mark = if is_right { "=".to_owned() } else { wrong(choice.credit) };
                format!("\n\t{mark}{}{}", part(&choice.text, format), said(&choice.feedback))
            };
            options.iter().enumerate().map(line).collect()
        }
        QuestionKind::MultipleChoice { options } => {
            let line = |choice: &Choice| {
                format!("\n\t{}{}{}", wrong(choice.credit), part(&choice.text, format), said(&choice.feedback))
            };
            options.iter().map(line).collect()
        }
        QuestionKind::TrueFalse { answer, right, wrong } => {
            let word = if *answer { "TRUE" } else { "FALSE" };
            let before_right = if right.is_some() && wrong.is_none() { "#" } else { "" };
            format!("{word}{}{before_right}{}", said(wrong), said(right))
        }
        QuestionKind::Matching { pairs, extra } => {
            let pair = |Pair { stem, answer }: &Pair| {
                format!("\n\t={} -> {}", without_arrow(&part(stem, format)), escaped(answer))
            };
            let extra = extra.iter().map(|answer| format!("\n\t= -> {}", escaped(answer)));
            pairs.iter().map(pair).chain(extra).collect()
        }
        QuestionKind::ShortAnswer { accepted, .. } => {
            let line = |AcceptedText { text, credit, feedback }: &AcceptedText| {
                let text = format!("{}{}", part(text, format), said(feedback));
                format!("\n\t={}{}", weight(*credit), without_arrow(&text))
            };
            accepted.iter().map(line).collect()
        }
        QuestionKind::Numeric { accepted, .. } => {
            let line = |range: &AcceptedRange| {
                format!("\n\t={}{}{}", weight(range.credit), ends(range.min, range.max), said(&range.feedback))
            };
            format!("#{}", accepted.iter().map(line).collect::<String>())
        }
        QuestionKind::Essay { .. } => String::new(),
        QuestionKind::Description => return Ok(None),
        QuestionKind::Ordering { .. }
        | QuestionKind::Cloze { .. }
        | QuestionKind::Hotspot { .. }
        | QuestionKind::DragOntoPicture { .. } => return Err(GiftLoss::Kind(kind.word())),
    }))
}

fn ends(min: Decimal, max: Decimal) -> String {
    if (min, max) == (Decimal::MIN, Decimal::MAX) {
        ANY.to_owned()
    } else if min == max {
        min.to_string()
    } else {
        format!("{min}..{max}")
    }
}

/// The mark of an option that is not simply right.
fn wrong(credit: Credit) -> String {
    if credit == Credit::NONE { "~".to_owned() } else { format!("~{}", percent(credit)) }
}

/// The weight after a `=`, which alone stands for the full mark.
fn weight(credit: Credit) -> String {
    if credit == Credit::FULL { String::new() } else { percent(credit) }
}

fn percent(credit: Credit) -> String {
    format!("%{}%", Decimal::new(i64::from(credit.thousandths()), 3).normalize())
}

/// A text other than the prompt. Its format is named where its beginning would else be taken for a format or weight.
fn part(text: &str, format: TextFormat) -> String {
    let looks_marked = TextFormat::ALL.iter().any(|format| text.starts_with(&mark(*format)));
    let guard = if looks_marked || text.starts_with('%') { mark(format) } else { String::new() };
    guard + &escaped(text)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn without_arrow(escaped: &str) -> String {
    escaped.replace("->", "-\\>")
}

#[cfg(test)]
mod tests;
