//! Tables as CSV.

use domain::people::roster::harmless;
use std::fmt::Write;

/// A roster for people and their spreadsheets: UTF-8 with BOM, commas, CR LF, and no cell that could be a formula.
pub fn for_spreadsheets<'a>(heading: &[&str], lines: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    push_line(&mut text, heading.iter().copied(), "\r\n");
    for line in lines {
        let cells: Vec<_> = line.iter().map(|cell| harmless(cell)).collect();
        push_line(&mut text, cells.iter().map(AsRef::as_ref), "\r\n");
    }
    text.into_bytes()
}

/// A table for programs: cells as they are.
pub fn for_programs(heading: &[&str], lines: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::new();
    push_line(&mut text, heading.iter().copied(), "\r\n");
    for line in lines {
        push_line(&mut text, line.iter().map(String::as_str), "\r\n");
    }
    text.into_bytes()
}

/// A roster whose lines stand at given places, which come in ascending order: the lines between are empty.
///
/// So what is said about a line names its place in the file that it was made from.
pub fn at_lines(heading: &[&str], lines: &[(u64, Vec<String>)]) -> Vec<u8> {
    let mut text = String::new();
    push_line(&mut text, heading.iter().copied(), "\n");
    let mut next = 2;
    for (line, cells) in lines {
        while next < *line {
            text.push('\n');
            next += 1;
        }
        // A cell with a line break would shift all that follow.
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        push_line(
            &mut text,
            cells.iter().map(|cell| harmless(cell)).collect::<Vec<_>>().iter().map(AsRef::as_ref),
            "\n",
        );
        next += 1;
    }
    text.into_bytes()
}

fn push_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>, end: &str) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\r', '\n', ';', '\t']) {
            // Writing into a string cannot fail.
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(cell);
        }
    }
    text.push_str(end);
}
