//! Schools, persons, memberships, classes, teams, and the rosters they come in.

pub mod entity;
mod export;
mod import;
mod query;
mod school;
mod write;

pub use export::{
    ExportError, Guide, OneRosterError, RosterFormat, SentFile, export_oneroster, export_roster, export_school_roster,
    import_oneroster, roster_template,
};
pub use import::{ImportError, ImportSummary, LineOutcome, RosterFile, import_rosters};
pub use query::{
    SchoolRow, class_by_name, classes_of, open_memberships, person_by_code, root_office, school_by_code, school_code,
    schools_below, tree_on,
};
pub use school::{assign_class_teacher, record_founding_decision};
pub use write::create_office;
pub(crate) use write::{insert_person, insert_root_office};
