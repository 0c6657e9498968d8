//! Rules that give points.

use super::{super::number, Branch, Entry, Outcomes, Scoring};
use crate::quizzes::qti::xml::{Element, Node};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Gathers what the rules give for each response; gives up at the first that cannot be said here.
pub struct Scores<'a> {
    outcomes: &'a Outcomes<'a>,
    scored: BTreeMap<String, Scoring>,
    /// For each outcome the responses that set it, and whether each adds to what was there.
    set_by: BTreeMap<String, BTreeMap<String, bool>>,
    /// Outcomes that begin with points nobody earned.
    given: BTreeSet<String>,
    is_custom: bool,
}

/// A sum of points.
#[derive(Default)]
struct Sum {
    constant: Decimal,
    mapped: Vec<String>,
    adds_to: BTreeSet<String>,
}

impl<'a> Scores<'a> {
    pub const fn new(outcomes: &'a Outcomes<'a>) -> Self {
        Self { outcomes, scored: BTreeMap::new(), set_by: BTreeMap::new(), given: BTreeSet::new(), is_custom: false }
    }

    pub const fn give_up(&mut self) {
        self.is_custom = true;
    }

    /// An outcome becomes a value.
    pub fn set(&mut self, outcome: &str, branch: &Branch, value: &Node<'_>) {
        let mut sum = Sum::default();
        if self.add(value, &mut sum).is_none() || self.earn(outcome, branch, &sum).is_none() {
            self.give_up();
        }
    }

    fn add(&self, value: &Node<'_>, sum: &mut Sum) -> Option<()> {
        let name = value.attr("identifier").unwrap_or_default();
        match value.name().as_ref() {
            "baseValue" => sum.constant = sum.constant.checked_add(number(&value.words()).ok()?)?,
            "mapResponse" => sum.mapped.push(name.to_owned()),
            "variable" if self.outcomes.is_number(name) => match self.outcomes.begins_with(name) {
                // A number kept in an outcome that no rule changes, as MAXSCORE is.
                Some(constant) if !self.set_by.contains_key(name) && name != "SCORE" => {
                    sum.constant = sum.constant.checked_add(number(constant).ok()?)?;
                    sum.adds_to.insert(name.to_owned());
                }
                _ => {
                    sum.adds_to.insert(name.to_owned());
                }
            },
            "sum" => {
                for part in value.elements() {
                    self.add(&part, sum)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn earn(&mut self, outcome: &str, branch: &Branch, sum: &Sum) -> Option<()> {
        let adds = sum.adds_to.contains(outcome);
        match (branch, sum.mapped.as_slice()) {
            (Branch::Always, []) => {
                if sum.constant != Decimal::ZERO {
                    self.given.insert(outcome.to_owned());
                }
            }
            (Branch::Always, mapped) => {
                (sum.constant == Decimal::ZERO).then_some(())?;
                for response in mapped {
                    self.scores(outcome, response, adds || mapped.len() > 1, Scoring::Mapped);
                }
            }
            (Branch::Right { response, case, tolerance }, []) if sum.constant > Decimal::ZERO => {
                let scoring = Scoring::Correct { points: sum.constant, case: *case, tolerance: *tolerance };
                self.scores(outcome, response, adds, scoring);
            }
            (Branch::Right { response, .. } | Branch::Wrong(response) | Branch::NoneOf(response), [mapped])
                if response == mapped && sum.constant == Decimal::ZERO =>
            {
                self.scores(outcome, response, adds, Scoring::Mapped);
            }
            (Branch::Is { response, value, case }, []) => {
                let entry = Entry { value: value.clone(), points: sum.constant, case: *case };
                self.scores(outcome, response, adds, Scoring::Listed(vec![entry]));
            }
            (Branch::Right { .. } | Branch::Wrong(_) | Branch::NoneOf(_) | Branch::Unanswered, []) => {
                (sum.constant == Decimal::ZERO).then_some(())?;
            }
            _ => return None,
        }
        Some(())
    }

    fn scores(&mut self, outcome: &str, response: &str, adds: bool, scoring: Scoring) {
        let by = self.set_by.entry(outcome.to_owned()).or_default();
        by.insert(response.to_owned(), adds);
        let known = self.scored.remove(response);
        let both = match (known, scoring) {
            (Some(Scoring::Listed(mut known)), Scoring::Listed(more)) => {
                known.extend(more);
                Scoring::Listed(known)
            }
            (Some(Scoring::Listed(_)), Scoring::Correct { .. })
            | (Some(Scoring::Correct { .. }), Scoring::Listed(_)) => {
                self.is_custom = true;
                return;
            }
            // The mapping says of all values what a comparison says of one.
            (Some(Scoring::Mapped), _) | (Some(_), Scoring::Mapped) => Scoring::Mapped,
            (Some(known), _) => known,
            (None, new) => new,
        };
        self.scored.insert(response.to_owned(), both);
    }

    /// How each response earns points; `None` where the rules are a program of their own.
    pub fn finish(self) -> Option<BTreeMap<String, Scoring>> {
        // Two responses that set one outcome must each add to it, but for the first.
        let overwritten = self.set_by.values().any(|by| by.values().filter(|adds| !**adds).count() > 1);
        let is_given = self.set_by.keys().any(|outcome| self.given.contains(outcome)) || self.given.contains("SCORE");
        (!self.is_custom && !overwritten && !is_given).then_some(self.scored)
    }
}
