//! Schools, persons, memberships, classes, teams, and the rosters they come in.

pub mod entity;
mod import;
mod query;
mod school;
mod write;

pub use import::{
    Confirmation, FileSummary, ImportError, ImportSummary, Importer, LARGEST_FILE, LineOutcome, RosterFile, UndoError,
    confirm_roster, discard_roster, import_rosters, importer_of, list_imports, map_roster, roster_import,
    roster_mapping, undo_roster, upload_roster,
};
pub use query::{
    SchoolRow, class_by_name, classes_of, open_memberships, person_by_code, root_office, school_by_code, school_code,
    schools_below, tree_on,
};
pub(crate) use query::tree_at;
pub use school::{assign_class_teacher, record_founding_decision};
pub use write::create_office;
pub(crate) use write::{insert_person, insert_root_office};
