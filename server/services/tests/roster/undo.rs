//! Imports that are taken back.

use super::{PUPIL_HEADING, bring_in, everything, file, lines};
use crate::support::{Engine, House, PUPILS, SCHOOLS, STAFF, csv, day, morning, november};
use domain::people::roster::view::{ImportState, UndoObstacle};
use rstest::rstest;
use services::people::{ImportError, Importer, UndoError, import_rosters, list_imports, undo_roster};

#[rstest]
#[tokio::test]
async fn an_import_is_taken_back_to_the_exact_state_before(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
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

    let imports = list_imports(house.store(), importer, None, 1, 50).await.unwrap();
    assert_eq!(imports.count, 2, "an import that changed nothing is none");
    let import = imports.imports[0].id;
    undo_roster(house.store(), importer, import, november()).await.unwrap();
    assert_eq!(everything(&house).await, before);
    let twice = undo_roster(house.store(), importer, import, november()).await;
    assert!(matches!(twice, Err(UndoError::Import(ImportError::Decided))));
    let imports = list_imports(house.store(), importer, None, 1, 50).await.unwrap();
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
