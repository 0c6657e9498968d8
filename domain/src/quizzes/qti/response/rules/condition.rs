//! Conditions on responses.

use super::{super::number, When};
use crate::quizzes::qti::xml::{Element, Node};
use rust_decimal::Decimal;

/// How far a number may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// Not at all.
    None,
    /// By so much, down and up.
    Absolute(Decimal, Decimal),
    /// By so many per cent, down and up.
    Relative(Decimal, Decimal),
}

/// When a rule holds, as far as it can be said simply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branch {
    /// Always, or whenever something was answered.
    Always,
    /// Nothing was answered.
    Unanswered,
    /// A response is right.
    Right { response: String, case: bool, tolerance: Tolerance },
    /// A response is not right.
    Wrong(String),
    /// A response is a value.
    Is { response: String, value: String, case: bool },
    /// A response of several values has one among them.
    Has { response: String, value: String },
    /// A response is none of the values named before.
    NoneOf(String),
    /// Something else.
    Other,
}

impl Branch {
    /// Both: rules stand in rules.
    pub fn and(&self, inner: &Self) -> Self {
        match (self, inner) {
            (Self::Always, inner) => inner.clone(),
            (outer, Self::Always) => outer.clone(),
            _ => Self::Other,
        }
    }

    /// What the last way of a condition means, after all others.
    pub fn otherwise(before: &[Self]) -> Self {
        let mut asked = before.iter().filter(|branch| **branch != Self::Unanswered);
        match (asked.next(), asked.next()) {
            (None, _) => Self::Always,
            (Some(Self::Right { response, .. }), None) => Self::Wrong(response.clone()),
            (Some(Self::Wrong(response)), None) => {
                Self::Right { response: response.clone(), case: true, tolerance: Tolerance::None }
            }
            (Some(first), _) => match first.response() {
                Some(name) if before.iter().all(|branch| branch.response().is_none_or(|other| other == name)) => {
                    Self::NoneOf(name.to_owned())
                }
                _ => Self::Other,
            },
        }
    }

    /// The same condition in a later way: what it says holds only where no earlier way did.
    pub fn after(self, before: &[Self]) -> Self {
        let is_apart = |earlier: &Self| match (earlier, &self) {
            (Self::Unanswered, _) => true,
            (Self::Right { response: a, .. } | Self::Is { response: a, .. }, Self::Is { response: b, .. }) => a == b,
            (Self::Is { response: a, .. }, Self::Right { response: b, .. }) => a == b,
            _ => false,
        };
        if before.iter().all(is_apart) { self } else { Self::Other }
    }

    /// When, where feedback can be said to it.
    pub fn when(&self) -> Option<When> {
        match self {
            Self::Always => Some(When::Always),
            Self::Right { response, .. } => Some(When::Right(response.clone())),
            Self::Wrong(response) => Some(When::Wrong(response.clone())),
            Self::Is { response, value, .. } | Self::Has { response, value } => {
                Some(When::Is(response.clone(), value.clone()))
            }
            Self::Unanswered | Self::NoneOf(_) | Self::Other => None,
        }
    }

    fn response(&self) -> Option<&str> {
        match self {
            Self::Right { response, .. } | Self::Wrong(response) | Self::Is { response, .. } => Some(response),
            _ => None,
        }
    }
}

/// Reads a condition.
pub fn read(node: &Node<'_>) -> Branch {
    match node.name().as_ref() {
        "match" => compared(node, true, Tolerance::None),
        "stringMatch" if !node.says("substring") => {
            compared(node, !matches!(node.attr("caseSensitive"), Some("false" | "0")), Tolerance::None)
        }
        "equal" => tolerance(node).map_or(Branch::Other, |tolerance| compared(node, true, tolerance)),
        "member" => match compared(node, true, Tolerance::None) {
            Branch::Is { response, value, .. } => Branch::Has { response, value },
            _ => Branch::Other,
        },
        "isNull" => Branch::Unanswered,
        "and" | "or" => {
            let mut parts = node.elements();
            match (parts.next(), parts.next()) {
                (Some(only), None) => read(&only),
                _ => Branch::Other,
            }
        }
        "not" => match node.elements().next().as_ref().map(read) {
            Some(Branch::Unanswered) => Branch::Always,
            Some(Branch::Right { response, .. }) => Branch::Wrong(response),
            _ => Branch::Other,
        },
        _ => Branch::Other,
    }
}

/// A response compared with its right value or with one that is written there.
fn compared(node: &Node<'_>, case: bool, tolerance: Tolerance) -> Branch {
    let sides: Vec<Node<'_>> = node.elements().collect();
    let side = |name: &str| sides.iter().find(|side| side.is(name));
    let (Some(variable), 2) = (side("variable"), sides.len()) else { return Branch::Other };
    let response = variable.attr("identifier").unwrap_or_default().to_owned();
    match (side("correct"), side("baseValue")) {
        (Some(correct), _) if correct.attr("identifier") == Some(&response) => {
            Branch::Right { response, case, tolerance }
        }
        (None, Some(value)) if tolerance == Tolerance::None => Branch::Is { response, value: value.words(), case },
        _ => Branch::Other,
    }
}

/// `toleranceMode` and `tolerance` of an `equal`; `None` where they say nothing that can be kept.
fn tolerance(node: &Node<'_>) -> Option<Tolerance> {
    let ends = || {
        let mut ends = node.attr("tolerance")?.split_whitespace().map(number);
        let down = ends.next()?.ok()?;
        let up = ends.next().transpose().ok()?.unwrap_or(down);
        (down >= Decimal::ZERO && up >= Decimal::ZERO).then_some((down, up))
    };
    match node.attr("toleranceMode") {
        None | Some("exact") => Some(Tolerance::None),
        Some("absolute") => ends().map(|(down, up)| Tolerance::Absolute(down, up)),
        Some("relative") => ends().map(|(down, up)| Tolerance::Relative(down, up)),
        Some(_) => None,
    }
}
