//! Rules that say something.

use super::{Branch, MOST_WAYS, Outcomes, Said, When, condition::Tolerance};
use crate::quizzes::qti::xml::{Element, Node};
use std::collections::BTreeSet;

/// Gathers when outcomes become the identifiers of feedback.
#[derive(Default)]
pub struct Sayings {
    said: Vec<Said>,
    /// Outcomes that may become something else at the end, nobody knows when.
    unclear: BTreeSet<String>,
    /// Outcomes of several values, to which rules add.
    added: BTreeSet<String>,
}

impl Sayings {
    /// Rules that hold from the start.
    pub fn new(said: Vec<Said>) -> Self {
        Self { said, ..Self::default() }
    }

    /// An outcome becomes a value.
    pub fn set(&mut self, outcome: &str, branch: &Branch, value: &Node<'_>, outcomes: &Outcomes<'_>) {
        let name = value.attr("identifier").unwrap_or_default();
        match (value.name().as_ref(), branch.when()) {
            ("multiple", when) => {
                let adds = value.named("variable").any(|part| part.attr("identifier") == Some(outcome));
                if adds {
                    self.added.insert(outcome.to_owned());
                }
                match when {
                    Some(when) => {
                        value.named("baseValue").for_each(|part| self.add(outcome, part.words(), when.clone()));
                    }
                    None if adds => {}
                    None => self.lose(outcome),
                }
            }
            (_, None) if *branch == Branch::Unanswered => {}
            ("baseValue", Some(when)) => self.add(outcome, value.words(), when),
            ("variable", Some(When::Always)) if !outcomes.is_known(name) => {
                self.add(outcome, String::new(), When::Chosen(name.to_owned()));
            }
            _ => self.lose(outcome),
        }
    }

    fn add(&mut self, outcome: &str, identifier: String, when: When) {
        if self.said.len() < MOST_WAYS {
            self.said.push(Said { outcome: outcome.to_owned(), identifier, when });
        }
    }

    fn lose(&mut self, outcome: &str) {
        self.unclear.insert(outcome.to_owned());
    }

    /// A comparison with an outcome holds when the rule did that set it so.
    pub fn resolve(&self, branch: Branch, outcomes: &Outcomes<'_>) -> Branch {
        let Branch::Is { response: outcome, value, .. } = &branch else { return branch };
        if !outcomes.is_known(outcome) && !self.has(outcome) {
            return branch;
        }
        if self.unclear.contains(outcome) {
            return Branch::Other;
        }
        let all = self.settled(outcome);
        let mut rules = all.iter().filter(|rule| rule.identifier == *value);
        match (rules.next().map(|rule| &rule.when), rules.next()) {
            (Some(When::Always), None) => Branch::Always,
            (Some(When::Right(response)), None) => {
                Branch::Right { response: response.clone(), case: true, tolerance: Tolerance::None }
            }
            (Some(When::Wrong(response)), None) => Branch::Wrong(response.clone()),
            (Some(When::Is(response, value)), None) => {
                Branch::Is { response: response.clone(), value: value.clone(), case: true }
            }
            _ => Branch::Other,
        }
    }

    /// What is said of an outcome in the end: what is set first and changed when the answer is right, holds when it is
    /// wrong.
    fn settled(&self, outcome: &str) -> Vec<Said> {
        let own: Vec<&Said> = self.said.iter().filter(|said| said.outcome == outcome).collect();
        let mut others = own.iter().filter(|said| said.when != When::Always);
        let instead = match (others.next().map(|said| &said.when), others.next()) {
            (None, _) => Some(When::Always),
            _ if self.added.contains(outcome) => Some(When::Always),
            (Some(When::Right(response)), None) => Some(When::Wrong(response.clone())),
            _ => None,
        };
        let settle = |said: &&Said| {
            let when = if said.when == When::Always { instead.clone()? } else { said.when.clone() };
            Some(Said { when, ..(*said).clone() })
        };
        own.iter().filter_map(settle).collect()
    }

    /// Whether an outcome is ever set.
    pub fn has(&self, outcome: &str) -> bool {
        self.unclear.contains(outcome) || self.said.iter().any(|said| said.outcome == outcome)
    }

    /// All that is said, as far as it is clear when.
    pub fn finish(self) -> Vec<Said> {
        let outcomes: BTreeSet<&str> = self.said.iter().map(|said| said.outcome.as_str()).collect();
        let clear = outcomes.into_iter().filter(|outcome| !self.unclear.contains(*outcome));
        clear.flat_map(|outcome| self.settled(outcome)).collect()
    }
}
