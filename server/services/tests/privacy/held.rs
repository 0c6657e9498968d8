//! What is told to whom, and that it is told whole.

use super::{FOR_ALL_STAFF, FOR_PRIMARY, PUPIL, leaves, told};
use crate::{
    access::sign_in_as,
    support::{Engine, House, day, november, september, vi},
};
use domain::{
    access::{
        Role,
        audit::AuditAction,
        held::{DoneBy, HeldEvent},
    },
    calendar::day_of,
    ids::PersonId,
    people::MembershipKind,
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::{
    access::{
        AccessError,
        held::{NOT_TOLD, TOLD},
        my_data, take_out_data_of, take_out_my_data,
    },
    people::assign_class_teacher,
};
use std::collections::BTreeSet;

#[rstest]
#[tokio::test]
async fn a_member_of_staff_sees_everything_that_is_held(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let person = house.person("TH-2").await;
    let (class, lead) = (house.class("3/1").await, house.lead("TH014").await);
    assign_class_teacher(house.store(), &lead, class, person, day(2026, 9, 1), september()).await.unwrap();
    house.complete("TH-2", FOR_ALL_STAFF, 0, september()).await;
    house
        .sql(&format!(
            "INSERT INTO completion_voids (completion_id, reason, by_person_id, learned_at) \
             SELECT id, 'wrong person', {person}, completed_at FROM completions"
        ))
        .await;
    let viewer = sign_in_as(&house, "TH-2", Some((Role::Coordinator, "TH014"))).await;
    let held = my_data(house.store(), &viewer.oneself(), &vi()).await.unwrap();

    assert_eq!(held.particulars.full_name, "Trần Quốc Vinh");
    assert_eq!(held.particulars.code.as_deref(), Some("TH-2"));
    assert_eq!(held.memberships[0].kind, MembershipKind::Teacher);
    assert_eq!(held.memberships[0].school, "Trường Tiểu học Mỹ Xuân");
    assert_eq!(held.memberships[0].span.from, day(2020, 9, 1));
    assert_eq!((held.duties.len(), held.classes.len(), held.classes_taught[0].class.as_str()), (1, 0, "3/1"));
    assert_eq!(held.roles[0].role, Role::Coordinator);
    assert_eq!(held.accounts[0].username, "th-2");
    assert_eq!(held.sessions.len(), 1);
    assert!(!held.lessons.is_empty() && held.lessons.iter().all(|lesson| lesson.done_at.is_some()));
    let attempt = &held.attempts[0];
    assert_eq!((attempt.number, attempt.score_tenths), (1, Some(1000)));
    assert_eq!(i64::from(attempt.answered), i64::from(attempt.questions));
    assert_eq!(held.completions[0].void_reason.as_deref(), Some("wrong person"));
    assert_ne!(held.completions[0].course, FOR_ALL_STAFF, "a course is told by its title");
    assert_eq!(held.decisions.completions_voided, 1);
    assert!(!held.is_pupil());

    let file = serde_json::to_string(&held).unwrap();
    let db = house.store().connection();
    let ask = |sql: &str| Statement::from_string(db.get_database_backend(), sql.to_owned());
    for secret in ["SELECT password_hash FROM accounts", "SELECT id FROM sessions"] {
        for row in db.query_all_raw(ask(secret)).await.unwrap() {
            let secret: String = row.try_get_by_index(0).unwrap();
            assert!(!secret.is_empty() && !file.contains(&secret));
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_pupil_without_an_account_sees_only_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_PRIMARY]).await;
    house.complete(PUPIL, FOR_PRIMARY, 0, september()).await;
    let held = told(&house, house.person(PUPIL).await).await;
    assert!(held.is_pupil() && held.accounts.is_empty() && held.roles.is_empty());
    assert_eq!(held.classes[0].class, "3/1");
    assert_eq!(held.completions.len(), 1);
    let other = told(&house, house.person("790001").await).await;
    assert!(other.lessons.is_empty() && other.attempts.is_empty() && other.completions.is_empty());
    let nobody = my_data(house.store(), &house.fresh.operator.oneself(PersonId(0)), &vi()).await;
    assert!(matches!(nobody, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn taking_data_out_is_logged_and_the_log_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let today = day_of(november());
    let pupil = house.person(PUPIL).await;
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let keeper = principal.keeps(house.store(), pupil, today).await.unwrap();
    take_out_data_of(house.store(), &keeper, &vi(), november()).await.unwrap();
    let viewer = sign_in_as(&house, PUPIL, None).await;
    let held = take_out_my_data(house.store(), &viewer.oneself(), &vi(), november()).await.unwrap();
    assert_eq!(held.log.count, held.log.lines.len() as u64);
    let exported = |line: &&HeldEvent| line.action == AuditAction::PersonDataExported;
    let told: Vec<_> = held.log.lines.iter().filter(exported).map(|line| (line.action, &line.by)).collect();
    let principals_name = DoneBy::Staff("Phan Thùy An".to_owned());
    assert_eq!(
        told,
        [(AuditAction::PersonDataExported, &DoneBy::Oneself), (AuditAction::PersonDataExported, &principals_name)]
    );
    let held = my_data(house.store(), &principal.oneself(), &vi()).await.unwrap();
    let done: Vec<_> = held.log.lines.iter().filter(exported).collect();
    assert_eq!(done.len(), 1, "what one did to others is told, too");
    assert!(!done[0].about_oneself);
}

#[rstest]
#[tokio::test]
async fn only_who_answers_for_the_school_takes_out_the_data_of_others(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let today = day_of(november());
    let (own, foreign) = (house.person(PUPIL).await, house.person("MN-1").await);
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    assert!(principal.keeps(house.store(), own, today).await.is_ok());
    assert!(matches!(principal.keeps(house.store(), foreign, today).await, Err(AccessError::Forbidden)));
    assert!(matches!(principal.keeps(house.store(), PersonId(0), today).await, Err(AccessError::NotFound)));
    let office = sign_in_as(&house, "HS-1", Some((Role::Office, ""))).await;
    assert!(office.keeps(house.store(), foreign, today).await.is_ok());
    for (code, role) in
        [("TH-4", Some((Role::Coordinator, "TH014"))), ("TH-2", None), ("TH-3", Some((Role::OfficeViewer, "")))]
    {
        let viewer = sign_in_as(&house, code, role).await;
        assert!(matches!(viewer.keeps(house.store(), own, today).await, Err(AccessError::Forbidden)), "{code}");
    }
    leaves(&house, own).await;
    assert!(principal.keeps(house.store(), own, today).await.is_ok(), "the school they left last");
    house
        .sql(&format!(
            "INSERT INTO memberships (person_id, organisation_id, kind, post, from_on, learned_at) \
             SELECT {own}, {}, kind, post, '2026-10-01', learned_at FROM memberships WHERE person_id = {own}",
            house.school("THCS029").await
        ))
        .await;
    assert!(
        matches!(principal.keeps(house.store(), own, today).await, Err(AccessError::Forbidden)),
        "who moved on is another school's"
    );
}

#[tokio::test]
async fn every_table_that_points_to_a_person_is_told_or_excused() {
    let house = House::on(Engine::Sqlite).await;
    let db = house.store().connection();
    let sql = "SELECT m.name AS table_name, k.\"table\" AS target FROM sqlite_master m \
               JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await.unwrap();
    let keys: Vec<(String, String)> =
        rows.iter().map(|row| (row.try_get("", "table_name").unwrap(), row.try_get("", "target").unwrap())).collect();
    // Tables that point to a person, and tables that point to one of those.
    let mut personal = BTreeSet::from(["persons".to_owned()]);
    loop {
        let more: Vec<String> = keys
            .iter()
            .filter(|(table, target)| personal.contains(target) && !personal.contains(table))
            .map(|(table, _)| table.clone())
            .collect();
        if more.is_empty() {
            break;
        }
        personal.extend(more);
    }
    personal.remove("persons");
    assert!(personal.len() >= 14, "{personal:?}");
    let listed: BTreeSet<String> =
        TOLD.iter().copied().chain(NOT_TOLD.iter().map(|(table, _)| *table)).map(str::to_owned).collect();
    assert_eq!(personal, listed, "tell it in the read model, or say in NOT_TOLD why not");
    assert!(NOT_TOLD.iter().all(|(table, why)| !TOLD.contains(table) && !why.is_empty()));
}
