//! Imports as the screens show them.

use super::{Column, HeadingError, LineOutcome, Mapping, RosterKind};
use crate::{calendar::Moment, ids::ImportId, people::words};
use serde::{Deserialize, Serialize};

words! {
    /// How far an import is.
    ImportState {
        /// Uploaded; nothing is written yet.
        Open = "open",
        /// Taken in.
        Taken = "taken",
        /// Taken in, and taken back as a whole.
        Undone = "undone",
        /// Never taken in.
        Discarded = "discarded",
    }
}

words! {
    /// An outcome without its particulars, to filter by.
    OutcomeKind {
        /// Comes in anew.
        New = "new",
        /// Changes.
        Changed = "changed",
        /// Is there already.
        Unchanged = "unchanged",
        /// Cannot be taken.
        Wrong = "wrong",
    }
}

impl LineOutcome {
    /// The outcome without its particulars.
    pub const fn kind(&self) -> OutcomeKind {
        match self {
            Self::New => OutcomeKind::New,
            Self::Changed(_) => OutcomeKind::Changed,
            Self::Unchanged => OutcomeKind::Unchanged,
            Self::Wrong(_) => OutcomeKind::Wrong,
        }
    }

    /// Whether both the name and the birthday of somebody change: perhaps the line means somebody else.
    pub fn renames_and_redates(&self) -> bool {
        let Self::Changed(changes) = self else { return false };
        let replaces = |column| changes.iter().any(|change| change.column == column && !change.before.is_empty());
        replaces(Column::FullName) && replaces(Column::BornOn)
    }
}

words! {
    /// What keeps an import from being taken back.
    UndoObstacle {
        /// Somebody who came in with it completed a course.
        Completions = "completions",
        /// Somebody who came in with it took a quiz.
        Attempts = "attempts",
        /// Somebody who came in with it read a lesson.
        Readings = "readings",
        /// Somebody who came in with it got credentials.
        Accounts = "accounts",
        /// What it wrote was changed later.
        Changed = "changed",
        /// Something else refers to what it brought.
        Used = "used",
        /// An e-mail address that it changed cannot come back: somebody else has it by now, or it is of somebody with a
        /// role that reaches further.
        Emails = "emails",
    }
}

/// How many lines have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCounts {
    /// Lines that come in anew.
    pub new: u64,
    /// Lines that change what is there.
    pub changed: u64,
    /// Lines that are there already.
    pub unchanged: u64,
    /// Lines that cannot be taken.
    pub wrong: u64,
}

impl OutcomeCounts {
    /// Counts outcomes.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a LineOutcome>) -> Self {
        let mut counts = Self::default();
        for outcome in outcomes {
            match outcome.kind() {
                OutcomeKind::New => counts.new += 1,
                OutcomeKind::Changed => counts.changed += 1,
                OutcomeKind::Unchanged => counts.unchanged += 1,
                OutcomeKind::Wrong => counts.wrong += 1,
            }
        }
        counts
    }

    /// How many lines have an outcome.
    pub const fn count(&self, kind: OutcomeKind) -> u64 {
        match kind {
            OutcomeKind::New => self.new,
            OutcomeKind::Changed => self.changed,
            OutcomeKind::Unchanged => self.unchanged,
            OutcomeKind::Wrong => self.wrong,
        }
    }

    /// How many lines there are.
    pub const fn all(&self) -> u64 {
        self.new + self.changed + self.unchanged + self.wrong
    }

    /// How many lines would write something.
    pub const fn effective(&self) -> u64 {
        self.new + self.changed
    }
}

/// An import as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportHead {
    /// Its id.
    pub id: ImportId,
    /// The names of its files.
    pub files: Vec<String>,
    /// Code of the school for which it was made; an office's has none.
    pub school: Option<String>,
    /// How far it is.
    pub state: ImportState,
    /// When the file came.
    pub uploaded_at: Moment,
    /// When it was taken in.
    pub taken_at: Option<Moment>,
    /// Whose it is; none from the machine's console.
    pub by: Option<String>,
    /// The outcomes when it was taken in, or last seen.
    pub counts: OutcomeCounts,
    /// Whether wrong lines were left out by choice.
    pub good_lines_only: bool,
}

/// A page of the imports of an office or a school, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportList {
    /// The school's code and name; none for an office.
    pub school: Option<(String, String)>,
    /// The imports.
    pub imports: Vec<ImportHead>,
    /// How many there are on all pages.
    pub count: u64,
}

/// A table of an upload: a list is one, an archive of an exchange may hold several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewTable {
    /// What it lists.
    pub kind: RosterKind,
    /// The file of the archive in which its lines stand; none where the upload is the table.
    pub file: Option<String>,
}

/// A line of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewLine {
    /// Its table, by its place in [`Preview::tables`].
    pub table: usize,
    /// Its number in the file.
    pub line: u64,
    /// The code and the name that stand there, as far as they do.
    pub about: String,
    /// What would become of it.
    pub outcome: LineOutcome,
}

/// A page of what an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The tables, in the order in which they are taken.
    pub tables: Vec<PreviewTable>,
    /// Says whether a later preview is the same.
    pub digest: String,
    /// All outcomes, counted.
    pub counts: OutcomeCounts,
    /// The lines of this page.
    pub lines: Vec<PreviewLine>,
    /// How many lines the filter lets through, on all pages.
    pub matching: u64,
}

impl Preview {
    /// Whether the upload is an archive, whose tables and columns nobody has to point out.
    pub fn is_archive(&self) -> bool {
        self.tables.iter().any(|table| table.file.is_some())
    }
}

/// What there is to see of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportBody {
    /// Its headings do not fit; somebody must say which column is which.
    Unmapped(HeadingError),
    /// What it would do.
    Preview(Preview),
    /// It is decided.
    Decided,
}

/// An import and what there is to see of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPage {
    /// The import.
    pub head: ImportHead,
    /// The rest.
    pub body: ImportBody,
}

/// A column of a file, on the mapping screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileColumn {
    /// Its heading; may be empty.
    pub heading: String,
    /// The first value below that is not empty.
    pub example: String,
}

/// What the mapping screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingPage {
    /// The import.
    pub head: ImportHead,
    /// The columns of the file, in its order.
    pub columns: Vec<FileColumn>,
    /// The kinds that may be chosen.
    pub kinds: Vec<RosterKind>,
    /// What is chosen so far, or guessed.
    pub mapping: Mapping,
    /// The columns of the kind, and whether one must be chosen.
    pub wanted: Vec<(Column, bool)>,
}
