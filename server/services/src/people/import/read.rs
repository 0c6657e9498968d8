//! From bytes to a table.

use super::{ImportError, RosterFile};
use domain::people::roster::Table;

/// Reads CSV in UTF-8, with or without BOM; the separator is whichever of `,` `;` and tab the heading has most of.
pub fn table(file: &RosterFile) -> Result<Table, ImportError> {
    let content = file.content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.content);
    if std::str::from_utf8(content).is_err() {
        return Err(ImportError::NotUtf8 { file: file.name.clone() });
    }
    let heading = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| heading.iter().filter(|byte| **byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(content);
    let mut table = Table::default();
    let mut lines = Lines { content, counted_to: 0, line: 1 };
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| ImportError::NotATable {
            file: file.name.clone(),
            line: error.position().map_or(place as u64 + 1, |position| lines.of(position)),
        })?;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if place == 0 {
            table.heading = cells;
        } else {
            let line = record.position().map_or(place as u64 + 1, |position| lines.of(position));
            table.lines.push((line, cells));
        }
    }
    Ok(table)
}

/// Counts lines as an editor does. (The reader's own count is one behind after CR LF.)
struct Lines<'a> {
    content: &'a [u8],
    counted_to: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which the record at a position begins; positions only go forward.
    fn of(&mut self, position: &csv::Position) -> u64 {
        let at = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(self.content.len());
        let breaks = self.content[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = at + breaks;
        let passed = self.content[self.counted_to.min(begin)..begin].iter().filter(|byte| **byte == b'\n').count();
        self.line += passed as u64;
        self.counted_to = begin;
        self.line
    }
}
