//! Taking rosters in: a file is read whole, what it would do is shown, and it is written in one transaction or not at
//! all. What was written can be taken back as a whole.

mod decide;
mod email;
mod entity;
mod kept;
mod ledger;
mod persons;
mod progress;
mod pupils;
mod read;
mod schools;
mod scope;
mod staff;
mod tables;
mod tenure;
mod undo;
mod upload;
mod view;

pub use decide::{Confirmation, confirm_roster, discard_roster};
pub use domain::people::roster::LineOutcome;
pub use progress::{UnderWay, roster_progress};
pub use read::LARGEST_FILE;
pub use scope::{Importer, importer_of};
pub use undo::{UndoError, undo_roster};
pub use upload::{map_roster, upload_roster};
pub use view::{list_imports, roster_import, roster_mapping};

use crate::{Store, StoreError, Turn, access::Office, people::OneRosterError};
use chrono::SubsecRound;
use domain::{
    calendar::{Moment, day_of},
    people::roster::{
        self, Codes, Column, Context, HeadingError, Mapping, Outcome, Roster, RosterKind, Table, view::OutcomeCounts,
    },
};
use kept::{Decision, Source};
use ledger::Ledger;
use scope::Scope;
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;

/// A file as it came.
#[derive(Debug, Clone, Default)]
pub struct RosterFile {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
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

    /// All lines, counted by outcome.
    pub fn counts(&self) -> OutcomeCounts {
        OutcomeCounts::of(self.files.iter().flat_map(|file| &file.lines).map(|(_, outcome)| outcome))
    }

    /// Whether any line is wrong.
    pub fn has_wrong_lines(&self) -> bool {
        self.count(|outcome| matches!(outcome, LineOutcome::Wrong(_))) > 0
    }
}

/// Why an import cannot be read, shown or decided.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The bytes are neither a workbook nor text.
    #[error("{file}: neither an Excel workbook nor text")]
    NotText {
        /// The file.
        file: String,
    },
    /// A workbook of the old kind (XLS), or one with a password.
    #[error("{file}: an old or locked Excel file; save it as XLSX")]
    OldExcel {
        /// The file.
        file: String,
    },
    /// A workbook that cannot be read.
    #[error("{file}: the Excel workbook is broken")]
    BrokenWorkbook {
        /// The file.
        file: String,
    },
    /// More bytes than are read.
    #[error("{file}: larger than {} MB", LARGEST_FILE / 1024 / 1024)]
    TooLarge {
        /// The file.
        file: String,
    },
    /// More lines than are read.
    #[error("{file}: more than {} lines", read::MOST_LINES)]
    TooManyLines {
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
    /// The headings stand alone.
    #[error("{file}: no line below the headings")]
    NoLines {
        /// The file.
        file: String,
    },
    /// An archive of an exchange that cannot be taken.
    #[error(transparent)]
    OneRoster(Box<OneRosterError>),
    /// Schools come in by the office alone.
    #[error("{file}: only an office brings schools in")]
    OfficeOnly {
        /// The file.
        file: String,
    },
    /// There is no such import, or it is another's.
    #[error("no such import")]
    NotFound,
    /// It was taken, taken back or discarded already.
    #[error("the import is decided already")]
    Decided,
    /// No line would change anything.
    #[error("nothing to take in")]
    NothingToTake,
    /// Lines are wrong, and leaving them out was not chosen.
    #[error("some lines are wrong")]
    WrongLines,
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
    let now = to_be_stored(now);
    let importer = Importer::Office(*office);
    let mut readings = Vec::with_capacity(files.len());
    for (place, file) in files.iter().enumerate() {
        readings.push((place, Reading::of(file, None).await?));
    }
    readings.sort_by_key(|(place, reading)| (reading.mapping.kind, *place));

    let transaction = store.begin(Turn::Roster).await?;
    let mut scope = Scope::of(&transaction, importer, day_of(now)).await?;
    let schools_before: BTreeSet<i64> = scope.codes.keys().copied().collect();
    let mut ledger = Ledger::default();
    let mut summaries = Vec::with_capacity(files.len());
    for (place, reading) in &readings {
        let lines = take(&transaction, &mut scope, reading, Some(&mut ledger), now).await?;
        summaries.push((*place, FileSummary { name: reading.file.clone(), lines }));
    }
    summaries.sort_by_key(|(place, _)| *place);
    let mut summary = ImportSummary { files: summaries.into_iter().map(|(_, file)| file).collect(), taken: false };
    if dry_run || summary.has_wrong_lines() {
        transaction.rollback().await?;
        return Ok(summary);
    }
    if !ledger.is_empty() {
        let sources: Vec<Source<'_>> = files.iter().map(|file| Source { file, mapping: None }).collect();
        let import = kept::open(&transaction, importer, &sources, now).await?;
        let schools = touched(&readings, &summary, &scope, &schools_before);
        let decision = Decision { counts: summary.counts(), schools, good_lines_only: false };
        kept::take(&transaction, importer, import, ledger, &decision, now).await?;
    }
    transaction.commit().await?;
    summary.taken = true;
    Ok(summary)
}

/// The schools there before that lines of an import are about.
fn touched(
    readings: &[(usize, Reading)],
    summary: &ImportSummary,
    scope: &Scope,
    before: &BTreeSet<i64>,
) -> BTreeSet<i64> {
    let lines = readings.iter().filter_map(|(place, reading)| Some((reading, &summary.files.get(*place)?.lines)));
    lines.flat_map(|(reading, lines)| reading.schools(lines, scope)).filter(|school| before.contains(school)).collect()
}

/// The moment as every database keeps it, so that what is read back is what was written.
fn to_be_stored(now: Moment) -> Moment {
    now.trunc_subsecs(6)
}

/// A file with its table and what its columns are.
struct Reading {
    file: String,
    table: Table,
    mapping: Mapping,
}

impl Reading {
    /// Reads a file by a chosen mapping, or by its headings.
    async fn of(file: &RosterFile, mapping: Option<Mapping>) -> Result<Self, ImportError> {
        let table = read::table(file).await?;
        let heading = |problem| ImportError::Heading { file: file.name.clone(), problem };
        let mapping = match mapping {
            Some(mapping) => mapping.check(table.heading.len()).map(|()| mapping),
            None => Mapping::of(&table.heading),
        };
        Ok(Self { file: file.name.clone(), mapping: mapping.map_err(heading)?, table })
    }

    fn read(&self, context: &Context) -> Result<Roster, ImportError> {
        roster::read_mapped(&self.table, &self.mapping, context)
            .map_err(|problem| ImportError::Heading { file: self.file.clone(), problem })
    }

    /// The schools of the lines that write something.
    fn schools(&self, outcomes: &[(u64, LineOutcome)], scope: &Scope) -> BTreeSet<i64> {
        let writes = |outcome: &LineOutcome| matches!(outcome, LineOutcome::New | LineOutcome::Changed(_));
        let written: BTreeSet<u64> =
            outcomes.iter().filter(|(_, outcome)| writes(outcome)).map(|(line, _)| *line).collect();
        let lines = self.table.lines.iter().filter(|(line, _)| written.contains(line)).cloned().collect();
        let table = Table { heading: Vec::new(), lines };
        let codes = table.codes(&self.mapping, Column::SchoolCode);
        codes.iter().filter_map(|code| scope.schools.get(code).copied()).collect()
    }
}

/// Works out what a file does, line by line; writes its right lines where a ledger is given.
async fn take(
    db: &impl ConnectionTrait,
    scope: &mut Scope,
    reading: &Reading,
    ledger: Option<&mut Ledger>,
    now: Moment,
) -> Result<Vec<(u64, LineOutcome)>, ImportError> {
    let today = day_of(now);
    let mapping = &reading.mapping;
    let mut context = Context { schools: scope.school_codes(), persons: Codes::default(), today };
    if mapping.kind == RosterKind::Schools {
        let Importer::Office(office) = scope.importer else {
            return Err(ImportError::OfficeOnly { file: reading.file.clone() });
        };
        let Roster::Schools(lines) = reading.read(&context)? else { return Ok(Vec::new()) };
        let places = schools::load(db, &office, today).await?;
        let outcomes = schools::decide(&lines, mapping, &places);
        match ledger {
            Some(ledger) => schools::write(db, ledger, scope, &lines, mapping, &places, now).await?,
            None => schools::foresee(scope, &lines, &places),
        }
        return Ok(outcomes);
    }
    let codes = reading.table.codes(mapping, mapping.kind.code_column());
    let known = persons::load(db, scope, codes, today).await?;
    context.persons = known.codes.clone();
    match reading.read(&context)? {
        Roster::Schools(_) => Ok(Vec::new()),
        Roster::Staff(mut lines) => {
            email::check(db, scope, &mut lines, &known, today).await?;
            let places = staff::load(db, scope, known, today).await?;
            let outcomes = staff::decide(&lines, mapping, scope, &places, today);
            if let Some(ledger) = ledger {
                staff::write(db, ledger, scope, &lines, mapping, &places, now).await?;
            }
            Ok(outcomes)
        }
        Roster::Pupils(lines) => {
            let schools = right(&lines).filter_map(|record| scope.schools.get(&record.school_code).copied()).collect();
            let places = pupils::load(db, scope, known, schools, today).await?;
            let outcomes = pupils::decide(&lines, mapping, scope, &places);
            if let Some(ledger) = ledger {
                pupils::write(db, ledger, scope, &lines, mapping, places, now).await?;
            }
            Ok(outcomes)
        }
    }
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
