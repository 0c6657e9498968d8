//! Taking rosters in: all files of an import are read whole, then written in one transaction or not at all.

mod persons;
mod pupils;
mod read;
mod schools;
mod staff;

use super::entity::organisation;
use crate::{
    Store, StoreError, Turn,
    access::{Office, audit},
    store::{CHUNK, known},
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    people::{
        OrganisationKind,
        roster::{self, Context, HeadingError, LineProblem, Outcome, Roster, RosterKind},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// A file as it came.
#[derive(Debug, Clone)]
pub struct RosterFile {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What an import does with a line, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineOutcome {
    /// Comes in anew.
    New,
    /// Is there and changes.
    Changed,
    /// Is there already, just so.
    Unchanged,
    /// Cannot be taken.
    Wrong(Vec<LineProblem>),
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct FileSummary {
    /// Its name.
    pub name: String,
    /// Each line's outcome, by its number in the file.
    pub lines: Vec<(u64, LineOutcome)>,
}

/// What became of an import.
#[derive(Debug, Clone)]
pub struct ImportSummary {
    /// The files, in the order given.
    pub files: Vec<FileSummary>,
    /// Whether it was written. Never when any line is wrong.
    pub taken: bool,
}

impl ImportSummary {
    /// How many lines have an outcome of a kind.
    pub fn count(&self, is: impl Fn(&LineOutcome) -> bool) -> usize {
        self.files.iter().flat_map(|file| &file.lines).filter(|(_, outcome)| is(outcome)).count()
    }

    /// Whether any line is wrong.
    pub fn has_wrong_lines(&self) -> bool {
        self.count(|outcome| matches!(outcome, LineOutcome::Wrong(_))) > 0
    }
}

/// Why an import cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The bytes are no UTF-8 text.
    #[error("{file}: not UTF-8 text")]
    NotUtf8 {
        /// The file.
        file: String,
    },
    /// The text is no table.
    #[error("{file}: line {line}: not a table")]
    NotATable {
        /// The file.
        file: String,
        /// The line.
        line: u64,
    },
    /// The headings do not fit.
    #[error("{file}: {problem}")]
    Heading {
        /// The file.
        file: String,
        /// Why.
        problem: HeadingError,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Imports rosters below the office's node: schools first, then staff and pupils, whatever the order of the files.
///
/// With `dry_run` everything is worked out and nothing written.
///
/// # Errors
/// When a file cannot be read as a roster; wrong lines are in the summary.
pub async fn import_rosters(
    store: &Store,
    office: &Office,
    files: &[RosterFile],
    dry_run: bool,
    now: Moment,
) -> Result<ImportSummary, ImportError> {
    let mut tables = Vec::with_capacity(files.len());
    for (place, file) in files.iter().enumerate() {
        let table = read::table(file)?;
        let heading = |problem| ImportError::Heading { file: file.name.clone(), problem };
        let kind = roster::kind_of(&table.heading).map_err(heading)?;
        tables.push((kind, place, table));
    }
    tables.sort_by_key(|(kind, place, _)| (*kind, *place));

    let transaction = store.begin(Turn::Roster).await?;
    let mut context = Context { school_codes: school_codes(&transaction).await?, today: day_of(now) };
    let mut summaries: Vec<(usize, FileSummary)> = Vec::new();
    for (kind, place, table) in tables {
        let name = files[place].name.clone();
        let heading = |problem| ImportError::Heading { file: name.clone(), problem };
        let lines = match roster::read(&table, &context).map_err(heading)? {
            Roster::Schools(lines) => {
                context.school_codes.extend(right(&lines).map(|record| record.code.clone()));
                schools::write(&transaction, office, &lines, now).await?
            }
            Roster::Staff(lines) => staff::write(&transaction, &lines, now).await?,
            Roster::Pupils(lines) => pupils::write(&transaction, &lines, now).await?,
        };
        debug_assert!(matches!(kind, RosterKind::Schools | RosterKind::Staff | RosterKind::Pupils));
        summaries.push((place, FileSummary { name, lines }));
    }
    summaries.sort_by_key(|(place, _)| *place);
    let mut summary = ImportSummary { files: summaries.into_iter().map(|(_, file)| file).collect(), taken: false };
    if dry_run || summary.has_wrong_lines() {
        transaction.rollback().await?;
    } else {
        let count = |sought| summary.count(|outcome| *outcome == sought);
        let event = audit::Event::new(office.actor(), AuditAction::RosterImported).at(office.node()).with(json!({
            "new": count(LineOutcome::New),
            "changed": count(LineOutcome::Changed),
            "unchanged": count(LineOutcome::Unchanged),
            "files": files.len(),
        }));
        audit::record(&transaction, [event], now).await?;
        transaction.commit().await?;
        summary.taken = true;
    }
    Ok(summary)
}

fn right<T>(lines: &[(u64, Outcome<T>)]) -> impl Iterator<Item = &T> {
    lines.iter().filter_map(|(_, outcome)| outcome.as_ref().ok())
}

/// The outcomes of all lines, asking `decide` about the right ones.
fn outcomes<T>(lines: &[(u64, Outcome<T>)], mut decide: impl FnMut(&T) -> LineOutcome) -> Vec<(u64, LineOutcome)> {
    lines
        .iter()
        .map(|(line, outcome)| match outcome {
            Ok(record) => (*line, decide(record)),
            Err(problems) => (*line, LineOutcome::Wrong(problems.clone())),
        })
        .collect()
}

async fn school_codes(db: &impl ConnectionTrait) -> Result<HashSet<String>, ImportError> {
    Ok(schools_by_code(db).await?.into_keys().collect())
}

async fn schools_by_code(db: &impl ConnectionTrait) -> Result<HashMap<String, i64>, ImportError> {
    let rows: Vec<(String, i64)> = organisation::Entity::find()
        .select_only()
        .columns([organisation::Column::Code, organisation::Column::Id])
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn stored_kind(word: &str) -> Result<domain::people::MembershipKind, StoreError> {
    known(word, domain::people::MembershipKind::from_word)
}
