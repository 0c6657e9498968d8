//! Those who left long ago, without their names.

use super::{FOR_PRIMARY, PUPIL, a_year_later, leaves, told};
use crate::{
    access::sign_in_as,
    support::{Engine, House, PUPILS, csv, day, morning, november, september},
};
use chrono::TimeDelta;
use domain::access::{
    Role,
    held::PersonHeld,
    privacy::{ANONYMOUS, Leavers, PrivacySettings},
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::{
    access::{
        AccessError, Anyone, Browser, anonymise_leavers, count_leavers, housekeeping, keep_privacy_settings, sign_in,
    },
    people::import_rosters,
    progress::office_progress,
};
use std::collections::BTreeSet;

#[rstest]
#[tokio::test]
async fn a_pupil_who_left_long_ago_is_made_anonymous_and_counts_stay(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[FOR_PRIMARY]).await;
    let pupil = house.person(PUPIL).await;
    house.complete(PUPIL, FOR_PRIMARY, 0, september()).await;
    sign_in_as(&house, PUPIL, None).await;
    leaves(&house, pupil).await;
    let figures = async || {
        let progress = office_progress(house.store(), &house.office.reader(), day(2026, 9, 20)).await.unwrap();
        // One more has nothing to complete, and so is done.
        assert_eq!((progress.pupils.n(), progress.pupils.d()), (2, 4));
        format!("{progress:?}")
    };
    let (before, told_before) = (figures().await, told(&house, pupil).await);

    let early = morning(day(2027, 9, 30));
    assert_eq!(anonymise_leavers(house.store(), &house.fresh.operator, early).await.unwrap(), Leavers::default());
    assert_eq!(told(&house, pupil).await, told_before, "the period is not over");
    let one = Leavers { pupils: 1, staff: 0 };
    assert_eq!(count_leavers(house.store(), a_year_later()).await.unwrap(), one);
    assert_eq!(told(&house, pupil).await, told_before, "counting changes nothing");
    assert_eq!(anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap(), one);

    let after = told(&house, pupil).await;
    let particulars = &after.particulars;
    assert_eq!(particulars.full_name, ANONYMOUS);
    assert_eq!(particulars.anonymised_at, Some(a_year_later()));
    assert!(particulars.code.is_none() && particulars.email.is_none());
    assert!(particulars.born_on.is_none() && particulars.sex.is_none());
    assert!(after.sessions.is_empty());
    assert!(after.accounts[0].username.starts_with("gone-") && after.accounts[0].disabled_at.is_some());
    assert_eq!(after.memberships, told_before.memberships);
    assert_eq!(after.classes, told_before.classes);
    assert_eq!(after.completions, told_before.completions);
    assert_eq!(after.lessons, told_before.lessons);
    let scores = |held: &PersonHeld| held.attempts.iter().map(|attempt| attempt.score_tenths).collect::<Vec<_>>();
    assert_eq!(scores(&after), scores(&told_before));
    assert_eq!(figures().await, before);
    let refused =
        sign_in(house.store(), Anyone::at(None), PUPIL, "ba con mèo ngủ", &Browser::default(), november()).await;
    assert!(matches!(refused, Err(AccessError::WrongPassword)));

    let lines = "audit_events WHERE action = 'person_anonymised'";
    assert_eq!(house.count(lines).await, 1);
    let later = a_year_later() + TimeDelta::days(400);
    assert_eq!(anonymise_leavers(house.store(), &house.fresh.operator, later).await.unwrap(), Leavers::default());
    assert_eq!(house.count(lines).await, 1, "a second run does nothing");
    assert_eq!(told(&house, pupil).await, after);
    assert!(told(&house, house.person("790001").await).await.particulars.anonymised_at.is_none());
}

#[rstest]
#[tokio::test]
async fn what_was_typed_is_forgotten_and_its_credit_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_PRIMARY]).await;
    let pupil = house.person(PUPIL).await;
    house.complete(PUPIL, FOR_PRIMARY, 0, september()).await;
    // Whatever was drawn: the first question was one to type into.
    house.sql("UPDATE question_versions SET kind = 'short_answer' WHERE id = (SELECT question_version_id FROM attempt_questions WHERE position = 0)").await;
    house
        .sql(r#"UPDATE attempt_questions SET response = '{"kind":"text","value":"Bạn Lan"}' WHERE position = 0"#)
        .await;
    let credit = "SELECT CAST(SUM(credit) AS BIGINT) FROM attempt_questions";
    let before = house.number(credit).await;
    let answered = told(&house, pupil).await.attempts[0].answered;
    assert!(told(&house, pupil).await.attempts[0].typed.contains(&"Bạn Lan".to_owned()));
    leaves(&house, pupil).await;
    anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    let attempt = told(&house, pupil).await.attempts.remove(0);
    assert!(attempt.typed.is_empty(), "{attempt:?}");
    assert!(attempt.answered > 0 && attempt.answered < answered, "what was chosen stays");
    assert_eq!(house.number(credit).await, before);
}

#[rstest]
#[tokio::test]
async fn who_returned_or_holds_a_role_or_left_on_record_only_now_keeps_the_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let settings = PrivacySettings { staff_after_months: 12, ..PrivacySettings::default() };
    keep_privacy_settings(house.store(), &house.office, settings, november()).await.unwrap();
    let returned = house.person("790001").await;
    let recorded_now = house.person("790002").await;
    let (with_role, staff) = (house.person("TH-3").await, house.person("TH-4").await);
    for person in [returned, recorded_now, with_role, staff] {
        leaves(&house, person).await;
    }
    house
        .sql(&format!(
            "INSERT INTO memberships (person_id, organisation_id, kind, post, from_on, learned_at) \
             SELECT person_id, organisation_id, kind, post, '2027-09-01', learned_at FROM memberships WHERE person_id = {returned}"
        ))
        .await;
    house
        .sql(&format!(
            "UPDATE memberships SET end_learned_at = '2027-11-10T03:00:00+00:00' WHERE person_id = {recorded_now}"
        ))
        .await;
    house.give_role("TH-3", Role::Coordinator, "TH014").await;

    let done = anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    assert_eq!(done, Leavers { pupils: 0, staff: 1 });
    for person in [returned, recorded_now, with_role] {
        assert_ne!(told(&house, person).await.particulars.full_name, ANONYMOUS);
    }
    assert_eq!(told(&house, staff).await.particulars.full_name, ANONYMOUS);
    let later = morning(day(2027, 12, 20));
    let done = anonymise_leavers(house.store(), &house.fresh.operator, later).await.unwrap();
    assert_eq!(done, Leavers { pupils: 1, staff: 0 }, "the end has been on record for thirty days now");
    house.sql(&format!("UPDATE role_grants SET to_on = '2026-10-01' WHERE person_id = {with_role}")).await;
    assert_eq!(count_leavers(house.store(), later).await.unwrap(), Leavers { pupils: 0, staff: 1 });
}

#[rstest]
#[tokio::test]
async fn staff_are_kept_longer_than_pupils(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    for code in ["TH-2", PUPIL] {
        leaves(&house, house.person(code).await).await;
    }
    assert_eq!(count_leavers(house.store(), a_year_later()).await.unwrap(), Leavers { pupils: 1, staff: 0 });
    let five_years_later = morning(day(2031, 10, 1));
    assert_eq!(count_leavers(house.store(), five_years_later).await.unwrap(), Leavers { pupils: 1, staff: 1 });
}

#[tokio::test]
async fn no_table_holds_a_name_that_was_taken_away() {
    let house = House::with_courses(Engine::Sqlite, &[FOR_PRIMARY]).await;
    let pupil = house.person(PUPIL).await;
    house.complete(PUPIL, FOR_PRIMARY, 0, september()).await;
    sign_in_as(&house, PUPIL, None).await;
    leaves(&house, pupil).await;
    let db = house.store().connection();
    let ask = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    let columns = "SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m \
                   JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
    let columns: Vec<(String, String)> = db
        .query_all_raw(ask(columns.to_owned()))
        .await
        .unwrap()
        .iter()
        .map(|row| (row.try_get("", "table_name").unwrap(), row.try_get("", "column_name").unwrap()))
        .collect();
    let found = async || {
        let mut found = BTreeSet::new();
        for (table, column) in &columns {
            let sql = format!(
                "SELECT COUNT(*) FROM \"{table}\" WHERE CAST(\"{column}\" AS TEXT) LIKE '%Bảo Chi%' \
                 OR CAST(\"{column}\" AS TEXT) LIKE '%bao chi%' OR CAST(\"{column}\" AS TEXT) = '{PUPIL}'"
            );
            if house.number(&sql).await > 0 {
                found.insert(format!("{table}.{column}"));
            }
        }
        found
    };
    assert!(found().await.contains("persons.full_name") && found().await.contains("accounts.username"));
    housekeeping(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    assert_eq!(found().await, BTreeSet::new());
}

#[rstest]
#[tokio::test]
async fn a_roster_brings_who_was_anonymous_in_as_somebody_new(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let old = house.person(PUPIL).await;
    leaves(&house, old).await;
    anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    let again = csv("pupils", PUPILS);
    assert!(import_rosters(house.store(), &house.office, &[again], false, a_year_later()).await.unwrap().taken);
    assert_ne!(house.person(PUPIL).await, old);
    assert_eq!(told(&house, old).await.particulars.full_name, ANONYMOUS);
}
