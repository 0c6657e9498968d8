//! How far the imports are that this process is writing.
//!
//! Nothing of it is in the database: there a transaction shows nothing before it ends, and on SQLite it holds the only
//! connection that writes. Of what another process writes nothing is known here.

use super::Importer;
use crate::Store;
use domain::ids::{ImportId, OrganisationId};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// A line writes about so many rows: a person, a membership, and a place in a class or a duty.
const ROWS_OF_A_LINE: u64 = 3;

/// How many of how many lines of an import this process has written; none when it is not writing it.
pub fn roster_progress(store: &Store, importer: Importer, import: ImportId) -> Option<(u64, u64)> {
    let imports = store.under_way().imports();
    let written = imports.get(&import).filter(|written| written.whose == importer.organisation())?;
    Some((written.lines_done(), written.lines))
}

/// The imports that this process is writing.
#[derive(Debug, Clone, Default)]
pub struct UnderWay(Arc<Mutex<HashMap<ImportId, Arc<Written>>>>);

impl UnderWay {
    /// An import of so many lines begins to be written; it is under way until what is given back goes.
    pub fn begin(&self, importer: Importer, import: ImportId, lines: u64) -> Watch {
        let written = Arc::new(Written::of(importer.organisation(), lines));
        self.imports().insert(import, Arc::clone(&written));
        Watch { under_way: self.clone(), import, written }
    }

    // Whoever panicked while holding it left numbers behind and nothing worse.
    fn imports(&self) -> MutexGuard<'_, HashMap<ImportId, Arc<Written>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far an import is.
#[derive(Debug)]
pub struct Written {
    whose: OrganisationId,
    lines: u64,
    /// Rows written.
    rows: AtomicU64,
    /// Rows of which is noted what was there before, and how many these will be.
    noted: AtomicU64,
    to_note: AtomicU64,
}

impl Written {
    fn of(whose: OrganisationId, lines: u64) -> Self {
        let [rows, noted, to_note] = [0; 3].map(AtomicU64::new);
        Self { whose, lines, rows, noted, to_note }
    }

    /// More rows are written.
    pub fn wrote(&self, rows: usize) {
        self.rows.fetch_add(rows as u64, Relaxed);
    }

    /// All rows are written; of so many it is now to be noted what was there before.
    pub fn begins_to_note(&self, rows: usize) {
        self.to_note.store(rows as u64, Relaxed);
    }

    /// More rows are noted.
    pub fn noted(&self, rows: usize) {
        self.noted.fetch_add(rows as u64, Relaxed);
    }

    /// Writing is the first half of the work and noting the second.
    fn lines_done(&self) -> u64 {
        let share = |done: u64, all: u64| self.lines * done.min(all) / all.max(1);
        let to_note = self.to_note.load(Relaxed);
        let rows = self.rows.load(Relaxed);
        let written = if to_note == 0 { share(rows, self.lines * ROWS_OF_A_LINE) } else { self.lines };
        (written + share(self.noted.load(Relaxed), to_note)) / 2
    }
}

/// Lasts as long as an import is being written, however that ends.
#[derive(Debug)]
pub struct Watch {
    under_way: UnderWay,
    import: ImportId,
    written: Arc<Written>,
}

impl Watch {
    /// Where whoever writes counts.
    pub fn written(&self) -> Arc<Written> {
        Arc::clone(&self.written)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.under_way.imports().remove(&self.import);
    }
}
