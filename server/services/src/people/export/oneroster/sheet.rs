//! A file of a OneRoster exchange, read by the names of its columns.

use super::OneRosterError;
use std::collections::HashMap;

/// A file's lines.
#[derive(Debug, Default)]
pub struct Sheet {
    columns: HashMap<String, usize>,
    lines: Vec<(u64, Vec<String>)>,
}

/// One line of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    sheet: &'a Sheet,
    /// Its number in the file; the heading is line 1.
    pub number: u64,
    cells: &'a [String],
}

impl Sheet {
    /// Reads a file; a column that is needed and not there is an error.
    pub fn read(file: &str, text: &str, needed: &[&'static str]) -> Result<Self, OneRosterError> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut sheet = Self::default();
        for (place, record) in reader.records().enumerate() {
            let at = |position: Option<&csv::Position>| position.map_or(place as u64 + 1, csv::Position::line);
            let record = record
                .map_err(|error| OneRosterError::NotATable { file: file.to_owned(), line: at(error.position()) })?;
            if place == 0 {
                sheet.columns = record.iter().zip(0..).map(|(name, place)| (name.trim().to_owned(), place)).collect();
            } else {
                sheet.lines.push((at(record.position()), record.iter().map(str::to_owned).collect()));
            }
        }
        match needed.iter().find(|column| !sheet.has(column)) {
            Some(column) => Err(OneRosterError::MissingColumn { file: file.to_owned(), column }),
            None => Ok(sheet),
        }
    }

    /// Whether there is such a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The lines that hold: all but those that are to be deleted.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines
            .iter()
            .map(|(number, cells)| Line { sheet: self, number: *number, cells })
            .filter(|line| line.get("status") != "tobedeleted")
    }

    /// The lines by their `sourcedId`.
    pub fn by_id(&self) -> HashMap<&str, Line<'_>> {
        self.lines().map(|line| (line.get("sourcedId"), line)).collect()
    }
}

impl<'a> Line<'a> {
    /// What stands in a column, without blanks around; empty where the line or the column is not there.
    pub fn get(&self, column: &str) -> &'a str {
        let cell = self.sheet.columns.get(column).and_then(|place| self.cells.get(*place));
        cell.map_or("", |cell| cell.trim())
    }

    /// What stands in a column of ours, or `None` where the file has no such column.
    pub fn get_if_there(&self, column: &str) -> Option<&'a str> {
        self.sheet.has(column).then(|| self.get(column))
    }

    /// The first that is not empty.
    pub fn first_of(&self, columns: [&str; 2]) -> &'a str {
        columns.into_iter().map(|column| self.get(column)).find(|text| !text.is_empty()).unwrap_or_default()
    }
}
