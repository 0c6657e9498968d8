//! From an Excel workbook (XLSX) to lines of cells.

use super::{Lines, MOST_COLUMNS, MOST_LINES, Unreadable};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chrono::NaiveDate;
use domain::{calendar::write_day, people::roster::kind_of};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

/// The most that a workbook may unpack to, in bytes. One of the largest allowed has a fifth of it.
const LARGEST_UNPACKED: u64 = 200 * 1024 * 1024;

/// Reads the first sheet that has the headings of a roster, else the first that has anything.
///
/// Cells are read one after another: a sheet that claims a billion cells costs what it holds and no more.
pub fn lines(content: &[u8]) -> Result<Lines, Unreadable> {
    unpacks_to_a_fair_size(content)?;
    let mut workbook = Xlsx::new(Cursor::new(content)).map_err(|_| Unreadable::BrokenWorkbook)?;
    let mut first = None;
    for name in workbook.sheet_names() {
        let lines = match sheet(&mut workbook, &name) {
            // A sheet of charts has no cells.
            Err(Unreadable::BrokenWorkbook) if first.is_some() => continue,
            lines => lines?,
        };
        if lines.iter().take(20).any(|(_, cells)| kind_of(cells).is_ok()) {
            return Ok(lines);
        }
        if !lines.is_empty() {
            first.get_or_insert(lines);
        }
    }
    Ok(first.unwrap_or_default())
}

fn unpacks_to_a_fair_size(content: &[u8]) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::BrokenWorkbook;
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).map_err(broken)?;
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(broken)?;
        // What an entry says of its size may be a lie, so it is unpacked to see.
        let size =
            std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| Unreadable::BrokenWorkbook)?;
        left = left.checked_sub(size).ok_or(Unreadable::TooManyLines)?;
    }
    Ok(())
}

fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Lines, Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| Unreadable::BrokenWorkbook)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::BrokenWorkbook)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        let Some(column) = usize::try_from(column).ok().filter(|column| *column < MOST_COLUMNS) else { continue };
        if text.is_empty() {
            continue;
        }
        let line = rows.entry(row).or_default();
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        line[column] = text;
        // One more than the lines themselves: the heading.
        if rows.len() > MOST_LINES + 1 {
            return Err(Unreadable::TooManyLines);
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| (u64::from(row) + 1, cells)).collect())
}

/// A cell as somebody would type it: days as `dd/mm/yyyy`, whole numbers without a decimal.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => write_number(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => write_moment(moment),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
            day.map_or_else(|| text.clone(), write_day)
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn write_number(number: f64) -> String {
    const EXACT_BELOW: f64 = 9e15;
    if number.fract() == 0.0 && number.abs() < EXACT_BELOW { format!("{number:.0}") } else { number.to_string() }
}

fn write_moment(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if !moment.is_datetime() || serial < 1.0 {
        return write_number(serial);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .map_or_else(|| write_number(serial), write_day)
}
