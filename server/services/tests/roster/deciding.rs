//! What an import would do, and what it does.

use super::{PUPIL_HEADING, STAFF_HEADING, bring_in, everything, lead_of, lines, preview, upload, what, why};
use crate::support::{Engine, House, SCHOOLS, csv, november};
use domain::people::roster::{
    Change, Column, LineOutcome, ProblemKind,
    view::{ImportBody, ImportState, OutcomeCounts, OutcomeKind},
};
use rstest::rstest;
use services::people::{
    Confirmation, ImportError, Importer, confirm_roster, discard_roster, import_rosters, list_imports, person_by_code,
    roster_import, upload_roster,
};

#[rstest]
#[tokio::test]
async fn a_preview_says_what_changes_and_writes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
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
    let house = House::on(engine).await;
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
    let house = House::on(engine).await;
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
    let absent = person_by_code(house.store(), "TH-9").await.unwrap();
    assert_eq!(absent, None);
    let list = list_imports(house.store(), importer, None, 1, 50).await.unwrap();
    assert_eq!((list.imports[0].id, list.imports[0].state), (import, ImportState::Taken));
    assert!(list.imports[0].good_lines_only);
}

#[rstest]
#[tokio::test]
async fn whoever_leads_a_school_brings_in_its_own_people_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    use ProblemKind as P;
    let house = House::on(engine).await;
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
    assert_eq!(list_imports(house.store(), other, None, 1, 50).await.unwrap().count, 0);
}

#[rstest]
#[tokio::test]
async fn a_school_below_an_unknown_node_is_not_among_the_good_lines(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let heading = "Mã trường,Tên trường,Cấp học,Mã đơn vị quản lý";
    let stray = "TH050,Trường Tiểu học Lạc,Tiểu học,NOWHERE";
    let moved = "TH014,Tên khác,Tiểu học,NOWHERE";
    let schools = lines(heading, &[stray, moved, "TH051,Trường Tiểu học Mới,Tiểu học,"]);
    bring_in(&house, house.office.into(), &schools, november()).await;
    assert_eq!(house.count("organisations WHERE code = 'TH051'").await, 1);
    assert_eq!(house.count("organisations WHERE code = 'TH050' OR name = 'Tên khác'").await, 0);
}
