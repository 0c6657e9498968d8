//! Imports that are previewed, decided and taken back.

use crate::support::{Engine, Fresh, House, PUPILS, SCHOOLS, STAFF, csv, day, morning, november, september};
use domain::{
    calendar::Moment,
    ids::ImportId,
    people::roster::{
        Change, Column, HeadingError, LineOutcome, Mapping, ProblemKind, RosterKind,
        view::{ImportBody, ImportState, OutcomeCounts, OutcomeKind, Preview, UndoObstacle},
    },
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use services::{
    access::Office,
    people::{
        Confirmation, ImportError, Importer, LARGEST_FILE, RosterFile, UndoError, confirm_roster, create_office,
        discard_roster, import_rosters, list_imports, map_roster, roster_import, roster_mapping, undo_roster,
        upload_roster,
    },
};

const STAFF_HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày";
const PUPIL_HEADING: &str = "Mã trường,Lớp,Mã định danh,Họ và tên,Ngày sinh,Giới tính,Năm học";

fn file(content: impl Into<Vec<u8>>) -> RosterFile {
    RosterFile { name: "list".into(), content: content.into() }
}

fn lines(heading: &str, lines: &[&str]) -> RosterFile {
    file(format!("{heading}\n{}\n", lines.join("\n")))
}

async fn office(fresh: &Fresh) -> Office {
    let node = create_office(&fresh.store, &fresh.operator, "Phòng", day(2020, 9, 1), september()).await.unwrap();
    fresh.operator.office(node)
}

async fn lead_of(house: &House, code: &str) -> Importer {
    house.fresh.operator.school_lead(house.school(code).await).into()
}

async fn upload(house: &House, importer: Importer, file: &RosterFile) -> ImportId {
    upload_roster(house.store(), importer, file, november()).await.unwrap().0
}

async fn preview(house: &House, importer: Importer, import: ImportId) -> Preview {
    let page = roster_import(house.store(), importer, import, None, 1, 50, november()).await.unwrap();
    match page.body {
        ImportBody::Preview(preview) => preview,
        other => panic!("{other:?}"),
    }
}

/// Uploads and confirms; the good lines alone.
async fn bring_in(house: &House, importer: Importer, file: &RosterFile, now: Moment) -> ImportId {
    let import = upload(house, importer, file).await;
    let digest = preview(house, importer, import).await.digest;
    let taken = confirm_roster(house.store(), importer, import, &digest, true, now).await.unwrap();
    assert_eq!(taken, Confirmation::Taken);
    import
}

/// Everything that is stored, but for imports themselves and the audit log.
async fn everything(house: &House) -> Vec<(String, Vec<JsonValue>)> {
    let db = house.store().connection();
    let tables = [
        "organisations",
        "placements",
        "persons",
        "memberships",
        "responsibilities",
        "classes",
        "enrolments",
        "class_teachers",
        "founding_decisions",
        "accounts",
        "role_grants",
        "completions",
        "attempts",
        "lesson_readings",
    ];
    let mut all = Vec::new();
    for table in tables {
        let sql = format!("SELECT * FROM {table} ORDER BY id");
        let statement = Statement::from_string(db.get_database_backend(), sql);
        all.push((table.to_owned(), JsonValue::find_by_statement(statement).all(db).await.unwrap()));
    }
    all
}

fn what(preview: &Preview, line: u64) -> LineOutcome {
    preview.lines.iter().find(|found| found.line == line).unwrap().outcome.clone()
}

fn why(preview: &Preview, line: u64) -> (Column, ProblemKind) {
    match what(preview, line) {
        LineOutcome::Wrong(problems) => (problems[0].column, problems[0].kind.clone()),
        other => panic!("line {line}: {other:?}"),
    }
}

/// Windows-1258 has no letters with both a hat and a tone: the tone follows as a mark of its own.
fn windows_1258(text: &str) -> Vec<u8> {
    let pairs = [
        ("ã", "a\u{303}"),
        ("ờ", "ơ\u{300}"),
        ("ấ", "â\u{301}"),
        ("ầ", "â\u{300}"),
        ("ể", "ê\u{309}"),
        ("ọ", "o\u{323}"),
        ("ò", "o\u{300}"),
        ("ì", "i\u{300}"),
        ("ị", "i\u{323}"),
        ("ỉ", "i\u{309}"),
        ("ỹ", "y\u{303}"),
    ];
    let text = pairs.iter().fold(text.to_owned(), |text, (whole, parts)| text.replace(whole, parts));
    let (bytes, _, has_errors) = encoding_rs::WINDOWS_1258.encode(&text);
    assert!(!has_errors, "{text}");
    bytes.into_owned()
}

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

fn workbook(rows: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Ghi chú").unwrap().write(0, 0, "Danh sách năm nay").unwrap();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

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
    let house = House::with_courses(Engine::Sqlite, &[]).await;
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

    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let files = [file(content)];
    let taken = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(taken.files[0].lines, [(5, LineOutcome::New)]);
    let same = lines(STAFF_HEADING, &["TH014,9001,Đỗ Văn Sơn,05/05/1988,Nam,Giáo viên,,01/09/2020,"]);
    let same = import_rosters(house.store(), &house.office, &[same], true, november()).await.unwrap();
    assert_eq!(same.files[0].lines, [(2, LineOutcome::Unchanged)]);
}

#[tokio::test]
async fn any_bytes_give_a_table_or_an_error() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let importer = Importer::from(office(&fresh).await);
    let workbook = workbook(&SCHOOLS.lines().collect::<Vec<_>>());
    let mut chance = StdRng::seed_from_u64(7);
    let (mut read, mut refused) = (0, 0);
    for round in 0..300 {
        let content = match round % 3 {
            0 => (0..chance.random_range(0..400)).map(|_| chance.random()).collect(),
            1 => (0..chance.random_range(0..400))
                .map(|_| *b",;\t\"\n\r ab\xc3\xa3\x00".get(chance.random_range(0..12)).unwrap())
                .collect(),
            _ => {
                let mut broken = workbook.clone();
                for _ in 0..chance.random_range(1..20) {
                    let place = chance.random_range(0..broken.len());
                    broken[place] = chance.random();
                }
                broken.truncate(chance.random_range(4..=broken.len()));
                broken
            }
        };
        match upload_roster(&fresh.store, importer, &file(content), november()).await {
            Ok((import, _)) => {
                roster_import(&fresh.store, importer, import, None, 1, 50, november()).await.unwrap();
                roster_mapping(&fresh.store, importer, import, None).await.unwrap();
                read += 1;
            }
            Err(ImportError::Store(error)) => panic!("{error}"),
            Err(_) => refused += 1,
        }
    }
    assert!(read > 20 && refused > 20, "{read} read, {refused} refused");
}

#[tokio::test]
async fn what_is_too_large_or_of_another_kind_is_refused_by_name() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let importer = Importer::from(office(&fresh).await);
    let refused =
        async |content: Vec<u8>| upload_roster(&fresh.store, importer, &file(content), november()).await.unwrap_err();
    assert!(matches!(refused(vec![b'a'; LARGEST_FILE + 1]).await, ImportError::TooLarge { .. }));
    assert!(matches!(refused("a\n".repeat(100_002).into_bytes()).await, ImportError::TooManyLines { .. }));
    assert!(matches!(refused(b"\xd0\xcf\x11\xe0\xa1".to_vec()).await, ImportError::OldExcel { .. }));
    assert!(matches!(refused(b"PK\x03\x04 and no more".to_vec()).await, ImportError::BrokenWorkbook { .. }));
    assert!(matches!(refused(b"\x89PNG\r\n\x1a\n\x00\x00".to_vec()).await, ImportError::NotText { .. }));
    assert!(matches!(refused(Vec::new()).await, ImportError::Heading { problem: HeadingError::Empty, .. }));
    assert_eq!(list_imports(&fresh.store, importer, 1, 50).await.unwrap().count, 0, "nothing of it is kept");
}

#[tokio::test]
async fn columns_of_any_name_are_read_as_somebody_says() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
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

#[rstest]
#[tokio::test]
async fn a_preview_says_what_changes_and_writes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let importer = Importer::from(house.office);
    let before = everything(&house).await;
    let list = lines(
        STAFF_HEADING,
        &[
            "TH014,TH-2,Trần Quốc Vinh,,Nam,Phó Hiệu trưởng,Tổ công tác,01/09/2020,",
            "MN001,TH-3,Bùi Thị Diễm,,Nữ,Giáo viên,,01/09/2020,",
            "TH014,TH-1,Phan Thùy An,,Nữ,Hiệu trưởng,Tổ công tác,01/09/2020,",
        ],
    );
    let import = upload(&house, importer, &list).await;
    let found = preview(&house, importer, import).await;
    let change = |column, before: &str, after: &str| Change { column, before: before.into(), after: after.into() };
    let changes = vec![
        change(Column::Post, "Giáo viên", "Phó Hiệu trưởng"),
        change(Column::Duties, "Công tác học sinh", "Tổ công tác"),
    ];
    assert_eq!(what(&found, 2), LineOutcome::Changed(changes));
    assert_eq!(what(&found, 3), LineOutcome::Changed(vec![change(Column::SchoolCode, "", "MN001")]));
    assert_eq!(what(&found, 4), LineOutcome::Unchanged);
    assert_eq!(found.counts, OutcomeCounts { changed: 2, unchanged: 1, ..OutcomeCounts::default() });
    let page =
        roster_import(house.store(), importer, import, Some(OutcomeKind::Changed), 2, 1, november()).await.unwrap();
    let ImportBody::Preview(filtered) = page.body else { panic!() };
    assert_eq!((filtered.matching, filtered.lines.len(), filtered.lines[0].line), (2, 1, 3));
    assert_eq!(filtered.digest, found.digest);
    assert_eq!(everything(&house).await, before);
}

#[rstest]
#[tokio::test]
async fn what_differs_from_its_preview_is_not_taken(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let importer = Importer::from(house.office);
    let list = lines(PUPIL_HEADING, &["TH014,1/1,790009,Lê Thị Mới,,Nữ,2026-2027"]);
    let import = upload(&house, importer, &list).await;
    let shown = preview(&house, importer, import).await.digest;
    assert!(import_rosters(house.store(), &house.office, &[list], false, november()).await.unwrap().taken);
    let before = everything(&house).await;
    let confirm = async |digest: &str| confirm_roster(house.store(), importer, import, digest, false, november()).await;
    assert_eq!(confirm(&shown).await.unwrap(), Confirmation::Differs);
    assert_eq!(everything(&house).await, before);
    let now = preview(&house, importer, import).await;
    assert_eq!(what(&now, 2), LineOutcome::Unchanged);
    assert!(matches!(confirm(&now.digest).await, Err(ImportError::NothingToTake)));
    discard_roster(house.store(), importer, import, november()).await.unwrap();
    assert!(matches!(confirm(&now.digest).await, Err(ImportError::Decided | ImportError::Heading { .. })));
    assert_eq!(everything(&house).await, before);
}

#[rstest]
#[tokio::test]
async fn good_lines_are_taken_alone_by_choice_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let importer = Importer::from(house.office);
    let list = lines(
        STAFF_HEADING,
        &["TH014,TH-8,Lê Mới,,Nữ,Giáo viên,,01/09/2020,", "TH014,TH-9,Lê Lạ,,Nữ,Thợ lặn,,01/09/2020,"],
    );
    let import = upload(&house, importer, &list).await;
    let digest = preview(&house, importer, import).await.digest;
    let confirm =
        async |good_lines| confirm_roster(house.store(), importer, import, &digest, good_lines, november()).await;
    assert!(matches!(confirm(false).await, Err(ImportError::WrongLines)));
    assert_eq!(confirm(true).await.unwrap(), Confirmation::Taken);
    assert!(matches!(confirm(true).await, Err(ImportError::Decided)));
    house.person("TH-8").await;
    let absent = services::people::person_by_code(house.store(), "TH-9").await.unwrap();
    assert_eq!(absent, None);
    let list = list_imports(house.store(), importer, 1, 50).await.unwrap();
    assert_eq!((list.imports[0].id, list.imports[0].state), (import, ImportState::Taken));
    assert!(list.imports[0].good_lines_only);
}

#[rstest]
#[tokio::test]
async fn whoever_leads_a_school_brings_in_its_own_people_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    use ProblemKind as P;
    let house = House::with_courses(engine, &[]).await;
    let lead = lead_of(&house, "TH014").await;
    let list = lines(
        STAFF_HEADING,
        &[
            "TH014,TH-8,Lê Mới,,Nữ,Giáo viên,,01/09/2020,",
            "MN001,TH-9,Lê Lạ,,Nữ,Giáo viên,,01/09/2020,",
            "TH014,MN-1,Nguyễn Đức Khác,,Nam,Giáo viên,,01/09/2020,",
            "XX999,TH-9,Lê Lạ,,Nữ,Giáo viên,,01/09/2020,",
        ],
    );
    let before = house.person("MN-1").await;
    let import = upload(&house, lead, &list).await;
    let found = preview(&house, lead, import).await;
    assert_eq!(what(&found, 2), LineOutcome::New);
    assert_eq!(why(&found, 3), (Column::SchoolCode, P::ForeignSchool("MN001".into())));
    assert_eq!(why(&found, 4), (Column::StaffCode, P::BelongsElsewhere("MN-1".into())));
    assert_eq!(why(&found, 5), (Column::SchoolCode, P::UnknownSchool("XX999".into())));
    bring_in(&house, lead, &list, november()).await;
    assert_eq!(house.person("MN-1").await, before);
    let name = everything(&house).await;
    assert!(!format!("{name:?}").contains("Nguyễn Đức Khác"));

    let pupil = lines(PUPIL_HEADING, &["TH014,1/1,790004,Đỗ Minh Đức,,Nam,2026-2027"]);
    let pupil = upload(&house, lead, &pupil).await;
    assert_eq!(why(&preview(&house, lead, pupil).await, 2), (Column::PupilCode, P::BelongsElsewhere("790004".into())));
    let schools = upload_roster(house.store(), lead, &csv("schools", SCHOOLS), november()).await;
    assert!(matches!(schools, Err(ImportError::OfficeOnly { .. })));
    // The import of one school is not there for another, nor for the office by its own list.
    let other = lead_of(&house, "MN001").await;
    let foreign = roster_import(house.store(), other, import, None, 1, 50, november()).await;
    assert!(matches!(foreign, Err(ImportError::NotFound)));
    assert_eq!(list_imports(house.store(), other, 1, 50).await.unwrap().count, 0);
}

#[tokio::test]
async fn a_code_without_its_leading_zeros_is_named() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let importer = Importer::from(house.office);
    let pupil = |code: &str| lines(PUPIL_HEADING, &[&format!("TH014,1/1,{code},Lê Thị Ngọc,,Nữ,2026-2027")]);
    bring_in(&house, importer, &pupil("001216"), november()).await;
    let lost = upload(&house, importer, &pupil("1216")).await;
    let found = preview(&house, importer, lost).await;
    assert_eq!(why(&found, 2), (Column::PupilCode, ProblemKind::LeadingZerosLost("001216".into())));
    let right = upload(&house, importer, &pupil("001216")).await;
    assert_eq!(what(&preview(&house, importer, right).await, 2), LineOutcome::Unchanged);
}

#[rstest]
#[tokio::test]
async fn an_import_is_taken_back_to_the_exact_state_before(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let importer = Importer::from(house.office);
    let before = everything(&house).await;
    let schools =
        SCHOOLS.replace("Trường Mầm non Bình Hòa", "Trường Mầm non Bình Hòa 2") + "TH077,Trường mới,Tiểu học,,\n";
    let staff = STAFF.replace("Nam,Giáo viên,Công tác học sinh", "Nam,Phó Hiệu trưởng,Tổ công tác")
        + "TH077,TH-8,Lê Mới,,Nữ,Giáo viên,Quản trị website,01/09/2020,\nTH014,MN-1,Nguyễn Đức Khang,,Nam,Nhân viên,,01/09/2020,\n";
    let staff = staff.replace(
        "Ngô Đức Hiếu,,Nam,Giáo viên,Quản trị website,01/09/2020,",
        "Ngô Đức Hiếu,,Nam,Giáo viên,,01/09/2020,30/10/2026",
    );
    let pupils = PUPILS.replace("TH014,1/1,790002", "THCS029,6/2,790002").replace("Phạm Ngọc Hòa", "Phạm Ngọc Hoa")
        + "TH077,2/1,790010,Lê Thị Bé,,Nữ,2026-2027\n";
    let files = [csv("schools", &schools), csv("staff", &staff), csv("pupils", &pupils)];
    let taken = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert!(taken.taken, "{taken:?}");
    let after = everything(&house).await;
    assert_ne!(after, before);
    let again = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(again.counts().effective(), 0, "{again:?}");

    let imports = list_imports(house.store(), importer, 1, 50).await.unwrap();
    assert_eq!(imports.count, 2, "an import that changed nothing is none");
    let import = imports.imports[0].id;
    undo_roster(house.store(), importer, import, november()).await.unwrap();
    assert_eq!(everything(&house).await, before);
    let twice = undo_roster(house.store(), importer, import, november()).await;
    assert!(matches!(twice, Err(UndoError::Import(ImportError::Decided))));
    let imports = list_imports(house.store(), importer, 1, 50).await.unwrap();
    assert_eq!(imports.imports[0].state, ImportState::Undone);
}

#[rstest]
#[tokio::test]
async fn what_something_depends_on_is_not_taken_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &["my-secrets-stay-mine"]).await;
    let importer = Importer::from(house.office);
    let later = morning(day(2026, 11, 21));
    let obstacle = async |import| match undo_roster(house.store(), importer, import, later).await {
        Err(UndoError::Obstacle(obstacle)) => obstacle,
        other => panic!("{other:?}"),
    };
    let pupil = |code: &str| lines(PUPIL_HEADING, &[&format!("TH014,1/1,{code},Lê Thị Ngọc,,Nữ,2026-2027")]);

    let completed = bring_in(&house, importer, &pupil("790011"), november()).await;
    house.complete("790011", "my-secrets-stay-mine", 0, later).await;
    assert_eq!(obstacle(completed).await, UndoObstacle::Completions);

    let read = bring_in(&house, importer, &pupil("790012"), november()).await;
    house.do_lessons("790012", "my-secrets-stay-mine", later).await;
    assert_eq!(obstacle(read).await, UndoObstacle::Readings);

    let changed = bring_in(&house, importer, &pupil("790013"), november()).await;
    let renamed = bring_in(
        &house,
        importer,
        &file(format!("{PUPIL_HEADING}\nTH014,1/1,790013,Lê Thị Ngà,,Nữ,2026-2027\n")),
        november(),
    )
    .await;
    let before = everything(&house).await;
    assert_eq!(obstacle(changed).await, UndoObstacle::Changed);
    assert_eq!(everything(&house).await, before, "what is refused changes nothing");
    // The newer first, then the older.
    undo_roster(house.store(), importer, renamed, later).await.unwrap();
    undo_roster(house.store(), importer, changed, later).await.unwrap();

    let class =
        bring_in(&house, importer, &lines(PUPIL_HEADING, &["TH014,5/9,790014,Lê An,,Nữ,2026-2027"]), november()).await;
    bring_in(&house, importer, &lines(PUPIL_HEADING, &["TH014,5/9,790015,Lê Ba,,Nữ,2026-2027"]), november()).await;
    assert_eq!(obstacle(class).await, UndoObstacle::Used);
}

#[tokio::test]
async fn who_comes_back_begins_anew_and_a_wrong_end_is_mended() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let importer = Importer::from(house.office);
    let line = |from: &str, to: &str| {
        lines(STAFF_HEADING, &[&format!("TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Công tác học sinh,{from},{to}")])
    };
    for (from, to) in [
        ("01/09/2020", "30/09/2026"),
        ("01/09/2020", "15/09/2026"),
        ("01/11/2026", ""),
        ("01/11/2026", "31/12/2026"),
        ("01/11/2026", "10/12/2026"),
        ("01/11/2026", "15/11/2026"),
    ] {
        bring_in(&house, importer, &line(from, to), november()).await;
        let again = import_rosters(house.store(), &house.office, &[line(from, to)], false, november()).await.unwrap();
        assert_eq!(again.counts().unchanged, 1, "{from} {to}: {again:?}");
    }
}

#[tokio::test]
async fn a_roster_of_the_year_to_come_takes_effect_when_it_begins() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let importer = Importer::from(house.office);
    let next = lines(PUPIL_HEADING, &["TH014,2/1,790001,Phạm Ngọc Hòa,05/03/2020,Nữ,2027-2028"]);
    bring_in(&house, importer, &next, november()).await;
    let again = import_rosters(house.store(), &house.office, &[next], false, november()).await.unwrap();
    assert_eq!(again.counts().unchanged, 1, "{again:?}");
    let open = "SELECT e.from_on FROM enrolments e JOIN memberships m ON m.id = e.membership_id JOIN persons p ON p.id = m.person_id \
                WHERE p.code = '790001' AND e.to_on IS NULL AND e.voided_at IS NULL";
    let db = house.store().connection();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), open)).await.unwrap();
    assert_eq!(rows.len(), 1);
    let from: chrono::NaiveDate = rows[0].try_get_by_index(0).unwrap();
    assert_eq!(from, day(2027, 9, 1));
}
