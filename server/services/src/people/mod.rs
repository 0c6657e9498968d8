//! Schools, persons, memberships, classes, teams, and the rosters they come in.

mod bulk;
mod chosen;
mod classes;
mod directory;
mod ending;
pub mod entity;
mod error;
mod export;
mod former;
mod import;
mod merge;
mod organisations;
mod parting;
mod person;
mod query;
mod roll_over;
mod rows;
mod statement;
mod team;
mod write;

pub use bulk::{BulkChange, Choice, Confirmed, change_many, chosen_people};
pub use chosen::{ChosenPeople, choose_people};
pub use classes::{
    ClassError, add_class, assign_class_teacher, class_members, classes_of_year, end_class_teacher, move_pupils,
    rename_class,
};
pub use directory::{Part, list_people, schools_to_keep, suggest_people};
pub use error::PeopleError;
pub use export::{
    ExportError, Guide, OneRosterError, RosterFormat, SentFile, export_oneroster, export_roster, export_school_roster,
    import_oneroster, roster_template,
};
pub(crate) use import::UnderWay;
pub use import::{
    Confirmation, FileSummary, ImportError, ImportSummary, Importer, LARGEST_FILE, LineOutcome, RosterFile, UndoError,
    confirm_roster, discard_roster, import_rosters, importer_of, list_imports, map_roster, roster_import,
    roster_mapping, roster_progress, undo_roster, upload_roster,
};
pub use merge::{
    Other, REFERENCES_TO_PERSONS, RefersToPerson, Treatment, merge_persons, possible_duplicates, side_by_side,
};
pub use organisations::{
    NewOrganisation, OrganisationError, Particulars, add_organisation, change_organisation, close_organisation,
    merge_preview, merge_schools, move_organisation, organisation_page, organisation_tree,
};
pub use parting::parting_ahead;
pub use person::{
    Correction, NewMembership, NewPerson, PersonChange, add_person, begin_duty, begin_membership, change_person,
    classes_to_join, correct_duty, correct_membership, end_duty, leave_school, move_to_school, namesakes, person_card,
    place_in_class,
};
pub(crate) use query::tree_at;
pub use query::{
    SchoolRow, class_by_name, classes_of, open_memberships, person_by_code, root_office, school_by_code, school_code,
    schools_below, tree_on,
};
pub use roll_over::{
    RollOverError, apply_roll_over, choose_exceptions, confirm_roll_over, roll_over, roll_over_members, undo_roll_over,
};
pub use team::{NewDecision, join_team, record_founding_decision, scanned_decision, set_team_role, team_of};
pub use write::create_office;
pub(crate) use write::{insert_person, insert_root_office};
