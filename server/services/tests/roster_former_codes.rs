//! Rosters that still have a code which a merge of two records took away.

use crate::{
    exports::{KINDS, sent},
    oneroster::{USERS, foreign, take, zipped},
    support::{Engine, House, csv, day, november},
};
use domain::{
    calendar::day_of,
    ids::PersonId,
    people::{
        MembershipKind,
        roster::{LineOutcome, ProblemKind},
    },
};
use rstest::rstest;
use services::{
    access::PeopleKeeper,
    people::{
        ImportSummary, NewMembership, NewPerson, PersonChange, RosterFormat, add_person, import_rosters, merge_persons,
    },
};

const HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ";

async fn add(house: &House, code: &str) -> PersonId {
    let keeper = PeopleKeeper::of_office(house.store(), &house.office, day_of(november())).await.unwrap();
    let particulars = PersonChange { name: "Trần Quốc Vinh".into(), code: code.into(), ..PersonChange::default() };
    let (school, kind, from) = ("TH014".to_owned(), MembershipKind::Teacher, day(2026, 10, 1));
    let membership = NewMembership { school, kind, post: String::new(), from, to: None };
    let new = NewPerson { particulars, membership, class: None, despite_namesakes: true };
    add_person(house.store(), &keeper, &new, november()).await.unwrap()
}

/// A house in which `DUP-1` was merged into `TH-2`.
async fn house(engine: Engine) -> House {
    let house = House::on(engine).await;
    let goes = add(&house, "DUP-1").await;
    let keeper = PeopleKeeper::of_office(house.store(), &house.office, day_of(november())).await.unwrap();
    merge_persons(house.store(), &keeper, house.person("TH-2").await, goes, november()).await.unwrap();
    house
}

async fn import(house: &House, lines: &[&str]) -> ImportSummary {
    let file = csv("staff", &format!("{HEADING}\n{}\n", lines.join("\n")));
    import_rosters(house.store(), &house.office, &[file], false, november()).await.unwrap()
}

fn outcomes(summary: ImportSummary) -> Vec<LineOutcome> {
    summary.files.into_iter().flat_map(|file| file.lines).map(|(_, outcome)| outcome).collect()
}

#[rstest]
#[tokio::test]
async fn a_former_code_finds_the_person_who_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let before = house.count("persons").await;
    let same = import(&house, &["TH014,dup-1,Trần Quốc Vinh,Giáo viên"]).await;
    assert_eq!(outcomes(same), [LineOutcome::Unchanged]);
    let renamed = import(&house, &["TH014,DUP-1,Trần Quang Vinh,Giáo viên"]).await;
    assert!(renamed.taken && matches!(outcomes(renamed)[0], LineOutcome::Changed(_)));
    assert_eq!(house.count("persons").await, before, "nobody comes in anew");
    assert_eq!(house.count("persons WHERE code = 'TH-2' AND full_name = 'Trần Quang Vinh'").await, 1);
}

#[rstest]
#[tokio::test]
async fn both_codes_in_a_file_are_one_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let lines = ["TH014,TH-2,Trần Quốc Vinh,Giáo viên", "TH014,DUP-1,Trần Quốc Vinh,Giáo viên"];
    for lines in [lines, [lines[1], lines[0]]] {
        let summary = import(&house, &lines).await;
        assert!(!summary.taken);
        let outcomes = outcomes(summary);
        assert_eq!(outcomes[0], LineOutcome::Unchanged);
        let LineOutcome::Wrong(problems) = &outcomes[1] else { panic!("{outcomes:?}") };
        assert_eq!(problems[0].kind, ProblemKind::DuplicateOfLine(2));
    }
}

#[rstest]
#[tokio::test]
async fn a_former_code_that_is_in_use_again_is_whose_it_is_now(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = house(engine).await;
    add(&house, "DUP-1").await;
    assert!(import(&house, &["TH014,DUP-1,Lê Khác,Giáo viên"]).await.taken);
    assert_eq!(house.count("persons WHERE code = 'DUP-1' AND full_name = 'Lê Khác'").await, 1);
    assert_eq!(house.count("persons WHERE code = 'TH-2' AND full_name = 'Trần Quốc Vinh'").await, 1);
}

#[rstest]
#[tokio::test]
async fn who_has_no_code_any_more_is_found_by_the_former_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = house(engine).await;
    let person = house.person("TH-2").await;
    house.sql("UPDATE persons SET code = NULL WHERE code = 'TH-2'").await;
    assert!(import(&house, &["TH014,DUP-1,Trần Quang Vinh,Giáo viên"]).await.taken);
    let found = format!("persons WHERE id = {person} AND full_name = 'Trần Quang Vinh' AND code IS NULL");
    assert_eq!(house.count(&found).await, 1);
    assert_eq!(house.count("persons WHERE code = 'DUP-1'").await, 0);
}

#[rstest]
#[tokio::test]
async fn an_exchange_with_a_former_code_ends_nothing_it_does_not_know(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = house(engine).await;
    let users = USERS.replace("TH-2", "DUP-1");
    let mut files = foreign();
    files.retain(|(name, _)| *name != "users.csv");
    files.push(("users.csv", &users));
    assert!(take(&house, &zipped(&files)).await.unwrap().taken);
    let staff = String::from_utf8(sent(&house, KINDS[1], RosterFormat::Csv).await.content).unwrap();
    let vinh = "TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Công tác học sinh,01/09/2020,,\r\n";
    assert!(staff.contains(vinh), "sex and duties stay: {staff}");
    assert!(!staff.contains("DUP-1"), "{staff}");
}
