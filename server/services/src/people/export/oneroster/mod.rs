//! OneRoster 1.2 as a zip of CSV files, out and in.
//!
//! Schools are orgs, people are users with roles, classes are classes with enrollments, school years
//! are academic sessions. What rosters have beyond that goes into `metadata.tiendo.…` columns.

mod archive;
mod manifest;
mod read;
mod sheet;
mod words;
mod write;

pub use archive::holds_tables;
pub use read::RosterLines;

use super::{ExportError, Scope, SentFile, csv, headings, node, record, rows};
use crate::{
    Store, StoreError,
    access::Office,
    people::{
        former::former_codes,
        import::{ImportError, ImportSummary, Importer, RosterFile, import_rosters},
    },
};
use domain::{
    calendar::{Moment, day_of},
    ids::OrganisationId,
    people::roster::{PupilRecord, SchoolRecord, StaffRecord, columns},
};
use std::collections::HashMap;

/// Why an archive cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum OneRosterError {
    /// The bytes are no zip archive that can be read.
    #[error("not a zip archive")]
    NotAZip,
    /// The archive or what comes out of it is larger than any roster.
    #[error("the archive is too large")]
    TooLarge,
    /// More files than the standard knows.
    #[error("the archive has too many files")]
    TooManyFiles,
    /// A file whose name leads elsewhere, or that is there twice.
    #[error("strange name in the archive: {0}")]
    StrangeName(String),
    /// No `manifest.csv` at the archive's root.
    #[error("the archive has no manifest.csv")]
    NoManifest,
    /// Another version of the standard.
    #[error("not OneRoster 1.2: {0}")]
    OtherVersion(String),
    /// A file that is needed, or that the manifest promises, is not there.
    #[error("missing file: {0}")]
    MissingFile(String),
    /// A file that does not hold everything, only what changed.
    #[error("{0} is not bulk")]
    NotBulk(String),
    /// A file that is no UTF-8 text.
    #[error("{0}: not UTF-8 text")]
    NotUtf8(String),
    /// A file that is no table.
    #[error("{file}:{line}: not a table")]
    NotATable {
        /// The file.
        file: String,
        /// The line.
        line: u64,
    },
    /// A column that is needed is not there.
    #[error("{file}: missing column {column}")]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// The rosters made of it cannot be taken in.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OneRosterError> for ImportError {
    fn from(error: OneRosterError) -> Self {
        match error {
            OneRosterError::Import(error) => error,
            OneRosterError::Store(error) => Self::Store(error),
            error => Self::OneRoster(Box::new(error)),
        }
    }
}

/// What is held of an office's schools, or of one school.
#[derive(Debug)]
struct Held {
    /// Code and name of the office, or of the school.
    office: (String, String),
    schools: Vec<SchoolRecord>,
    staff: Vec<StaffRecord>,
    pupils: Vec<PupilRecord>,
    /// Codes that people had before, with those that they have now.
    former: HashMap<String, String>,
}

impl Held {
    async fn read(store: &Store, office: &Office, now: Moment) -> Result<Self, StoreError> {
        let scope = Scope::of_office(store, office, now).await?;
        Self::within(store, &scope, office.node(), now).await
    }

    async fn of_importer(store: &Store, importer: Importer, now: Moment) -> Result<Self, StoreError> {
        match importer {
            Importer::Office(office) => Self::read(store, &office, now).await,
            Importer::School(lead) => Self::within(store, &Scope::of_school(lead.school()), lead.school(), now).await,
        }
    }

    async fn within(store: &Store, scope: &Scope, at: OrganisationId, now: Moment) -> Result<Self, StoreError> {
        let (db, today) = (store.read(), day_of(now));
        let former = former_codes(db).await?.into_iter();
        Ok(Self {
            office: node(store, at).await?.unwrap_or_default(),
            schools: rows::schools(db, scope).await?,
            staff: rows::staff(db, scope, today).await?,
            pupils: rows::pupils(db, scope, today).await?,
            former: former.filter_map(|former| Some((former.code, former.present?))).collect(),
        })
    }
}

/// Sends out schools, staff, pupils and classes of the office's whole node as a OneRoster 1.2 archive.
///
/// # Errors
/// When the database fails or the archive cannot be written.
pub async fn export_oneroster(store: &Store, office: &Office, now: Moment) -> Result<SentFile, ExportError> {
    let held = Held::read(store, office, now).await?;
    let lines = held.schools.len() + held.staff.len() + held.pupils.len();
    let content = tokio::task::spawn_blocking(move || archive::pack(&write::files(&held))).await??;
    record(store, office.actor(), office.node(), ("all", "oneroster"), lines, now).await?;
    let name = format!("oneroster-{}.zip", day_of(now));
    Ok(SentFile { name, content_type: "application/zip", content })
}

/// The rosters that an archive amounts to beside what is held now within the importer's reach.
///
/// It runs aside, as a large archive takes the processor for a while.
pub async fn uploaded_rosters(
    store: &Store,
    importer: Importer,
    file: &RosterFile,
    now: Moment,
) -> Result<Vec<RosterLines>, OneRosterError> {
    let held = Held::of_importer(store, importer, now).await?;
    let (content, today) = (file.content.clone(), day_of(now));
    let reading = move || archive::unpack(&content).and_then(|files| read::rosters(&files, &held, today));
    // Should a library panic over bytes that nobody thought of, the archive is unreadable and nothing else happens.
    tokio::task::spawn_blocking(reading).await.unwrap_or(Err(OneRosterError::NotAZip))
}

/// Takes a OneRoster 1.2 archive in, as the rosters that it amounts to; each line is named by its place in `orgs.csv` or
/// `roles.csv`.
///
/// # Errors
/// When the archive cannot be read as OneRoster 1.2; wrong lines are in the summary.
pub async fn import_oneroster(
    store: &Store,
    office: &Office,
    file: &RosterFile,
    dry_run: bool,
    now: Moment,
) -> Result<ImportSummary, OneRosterError> {
    let held = Held::read(store, office, now).await?;
    let files = archive::unpack(&file.content)?;
    let rosters = read::rosters(&files, &held, day_of(now))?;
    let files: Vec<RosterFile> = rosters
        .into_iter()
        .map(|roster| RosterFile {
            name: format!("{}/{}", file.name, roster.file),
            content: csv::at_lines(&headings(columns(roster.kind)), &roster.lines),
        })
        .collect();
    Ok(import_rosters(store, office, &files, dry_run, now).await?)
}
