//! A table as Excel opens it: UTF-8 with a mark at its beginning, cells that it takes for formulas made harmless.

use domain::people::roster::harmless;

/// The byte order mark, by which Excel knows UTF-8.
const MARK: char = '\u{feff}';

/// A table under way.
pub struct Table(String);

impl Table {
    /// A table with its headings.
    pub fn new(headings: &[&str]) -> Self {
        let mut table = Self(MARK.to_string());
        table.row(headings);
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[impl AsRef<str>]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.cell(cell.as_ref());
        }
        self.0.push_str("\r\n");
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.0
    }

    fn cell(&mut self, text: &str) {
        self.0.push('"');
        self.0.push_str(&harmless(text).replace('"', "\"\""));
        self.0.push('"');
    }
}
