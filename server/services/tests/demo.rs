use crate::support::{Engine, Fresh, content, november};
use domain::{
    calendar::day_of,
    progress::{Rate, Standing, figures::OfficeProgress},
};
use rstest::rstest;
use sea_orm::{FromQueryResult, Statement};
use services::{
    Store,
    access::Secrets,
    courses::read_pack,
    demo::{DemoContent, DemoError, build},
    people::{RosterFile, root_office},
    progress::office_progress,
};
use std::collections::{BTreeMap, BTreeSet};

/// The demo's content, of these schools only; all of them for an empty list.
pub fn demo_content(schools: &[&str]) -> DemoContent {
    let mut folders: Vec<_> =
        std::fs::read_dir(content().join("courses")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    let packs = folders.iter().filter(|folder| folder.is_dir()).map(|folder| read_pack(folder).unwrap()).collect();
    let roster = |name: &str| {
        let text = std::fs::read_to_string(content().join("demo").join(name)).unwrap();
        let keep = |line: &&str| {
            line.starts_with("Mã") || schools.is_empty() || schools.iter().any(|school| line.starts_with(school))
        };
        RosterFile {
            name: name.to_owned(),
            content: text.lines().filter(keep).collect::<Vec<_>>().join("\n").into_bytes(),
        }
    };
    DemoContent { packs, rosters: ["schools.csv", "staff.csv", "pupils.csv"].map(roster).to_vec() }
}

const A_FEW: [&str; 7] = ["MN001", "MN003", "TH014", "TH016", "THCS029", "THCS031", "THTHCS038"];

async fn built(engine: Engine, content: &DemoContent) -> Fresh {
    let fresh = Fresh::on(engine).await;
    build(&fresh.store, &fresh.files, &Secrets::random(), &fresh.operator, content, november(), &|_, _| {})
        .await
        .unwrap();
    fresh
}

async fn figures(fresh: &Fresh) -> OfficeProgress {
    let node = root_office(fresh.store.connection()).await.unwrap().unwrap();
    let reader = fresh.operator.office(node).reader();
    office_progress(&fresh.store, &reader, day_of(november())).await.unwrap()
}

#[derive(Debug, FromQueryResult)]
struct Fact {
    a: i64,
    b: String,
}

async fn facts(store: &Store, sql: &str) -> Vec<(i64, String)> {
    let db = store.connection();
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    Fact::find_by_statement(statement).all(db).await.unwrap().into_iter().map(|fact| (fact.a, fact.b)).collect()
}

/// The same figures by another way: plain facts of every table, counted person by person in loops.
async fn recount(store: &Store) -> (Rate, Rate, Rate, Rate) {
    let completed: BTreeSet<(i64, String)> = facts(
        store,
        "SELECT k.person_id AS a, c.slug AS b FROM completions k JOIN courses c ON c.id = k.course_id \
         WHERE k.id NOT IN (SELECT completion_id FROM completion_voids)",
    )
    .await
    .into_iter()
    .collect();
    let has = |person: i64, slug: &str| completed.contains(&(person, slug.to_owned()));
    let schools: BTreeMap<i64, String> =
        facts(store, "SELECT id AS a, level AS b FROM organisations WHERE kind = 'school'").await.into_iter().collect();

    let working: BTreeSet<i64> =
        facts(store, "SELECT person_id AS a, kind AS b FROM memberships WHERE kind <> 'pupil' AND to_on IS NULL")
            .await
            .into_iter()
            .map(|(person, _)| person)
            .collect();
    let mut duties: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for (person, duty) in
        facts(store, "SELECT person_id AS a, responsibility AS b FROM responsibilities WHERE to_on IS NULL").await
    {
        duties.entry(person).or_default().insert(duty);
    }
    let mut staff = (0, 0);
    for (person, duties) in duties.iter().filter(|(person, _)| working.contains(person)) {
        let mut trained = has(*person, "cybersecurity-law-for-schools");
        if duties.contains("team") || duties.contains("pupil_work") {
            trained &= has(*person, "protecting-children-online");
        }
        if duties.contains("site_admin") {
            trained &= has(*person, "running-the-school-page");
        }
        staff = (staff.0 + u64::from(trained), staff.1 + 1);
    }

    let mut pupils_of: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    for (school, rest) in facts(
        store,
        "SELECT c.organisation_id AS a, CAST(m.person_id AS TEXT) || ' ' || CAST(c.grade AS TEXT) AS b \
         FROM enrolments e JOIN classes c ON c.id = e.class_id JOIN memberships m ON m.id = e.membership_id",
    )
    .await
    {
        let (person, grade) = rest.split_once(' ').unwrap();
        let (person, grade): (i64, u8) = (person.parse().unwrap(), grade.parse().unwrap());
        let required: &[&str] = match grade {
            1 | 2 => &["my-secrets-stay-mine"],
            3..=5 => &["my-secrets-stay-mine", "kind-words-online"],
            _ => &["kind-words-online", "false-news-and-scams", "screen-time-games-and-health"],
        };
        let (done, all) = pupils_of.entry(school).or_default();
        *done += u64::from(required.iter().all(|slug| has(person, slug)));
        *all += 1;
    }
    let active: BTreeSet<i64> = facts(store, "SELECT organisation_id AS a, form AS b FROM activities")
        .await
        .into_iter()
        .map(|(school, _)| school)
        .collect();
    let teaching = schools.keys().filter(|school| match pupils_of.get(school) {
        Some((done, all)) => done * 20 >= all * 17,
        None => active.contains(school),
    });

    let decided: BTreeSet<i64> = facts(store, "SELECT organisation_id AS a, number AS b FROM founding_decisions")
        .await
        .into_iter()
        .map(|(school, _)| school)
        .collect();
    let mut team: BTreeMap<i64, (u32, bool)> = BTreeMap::new();
    for (school, kind) in facts(
        store,
        "SELECT r.organisation_id AS a, m.kind AS b FROM responsibilities r \
         JOIN memberships m ON m.person_id = r.person_id AND m.organisation_id = r.organisation_id WHERE r.responsibility = 'team'",
    )
    .await
    {
        let (members, has_manager) = team.entry(school).or_default();
        *members += 1;
        *has_manager |= kind == "manager";
    }
    let with_team = schools.keys().filter(|school| {
        decided.contains(school) && team.get(school).is_some_and(|(members, manager)| *members >= 3 && *manager)
    });
    let all = schools.len() as u64;
    let pupils = pupils_of.values().fold((0, 0), |sum, (done, all)| (sum.0 + done, sum.1 + all));
    (
        Rate::new(teaching.count() as u64, all),
        Rate::new(with_team.count() as u64, all),
        Rate::new(staff.0, staff.1),
        Rate::new(pupils.0, pupils.1),
    )
}

fn shown(progress: &OfficeProgress) -> (Rate, Rate, Rate, Rate) {
    (progress.teach.rate, progress.with_team.rate, progress.staff.rate, progress.pupils)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_few_schools_figures_equal_a_recount(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let fresh = built(engine, &demo_content(&A_FEW)).await;
    let progress = figures(&fresh).await;
    assert_eq!(shown(&progress), recount(&fresh.store).await);
    assert!(progress.pupils.n() > 0 && progress.pupils.n() < progress.pupils.d());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_districts_figures_equal_a_recount_and_schools_differ() {
    let fresh = built(Engine::Sqlite, &demo_content(&[])).await;
    let progress = figures(&fresh).await;
    assert_eq!(shown(&progress), recount(&fresh.store).await);
    assert_eq!(progress.schools.len(), 42);
    assert_eq!(progress.pupils.d(), 4263);
    let target = progress.settings.target;
    let count = |is: &dyn Fn(Rate) -> bool| progress.schools.iter().filter(|school| is(school.facts.staff)).count();
    let near = |rate: Rate| rate.standing(target) == Standing::NotMet && rate.tenths().unwrap() >= 700;
    assert!(count(&|rate| rate.standing(target) == Standing::Met) >= 5, "some have met the target");
    assert!(count(&near) >= 3, "some are near it");
    assert!(count(&|rate| rate.tenths().is_some_and(|tenths| tenths < 300)) >= 5, "some have barely begun");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_content_gives_the_same_district() {
    let content = demo_content(&A_FEW);
    let (first, second) = (built(Engine::Sqlite, &content).await, built(Engine::Sqlite, &content).await);
    assert_eq!(figures(&first).await, figures(&second).await);
    let again =
        build(&first.store, &first.files, &Secrets::random(), &first.operator, &content, november(), &|_, _| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)));
}
