//! E-mail addresses that come in and go out with rosters of staff.

use crate::{
    access::sign_in_as,
    exports::{self, KINDS, LINES, only_unchanged, sent},
    oneroster::{exchange, take, unzipped},
    support::{Engine, Fresh, House, csv, november},
};
use domain::{
    access::Role,
    calendar::day_of,
    ids::ImportId,
    people::roster::{
        Change, Column, LineOutcome, LineProblem, ProblemKind,
        view::{ImportBody, UndoObstacle},
    },
};
use rstest::rstest;
use services::people::{
    Confirmation, Importer, RosterFile, RosterFormat, UndoError, confirm_roster, import_oneroster, import_rosters,
    roster_import, undo_roster, upload_roster,
};

const HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ,Email";
const VINH: &str = "TH014,TH-2,Trần Quốc Vinh,Giáo viên";
const AN: &str = "TH014,TH-1,Phan Thùy An,Hiệu trưởng";
const DIEM: &str = "TH014,TH-3,Bùi Thị Diễm,Giáo viên";

fn list(lines: &[(&str, &str)]) -> RosterFile {
    let lines: Vec<String> = lines.iter().map(|(person, email)| format!("{person},{email}")).collect();
    csv("staff", &format!("{HEADING}\n{}\n", lines.join("\n")))
}

async fn give(house: &House, code: &str, email: &str) {
    house.sql(&format!("UPDATE persons SET email = '{email}' WHERE code = '{code}'")).await;
}

async fn has(house: &House, code: &str, email: &str) -> bool {
    house.count(&format!("persons WHERE code = '{code}' AND email = '{email}'")).await == 1
}

async fn uploaded(house: &House, importer: Importer, file: &RosterFile) -> (ImportId, String, Vec<LineOutcome>) {
    let import = upload_roster(house.store(), importer, file, november()).await.unwrap().0;
    let page = roster_import(house.store(), importer, import, None, 1, 50, november()).await.unwrap();
    match page.body {
        ImportBody::Preview(preview) => {
            (import, preview.digest, preview.lines.into_iter().map(|line| line.outcome).collect())
        }
        other => panic!("{other:?}"),
    }
}

/// Takes the good lines of a file in.
async fn bring_in(house: &House, importer: Importer, file: &RosterFile) -> ImportId {
    let (import, digest, _) = uploaded(house, importer, file).await;
    let taken = confirm_roster(house.store(), importer, import, &digest, true, november()).await.unwrap();
    assert_eq!(taken, Confirmation::Taken);
    import
}

fn changed(before: &str, after: &str) -> LineOutcome {
    LineOutcome::Changed(vec![Change { column: Column::Email, before: before.into(), after: after.into() }])
}

fn wrong(kind: ProblemKind) -> LineOutcome {
    LineOutcome::Wrong(vec![LineProblem { column: Column::Email, kind }])
}

#[rstest]
#[tokio::test]
async fn addresses_that_go_out_come_back_unchanged(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = exports::house(engine).await;
    give(&house, "0042", "an@truong.vn").await;
    give(&house, "-5", "-vinh@truong.vn").await;
    for format in [RosterFormat::Csv, RosterFormat::Xlsx] {
        let file = sent(&house, KINDS[1], format).await;
        let back = [RosterFile { name: file.name, content: file.content }];
        let summary = import_rosters(house.store(), &house.office, &back, false, november()).await.unwrap();
        only_unchanged(&summary, LINES[1]);
    }
    let text = String::from_utf8(sent(&house, KINDS[1], RosterFormat::Csv).await.content).unwrap();
    assert_eq!(text.matches(",an@truong.vn\r\n").count(), 2, "a line for each school: {text}");
    assert!(text.contains(",'-vinh@truong.vn\r\n"), "no formula: {text}");
}

#[rstest]
#[tokio::test]
async fn addresses_go_through_an_exchange(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = exports::house(engine).await;
    give(&house, "0042", "an@truong.vn").await;
    let file = exchange(&house).await;
    assert!(unzipped(&file.content)["users.csv"].contains(",an@truong.vn,"));
    only_unchanged(&take(&house, &file).await.unwrap(), LINES.iter().sum());
    let fresh = Fresh::on(engine).await;
    let office = fresh.office().await;
    assert!(import_oneroster(&fresh.store, &office, &file, false, november()).await.unwrap().taken);
    let there = House { fresh, office };
    assert!(has(&there, "0042", "an@truong.vn").await);
}

#[rstest]
#[tokio::test]
async fn what_a_file_does_not_say_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let office = Importer::from(house.office);
    let file = list(&[(VINH, " Vinh@Truong.VN"), ("TH014,TH-9,Lê Mới,Giáo viên", "moi@truong.vn"), (DIEM, "")]);
    let (_, _, outcomes) = uploaded(&house, office, &file).await;
    assert_eq!(outcomes, [changed("", "vinh@truong.vn"), LineOutcome::New, LineOutcome::Unchanged]);
    bring_in(&house, office, &file).await;
    assert!(has(&house, "TH-2", "vinh@truong.vn").await && has(&house, "TH-9", "moi@truong.vn").await);
    let person = house.person("TH-2").await;
    let logged = format!("audit_events WHERE action = 'person_changed' AND subject_id = {person}");
    assert_eq!(house.count(&logged).await, 1, "who changed the address is in the log");

    let blank = list(&[(VINH, ""), (DIEM, "diem@truong.vn")]);
    assert_eq!(uploaded(&house, office, &blank).await.2, [LineOutcome::Unchanged, changed("", "diem@truong.vn")]);
    bring_in(&house, office, &blank).await;
    let short = csv("staff", "Mã trường,Mã cán bộ,Họ và tên,Chức vụ\nTH014,TH-2,Trần Quốc Vinh,Nhân viên\n");
    bring_in(&house, office, &short).await;
    assert!(has(&house, "TH-2", "vinh@truong.vn").await, "nobody's way to sign in is cleared by a blank");
    assert_eq!(house.count(&logged).await, 1);
}

#[rstest]
#[tokio::test]
async fn the_address_of_one_line_counts_for_a_person_at_two_schools(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let at_both = list(&[(VINH, "vinh@truong.vn"), ("MN001,TH-2,Trần Quốc Vinh,Giáo viên", "")]);
    bring_in(&house, Importer::from(house.office), &at_both).await;
    assert!(has(&house, "TH-2", "vinh@truong.vn").await);
}

#[rstest]
#[tokio::test]
async fn nobody_gets_the_address_of_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let office = Importer::from(house.office);
    give(&house, "HS-1", "oanh@truong.vn").await;
    give(&house, "TH-3", "diem@truong.vn").await;
    let file = list(&[
        (VINH, "oanh@truong.vn"),
        (AN, "an@truong.vn"),
        ("TH014,TH-4,Ngô Đức Hiếu,Giáo viên", "AN@truong.vn"),
        (DIEM, "diem at truong"),
        ("TH014,TH-9,Lê Mới,Giáo viên", "diem@truong.vn"),
    ]);
    let expected = [
        wrong(ProblemKind::EmailTaken),
        changed("", "an@truong.vn"),
        wrong(ProblemKind::EmailOfLine(3)),
        wrong(ProblemKind::NotAnEmail("diem at truong".into())),
        wrong(ProblemKind::EmailTaken),
    ];
    assert_eq!(uploaded(&house, office, &file).await.2, expected);
    bring_in(&house, office, &file).await;
    assert!(has(&house, "TH-1", "an@truong.vn").await && has(&house, "HS-1", "oanh@truong.vn").await);
    assert!(has(&house, "TH-3", "diem@truong.vn").await, "a wrong line changes nothing");
    assert_eq!(house.count("persons WHERE code IN ('TH-2', 'TH-4') AND email IS NOT NULL").await, 0);
    assert_eq!(house.count("persons WHERE code = 'TH-9'").await, 0);
}

#[rstest]
#[tokio::test]
async fn whoever_leads_a_school_cannot_take_a_role_over(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let viewer = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    house.give_role("TH-3", Role::OfficeViewer, "").await;
    let lead = Importer::from(house.lead("TH014").await);
    let file = list(&[(AN, "me@evil.vn"), (DIEM, "me2@evil.vn"), (VINH, "vinh@truong.vn")]);
    let refused = || wrong(ProblemKind::EmailOfRoleHolder);
    assert_eq!(uploaded(&house, lead, &file).await.2, [refused(), refused(), changed("", "vinh@truong.vn")]);
    bring_in(&house, lead, &file).await;
    assert_eq!(house.count("persons WHERE code IN ('TH-1', 'TH-3') AND email IS NOT NULL").await, 0);
    assert!(has(&house, "TH-2", "vinh@truong.vn").await, "who has no role is theirs to change");

    // One's own address is one's own; the office answers for all roles below it.
    let own = Importer::from(viewer.leads(house.store(), "TH014", day_of(november())).await.unwrap());
    assert_eq!(uploaded(&house, own, &file).await.2[..2], [changed("", "me@evil.vn"), refused()]);
    let office = Importer::from(house.office);
    bring_in(&house, office, &list(&[(AN, "an@truong.vn"), (DIEM, "diem@truong.vn")])).await;
    assert!(has(&house, "TH-1", "an@truong.vn").await);
    let same = uploaded(&house, lead, &list(&[(AN, "an@truong.vn")])).await.2;
    assert_eq!(same, [LineOutcome::Unchanged], "what changes nothing is nobody's harm");
}

#[rstest]
#[tokio::test]
async fn an_address_of_before_comes_back_unless_it_would_open_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let lead = Importer::from(house.lead("TH014").await);
    give(&house, "TH-2", "old@truong.vn").await;
    let undo = async |import| undo_roster(house.store(), lead, import, november()).await;
    let change = list(&[(VINH, "new@truong.vn"), ("TH014,TH-9,Lê Mới,Giáo viên", "moi@truong.vn")]);
    let import = bring_in(&house, lead, &change).await;
    assert!(has(&house, "TH-2", "new@truong.vn").await);
    undo(import).await.unwrap();
    assert!(has(&house, "TH-2", "old@truong.vn").await);

    let import = bring_in(&house, lead, &change).await;
    give(&house, "TH-3", "old@truong.vn").await;
    let obstacle = |undone: Result<(), UndoError>| matches!(undone, Err(UndoError::Obstacle(UndoObstacle::Emails)));
    assert!(obstacle(undo(import).await), "somebody else has it by now");
    assert!(has(&house, "TH-2", "new@truong.vn").await && has(&house, "TH-9", "moi@truong.vn").await);
    give(&house, "TH-3", "diem@truong.vn").await;
    house.give_role("TH-2", Role::Principal, "TH014").await;
    assert!(obstacle(undo(import).await), "the old address would lead to the new role");
    assert!(has(&house, "TH-2", "new@truong.vn").await);
}
