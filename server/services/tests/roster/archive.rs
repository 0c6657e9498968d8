//! OneRoster archives that are uploaded like lists.

use super::{STAFF_HEADING, everything, lead_of, lines, preview, upload, why};
use crate::{
    exports::{self, KINDS, LINES, sent},
    oneroster::{ENROLLMENTS, MANIFEST, ORGS, ROLES, USERS, exchange, foreign, zipped},
    support::{Engine, House, november},
};
use domain::people::roster::{
    Column, ProblemKind, RosterKind,
    view::{ImportState, OutcomeCounts, OutcomeKind, PreviewTable},
};
use rstest::rstest;
use services::people::{
    Confirmation, ImportError, Importer, OneRosterError, RosterFile, RosterFormat, confirm_roster, discard_roster,
    list_imports, undo_roster, upload_roster,
};

fn table(kind: RosterKind, file: &str) -> PreviewTable {
    PreviewTable { kind, file: Some(file.into()) }
}

/// The archive of another system, with other lines in some of its files.
fn with(files: &[(&'static str, &str)]) -> RosterFile {
    let mut all: Vec<(&str, &str)> = foreign();
    all.retain(|(name, _)| !files.iter().any(|(other, _)| other == name));
    all.extend(files);
    zipped(&all)
}

#[rstest]
#[tokio::test]
async fn our_own_archive_brings_nothing_new_whatever_its_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = exports::house(engine).await;
    let importer = Importer::from(house.office);
    let before = everything(&house).await;
    let file = RosterFile { name: "list.csv".into(), content: exchange(&house).await.content };
    let (import, is_understood) = upload_roster(house.store(), importer, &file, november()).await.unwrap();
    assert!(is_understood);
    let found = preview(&house, importer, import).await;
    assert_eq!(
        found.tables,
        [
            table(RosterKind::Schools, "orgs.csv"),
            table(RosterKind::Staff, "roles.csv"),
            table(RosterKind::Pupils, "roles.csv")
        ]
    );
    let unchanged = LINES.iter().sum::<usize>() as u64;
    assert_eq!(found.counts, OutcomeCounts { unchanged, ..OutcomeCounts::default() }, "{found:?}");
    let confirmed = confirm_roster(house.store(), importer, import, &found.digest, false, november()).await;
    assert!(matches!(confirmed, Err(ImportError::NothingToTake)));
    discard_roster(house.store(), importer, import, november()).await.unwrap();
    assert_eq!(everything(&house).await, before);
}

#[rstest]
#[tokio::test]
async fn the_archive_of_another_system_is_previewed_confirmed_and_taken_back_as_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let importer = Importer::from(house.office);
    let before = everything(&house).await;
    let import = upload(&house, importer, &zipped(&foreign())).await;
    let found = preview(&house, importer, import).await;
    assert!(found.is_archive());
    let lines: Vec<(usize, u64, OutcomeKind)> =
        found.lines.iter().map(|line| (line.table, line.line, line.outcome.kind())).collect();
    assert_eq!(
        lines,
        [
            (0, 3, OutcomeKind::Unchanged),
            (0, 4, OutcomeKind::New),
            (1, 2, OutcomeKind::Unchanged),
            (1, 4, OutcomeKind::New),
            (2, 7, OutcomeKind::New)
        ],
        "people of a school that comes in with them are not wrong: {found:?}"
    );
    assert_eq!(found.lines[4].about, "0799 · Lê Văn Bé");
    assert_eq!(everything(&house).await, before, "a preview writes nothing");

    let confirmed = confirm_roster(house.store(), importer, import, &found.digest, false, november()).await.unwrap();
    assert_eq!(confirmed, Confirmation::Taken);
    house.person("0799").await;
    house.school("TH099").await;
    undo_roster(house.store(), importer, import, november()).await.unwrap();
    assert_eq!(everything(&house).await, before);
    let imports = list_imports(house.store(), importer, None, 1, 50).await.unwrap().imports;
    assert_eq!((imports[0].files.clone(), imports[0].state), (vec!["x.zip".to_owned()], ImportState::Undone));
}

#[tokio::test]
async fn what_an_archive_does_not_speak_of_stays_as_it_is_when_it_is_confirmed() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let import = upload(&house, importer, &zipped(&foreign())).await;
    // A duty that is given between the upload and its preview is not in the archive, and is not taken away by it.
    let duty = lines(STAFF_HEADING, &["TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Quản trị website,01/09/2020,"]);
    super::bring_in(&house, importer, &duty, november()).await;
    let found = preview(&house, importer, import).await;
    let teacher = found.lines.iter().find(|line| (line.table, line.line) == (1, 2)).unwrap();
    assert_eq!(teacher.outcome.kind(), OutcomeKind::Unchanged, "{teacher:?}");
}

#[tokio::test]
async fn who_is_staff_and_a_pupil_at_once_is_taken_in_once() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let roles = format!("{ROLES}r7,u9,secondary,student,,,o2\n");
    let enrollments = format!("{ENROLLMENTS}e4,c2,o2,u9,student,,,\n");
    let file = with(&[("roles.csv", roles.as_str()), ("enrollments.csv", enrollments.as_str())]);
    let import = upload(&house, importer, &file).await;
    let found = preview(&house, importer, import).await;
    let confirmed = confirm_roster(house.store(), importer, import, &found.digest, false, november()).await.unwrap();
    assert_eq!(confirmed, Confirmation::Taken, "what an earlier table wrote does not make the preview another");
    house.person("TH-99").await;
    assert_eq!(house.count("persons WHERE code = 'TH-99'").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_school_takes_its_own_people_out_of_an_archive_and_no_school(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let lead = lead_of(&house, "TH014").await;
    let before = everything(&house).await;
    let import = upload(&house, lead, &zipped(&foreign())).await;
    let found = preview(&house, lead, import).await;
    assert_eq!(found.tables, [table(RosterKind::Staff, "roles.csv"), table(RosterKind::Pupils, "roles.csv")]);
    assert_eq!(found.counts, OutcomeCounts { unchanged: 1, wrong: 2, ..OutcomeCounts::default() }, "{found:?}");
    assert_eq!(why(&found, 4), (Column::SchoolCode, ProblemKind::UnknownSchool("TH099".into())));
    let confirmed = confirm_roster(house.store(), lead, import, &found.digest, true, november()).await;
    assert!(matches!(confirmed, Err(ImportError::NothingToTake)));
    assert_eq!(everything(&house).await, before);

    let heading = |text: &'static str| text.lines().next().unwrap();
    let schools_alone = with(&[("users.csv", heading(USERS)), ("roles.csv", heading(ROLES))]);
    let refused = upload_roster(house.store(), lead, &schools_alone, november()).await;
    assert!(matches!(refused, Err(ImportError::OfficeOnly { .. })));
}

#[tokio::test]
async fn a_workbook_is_no_archive_though_it_is_a_zip_and_called_one() {
    let house = exports::house(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let workbook = sent(&house, KINDS[1], RosterFormat::Xlsx).await;
    let file = RosterFile { name: "oneroster.zip".into(), content: workbook.content };
    let found = preview(&house, importer, upload(&house, importer, &file).await).await;
    assert_eq!(found.tables, [PreviewTable { kind: RosterKind::Staff, file: None }]);
    assert_eq!(found.counts.unchanged, LINES[1] as u64);
}

#[tokio::test]
async fn an_archive_that_is_none_or_means_harm_is_refused_and_not_kept() {
    use OneRosterError as E;
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let refused = async |file: &RosterFile| upload_roster(house.store(), importer, file, november()).await.unwrap_err();
    let reason = async |file: &RosterFile| match refused(file).await {
        ImportError::OneRoster(error) => *error,
        other => panic!("{other:?}"),
    };
    for name in ["../users.csv", "/etc/users.csv", "a/../../users.csv"] {
        assert!(matches!(reason(&with(&[(name, USERS)])).await, E::StrangeName(_)), "{name}");
    }
    let in_a_folder = zipped(&[("export/manifest.csv", MANIFEST), ("export/orgs.csv", ORGS)]);
    assert!(matches!(reason(&in_a_folder).await, E::NoManifest));
    let bomb = " ".repeat(65 * 1024 * 1024);
    assert!(matches!(reason(&with(&[("users.csv", bomb.as_str())])).await, E::TooLarge));
    let names: Vec<String> = (0..200).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(matches!(reason(&zipped(&many)).await, E::TooManyFiles));
    let pictures = zipped(&[("a.png", "x"), ("b.png", "y")]);
    assert!(matches!(refused(&pictures).await, ImportError::BrokenWorkbook { .. }));
    let imports = list_imports(house.store(), importer, None, 1, 50).await.unwrap();
    assert_eq!(imports.imports.iter().filter(|import| import.state == ImportState::Open).count(), 0);
}
