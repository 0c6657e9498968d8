//! Tables as workbooks.

use super::Guide;
use domain::{
    calendar::Moment,
    people::roster::{Column, literal},
};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The text format, so that a code typed into a cell keeps its leading zeros.
const TEXT: &str = "@";

/// A workbook whose first sheet is a roster: every cell is text, the heading stays in sight and can be filtered by.
pub fn roster(sheet: &str, columns: &[Column], lines: &[Vec<String>], now: Moment) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = begin(now);
    write_roster(workbook.add_worksheet(), sheet, columns, lines)?;
    workbook.save_to_buffer()
}

/// An empty roster, and a second sheet that says what belongs into each column.
pub fn template(sheet: &str, columns: &[Column], guide: &Guide, now: Moment) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = begin(now);
    write_roster(workbook.add_worksheet(), sheet, columns, &[])?;
    write_guide(workbook.add_worksheet(), guide)?;
    workbook.save_to_buffer()
}

fn begin(now: Moment) -> Workbook {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&now));
    workbook
}

fn write_roster(
    worksheet: &mut Worksheet,
    sheet: &str,
    columns: &[Column],
    lines: &[Vec<String>],
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format(TEXT);
    let bold = Format::new().set_num_format(TEXT).set_bold();
    worksheet.set_name(sheet)?;
    for (place, column) in (0u16..).zip(columns) {
        worksheet.set_column_width(place, width(*column))?;
        worksheet.set_column_format(place, &text)?;
        worksheet.write_string_with_format(0, place, column.heading(), &bold)?;
    }
    let mut row = 0;
    for line in lines {
        row += 1;
        for (place, cell) in (0u16..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
            worksheet.write_string_with_format(row, place, literal(cell), &text)?;
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    if let Some(last) = u16::try_from(columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        worksheet.autofilter(0, 0, row, last)?;
    }
    Ok(())
}

fn write_guide(worksheet: &mut Worksheet, guide: &Guide) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    worksheet.set_name(&guide.sheet)?;
    for (place, width) in (0u16..).zip([18, 12, 60, 40]) {
        worksheet.set_column_width(place, width)?;
    }
    for (place, heading) in (0u16..).zip(&guide.heading) {
        worksheet.write_string_with_format(0, place, heading, &bold)?;
    }
    for (row, line) in (1u32..).zip(&guide.lines) {
        for (place, cell) in (0u16..).zip(line) {
            worksheet.write_string_with_format(row, place, cell, &wrapped)?;
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Wide enough for what usually stands there, in characters.
const fn width(column: Column) -> u16 {
    match column {
        Column::SchoolName | Column::Address => 36,
        Column::FullName | Column::Email | Column::Duties => 28,
        Column::Post | Column::PupilCode => 18,
        Column::Class => 8,
        _ => 13,
    }
}
