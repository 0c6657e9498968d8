//! What an office, a principal and a teacher see of progress.

use super::{Rate, SchoolFacts, SchoolFigures, Settings, Standing, Target};
use crate::{
    ids::{ClassId, PersonId},
    people::SchoolLevel,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One target's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetFigure {
    /// Which target.
    pub target: Target,
    /// How many of how many.
    pub rate: Rate,
    /// Whether that is enough.
    pub standing: Standing,
    /// How many more are needed.
    pub still_needed: u64,
}

impl TargetFigure {
    /// Decides a rate against the target in force.
    pub const fn of(target: Target, rate: Rate, settings: &Settings) -> Self {
        Self {
            target,
            rate,
            standing: rate.standing(settings.target),
            still_needed: rate.still_needed(settings.target),
        }
    }
}

/// A whole office on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeProgress {
    /// The office's name.
    pub name: String,
    /// The day of all figures.
    pub as_of: NaiveDate,
    /// The settings in force on it.
    pub settings: Settings,
    /// Target A.
    pub teach: TargetFigure,
    /// Target C.
    pub with_team: TargetFigure,
    /// Target D.
    pub staff: TargetFigure,
    /// Pupils' completion.
    pub pupils: Rate,
    /// Every school open on the day, in the alphabet's order.
    pub schools: Vec<SchoolLine>,
}

impl OfficeProgress {
    /// Puts a district together: A and C from its schools, D from its distinct persons.
    pub fn of(name: String, as_of: NaiveDate, settings: Settings, staff: Rate, schools: Vec<SchoolLine>) -> Self {
        let figures = SchoolFigures::of(schools.iter().map(|school| &school.facts), &settings);
        Self {
            name,
            as_of,
            settings,
            teach: TargetFigure::of(Target::SchoolsTeach, figures.teach, &settings),
            with_team: TargetFigure::of(Target::SchoolsWithTeam, figures.with_team, &settings),
            staff: TargetFigure::of(Target::StaffTrained, staff, &settings),
            pupils: figures.pupils,
            schools,
        }
    }
}

/// A school in the office's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolLine {
    /// Its code and address.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name as search compares it.
    pub search_key: String,
    /// Its level.
    pub level: SchoolLevel,
    /// What is known of it on the day.
    pub facts: SchoolFacts,
}

/// A school's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolProgress {
    /// The school and its facts; the facts are those of the visible classes where only those are seen.
    pub line: SchoolLine,
    /// Whether all of the school is seen, or the own classes only.
    pub whole: bool,
    /// Whether the reader has an office's list to go back to.
    pub has_office: bool,
    /// The day of all figures.
    pub as_of: NaiveDate,
    /// The settings in force on it.
    pub settings: Settings,
    /// The founding decision of the team, as number and day.
    pub founding_decision: Option<(String, NaiveDate)>,
    /// Its classes in this school year.
    pub classes: Vec<ClassLine>,
    /// Its staff in the order of names; empty where only classes are seen.
    pub staff: Vec<PersonLine>,
}

/// A class in a school's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLine {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Pupils who completed all that is required of their grade.
    pub rate: Rate,
}

/// A class's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassProgress {
    /// The school's code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The class.
    pub class: ClassLine,
    /// The day of all figures.
    pub as_of: NaiveDate,
    /// Its pupils in the order of names.
    pub pupils: Vec<PersonLine>,
}

/// A person in a list of who is done and who is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The name as search compares it.
    pub search_key: String,
    /// The post at the school; empty for pupils.
    pub post: String,
    /// Responsibilities held, as stored words.
    pub responsibilities: Vec<crate::people::Responsibility>,
    /// Whether the person counts in target D or in pupils' completion.
    pub in_scope: bool,
    /// Required courses completed.
    pub complete: u32,
    /// Required courses.
    pub required: u32,
    /// Titles of required courses that are missing.
    pub missing: Vec<String>,
}

impl PersonLine {
    /// Whether everything required is complete.
    pub const fn is_done(&self) -> bool {
        self.complete >= self.required
    }
}
