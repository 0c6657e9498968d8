//! From text to lines of cells.

use super::{Lines, MOST_COLUMNS, MOST_LINES, Unreadable};
use domain::people::roster::kind_of;

const SEPARATORS: [u8; 3] = *b",;\t";

/// Reads values separated by commas, semicolons or tabs, whichever make the headings of a roster out of one of the
/// first lines; else whichever the first line has most of.
pub fn lines(text: &str) -> Result<Lines, Unreadable> {
    read(text, separator(text), MOST_LINES)
}

fn separator(text: &str) -> u8 {
    // Excel's own way of saying it.
    if let Some(said) = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next()) {
        return if SEPARATORS.contains(&said) { said } else { b',' };
    }
    let first_lines: String = text.split_inclusive('\n').take(20).collect();
    let makes_headings = |separator: &u8| {
        read(&first_lines, *separator, 20).is_ok_and(|lines| lines.iter().any(|(_, cells)| kind_of(cells).is_ok()))
    };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    let fullest = SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',');
    SEPARATORS.into_iter().find(makes_headings).unwrap_or(fullest)
}

fn read(text: &str, separator: u8, most: usize) -> Result<Lines, Unreadable> {
    let content = text.as_bytes();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(content);
    let mut lines = Lines::new();
    let mut count = Count { content, counted_to: 0, line: 1 };
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            Unreadable::NotATable(error.position().map_or(place as u64 + 1, |position| count.line_of(position)))
        })?;
        // One more than the lines themselves: the heading.
        if lines.len() > most {
            return Err(Unreadable::TooManyLines);
        }
        let line = record.position().map_or(place as u64 + 1, |position| count.line_of(position));
        let is_directive = line == 1 && record.get(0).is_some_and(|cell| cell.starts_with("sep="));
        if !is_directive {
            lines.push((line, record.iter().take(MOST_COLUMNS).map(str::to_owned).collect()));
        }
    }
    Ok(lines)
}

/// Counts lines as an editor does. (The reader's own count is one behind after CR LF.)
struct Count<'a> {
    content: &'a [u8],
    counted_to: usize,
    line: u64,
}

impl Count<'_> {
    /// The line on which the record at a position begins; positions only go forward.
    fn line_of(&mut self, position: &csv::Position) -> u64 {
        let at = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(self.content.len());
        let breaks = self.content[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = at + breaks;
        let passed = self.content[self.counted_to.min(begin)..begin].iter().filter(|byte| **byte == b'\n').count();
        self.line += passed as u64;
        self.counted_to = begin;
        self.line
    }
}
