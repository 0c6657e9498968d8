//! The archive of a OneRoster exchange: a zip with CSV files at its root.
//!
//! What comes in is read in memory, by names that we know, up to sizes that we set. Nothing is ever
//! written to a path that an archive names.

use super::OneRosterError;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};
use zip::{
    ZipArchive, ZipWriter,
    result::{ZipError, ZipResult},
    write::SimpleFileOptions,
};

/// The largest archive taken, in bytes.
pub const LARGEST_ARCHIVE: usize = 32 * 1024 * 1024;
/// The most that all files of an archive may hold together once unpacked, in bytes.
const LARGEST_CONTENT: u64 = 64 * 1024 * 1024;
/// Every workbook has this entry, and no exchange does.
const WORKBOOK_MARK: &[u8] = b"[Content_Types].xml";
/// The standard knows 24 files; archives made on some systems hold a few of their own beside them.
const MOST_ENTRIES: usize = 128;

/// Packs files.
pub fn pack(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Whether bytes are a zip of CSV files. Only its content tells: names of files say anything, and a workbook is a zip
/// as well.
pub fn holds_tables(content: &[u8]) -> bool {
    if !content.starts_with(b"PK\x03\x04") {
        return false;
    }
    let Ok(archive) = ZipArchive::new(Cursor::new(content)) else { return false };
    let is_workbook = archive.file_names_raw().any(|name| name == WORKBOOK_MARK);
    !is_workbook && archive.file_names_raw().any(|name| name.ends_with(b".csv"))
}

/// The CSV files at the root of an archive, by name.
pub fn unpack(content: &[u8]) -> Result<BTreeMap<String, String>, OneRosterError> {
    if content.len() > LARGEST_ARCHIVE {
        return Err(OneRosterError::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(not_a_zip)?;
    if archive.len() > MOST_ENTRIES {
        return Err(OneRosterError::TooManyFiles);
    }
    let mut files = BTreeMap::new();
    let mut left = LARGEST_CONTENT;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(not_a_zip)?;
        let name = entry.name().map_err(not_a_zip)?.into_owned();
        if leads_elsewhere(&name) {
            return Err(OneRosterError::StrangeName(name));
        }
        let is_at_root = !name.contains(['/', '\\']);
        if !is_at_root || !name.ends_with(".csv") {
            continue;
        }
        if entry.encrypted() {
            return Err(OneRosterError::NotAZip);
        }
        // What the entry says of its size is not believed; what comes out is counted.
        let mut bytes = Vec::new();
        let read = entry.take(left + 1).read_to_end(&mut bytes).map_err(|_| OneRosterError::NotAZip)?;
        left = left.checked_sub(read as u64).ok_or(OneRosterError::TooLarge)?;
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = std::str::from_utf8(text).map_err(|_| OneRosterError::NotUtf8(name.clone()))?;
        if files.insert(name.clone(), text.replace("\r\n", "\n")).is_some() {
            return Err(OneRosterError::StrangeName(name));
        }
    }
    Ok(files)
}

/// Whether a name points out of the folder in which somebody might unpack the archive.
fn leads_elsewhere(name: &str) -> bool {
    let is_absolute = name.starts_with(['/', '\\']);
    is_absolute || name.contains([':', '\0']) || name.split(['/', '\\']).any(|part| part == "..")
}

// Taken by value, as `map_err` gives it.
#[allow(clippy::needless_pass_by_value)]
fn not_a_zip(_: ZipError) -> OneRosterError {
    OneRosterError::NotAZip
}
