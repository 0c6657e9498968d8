//! From the bytes of a file to a table. Any bytes give a table or an error.

mod separated;
mod text;
mod workbook;

use super::{ImportError, RosterFile};
use domain::people::roster::Table;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// The most lines that a file may have.
pub(super) const MOST_LINES: usize = 100_000;
/// The most columns that are looked at.
const MOST_COLUMNS: usize = 64;

/// The lines of a file, each with its number.
type Lines = Vec<(u64, Vec<String>)>;

/// What is wrong with a file, whatever its name.
enum Unreadable {
    NotText,
    NotATable(u64),
    TooManyLines,
    BrokenWorkbook,
}

/// Reads an Excel workbook, or text in any of the encodings and separators that schools' programs write.
///
/// It runs aside: reading a large file takes the processor for a while, and should a library panic over
/// bytes that nobody thought of, the file is unreadable and nothing else happens.
///
/// # Errors
/// When the file is too large or no table can be made of it.
pub async fn table(file: &RosterFile) -> Result<Table, ImportError> {
    if file.content.len() > LARGEST_FILE {
        return Err(ImportError::TooLarge { file: file.name.clone() });
    }
    if file.content.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ImportError::OldExcel { file: file.name.clone() });
    }
    let content = file.content.clone();
    let lines = tokio::task::spawn_blocking(move || lines(&content)).await;
    let name = file.name.clone();
    match lines {
        Ok(Ok(lines)) => Ok(Table::with_heading(lines)),
        Ok(Err(Unreadable::NotText)) => Err(ImportError::NotText { file: name }),
        Ok(Err(Unreadable::NotATable(line))) => Err(ImportError::NotATable { file: name, line }),
        Ok(Err(Unreadable::TooManyLines)) => Err(ImportError::TooManyLines { file: name }),
        Ok(Err(Unreadable::BrokenWorkbook)) | Err(_) => Err(ImportError::BrokenWorkbook { file: name }),
    }
}

fn lines(content: &[u8]) -> Result<Lines, Unreadable> {
    if content.starts_with(b"PK\x03\x04") {
        workbook::lines(content)
    } else {
        separated::lines(&text::decode(content).ok_or(Unreadable::NotText)?)
    }
}
