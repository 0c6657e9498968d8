//! Tables as CSV.

use domain::people::roster::harmless;

/// The byte order mark, by which Excel knows UTF-8.
const MARK: char = '\u{feff}';
/// Signs that a cell can hold only in quotes, whatever the program takes for a separator.
const SIGNS: [char; 6] = [',', '"', '\r', '\n', ';', '\t'];

/// A table under way.
#[derive(Debug)]
pub struct Table {
    text: String,
    end: &'static str,
    /// Whether no cell may be taken for a formula.
    is_harmless: bool,
    /// Whether every cell is in quotes, not only those that must be.
    is_quoted: bool,
}

impl Table {
    /// A table for people and their spreadsheets: UTF-8 with a mark, commas, CR LF, and no cell that could be a formula.
    pub fn for_spreadsheets(heading: &[&str]) -> Self {
        Self { text: MARK.into(), end: "\r\n", is_harmless: true, is_quoted: false }.with(heading)
    }

    /// As [`Table::for_spreadsheets`]; every cell is in quotes, as free texts are best.
    pub fn of_texts(heading: &[&str]) -> Self {
        Self { text: MARK.into(), end: "\r\n", is_harmless: true, is_quoted: true }.with(heading)
    }

    /// A table for programs: cells as they are.
    pub fn for_programs(heading: &[&str]) -> Self {
        Self { text: String::new(), end: "\r\n", is_harmless: false, is_quoted: false }.with(heading)
    }

    fn with(mut self, heading: &[&str]) -> Self {
        self.row(heading);
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            let cell = cell.as_ref();
            if self.is_harmless { self.cell(&harmless(cell)) } else { self.cell(cell) }
        }
        self.text.push_str(self.end);
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.text
    }

    fn cell(&mut self, cell: &str) {
        if self.is_quoted || cell.contains(SIGNS) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }
}

/// A whole roster for people and their spreadsheets.
pub(crate) fn for_spreadsheets<'a>(heading: &[&str], lines: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<u8> {
    whole(Table::for_spreadsheets(heading), lines)
}

/// A whole table for programs.
pub(crate) fn for_programs(heading: &[&str], lines: &[Vec<String>]) -> Vec<u8> {
    whole(Table::for_programs(heading), lines)
}

fn whole<'a>(mut table: Table, lines: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<u8> {
    for line in lines {
        table.row(line);
    }
    table.into_text().into_bytes()
}

/// A roster whose lines stand at given places, which come in ascending order: the lines between are empty.
///
/// So what is said about a line names its place in the file that it was made from.
pub(crate) fn at_lines(heading: &[&str], lines: &[(u64, Vec<String>)]) -> Vec<u8> {
    let mut table = Table { text: String::new(), end: "\n", is_harmless: true, is_quoted: false }.with(heading);
    let mut next = 2;
    for (line, cells) in lines {
        while next < *line {
            table.text.push('\n');
            next += 1;
        }
        // A cell with a line break would shift all that follow.
        table.row(cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")));
        next += 1;
    }
    table.into_text().into_bytes()
}
