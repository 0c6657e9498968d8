use crate::support::{Engine, House, csv, november, september};
use calamine::{Data, Reader, Xlsx};
use domain::people::roster::{self, Codes, Context, RosterKind, Table, columns};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::people::{
    Guide, ImportSummary, LineOutcome, RosterFile, RosterFormat, SentFile, export_roster, export_school_roster,
    import_rosters, roster_template,
};
use std::io::Cursor;

pub const SCHOOLS: &str = "Mã trường,Tên trường,Cấp học,Địa chỉ,Email
007,- Điểm trường Bãi Ngang,TH và THCS,\"+84, ấp 3\",@x
TH014,\"=HYPERLINK(\"\"http://x\"\")\",Tiểu học,'quoted',
";
pub const STAFF: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày
TH014,0042,Phan Thùy An,01/02/1980,Nữ,Hiệu trưởng,Tổ công tác; Quản trị website,01/09/2020,
007,0042,Phan Thùy An,01/02/1980,Nữ,Cộng tác viên,Công tác học sinh,01/09/2024,
TH014,-5,Trần O'Brien-Vinh,,Nam,Phó Hiệu trưởng,Tổ công tác,01/09/2020,
TH014,LV-1,Bùi Thị Diễm,,Nữ,Giáo viên,Công tác học sinh,01/09/2020,01/10/2026
TH014,LV-2,Ngô Đức Hiếu,,,Tổng phụ trách Đội,Công tác học sinh,01/09/2020,01/01/2027
TH014,LV-3,Lê Văn Xưa,,,Giáo viên,,01/09/2010,01/09/2019
007,NV-1,Oanh,,Khác,Nhân viên,,01/12/2026,
";
pub const PUPILS: &str = "Mã trường,Lớp,Mã định danh,Họ và tên,Ngày sinh,Giới tính,Năm học
TH014,1/1,0079000001,Phạm Ngọc Hòa,05/03/2020,Nữ,2026-2027
TH014,1/1,0079000002,Lê Văn Nam,,,2026-2027
007,6A3,0079000003,Đỗ Minh Đức,06/03/2015,Nam,2026-2027
";

/// How many schools, lines of staff and pupils an export has: those of the house and those above but the old leaver.
pub const LINES: [usize; 3] = [4, 12, 7];

/// The house of the other tests with the rosters above beside its own.
pub async fn house(engine: Engine) -> House {
    let house = House::with_courses(engine, &[]).await;
    let files = [csv("schools", SCHOOLS), csv("staff", STAFF), csv("pupils", PUPILS)];
    let summary = import_rosters(house.store(), &house.office, &files, false, september()).await.unwrap();
    assert!(summary.taken, "{summary:?}");
    house
}

pub const KINDS: [RosterKind; 3] = [RosterKind::Schools, RosterKind::Staff, RosterKind::Pupils];

pub async fn sent(house: &House, kind: RosterKind, format: RosterFormat) -> SentFile {
    export_roster(house.store(), &house.office, kind, format, november()).await.unwrap()
}

pub fn only_unchanged(summary: &ImportSummary, lines: usize) {
    assert_eq!(summary.count(|outcome| *outcome != LineOutcome::Unchanged), 0, "{summary:?}");
    assert_eq!(summary.count(|_| true), lines);
}

fn text(file: &SentFile) -> String {
    String::from_utf8(file.content.clone()).unwrap()
}

fn table_of_csv(file: &SentFile) -> Table {
    let content = file.content.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut rows = ::csv::ReaderBuilder::new().has_headers(false).from_reader(content).into_records();
    let cells = |record: ::csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    Table {
        heading: cells(rows.next().unwrap().unwrap()),
        lines: (2..).zip(rows.map(|row| cells(row.unwrap()))).collect(),
    }
}

/// The first sheet; every cell must be text.
fn table_of_xlsx(file: &SentFile) -> Table {
    let mut workbook = Xlsx::new(Cursor::new(&file.content)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let cell = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is no text"),
    };
    let mut rows = range.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>());
    Table { heading: rows.next().unwrap(), lines: (2..).zip(rows).collect() }
}

#[rstest]
#[tokio::test]
async fn what_goes_out_as_csv_comes_back_unchanged(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    for (kind, lines) in KINDS.into_iter().zip(LINES) {
        let file = sent(&house, kind, RosterFormat::Csv).await;
        let back = RosterFile { name: file.name, content: file.content };
        let summary = import_rosters(house.store(), &house.office, &[back], false, november()).await.unwrap();
        only_unchanged(&summary, lines);
    }
}

#[rstest]
#[tokio::test]
async fn the_workbook_says_the_same_as_the_text(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let schools = Codes::new(["MN001", "TH014", "THCS029", "007"].map(str::to_owned), []);
    let context = Context { schools, persons: Codes::default(), today: november().date_naive() };
    for kind in KINDS {
        let as_csv = table_of_csv(&sent(&house, kind, RosterFormat::Csv).await);
        let as_xlsx = table_of_xlsx(&sent(&house, kind, RosterFormat::Xlsx).await);
        let headings: Vec<&str> = columns(kind).iter().map(|column| column.heading()).collect();
        assert_eq!(as_csv.heading, headings);
        assert_eq!(as_xlsx.heading, headings);
        let read = |table| format!("{:?}", roster::read(table, &context).unwrap());
        assert_eq!(read(&as_csv), read(&as_xlsx));
        assert!(!read(&as_csv).contains("Err("), "{}", read(&as_csv));
    }
}

#[tokio::test]
async fn no_cell_can_be_taken_for_a_formula_and_codes_keep_their_zeros() {
    let house = house(Engine::Sqlite).await;
    let schools = sent(&house, RosterKind::Schools, RosterFormat::Csv).await;
    assert!(text(&schools).starts_with('\u{feff}'));
    for cell in ["'- Điểm trường Bãi Ngang", "\"'+84, ấp 3\"", "'@x", "\"'=HYPERLINK(\"\"http://x\"\")\""] {
        assert!(text(&schools).contains(cell), "{cell} in {}", text(&schools));
    }
    let staff = sent(&house, RosterKind::Staff, RosterFormat::Csv).await;
    assert!(text(&staff).contains("TH014,'-5,"));
    let workbook = sent(&house, RosterKind::Schools, RosterFormat::Xlsx).await;
    let mut workbook = Xlsx::new(Cursor::new(&workbook.content)).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    assert!(workbook.worksheet_formula(&sheet).unwrap().is_empty(), "text, never a formula");
    let pupils = table_of_xlsx(&sent(&house, RosterKind::Pupils, RosterFormat::Xlsx).await);
    assert!(pupils.lines.iter().any(|(_, cells)| cells[2] == "0079000001" && cells[4] == "05/03/2020"), "{pupils:?}");
}

#[tokio::test]
async fn leavers_of_this_year_go_out_with_their_day_and_older_ones_do_not() {
    let house = house(Engine::Sqlite).await;
    let staff = text(&sent(&house, RosterKind::Staff, RosterFormat::Csv).await);
    assert!(
        staff.contains("LV-1,Bùi Thị Diễm,,Nữ,Giáo viên,Công tác học sinh,01/09/2020,01/10/2026,\r\n"),
        "with the duties held until then: {staff}"
    );
    assert!(staff.contains("LV-2,Ngô Đức Hiếu,,,Tổng phụ trách Đội,Công tác học sinh,01/09/2020,01/01/2027,\r\n"));
    assert!(!staff.contains("LV-3"));
}

#[rstest]
#[tokio::test]
async fn a_pupil_who_moved_stands_once_in_the_new_class(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let moved = PUPILS.replace("TH014,1/1,0079000001", "TH014,1/2,0079000001");
    let files = [csv("pupils", &moved)];
    assert!(import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap().taken);
    let file = sent(&house, RosterKind::Pupils, RosterFormat::Csv).await;
    let lines: Vec<String> =
        text(&file).lines().filter(|line| line.contains("0079000001")).map(str::to_owned).collect();
    assert_eq!(lines, ["TH014,1/2,0079000001,Phạm Ngọc Hòa,05/03/2020,Nữ,2026-2027"]);
    let back = [RosterFile { name: file.name, content: file.content }];
    only_unchanged(&import_rosters(house.store(), &house.office, &back, false, november()).await.unwrap(), LINES[2]);
}

#[rstest]
#[tokio::test]
async fn a_school_takes_out_its_own_people_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let lead = house.fresh.operator.school_lead(house.school("007").await);
    let export =
        async |kind| export_school_roster(house.store(), &lead, kind, RosterFormat::Csv, november()).await.unwrap();
    let staff = export(RosterKind::Staff).await;
    assert_eq!(staff.name, "can-bo-007-2026-11-20.csv");
    assert_eq!(text(&staff).lines().count(), 3, "{}", text(&staff));
    assert!(
        text(&staff).contains("Công tác học sinh") && !text(&staff).contains("Tổ công tác"),
        "duties of this school"
    );
    let pupils = text(&export(RosterKind::Pupils).await);
    assert!(pupils.contains("0079000003") && !pupils.contains("TH014"));
}

#[tokio::test]
async fn every_export_is_in_the_log_without_a_name() {
    let house = house(Engine::Sqlite).await;
    sent(&house, RosterKind::Pupils, RosterFormat::Xlsx).await;
    let db = house.store().connection();
    let sql = "SELECT organisation_id, details FROM audit_events WHERE action = 'roster_exported'";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].try_get_by_index::<i64>(0).unwrap(), house.office.node().0);
    let details: serde_json::Value = rows[0].try_get_by_index(1).unwrap();
    assert_eq!(details, serde_json::json!({ "roster": "pupils", "format": "xlsx", "lines": LINES[2] }));
}

#[tokio::test]
async fn a_template_is_an_empty_roster_of_its_kind_with_a_guide_behind() {
    let house = house(Engine::Sqlite).await;
    let line = ["Mã trường", "có", "Mã của trường", ""].map(str::to_owned);
    let guide = Guide { sheet: "Hướng dẫn".into(), heading: line.clone(), lines: vec![line.clone()] };
    for kind in KINDS {
        let as_csv = roster_template(kind, RosterFormat::Csv, &guide, november()).unwrap();
        let file = RosterFile { name: as_csv.name, content: as_csv.content };
        only_unchanged(&import_rosters(house.store(), &house.office, &[file], false, november()).await.unwrap(), 0);
        let as_xlsx = roster_template(kind, RosterFormat::Xlsx, &guide, november()).unwrap();
        let table = table_of_xlsx(&as_xlsx);
        assert_eq!(roster::kind_of(&table.heading), Ok(kind));
        assert!(table.lines.is_empty());
        let mut workbook = Xlsx::new(Cursor::new(&as_xlsx.content)).unwrap();
        let second = workbook.worksheet_range_at(1).unwrap().unwrap();
        assert_eq!(second.get_value((1, 2)), Some(&Data::String(line[2].clone())));
    }
}
