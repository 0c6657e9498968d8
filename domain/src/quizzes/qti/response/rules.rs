//! How an item gives points and feedback
//! (<https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html>).
//!
//! The templates `match_correct` and `map_response` are known, and rules that say the same at length: a condition that
//! compares a response with its right value or a value, and gives points or feedback. Everything else is a program.

mod condition;
mod say;
mod score;

pub use condition::Tolerance;

use super::{Entry, LeftOutWhy};
use crate::quizzes::qti::xml::{Element, Node};
use condition::Branch;
use rust_decimal::Decimal;
use say::Sayings;
use score::Scores;
use std::collections::BTreeMap;

/// The most ways of one condition, and the most feedback rules of an item.
const MOST_WAYS: usize = 200;

/// How a response earns points.
#[derive(Debug, Clone)]
pub enum Scoring {
    /// The right value, for so many points.
    Correct {
        /// The points.
        points: Decimal,
        /// Whether capital letters count.
        case: bool,
        /// How far a number may be off.
        tolerance: Tolerance,
    },
    /// By its mapping.
    Mapped,
    /// By values that the rules name.
    Listed(Vec<Entry>),
}

impl Scoring {
    const CORRECT: Self = Self::Correct { points: Decimal::ONE, case: true, tolerance: Tolerance::None };
}

/// When something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// The response is right.
    Right(String),
    /// It is wrong.
    Wrong(String),
    /// It is this value, or has it among others.
    Is(String, String),
    /// The outcome is the response itself.
    Chosen(String),
}

/// That an outcome becomes an identifier: a feedback of that identifier is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The outcome.
    pub outcome: String,
    /// What it becomes; empty where it becomes the response itself.
    pub identifier: String,
    /// When.
    pub when: When,
}

/// How an item gives points and feedback.
#[derive(Debug, Default)]
pub struct Processing {
    /// How each response earns points; `None` for an item that says nothing about it.
    scored: Option<BTreeMap<String, Scoring>>,
    /// By a template, which knows one response.
    template: Option<Scoring>,
    /// What is said.
    pub said: Vec<Said>,
    /// Points are given in a way that has no like here.
    is_custom: bool,
}

impl Processing {
    /// How a response earns points; `alone` where it is the item's only one.
    pub fn of(&self, response: &str, has_mapping: bool, alone: bool) -> Result<Scoring, LeftOutWhy> {
        match (&self.template, &self.scored) {
            _ if self.is_custom => Err(LeftOutWhy::CustomResponseProcessing),
            (Some(_), _) if !alone => Err(LeftOutWhy::CustomResponseProcessing),
            (Some(template), _) => Ok(template.clone()),
            (None, Some(scored)) => scored.get(response).cloned().ok_or(LeftOutWhy::CustomResponseProcessing),
            // Nothing said: what is declared to be right is meant to be.
            (None, None) => Ok(if has_mapping { Scoring::Mapped } else { Scoring::CORRECT }),
        }
    }
}

/// Outcomes that an item declares: which are numbers, and the values they begin with.
pub(super) struct Outcomes<'a>(BTreeMap<&'a str, (bool, Option<String>)>);

impl<'a> Outcomes<'a> {
    fn of(item: &Node<'a>) -> Self {
        let outcome = |node: Node<'a>| {
            let is_number = matches!(node.attr("baseType"), Some("float" | "integer"));
            let value = node.first("defaultValue").and_then(|default| default.first("value"));
            (node.attr("identifier").unwrap_or_default(), (is_number, value.map(|value| value.words())))
        };
        Self(item.named("outcomeDeclaration").map(outcome).collect())
    }

    fn is_number(&self, name: &str) -> bool {
        self.0.get(name).map_or(name == "SCORE", |(is_number, _)| *is_number)
    }

    fn is_known(&self, name: &str) -> bool {
        self.0.contains_key(name) || name == "SCORE"
    }

    fn begins_with(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|(_, value)| value.as_deref())
    }
}

/// Reads how an item gives points and feedback.
pub fn processing(item: &Node<'_>) -> Processing {
    let outcomes = Outcomes::of(item);
    let mut read = Processing::default();
    let mut sayings = Sayings::default();
    if let Some(node) = item.first("responseProcessing") {
        let template = node.attr("template").or_else(|| node.attr("templateLocation")).filter(|name| !name.is_empty());
        match template {
            _ if node.elements().next().is_some() => {
                let mut scores = Scores::new(&outcomes);
                walk(node.elements(), &Branch::Always, &outcomes, &mut scores, &mut sayings);
                let scored = scores.finish();
                read.is_custom = scored.is_none();
                // Rules that only say something give no points in a way of their own.
                read.scored = scored.filter(|scored| !scored.is_empty());
            }
            Some(address) => {
                (read.template, sayings) = by_template(address);
                read.is_custom = read.template.is_none();
            }
            None => {}
        }
    }
    let begins = |(name, (is_number, value)): (&&str, &(bool, Option<String>))| {
        let value = value.as_ref().filter(|_| !*is_number && !sayings.has(name))?;
        Some(Said { outcome: (**name).to_owned(), identifier: value.clone(), when: When::Always })
    };
    let begun: Vec<Said> = outcomes.0.iter().filter_map(begins).take(MOST_WAYS).collect();
    read.said = sayings.finish();
    read.said.extend(begun);
    read
}

/// A template by its address; Common Cartridge's also say whether the answer is right.
fn by_template(address: &str) -> (Option<Scoring>, Sayings) {
    let name = address.rsplit('/').next().unwrap_or(address);
    let said =
        |identifier: &str, when| Said { outcome: "FEEDBACKBASIC".to_owned(), identifier: identifier.to_owned(), when };
    let response = || "RESPONSE".to_owned();
    let said =
        || Sayings::new(vec![said("correct", When::Right(response())), said("incorrect", When::Wrong(response()))]);
    match name.strip_suffix(".xml").unwrap_or(name) {
        "match_correct" => (Some(Scoring::CORRECT), Sayings::default()),
        "map_response" => (Some(Scoring::Mapped), Sayings::default()),
        "CC2_match" => (Some(Scoring::CORRECT), said()),
        "CC2_map_response" => (Some(Scoring::Mapped), said()),
        _ => (None, Sayings::default()),
    }
}

fn walk<'a>(
    rules: impl Iterator<Item = Node<'a>>,
    branch: &Branch,
    outcomes: &Outcomes<'_>,
    scores: &mut Scores<'_>,
    sayings: &mut Sayings,
) {
    for rule in rules {
        match rule.name().as_ref() {
            "responseCondition" => {
                let mut before = Vec::new();
                for part in rule.elements() {
                    if before.len() > MOST_WAYS {
                        return scores.give_up();
                    }
                    let (own, rules) = if part.is("responseElse") {
                        (Branch::otherwise(&before), part.elements().collect::<Vec<_>>())
                    } else {
                        let mut parts = part.elements();
                        let condition = parts.next().map_or(Branch::Other, |node| condition::read(&node));
                        let condition = sayings.resolve(condition, outcomes);
                        (condition.after(&before), parts.collect())
                    };
                    walk(rules.into_iter(), &branch.and(&own), outcomes, scores, sayings);
                    before.push(own);
                }
            }
            "setOutcomeValue" => {
                let outcome = rule.attr("identifier").unwrap_or_default();
                let value = rule.elements().next();
                match value {
                    Some(value) if outcomes.is_number(outcome) => scores.set(outcome, branch, &value),
                    Some(value) => sayings.set(outcome, branch, &value, outcomes),
                    None => {}
                }
            }
            _ => scores.give_up(),
        }
    }
}
