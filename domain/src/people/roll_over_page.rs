//! What the pages of a roll-over show.

use super::roll_over::{Exception, RollOverState, Totals};
use crate::{
    calendar::SchoolYear,
    ids::{ClassId, PersonId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A school's roll-over of a school year: what would be done, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollOverPage {
    /// The school's code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The school year that ends.
    pub year: SchoolYear,
    /// The school years that can be chosen.
    pub years: Vec<SchoolYear>,
    /// How far it is.
    pub state: RollOverState,
    /// The first day of the next year.
    pub begins_on: NaiveDate,
    /// The classes that go on; empty once it is written.
    pub classes: Vec<RollOverClass>,
    /// Classes of the next year that come into being.
    pub new_classes: Vec<String>,
    /// How many pupils do what.
    pub totals: Totals,
    /// Of the plan shown, so that no other is written.
    pub fingerprint: String,
}

/// A class and how it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollOverClass {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Its name in the next year; nothing where its pupils leave.
    pub next: Option<String>,
    /// How many pupils it has.
    pub pupils: u64,
    /// Those who do not go up with it.
    pub exceptions: Vec<ExceptionLine>,
}

/// A pupil who does not go up with the class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionLine {
    /// The name.
    pub name: String,
    /// What they do; nothing for who is in a class of the next year already.
    pub exception: Option<Exception>,
}

/// A class's pupils and what is chosen for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollOverMembers {
    /// The school's code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The school year that ends.
    pub year: SchoolYear,
    /// The class's name.
    pub name: String,
    /// Its name in the next year; nothing where its pupils leave.
    pub next: Option<String>,
    /// Whether it still can be chosen.
    pub is_open: bool,
    /// The classes of the next year to choose from.
    pub classes: Vec<String>,
    /// The pupils, in the order of names.
    pub pupils: Vec<RollOverPupil>,
}

/// A pupil and what is chosen for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollOverPupil {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// What they do instead of going up.
    pub exception: Option<Exception>,
    /// In a class of the next year already: nothing is left to choose.
    pub already_there: bool,
}
