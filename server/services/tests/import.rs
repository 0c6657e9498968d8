use crate::support::{Engine, Fresh, House, PUPILS, SCHOOLS, STAFF, content, csv, november};
use domain::people::roster::{Column, HeadingError, ProblemKind};
use rstest::rstest;
use services::people::{ImportError, ImportSummary, LineOutcome, RosterFile, import_rosters};

fn sample(name: &str) -> RosterFile {
    RosterFile { name: name.to_owned(), content: std::fs::read(content().join("demo").join(name)).unwrap() }
}

fn problem(summary: &ImportSummary, line: u64) -> (Column, ProblemKind) {
    let (_, outcome) = summary.files[0].lines.iter().find(|(number, _)| *number == line).unwrap();
    match outcome {
        LineOutcome::Wrong(problems) => {
            assert_eq!(problems.len(), 1, "line {line}: {problems:?}");
            (problems[0].column, problems[0].kind.clone())
        }
        other => panic!("line {line}: {other:?}"),
    }
}

fn wrong(outcome: &LineOutcome) -> bool {
    matches!(outcome, LineOutcome::Wrong(_))
}

#[rstest]
#[tokio::test]
async fn the_dirty_file_gives_exactly_the_outcomes_it_was_made_for(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    use ProblemKind as P;
    let fresh = Fresh::on(engine).await;
    let office = fresh.office().await;
    assert!(import_rosters(&fresh.store, &office, &[sample("schools.csv")], false, november()).await.unwrap().taken);
    let summary = import_rosters(&fresh.store, &office, &[sample("dirty.csv")], false, november()).await.unwrap();
    for line in [2, 3, 14, 15] {
        let (_, outcome) = summary.files[0].lines.iter().find(|(number, _)| *number == line).unwrap();
        assert_eq!(*outcome, LineOutcome::New, "line {line}");
    }
    assert_eq!(problem(&summary, 4), (Column::StaffCode, P::DuplicateOfLine(2)));
    assert_eq!(problem(&summary, 5), (Column::SchoolCode, P::UnknownSchool("XX999".into())));
    assert_eq!(problem(&summary, 6), (Column::BornOn, P::NoSuchDate("31/02/1990".into())));
    assert_eq!(problem(&summary, 7), (Column::StaffCode, P::Missing));
    assert_eq!(problem(&summary, 8), (Column::FullName, P::Missing));
    assert_eq!(problem(&summary, 9), (Column::Post, P::UnknownWord("Thợ lặn".into())));
    assert_eq!(problem(&summary, 10), (Column::Duties, P::UnknownWord("Lái xe".into())));
    assert_eq!(problem(&summary, 11), (Column::To, P::EndsBeforeItStarts));
    assert!(matches!(problem(&summary, 12), (Column::FullName, P::NotAName(_))));
    assert!(matches!(problem(&summary, 13), (Column::BornOn, P::BornInTheFuture(_))));
    assert_eq!(summary.files[0].lines.len(), 14);
    assert!(!summary.taken, "a file with a wrong line changes nothing");
    let again = import_rosters(&fresh.store, &office, &[sample("dirty.csv")], true, november()).await.unwrap();
    assert_eq!(again.count(|outcome| *outcome == LineOutcome::New), 4, "nothing was taken the first time");
}

#[rstest]
#[tokio::test]
async fn the_same_files_twice_change_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let files = [csv("pupils", PUPILS), csv("staff", STAFF), csv("schools", SCHOOLS)];
    let again = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(again.count(|outcome| *outcome != LineOutcome::Unchanged), 0, "{again:?}");
    assert_eq!(again.count(|_| true), 13);
}

#[rstest]
#[tokio::test]
async fn a_change_ends_what_was_and_begins_what_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let staff = STAFF.replace("Nam,Giáo viên,Công tác học sinh", "Nam,Phó Hiệu trưởng,Tổ công tác");
    let pupils = PUPILS.replace("TH014,1/1,790002", "TH014,1/2,790002");
    let files = [csv("staff", &staff), csv("pupils", &pupils)];
    let changed = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(changed.count(|outcome| matches!(outcome, LineOutcome::Changed(_))), 2, "{changed:?}");
    let again = import_rosters(house.store(), &house.office, &files, false, november()).await.unwrap();
    assert_eq!(again.count(|outcome| *outcome != LineOutcome::Unchanged), 0, "{again:?}");
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let office = fresh.office().await;
    for _ in 0..2 {
        let preview =
            import_rosters(&fresh.store, &office, &[csv("schools", SCHOOLS)], true, november()).await.unwrap();
        assert!(!preview.taken);
        assert_eq!(preview.count(|outcome| *outcome == LineOutcome::New), 3);
    }
}

#[tokio::test]
async fn one_wrong_line_keeps_the_other_files_out_too() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let office = fresh.office().await;
    let files = [csv("schools", SCHOOLS), csv("staff", &STAFF.replace("MN001,MN-1", "XX,MN-1"))];
    let summary = import_rosters(&fresh.store, &office, &files, false, november()).await.unwrap();
    assert_eq!(summary.count(wrong), 1);
    assert!(!summary.taken);
    let after = import_rosters(&fresh.store, &office, &[csv("schools", SCHOOLS)], true, november()).await.unwrap();
    assert_eq!(after.count(|outcome| *outcome == LineOutcome::New), 3);
}

#[tokio::test]
async fn what_is_no_roster_is_refused_by_name() {
    let fresh = Fresh::on(Engine::Sqlite).await;
    let office = fresh.office().await;
    let refused = async |content: &[u8]| {
        let file = RosterFile { name: "x.csv".into(), content: content.to_vec() };
        import_rosters(&fresh.store, &office, &[file], false, november()).await.unwrap_err()
    };
    assert!(matches!(refused(b"").await, ImportError::Heading { problem: HeadingError::Empty, .. }));
    assert!(matches!(refused(b"\xff\xfe\x00").await, ImportError::NotText { .. }));
    let extra = "Mã trường,Tên trường,Cấp học,Màu sơn\n".as_bytes();
    let ImportError::Heading { problem, .. } = refused(extra).await else { panic!() };
    assert_eq!(problem, HeadingError::UnknownColumn("Màu sơn".into()));
}

#[tokio::test]
async fn semicolons_tabs_and_a_bom_are_read_too() {
    for separator in [';', '\t'] {
        let fresh = Fresh::on(Engine::Sqlite).await;
        let office = fresh.office().await;
        let text = format!("\u{feff}{}", SCHOOLS.replace(',', &separator.to_string()));
        let summary = import_rosters(&fresh.store, &office, &[csv("schools", &text)], false, november()).await.unwrap();
        assert!(summary.taken, "{separator:?}");
    }
}
