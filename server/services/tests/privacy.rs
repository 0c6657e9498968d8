use crate::{
    access::sign_in_as,
    support::{Engine, House, day, morning, november, september, vi},
};
use domain::{
    access::{
        Role,
        audit::AuditAction,
        held::{DoneBy, HeldEvent, PersonHeld},
        privacy::{ANONYMOUS, Leavers, PrivacySettings},
    },
    calendar::{Moment, day_of},
    ids::PersonId,
    people::MembershipKind,
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::{
    access::{
        AccessError, Anyone, Browser, anonymise_leavers, count_leavers, grant_role,
        held::{NOT_TOLD, TOLD},
        housekeeping, keep_privacy_settings, my_data, privacy_settings, sign_in, take_out_data_of, take_out_my_data,
    },
    people::{assign_class_teacher, class_by_name, import_rosters},
    progress::office_progress,
};
use std::collections::BTreeSet;

const FOR_PRIMARY: &str = "my-secrets-stay-mine";
const FOR_ALL_STAFF: &str = "cybersecurity-law-for-schools";
/// "Trần Bảo Chi", in class 3/1 of TH014.
const PUPIL: &str = "790003";

/// A year and a month after the pupils of these tests left.
fn a_year_later() -> Moment {
    morning(day(2027, 11, 20))
}

async fn number(house: &House, sql: &str) -> i64 {
    let db = house.store().connection();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

async fn leaves(house: &House, person: PersonId) {
    house.sql(&format!("UPDATE memberships SET to_on = '2026-10-01' WHERE person_id = {person}")).await;
}

async fn told(house: &House, person: PersonId) -> PersonHeld {
    my_data(house.store(), &house.fresh.operator.oneself(person), &vi()).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn a_member_of_staff_sees_everything_that_is_held(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let person = house.person("TH-2").await;
    let school = house.school("TH014").await;
    let class = class_by_name(house.store(), school, 2026, "3/1").await.unwrap().unwrap();
    let lead = house.fresh.operator.school_lead(school);
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
    let house = House::with_courses(engine, &[]).await;
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
    let house = House::with_courses(engine, &[]).await;
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
    let house = House::with_courses(Engine::Sqlite, &[]).await;
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

    let lines = "SELECT COUNT(*) FROM audit_events WHERE action = 'person_anonymised'";
    assert_eq!(number(&house, lines).await, 1);
    let later = a_year_later() + chrono::TimeDelta::days(400);
    assert_eq!(anonymise_leavers(house.store(), &house.fresh.operator, later).await.unwrap(), Leavers::default());
    assert_eq!(number(&house, lines).await, 1, "a second run does nothing");
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
    let before = number(&house, credit).await;
    let answered = told(&house, pupil).await.attempts[0].answered;
    assert!(told(&house, pupil).await.attempts[0].typed.contains(&"Bạn Lan".to_owned()));
    leaves(&house, pupil).await;
    anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    let attempt = told(&house, pupil).await.attempts.remove(0);
    assert!(attempt.typed.is_empty(), "{attempt:?}");
    assert!(attempt.answered > 0 && attempt.answered < answered, "what was chosen stays");
    assert_eq!(number(&house, credit).await, before);
}

#[rstest]
#[tokio::test]
async fn who_returned_or_holds_a_role_or_left_on_record_only_now_keeps_the_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
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
    let school = house.school("TH014").await;
    let from = day(2026, 9, 1);
    grant_role(house.store(), &house.office, with_role, Role::Coordinator, school, from, september()).await.unwrap();

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
    let house = House::with_courses(engine, &[]).await;
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
            if number(&house, &sql).await > 0 {
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
    let house = House::with_courses(engine, &[]).await;
    let old = house.person(PUPIL).await;
    leaves(&house, old).await;
    anonymise_leavers(house.store(), &house.fresh.operator, a_year_later()).await.unwrap();
    let again = crate::support::csv("pupils", crate::support::PUPILS);
    assert!(import_rosters(house.store(), &house.office, &[again], false, a_year_later()).await.unwrap().taken);
    assert_ne!(house.person(PUPIL).await, old);
    assert_eq!(told(&house, old).await.particulars.full_name, ANONYMOUS);
}

#[rstest]
#[tokio::test]
async fn periods_are_set_by_the_office_above_all_within_bounds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let today = day_of(november());
    let (settings, is_mine) = privacy_settings(house.store(), &house.office, today).await.unwrap();
    assert_eq!((settings, is_mine), (PrivacySettings::default(), true));
    let wrong = PrivacySettings { pupils_after_months: 0, ..settings };
    let refused = keep_privacy_settings(house.store(), &house.office, wrong, november()).await;
    assert!(matches!(refused, Err(AccessError::BadPeriod)));
    let right = PrivacySettings { pupils_after_months: 6, ..settings };
    keep_privacy_settings(house.store(), &house.office, right, november()).await.unwrap();
    assert_eq!(privacy_settings(house.store(), &house.office, today).await.unwrap().0, right);
    assert_eq!(number(&house, "SELECT COUNT(*) FROM audit_events WHERE action = 'setting_changed'").await, 1);

    // An office with a node of its own only, such as a branch, reads them.
    let branch = house.fresh.operator.office(house.school("TH014").await);
    assert_eq!(privacy_settings(house.store(), &branch, today).await.unwrap(), (right, false));
    let refused = keep_privacy_settings(house.store(), &branch, settings, november()).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
}

#[rstest]
#[tokio::test]
async fn one_process_keeps_house_once_a_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let (store, operator) = (house.store(), &house.fresh.operator);
    sign_in_as(&house, "TH-2", None).await;
    let keep = async |now| housekeeping(store, operator, now).await.unwrap();
    let now = a_year_later();
    let (one, other) = tokio::join!(keep(now), keep(now));
    assert_eq!([one, other].iter().filter(|done| done.is_some()).count(), 1);
    assert_eq!(number(&house, "SELECT COUNT(*) FROM sessions").await, 0, "sessions that are over go");
    assert_eq!(keep(now + chrono::TimeDelta::hours(5)).await, None, "done today");
    let tomorrow = now + chrono::TimeDelta::days(1);
    assert!(keep(tomorrow).await.is_some());

    // A process that took the lease and never came back.
    let until = (tomorrow + chrono::TimeDelta::days(1) + chrono::TimeDelta::hours(1)).timestamp();
    house.sql(&format!("UPDATE job_runs SET finished_at = NULL, leased_until = {until}")).await;
    assert_eq!(keep(tomorrow + chrono::TimeDelta::days(1)).await, None);
    assert!(keep(tomorrow + chrono::TimeDelta::hours(25)).await.is_some());
}
