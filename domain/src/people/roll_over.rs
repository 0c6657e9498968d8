//! How a school's classes and pupils go on to the next school year.
//!
//! A class goes up as a whole and keeps the rest of its name (`1/2` → `2/2`); whoever is in a grade that the school
//! has no next one for leaves. What is otherwise for one pupil is an [`Exception`].

use super::{Grade, SchoolLevel, words};
use crate::{
    calendar::Moment,
    ids::{ClassId, PersonId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// How far a roll-over is.
    RollOverState {
        /// Looked at; nothing is written.
        Proposed = "proposed",
        /// Written; can be taken back.
        Applied = "applied",
        /// Confirmed by the school; stays.
        Final = "final",
    }
}

/// What one pupil does instead of going up with the class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exception {
    /// Stays in the grade, in the class that has this class's name next year.
    Repeat,
    /// Leaves the school.
    Leave,
    /// Goes to this class of the next year.
    Class(String),
}

const CLASS_WORD: &str = "class:";

impl Exception {
    /// As a field of a form sends it.
    pub fn word(&self) -> String {
        match self {
            Self::Repeat => "repeat".to_owned(),
            Self::Leave => "leave".to_owned(),
            Self::Class(name) => format!("{CLASS_WORD}{name}"),
        }
    }

    /// What a field of a form says; nothing for a pupil who goes up with the class.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "repeat" => Some(Self::Repeat),
            "leave" => Some(Self::Leave),
            word => word.strip_prefix(CLASS_WORD).map(|name| Self::Class(name.to_owned())),
        }
    }
}

/// A class of the year that ends, with its pupils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassBefore {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Grade,
    /// Its pupils.
    pub pupils: Vec<PersonId>,
}

/// Where a pupil is in the next year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// In this class.
    Class(String),
    /// No longer at the school.
    Leaves,
    /// In a class of the next year already, which stays.
    AlreadyThere,
}

/// What a roll-over does: the next year's classes and every pupil's place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Plan {
    /// The next year's classes by name: those there already and those that come up or are needed.
    pub classes: BTreeMap<String, Grade>,
    /// Every pupil's place.
    pub places: BTreeMap<PersonId, Place>,
}

impl Plan {
    /// Two plans that do the same have the same fingerprint: what was looked at is what is written.
    pub fn fingerprint(&self) -> String {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

/// The class's name in another grade: the leading number changes, the rest stays.
pub fn class_name_in(name: &str, grade: Grade) -> String {
    let rest = name.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{}{rest}", grade.number())
}

/// The name and grade under which a class goes on at a school; nothing after the school's last grade.
pub fn next_class(level: SchoolLevel, name: &str, grade: Grade) -> Option<(String, Grade)> {
    let next = Grade::new(grade.number() + 1).filter(|next| level.teaches(*next))?;
    Some((class_name_in(name, next), next))
}

/// Plans a roll-over. `there` are the next year's classes that exist, `placed` the pupils who are in one of them.
///
/// Every pupil of `before` has exactly one place. An exception for somebody else does nothing.
pub fn plan(
    level: SchoolLevel,
    before: &[ClassBefore],
    exceptions: &BTreeMap<PersonId, Exception>,
    there: &BTreeMap<String, Grade>,
    placed: &BTreeSet<PersonId>,
) -> Plan {
    let mut classes = there.clone();
    let mut places = BTreeMap::new();
    for class in before {
        let next = next_class(level, &class.name, class.grade);
        if let Some((name, grade)) = &next {
            classes.entry(name.clone()).or_insert(*grade);
        }
        for pupil in &class.pupils {
            if places.contains_key(pupil) {
                continue;
            }
            let place = match exceptions.get(pupil) {
                _ if placed.contains(pupil) => Place::AlreadyThere,
                Some(Exception::Leave) => Place::Leaves,
                Some(Exception::Repeat) => {
                    classes.entry(class.name.clone()).or_insert(class.grade);
                    Place::Class(class.name.clone())
                }
                Some(Exception::Class(name)) => {
                    classes.entry(name.clone()).or_insert_with(|| Grade::of_class_name(name).unwrap_or(class.grade));
                    Place::Class(name.clone())
                }
                None => next.as_ref().map_or(Place::Leaves, |(name, _)| Place::Class(name.clone())),
            };
            places.insert(*pupil, place);
        }
    }
    Plan { classes, places }
}

/// How a fact ends, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct End {
    /// The first day on which it no longer holds.
    pub to_on: Option<NaiveDate>,
    /// When that was learned.
    pub learned_at: Option<Moment>,
}

impl End {
    /// Whether the fact still holds on a day.
    pub fn is_after(self, day: NaiveDate) -> bool {
        self.to_on.is_none_or(|to| to > day)
    }
}

/// A fact that a roll-over ends, and how it ended before, so that this can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The fact's id.
    pub id: i64,
    /// Its end before.
    pub before: End,
}

/// A pupil's membership of the school and enrolments in classes of the year that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilFacts {
    /// Who.
    pub person: PersonId,
    /// The membership.
    pub membership: Ended,
    /// The enrolments that hold on the year's last day; there should be one.
    pub enrolments: Vec<Ended>,
}

/// The facts that a plan ends and those that it begins, on the first day of the next year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Enrolments that end.
    pub enrolments_ended: Vec<Ended>,
    /// Memberships that end.
    pub memberships_ended: Vec<Ended>,
    /// Memberships that are enrolled in the class of a name.
    pub enrolled: Vec<(i64, String)>,
}

/// What a plan changes. `begins_on` is the first day of the next year.
pub fn changes(plan: &Plan, pupils: &[PupilFacts], begins_on: NaiveDate) -> Changes {
    let mut changes = Changes::default();
    for pupil in pupils {
        let Some(place) = plan.places.get(&pupil.person) else { continue };
        changes
            .enrolments_ended
            .extend(pupil.enrolments.iter().filter(|enrolment| enrolment.before.is_after(begins_on)));
        match place {
            Place::Class(name) => changes.enrolled.push((pupil.membership.id, name.clone())),
            Place::Leaves if pupil.membership.before.is_after(begins_on) => {
                changes.memberships_ended.push(pupil.membership);
            }
            Place::Leaves | Place::AlreadyThere => {}
        }
    }
    changes
}

/// How many pupils do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Go up with their class.
    pub up: u64,
    /// Stay in their grade.
    pub repeat: u64,
    /// Go to a class chosen for them.
    pub moved: u64,
    /// Leave the school.
    pub leave: u64,
    /// Are in a class of the next year already.
    pub already_there: u64,
}

/// Counts what a plan does with everybody.
pub fn totals(plan: &Plan, exceptions: &BTreeMap<PersonId, Exception>) -> Totals {
    let mut totals = Totals::default();
    for (person, place) in &plan.places {
        let counted = match (place, exceptions.get(person)) {
            (Place::AlreadyThere, _) => &mut totals.already_there,
            (Place::Leaves, _) => &mut totals.leave,
            (Place::Class(_), Some(Exception::Repeat)) => &mut totals.repeat,
            (Place::Class(_), Some(_)) => &mut totals.moved,
            (Place::Class(_), None) => &mut totals.up,
        };
        *counted += 1;
    }
    totals
}

/// What a roll-over wrote: all that taking it back needs, and how many did what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Written {
    /// Enrolments it ended.
    pub enrolments_ended: Vec<Ended>,
    /// Memberships it ended.
    pub memberships_ended: Vec<Ended>,
    /// Class teachers it ended.
    pub teachers_ended: Vec<Ended>,
    /// Enrolments it began.
    pub enrolments_made: Vec<i64>,
    /// Classes it made.
    pub classes_made: Vec<i64>,
    /// How many pupils did what.
    pub totals: Totals,
}

#[cfg(test)]
mod tests;
