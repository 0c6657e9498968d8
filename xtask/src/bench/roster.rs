//! An import of 10,000 pupils from an XLSX file, beside reading the same file with calamine alone.

use anyhow::{Context, Result, bail};
use calamine::{Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use std::{path::Path, process::Command, time::Instant};

const PUPILS: u32 = 10_000;
const HEADINGS: [&str; 7] = ["Mã trường", "Lớp", "Mã định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Năm học"];

/// Previews and takes the file in a data folder that holds the demo district.
pub fn import(data: &Path, tiendo: impl Fn(&[&str]) -> Command) -> Result<()> {
    let file = data.join("pupils.xlsx");
    write(&file)?;
    let path = file.to_str().context("a folder with a strange name")?;

    let begun = Instant::now();
    let mut book: Xlsx<_> = open_workbook(&file)?;
    let sheet = book.worksheet_range_at(0).context("no sheet")??;
    let alone = begun.elapsed().as_secs_f64();
    if sheet.rows().count() != PUPILS as usize + 1 {
        bail!("the file has {} rows", sheet.rows().count());
    }

    let timed = |arguments: &[&str]| -> Result<f64> {
        let begun = Instant::now();
        crate::run(&mut tiendo(arguments))?;
        Ok(begun.elapsed().as_secs_f64())
    };
    let preview = timed(&["import", "roster", path, "--dry-run"])?;
    let taken = timed(&["import", "roster", path])?;
    let again = timed(&["import", "roster", path])?;
    println!("import of {PUPILS} pupils by XLSX, each a whole run of the program:");
    for (name, seconds) in [("calamine alone", alone), ("preview", preview), ("taken", taken), ("same again", again)] {
        println!(
            "  {name:<16} {seconds:>6.2} s {:>9.0} lines/s {:>7.1}× calamine",
            f64::from(PUPILS) / seconds,
            seconds / alone
        );
    }
    Ok(())
}

fn write(file: &Path) -> Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADINGS)?;
    for number in 0..PUPILS {
        let class = format!("{}/{}", number % 5 + 1, number / 5 % 60 + 1);
        let code = format!("78{number:08}");
        let name = format!("Nguyễn Văn {}", ["An", "Bình", "Chi", "Dũng", "Hòa"][number as usize % 5]);
        let cells = ["TH014", &class, &code, &name, "05/09/2016", "Nam", "2026-2027"];
        sheet.write_row(number + 1, 0, cells)?;
    }
    book.save(file)?;
    Ok(())
}
