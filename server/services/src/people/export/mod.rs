//! Sending rosters out, so that they come back without a change.

mod oneroster;
mod rows;
mod scope;
mod xlsx;

pub use oneroster::{OneRosterError, export_oneroster, import_oneroster};
pub(super) use oneroster::{RosterLines, holds_tables, uploaded_rosters};

use crate::{
    Store, StoreError, Turn,
    access::{
        Actor, Office, SchoolLead,
        audit::{self, Event},
    },
    csv,
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::OrganisationId,
    people::roster::{self, Column, RosterKind},
};
use scope::Scope;
use sea_orm::EntityTrait;

/// What kind of file a roster is sent out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterFormat {
    /// Text with commas, UTF-8 with BOM.
    Csv,
    /// A workbook.
    Xlsx,
}

impl RosterFormat {
    /// The end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file made for somebody to take along.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What the second sheet of a template says, in the reader's language.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The sheet's name.
    pub sheet: String,
    /// Column, whether it is needed, what it holds, the words it takes.
    pub heading: [String; 4],
    /// A line for each column.
    pub lines: Vec<[String; 4]>,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The workbook cannot hold it.
    #[error("cannot write the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive could not be written.
    #[error("cannot write the archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// The work was broken off.
    #[error("writing was broken off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends out the schools, staff or pupils of the office's whole node.
///
/// # Errors
/// When the database fails or the file cannot be written.
pub async fn export_roster(
    store: &Store,
    office: &Office,
    kind: RosterKind,
    format: RosterFormat,
    now: Moment,
) -> Result<SentFile, ExportError> {
    let scope = Scope::of_office(store, office, now).await?;
    let sent = send(store, &scope, file_name(kind, None, now), kind, format, now).await?;
    record(store, office.actor(), office.node(), (kind_word(kind), format.extension()), sent.1, now).await?;
    Ok(sent.0)
}

/// Sends out the staff or pupils of one school, or the school's own line.
///
/// # Errors
/// When the database fails or the file cannot be written.
pub async fn export_school_roster(
    store: &Store,
    lead: &SchoolLead,
    kind: RosterKind,
    format: RosterFormat,
    now: Moment,
) -> Result<SentFile, ExportError> {
    let scope = Scope::of_school(lead.school());
    let code = super::school_code(store, lead.school()).await?;
    let sent = send(store, &scope, file_name(kind, code.as_deref(), now), kind, format, now).await?;
    record(store, lead.actor(), lead.school(), (kind_word(kind), format.extension()), sent.1, now).await?;
    Ok(sent.0)
}

/// An empty roster to fill in: the headings and, in a workbook, a sheet that explains them.
///
/// # Errors
/// When the workbook cannot be written.
pub fn roster_template(
    kind: RosterKind,
    format: RosterFormat,
    guide: &Guide,
    now: Moment,
) -> Result<SentFile, ExportError> {
    let columns = roster::columns(kind);
    let content = match format {
        RosterFormat::Csv => csv::for_spreadsheets(&headings(columns), &[]),
        RosterFormat::Xlsx => xlsx::template(sheet_name(kind), columns, guide, now)?,
    };
    let name = format!("mau-{}.{}", plain_name(kind), format.extension());
    Ok(SentFile { name, content_type: format.content_type(), content })
}

/// The file, and how many lines it has below the heading.
async fn send(
    store: &Store,
    scope: &Scope,
    name: String,
    kind: RosterKind,
    format: RosterFormat,
    now: Moment,
) -> Result<(SentFile, usize), ExportError> {
    let (db, today) = (store.read(), day_of(now));
    let lines: Vec<Vec<String>> = match kind {
        RosterKind::Schools => rows::schools(db, scope).await?.iter().map(roster::SchoolRecord::cells).collect(),
        RosterKind::Staff => rows::staff(db, scope, today).await?.iter().map(roster::StaffRecord::cells).collect(),
        RosterKind::Pupils => rows::pupils(db, scope, today).await?.iter().map(roster::PupilRecord::cells).collect(),
    };
    let count = lines.len();
    // A workbook of a whole district takes the processor for a while.
    let content = tokio::task::spawn_blocking(move || {
        let columns = roster::columns(kind);
        match format {
            RosterFormat::Csv => Ok(csv::for_spreadsheets(&headings(columns), &lines)),
            RosterFormat::Xlsx => xlsx::roster(sheet_name(kind), columns, &lines, now),
        }
    })
    .await??;
    let name = format!("{name}.{}", format.extension());
    Ok((SentFile { name, content_type: format.content_type(), content }, count))
}

/// Notes in the log that somebody took a roster out.
async fn record(
    store: &Store,
    actor: Actor,
    node: OrganisationId,
    (roster, format): (&str, &str),
    lines: usize,
    now: Moment,
) -> Result<(), StoreError> {
    let details = audit::details! { Roster: roster, Format: format, Lines: lines };
    let transaction = store.begin(Turn::Free).await?;
    audit::record(&transaction, [Event::new(actor, AuditAction::RosterExported).at(node).with(details)], now).await?;
    Ok(transaction.commit().await?)
}

/// Name and code of a node.
async fn node(store: &Store, node: OrganisationId) -> Result<Option<(String, String)>, StoreError> {
    let found = super::entity::organisation::Entity::find_by_id(node.0).one(store.read()).await?;
    Ok(found.map(|row| (row.code, row.name)))
}

fn headings(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.heading()).collect()
}

const fn kind_word(kind: RosterKind) -> &'static str {
    match kind {
        RosterKind::Schools => "schools",
        RosterKind::Staff => "staff",
        RosterKind::Pupils => "pupils",
    }
}

/// The first sheet's name; like the headings it is part of the format and the same in every language.
const fn sheet_name(kind: RosterKind) -> &'static str {
    match kind {
        RosterKind::Schools => "Trường",
        RosterKind::Staff => "Cán bộ",
        RosterKind::Pupils => "Học sinh",
    }
}

/// The kind in a file's name, without diacritics, as it goes through old programs too.
const fn plain_name(kind: RosterKind) -> &'static str {
    match kind {
        RosterKind::Schools => "truong",
        RosterKind::Staff => "can-bo",
        RosterKind::Pupils => "hoc-sinh",
    }
}

fn file_name(kind: RosterKind, school: Option<&str>, now: Moment) -> String {
    let school = school.map(|code| format!("{code}-")).unwrap_or_default();
    format!("{}-{school}{}", plain_name(kind), day_of(now))
}
