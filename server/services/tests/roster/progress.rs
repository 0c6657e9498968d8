//! How far an import is, for whoever waits for it.

use super::{PUPIL_HEADING, everything, lead_of, lines, preview, upload};
use crate::support::{Engine, House, november};
use domain::ids::ImportId;
use rstest::rstest;
use services::people::{Confirmation, ImportError, Importer, RosterFile, confirm_roster, roster_progress};
use std::cell::Cell;

const LINES: u64 = 1_200;

/// A list of new pupils that takes several statements a table.
fn long_list() -> RosterFile {
    let pupils: Vec<String> =
        (0..LINES).map(|number| format!("TH014,1/1,88{number:05},Lê Thị Dài,,Nữ,2026-2027")).collect();
    lines(PUPIL_HEADING, &pupils.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Confirms an import, and what is seen of it meanwhile.
async fn watched(
    house: &House,
    importer: Importer,
    import: ImportId,
) -> (Result<Confirmation, ImportError>, Vec<(u64, u64)>) {
    let digest = preview(house, importer, import).await.digest;
    let other = lead_of(house, "MN001").await;
    assert_eq!(roster_progress(house.store(), importer, import), None, "nothing is written yet");
    let is_over = Cell::new(false);
    let take = async {
        let confirmed = confirm_roster(house.store(), importer, import, &digest, false, november()).await;
        is_over.set(true);
        confirmed
    };
    let watch = async {
        let mut seen: Vec<(u64, u64)> = Vec::new();
        while !is_over.get() {
            let now = roster_progress(house.store(), importer, import);
            seen.extend(now.filter(|now| seen.last() != Some(now)));
            assert_eq!(roster_progress(house.store(), other, import), None, "it is another's");
            tokio::task::yield_now().await;
        }
        seen
    };
    let done = tokio::join!(take, watch);
    assert_eq!(roster_progress(house.store(), importer, import), None, "it is over");
    done
}

#[rstest]
#[tokio::test]
async fn an_import_says_how_far_it_is_as_long_as_it_is_written(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let importer = Importer::from(house.office);
    let import = upload(&house, importer, &long_list()).await;
    let (confirmed, seen) = watched(&house, importer, import).await;
    assert_eq!(confirmed.unwrap(), Confirmation::Taken);
    assert!(seen.is_sorted(), "it never goes back: {seen:?}");
    assert!(seen.iter().all(|(done, all)| *all == LINES && *done <= LINES), "{seen:?}");
    assert!(seen.iter().filter(|(done, _)| (1..LINES).contains(done)).count() > 2, "it moves: {seen:?}");
}

#[rstest]
#[tokio::test]
async fn an_import_that_fails_leaves_nothing_under_way(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let importer = Importer::from(house.office);
    let import = upload(&house, importer, &long_list()).await;
    let before = everything(&house).await;
    let refusal = match engine {
        Engine::Sqlite => "CREATE TRIGGER never BEFORE INSERT ON enrolments BEGIN SELECT RAISE(ABORT, 'never'); END",
        Engine::Postgres => "ALTER TABLE enrolments ADD CONSTRAINT never CHECK (class_id < 0) NOT VALID",
    };
    house.sql(refusal).await;
    let (confirmed, seen) = watched(&house, importer, import).await;
    assert!(matches!(confirmed, Err(ImportError::Store(_))), "{confirmed:?}");
    assert!(!seen.is_empty());
    assert_eq!(everything(&house).await, before);
}
