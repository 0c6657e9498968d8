//! A zip of a QTI package, unpacked in memory. Nothing is ever written to a path that an archive names.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use zip::{ZipArchive, result::ZipError};

/// The largest archive taken, in bytes.
pub const LARGEST_ARCHIVE: usize = 64 * 1024 * 1024;
/// The most that all its files may hold together once unpacked, in bytes.
const LARGEST_CONTENT: u64 = 256 * 1024 * 1024;
/// The most files.
const MOST_ENTRIES: usize = 10_000;

/// Why an archive is not unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveProblem {
    /// Not a zip, a broken one, or one with a password.
    #[error("not a zip archive that can be read")]
    NotAZip,
    /// Too large, packed or unpacked.
    #[error("the archive is too large")]
    TooLarge,
    /// Too many files.
    #[error("the archive holds more than {MOST_ENTRIES} files")]
    TooManyFiles,
    /// A name that leads out of the archive, or stands twice.
    #[error("the archive holds a file with a name that cannot be: {0}")]
    StrangeName(String),
}

impl From<ZipError> for ArchiveProblem {
    fn from(_: ZipError) -> Self {
        Self::NotAZip
    }
}

/// All files of an archive, by name.
pub fn unpack(content: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ArchiveProblem> {
    if content.len() > LARGEST_ARCHIVE {
        return Err(ArchiveProblem::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(content))?;
    if archive.len() > MOST_ENTRIES {
        return Err(ArchiveProblem::TooManyFiles);
    }
    let mut files = BTreeMap::new();
    let mut left = LARGEST_CONTENT;
    for place in 0..archive.len() {
        let entry = archive.by_index(place)?;
        let name = entry.name()?.into_owned();
        if leads_elsewhere(&name) {
            return Err(ArchiveProblem::StrangeName(name));
        }
        if entry.is_dir() {
            continue;
        }
        if entry.encrypted() {
            return Err(ArchiveProblem::NotAZip);
        }
        // What the entry says of its size is not believed; what comes out is counted.
        let mut bytes = Vec::new();
        let read = entry.take(left + 1).read_to_end(&mut bytes).map_err(|_| ArchiveProblem::NotAZip)?;
        left = left.checked_sub(read as u64).ok_or(ArchiveProblem::TooLarge)?;
        if files.insert(name.clone(), bytes).is_some() {
            return Err(ArchiveProblem::StrangeName(name));
        }
    }
    Ok(files)
}

/// Whether a name points out of the folder in which somebody might unpack the archive.
fn leads_elsewhere(name: &str) -> bool {
    let is_absolute = name.starts_with(['/', '\\']);
    is_absolute || name.contains([':', '\0']) || name.split(['/', '\\']).any(|part| part == "..")
}
