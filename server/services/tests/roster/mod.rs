//! Imports that are previewed, decided and taken back.

mod any_bytes;
mod archive;
mod deciding;
mod progress;
mod reading;
mod undo;
mod written;
mod years;

use crate::support::{House, november};
use domain::{
    calendar::Moment,
    ids::ImportId,
    people::roster::{
        Column, LineOutcome, ProblemKind,
        view::{ImportBody, Preview},
    },
};
use sea_orm::{FromQueryResult, JsonValue, Statement};
use services::people::{Confirmation, Importer, RosterFile, confirm_roster, roster_import, upload_roster};

const STAFF_HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày";
const PUPIL_HEADING: &str = "Mã trường,Lớp,Mã định danh,Họ và tên,Ngày sinh,Giới tính,Năm học";

fn file(content: impl Into<Vec<u8>>) -> RosterFile {
    RosterFile { name: "list".into(), content: content.into() }
}

fn lines(heading: &str, lines: &[&str]) -> RosterFile {
    file(format!("{heading}\n{}\n", lines.join("\n")))
}

async fn lead_of(house: &House, code: &str) -> Importer {
    house.lead(code).await.into()
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
