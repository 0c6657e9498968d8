//! What is made of a file: its encoding, its sheet, its columns.

use super::{
    PUPIL_HEADING, STAFF_HEADING, bring_in, file, lines, preview, upload, what, why,
    written::{utf_16, windows_1258, workbook},
};
use crate::support::{Engine, Fresh, House, SCHOOLS, november};
use domain::people::roster::{
    Column, HeadingError, LineOutcome, Mapping, ProblemKind, RosterKind,
    view::{ImportBody, OutcomeCounts},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use services::people::{
    ImportError, Importer, LARGEST_FILE, import_rosters, list_imports, map_roster, roster_import, roster_mapping,
    upload_roster,
};

#[tokio::test]
async fn the_same_list_in_any_encoding_is_the_same_list() {
    let rows: Vec<&str> = SCHOOLS.lines().collect();
    let written: [(&str, Vec<u8>); 7] = [
        ("UTF-8 with a mark", format!("\u{feff}{SCHOOLS}").into_bytes()),
        ("UTF-16 LE", utf_16(SCHOOLS, u16::to_le_bytes)),
        ("UTF-16 BE with tabs", utf_16(&SCHOOLS.replace(',', "\t"), u16::to_be_bytes)),
        ("UTF-16 LE without a mark", utf_16(SCHOOLS, u16::to_le_bytes).split_off(2)),
        ("Windows-1258 with semicolons", windows_1258(&SCHOOLS.replace(',', ";"))),
        ("a title above", format!("DANH SÁCH TRƯỜNG\n\n{SCHOOLS}").into_bytes()),
        ("a workbook's second sheet", workbook(&rows)),
    ];
    let house = House::on(Engine::Sqlite).await;
    for (how, content) in written {
        let summary = import_rosters(house.store(), &house.office, &[file(content)], true, november()).await.unwrap();
        assert_eq!(summary.counts(), OutcomeCounts { unchanged: 3, ..OutcomeCounts::default() }, "{how}: {summary:?}");
    }
}

#[tokio::test]
async fn a_workbook_gives_dates_and_codes_as_they_were_meant_and_its_own_line_numbers() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "DANH SÁCH CÁN BỘ").unwrap();
    for (column, heading) in (0..).zip(STAFF_HEADING.split(',')) {
        sheet.write(2, column, heading).unwrap();
    }
    let format = Format::new().set_num_format("dd/mm/yyyy");
    for (column, cell) in (0..).zip("TH014,,Đỗ Văn Sơn,,Nam,Giáo viên,,01/09/2020,".split(',')) {
        sheet.write(4, column, cell).unwrap();
    }
    sheet.write(4, 1, 9001.0).unwrap();
    sheet.write_with_format(4, 3, ExcelDateTime::from_ymd(1988, 5, 5).unwrap(), &format).unwrap();
    let content = workbook.save_to_buffer().unwrap();

    let house = House::on(Engine::Sqlite).await;
    let files = [file(content)];
    let taken = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(taken.files[0].lines, [(5, LineOutcome::New)]);
    let same = lines(STAFF_HEADING, &["TH014,9001,Đỗ Văn Sơn,05/05/1988,Nam,Giáo viên,,01/09/2020,"]);
    let same = import_rosters(house.store(), &house.office, &[same], true, november()).await.unwrap();
    assert_eq!(same.files[0].lines, [(2, LineOutcome::Unchanged)]);
}

#[tokio::test]
async fn what_is_too_large_or_of_another_kind_is_refused_by_name() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let importer = Importer::from(fresh.office().await);
    let refused =
        async |content: Vec<u8>| upload_roster(&fresh.store, importer, &file(content), november()).await.unwrap_err();
    assert!(matches!(refused(vec![b'a'; LARGEST_FILE + 1]).await, ImportError::TooLarge { .. }));
    assert!(matches!(refused("a\n".repeat(100_002).into_bytes()).await, ImportError::TooManyLines { .. }));
    assert!(matches!(refused(b"\xd0\xcf\x11\xe0\xa1".to_vec()).await, ImportError::OldExcel { .. }));
    assert!(matches!(refused(b"PK\x03\x04 and no more".to_vec()).await, ImportError::BrokenWorkbook { .. }));
    assert!(matches!(refused(b"\x89PNG\r\n\x1a\n\x00\x00".to_vec()).await, ImportError::NotText { .. }));
    assert!(matches!(refused(Vec::new()).await, ImportError::Heading { problem: HeadingError::Empty, .. }));
    assert!(matches!(refused("Mã trường,Tên trường,Cấp học\n".into()).await, ImportError::NoLines { .. }));
    assert_eq!(list_imports(&fresh.store, importer, None, 1, 50).await.unwrap().count, 0, "nothing of it is kept");
}

#[tokio::test]
async fn columns_of_any_name_are_read_as_somebody_says() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let content = "STT,Tên,Đơn vị,Số hiệu,Vai\n1,Trần Quốc Vinh,TH014,TH-2,Giáo viên\n2,Lê Mới,TH014,TH-9,Giáo viên\n";
    let (import, is_understood) = upload_roster(house.store(), importer, &file(content), november()).await.unwrap();
    assert!(!is_understood);
    let page = roster_import(house.store(), importer, import, None, 1, 50, november()).await.unwrap();
    assert_eq!(page.body, ImportBody::Unmapped(HeadingError::UnknownKind));
    let screen = roster_mapping(house.store(), importer, import, Some(RosterKind::Staff)).await.unwrap();
    assert_eq!((screen.columns[1].heading.as_str(), screen.columns[1].example.as_str()), ("Tên", "Trần Quốc Vinh"));
    assert!(screen.wanted.contains(&(Column::Post, true)) && screen.wanted.contains(&(Column::Sex, false)));

    let places = [(Column::FullName, 1), (Column::SchoolCode, 2), (Column::StaffCode, 3), (Column::Post, 4)];
    let short = Mapping { kind: RosterKind::Staff, places: places[..3].iter().copied().collect() };
    let refused = map_roster(house.store(), importer, import, short).await.unwrap_err();
    assert!(matches!(refused, ImportError::Heading { problem: HeadingError::MissingColumn(Column::Post), .. }));
    let mapping = Mapping { kind: RosterKind::Staff, places: places.into() };
    map_roster(house.store(), importer, import, mapping).await.unwrap();
    let preview = preview(&house, importer, import).await;
    assert_eq!(what(&preview, 2), LineOutcome::Unchanged, "sex and duties have no column, so they stay");
    assert_eq!(what(&preview, 3), LineOutcome::New);
    assert_eq!(preview.lines[1].about, "TH-9 · Lê Mới");
}

#[tokio::test]
async fn a_code_without_its_leading_zeros_is_named() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let pupil = |code: &str| lines(PUPIL_HEADING, &[&format!("TH014,1/1,{code},Lê Thị Ngọc,,Nữ,2026-2027")]);
    bring_in(&house, importer, &pupil("001216"), november()).await;
    let lost = upload(&house, importer, &pupil("1216")).await;
    let found = preview(&house, importer, lost).await;
    assert_eq!(why(&found, 2), (Column::PupilCode, ProblemKind::LeadingZerosLost("001216".into())));
    let right = upload(&house, importer, &pupil("001216")).await;
    assert_eq!(what(&preview(&house, importer, right).await, 2), LineOutcome::Unchanged);
}
