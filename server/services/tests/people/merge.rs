//! Two records of one person.

use super::{at, card, lead, names, office, particulars, sought};
use crate::support::{Engine, House, day, november, september};
use domain::{
    calendar::day_of,
    people::{MembershipKind, card::PersonCard},
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use services::people::{
    NewMembership, NewPerson, Part, PeopleError, PersonChange, REFERENCES_TO_PERSONS, add_person, change_person,
    merge_persons, possible_duplicates,
};
use std::collections::BTreeSet;

#[rstest]
#[tokio::test]
async fn facts_follow_the_record_that_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let course = "my-secrets-stay-mine";
    let house = House::with_courses(engine, &[course]).await;
    let keeper = office(&house).await;
    let born = Some(day(2019, 3, 4));
    let class = Some(house.class("1/1").await);
    let twin = NewPerson {
        particulars: PersonChange { born_on: born, ..particulars("Phạm Ngọc Hòa", "DUP-1") },
        membership: NewMembership { from: day(2026, 9, 1), ..at("TH014", MembershipKind::Pupil) },
        class,
        despite_namesakes: true,
    };
    let goes = add_person(house.store(), &keeper, &twin, september()).await.unwrap();
    let stays = house.person("790001").await;
    let before = card(&house, &keeper, stays).await.unwrap();
    let same =
        PersonChange {
            name: "Phạm Ngọc Hoà".into(), code: "790001".into(), born_on: born, ..PersonChange::default()
        };
    change_person(house.store(), &keeper, stays, &same, november()).await.unwrap();
    let part = Part { page: 1, length: 50 };
    let pairs = possible_duplicates(house.store(), &keeper, part, day_of(november())).await.unwrap();
    assert_eq!((pairs.count, pairs.pairs.len()), (1, 1), "the same name but for the place of the tone");

    house.do_lessons("790001", course, november()).await;
    house.do_lessons("DUP-1", course, november()).await;
    let merge = async |stays, goes| merge_persons(house.store(), &keeper, stays, goes, november()).await;
    assert!(matches!(merge(stays, stays).await, Err(PeopleError::SameRecord)));
    let by_lead = merge_persons(house.store(), &lead(&house, "TH014").await, stays, goes, november()).await;
    assert!(matches!(by_lead, Err(PeopleError::NotFound)));
    merge(stays, goes).await.unwrap();
    assert!(matches!(merge(stays, goes).await, Err(PeopleError::NotFound)), "there is one record now");

    for table in ["memberships", "lesson_readings", "completions", "responsibilities", "accounts"] {
        let left = house.count(&format!("{table} WHERE person_id = {goes}")).await;
        assert_eq!(left, 0, "{table}");
    }
    let after = card(&house, &keeper, stays).await.unwrap();
    let open = |card: &PersonCard| card.memberships.iter().filter(|line| !line.voided).count();
    assert_eq!(open(&after), open(&before), "the same membership does not count twice");
    assert!(after.memberships.iter().any(|line| !line.voided && line.class.is_some()), "the class went along");
    assert!(matches!(card(&house, &keeper, goes).await, Err(PeopleError::NotFound)));
    assert!(names(&house, &keeper, &sought("DUP-1")).await.is_empty());
    let noted =
        format!("persons WHERE id = {goes} AND merged_into_id = {stays} AND code IS NULL AND former_codes = 'DUP-1'");
    assert_eq!(house.count(&noted).await, 1);
    assert_eq!(house.count("audit_events WHERE action = 'persons_merged'").await, 2);
}

/// A table that comes later and refers to persons must say what becomes of its rows.
#[tokio::test]
async fn every_table_that_refers_to_persons_has_its_treatment() {
    let house = House::on(Engine::Sqlite).await;
    let db = house.store().connection();
    assert_eq!(db.get_database_backend(), DbBackend::Sqlite);
    let sql = "SELECT m.name AS name, f.\"from\" AS col FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
               WHERE m.type = 'table' AND f.\"table\" = 'persons'";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql.to_owned())).await.unwrap();
    let there: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "col").unwrap())).collect();
    let treated: BTreeSet<(String, String)> =
        REFERENCES_TO_PERSONS.iter().map(|of| (of.table.to_owned(), of.column.to_owned())).collect();
    assert!(there.len() >= 10, "{there:?}");
    assert_eq!(there, treated);
}
