//! Schools, persons, memberships, classes, teams, and the rosters they come in.

mod bulk;
mod directory;
mod ending;
pub mod entity;
mod error;
mod import;
mod merge;
mod person;
mod query;
mod school;
mod statement;
mod team;
mod write;

pub use bulk::{BulkChange, Choice, change_many, chosen_people};
pub use directory::{Part, list_people, schools_to_keep, suggest_people};
pub use error::PeopleError;
pub use import::{ImportError, ImportSummary, LineOutcome, RosterFile, import_rosters};
pub use merge::{
    Other, REFERENCES_TO_PERSONS, RefersToPerson, Treatment, merge_persons, possible_duplicates, side_by_side,
};
pub use person::{
    Correction, NewMembership, NewPerson, PersonChange, add_person, begin_duty, begin_membership, change_person,
    correct_duty, correct_membership, end_duty, leave_school, move_to_school, person_card, place_in_class,
};
pub use query::{
    SchoolRow, class_by_name, classes_of, open_memberships, person_by_code, root_office, school_by_code, school_code,
    schools_below, tree_on,
};
pub use school::assign_class_teacher;
pub use team::{
    NewDecision, join_team, record_founding_decision, scanned_decision, set_team_role, team_of,
};
pub use write::create_office;
pub(crate) use write::{insert_person, insert_root_office};
