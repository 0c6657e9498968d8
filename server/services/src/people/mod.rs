//! Schools, persons, memberships, classes, teams, and the rosters they come in.

mod classes;
pub mod entity;
mod export;
mod import;
mod organisations;
mod query;
mod roll_over;
mod rows;
mod school;
mod write;

pub use export::{
    ExportError, Guide, OneRosterError, RosterFormat, SentFile, export_oneroster, export_roster, export_school_roster,
    import_oneroster, roster_template,
pub use classes::{
    ClassError, add_class, assign_class_teacher, class_members, classes_of_year, end_class_teacher, move_pupils,
    rename_class,
};
pub use import::{ImportError, ImportSummary, LineOutcome, RosterFile, import_rosters};
pub use organisations::{
    NewOrganisation, OrganisationError, Particulars, add_organisation, change_organisation, close_organisation,
    merge_preview, merge_schools, move_organisation, organisation_page, organisation_tree,
pub use import::{
    Confirmation, FileSummary, ImportError, ImportSummary, Importer, LARGEST_FILE, LineOutcome, RosterFile, UndoError,
    confirm_roster, discard_roster, import_rosters, importer_of, list_imports, map_roster, roster_import,
    roster_mapping, undo_roster, upload_roster,
};
pub use query::{
    SchoolRow, class_by_name, classes_of, open_memberships, person_by_code, root_office, school_by_code, school_code,
    schools_below, tree_on,
};
pub use roll_over::{
    RollOverError, apply_roll_over, choose_exceptions, confirm_roll_over, roll_over, roll_over_members, undo_roll_over,
};
pub use school::record_founding_decision;
pub(crate) use query::tree_at;
pub use school::{assign_class_teacher, record_founding_decision};
pub use write::create_office;
pub(crate) use write::{insert_person, insert_root_office};
