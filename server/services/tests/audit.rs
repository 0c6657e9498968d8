use crate::{
    access::sign_in_as,
    support::{Engine, Fresh, House, csv, day, morning, november},
};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        audit::{AuditAction, AuditFilter, AuditLine, AuditSubject, AuditTarget},
        audit_detail::{Detail, DetailValue},
    },
    calendar::{day_of, start_of},
    ids::PersonId,
};
use rstest::rstest;
use services::{
    Store,
    access::{
        AccessError, Anyone, Auditor, FirstAdministrator, NewAccount, Operator, audit_page, create_account,
        create_first_administrator, export_audit, grant_role, issue_setup_code,
    },
    people::{NewDecision, assign_class_teacher, class_by_name, import_rosters, record_founding_decision},
    progress::{NewActivity, record_activity},
};

/// All lines that a reader sees, newest first.
pub async fn lines(store: &Store, auditor: &Auditor) -> Vec<AuditLine> {
    audit_page(store, auditor, &AuditFilter::default(), 1, 1000, november()).await.unwrap().lines
}

pub fn of(lines: &[AuditLine], action: AuditAction) -> Vec<&AuditLine> {
    lines.iter().filter(|line| line.action == action).collect()
}

pub fn subject(line: &AuditLine) -> Option<PersonId> {
    match &line.target {
        Some(AuditTarget::Person(person)) => Some(person.id),
        _ => None,
    }
}

pub fn detail<'a>(line: &'a AuditLine, key: &str) -> Option<&'a DetailValue> {
    line.details.iter().find(|detail| detail.key == key).map(|Detail { value, .. }| value)
}

fn number(value: &str) -> DetailValue {
    DetailValue::Number(value.to_owned())
}

const SCHOOL: &str = "Trường Tiểu học Mỹ Xuân";

#[rstest]
#[tokio::test]
async fn the_database_refuses_to_change_or_remove_a_line(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let before = lines(house.store(), &house.office.auditor()).await;
    assert_eq!(before.len(), 1, "the roster was taken in");
    let mut statements = vec![
        "UPDATE audit_events SET action = 'person_added'",
        "UPDATE audit_events SET happened_at = happened_at WHERE id = 1",
        "DELETE FROM audit_events",
        "DELETE FROM audit_events WHERE id = 1",
    ];
    if engine == Engine::Postgres {
        statements.push("TRUNCATE audit_events");
        statements.push("TRUNCATE audit_events CASCADE");
    }
    for statement in statements {
        let refused = house.try_sql(statement).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{statement}: {refused}");
    }
    assert_eq!(lines(house.store(), &house.office.auditor()).await, before);
}

#[rstest]
#[tokio::test]
async fn an_account_given_is_in_the_log_and_one_refused_is_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let office = sign_in_as(&house, "HS-1", Some((Role::Office, ""))).await;
    let office_person = office.person();
    let office = office.office().unwrap();
    let person = house.person("TH-2").await;
    let new = NewAccount { person, username: "vinh".into(), password: "ba con mèo ngủ".into() };
    create_account(house.store(), &office, new.clone(), november()).await.unwrap();
    let log = lines(house.store(), &office.auditor()).await;
    let line = of(&log, AuditAction::AccountCreated).into_iter().find(|line| subject(line) == Some(person)).unwrap();
    assert_eq!(line.actor.as_ref().map(|actor| actor.id), Some(office_person));
    assert_eq!(line.place.as_deref(), Some(SCHOOL));
    assert_eq!(line.at, november());
    let written = format!("{line:?}");
    assert!(!written.contains("mèo") && !written.contains("vinh"), "no secret and no user name: {written}");

    let again = create_account(house.store(), &office, new, november()).await;
    assert!(matches!(again, Err(AccessError::UsernameTaken)));
    assert_eq!(lines(house.store(), &office.auditor()).await.len(), log.len());
}

const fn decision(number: &str, decided_on: chrono::NaiveDate) -> NewDecision<'_> {
    NewDecision { number, decided_on, scan: None }
}

#[rstest]
#[tokio::test]
async fn what_a_school_records_about_itself_is_in_its_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let viewer = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let head = viewer.heads(house.store(), "TH014", day_of(november())).await.unwrap();
    let (lead, auditor) = (head.lead(), head.auditor());
    let before = lines(house.store(), &auditor).await.len();

    let class = class_by_name(house.store(), head.school(), 2026, "3/1").await.unwrap().unwrap();
    let (teacher, stranger) = (house.person("TH-2").await, house.person("MN-1").await);
    let from = day(2026, 9, 1);
    assert!(assign_class_teacher(house.store(), &lead, class, stranger, from, november()).await.is_err());
    assert!(record_founding_decision(house.store(), &lead, decision(" ", from), november()).await.is_err());
    let activity = NewActivity {
        happened_on: day(2026, 9, 5),
        form: "Sinh hoạt lớp".into(),
        topic: "Em Hòa".into(),
        participants: 40,
    };
    let unformed = NewActivity { form: " ".into(), ..activity.clone() };
    assert!(record_activity(house.store(), &lead, unformed, november()).await.is_err());
    assert_eq!(lines(house.store(), &auditor).await.len(), before, "what was refused is not in the log");

    assign_class_teacher(house.store(), &lead, class, teacher, from, november()).await.unwrap();
    record_founding_decision(house.store(), &lead, decision("12/QĐ", from), november()).await.unwrap();
    record_founding_decision(house.store(), &lead, decision("15/QĐ", day(2026, 9, 9)), november()).await.unwrap();
    record_activity(house.store(), &lead, activity, november()).await.unwrap();
    let log = lines(house.store(), &auditor).await;
    assert_eq!(log.len(), before + 4);
    for line in &log[..4] {
        assert_eq!(line.actor.as_ref().map(|actor| actor.id), Some(viewer.person()));
        assert_eq!(line.place.as_deref(), Some(SCHOOL));
    }
    let [activity, second, first, appointed] = &log[..4] else { panic!() };
    assert_eq!(appointed.action, AuditAction::ClassTeacherBegan);
    assert_eq!(subject(appointed), Some(teacher));
    assert_eq!(detail(appointed, "class"), Some(&DetailValue::Named("3/1".into())), "an id is shown as a name");
    assert_eq!(detail(appointed, "from"), Some(&DetailValue::Day(from)));
    let word = |text: &str| Box::new(DetailValue::Word(text.to_owned()));
    assert_eq!(first.action, AuditAction::FoundingDecisionRecorded);
    assert_eq!(detail(first, "number"), Some(&*word("12/QĐ")));
    assert_eq!(detail(second, "number"), Some(&DetailValue::Change(word("12/QĐ"), word("15/QĐ"))));
    assert_eq!(activity.action, AuditAction::ActivityRecorded);
    assert!(matches!(activity.target, Some(AuditTarget::Thing { kind: AuditSubject::Activity, .. })));
    assert_eq!(detail(activity, "participants"), Some(&number("40")));
    assert!(!format!("{activity:?}").contains("Em Hòa"), "a topic may name somebody");
}

#[rstest]
#[tokio::test]
async fn a_roster_taken_in_is_counted_and_one_refused_is_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let auditor = house.office.auditor();
    let file = |code: &str| csv("schools", &format!("Mã trường,Tên trường,Cấp học\n{code},Trường mới,Tiểu học\n"));
    import_rosters(house.store(), &house.office, &[file("TH020")], true, november()).await.unwrap();
    import_rosters(house.store(), &house.office, &[file("")], false, november()).await.unwrap();
    let log = lines(house.store(), &auditor).await;
    assert_eq!(log.len(), 1, "neither the rehearsal nor the wrong file");
    assert_eq!(detail(&log[0], "new"), Some(&number("13")));
    assert_eq!((log[0].action, &log[0].actor), (AuditAction::RosterImported, &None), "done at the console");
    import_rosters(house.store(), &house.office, &[file("TH020")], false, november()).await.unwrap();
    assert_eq!(detail(&lines(house.store(), &auditor).await[0], "new"), Some(&number("1")));
}

#[rstest]
#[tokio::test]
async fn the_first_administrator_is_in_the_log_from_the_first_minute(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let fresh = Fresh::on(engine).await;
    let first = FirstAdministrator {
        organisation: "Phòng VHXH".into(),
        full_name: "Lê Vân".into(),
        username: "van".into(),
        password: "ba con mèo ngủ".into(),
    };
    let code = issue_setup_code(&fresh.store, &fresh.operator, november()).await.unwrap().unwrap();
    let at = Anyone::at(Some("192.0.2.7".parse().unwrap()));
    assert!(create_first_administrator(&fresh.store, at, "WRONG", first.clone(), november()).await.is_err());
    create_first_administrator(&fresh.store, at, &code, first, november()).await.unwrap();
    let node = services::people::root_office(fresh.store.connection()).await.unwrap().unwrap();
    let log = lines(&fresh.store, &fresh.operator.office(node).auditor()).await;
    let actions: Vec<AuditAction> = log.iter().rev().map(|line| line.action).collect();
    use AuditAction::{AccountCreated, OrganisationAdded, PersonAdded, RoleGranted};
    assert_eq!(actions, [OrganisationAdded, PersonAdded, AccountCreated, RoleGranted]);
    for line in &log {
        assert_eq!(line.actor.as_ref().and_then(|actor| actor.name.as_deref()), Some("Lê Vân"));
        assert_eq!(line.address.as_deref(), Some("192.0.2.7"));
    }
}

#[rstest]
#[tokio::test]
async fn a_principal_reads_the_own_schools_lines_and_the_office_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let today = day_of(november());
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let official = sign_in_as(&house, "HS-1", Some((Role::OfficeViewer, ""))).await;
    let other = sign_in_as(&house, "MN-1", Some((Role::Coordinator, "MN001"))).await;
    assert!(matches!(principal.audits(), Err(AccessError::Forbidden)));
    assert!(matches!(principal.audits_school(house.store(), "MN001", today).await, Err(AccessError::Forbidden)));
    assert!(matches!(other.audits_school(house.store(), "MN001", today).await, Err(AccessError::Forbidden)));
    assert!(matches!(principal.audits_school(house.store(), "XX999", today).await, Err(AccessError::NotFound)));

    let own = lines(house.store(), &principal.audits_school(house.store(), "TH014", today).await.unwrap()).await;
    assert_eq!(own.len(), 2, "the principal's own account and role");
    assert!(own.iter().all(|line| line.place.as_deref() == Some(SCHOOL)));
    let all = lines(house.store(), &official.audits().unwrap()).await;
    assert_eq!(all.len(), 7, "three accounts, three roles, one roster");
    assert!(own.iter().all(|line| all.contains(line)));
}

#[rstest]
#[tokio::test]
async fn lines_without_a_school_belong_to_whoever_did_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let person = house.person("TH-2").await;
    let write = async |actor: &str, action: &str| {
        house
            .sql(&format!(
                "INSERT INTO audit_events (happened_at, actor_person_id, action, details) \
                 SELECT learned_at, {actor}, '{action}', '{{}}' FROM organisations WHERE code = 'OFFICE'"
            ))
            .await;
    };
    write(&person.to_string(), "password_changed").await;
    write("NULL", "setting_changed").await;
    house
        .sql(
            "INSERT INTO organisations (kind, code, name, short_name, address, email, sort_key, search_key, opened_on, learned_at) \
             SELECT 'office', 'OTHER', 'Phòng khác', '', '', '', sort_key, '', opened_on, learned_at FROM organisations WHERE code = 'OFFICE'",
        )
        .await;
    let other = house.node("OTHER").await;
    let office = house.office.node();
    house
        .sql(&format!(
            "INSERT INTO placements (organisation_id, parent_id, from_on, learned_at) \
             SELECT {other}, {office}, opened_on, learned_at FROM organisations WHERE code = 'OFFICE'"
        ))
        .await;
    let ours = lines(house.store(), &house.office.auditor()).await;
    assert_eq!(of(&ours, AuditAction::PasswordChanged).len(), 1);
    assert_eq!(of(&ours, AuditAction::SettingChanged).len(), 1, "the top reads what the console did");
    let theirs = lines(house.store(), &Operator::at_console().office(other).auditor()).await;
    assert_eq!(theirs, [], "a branch beside reads nothing of it");
    let school = Operator::at_console().school_head(house.school("TH014").await).auditor();
    assert_eq!(lines(house.store(), &school).await, [], "nor does the school");
}

#[rstest]
#[tokio::test]
async fn a_closed_school_stays_in_the_log_of_its_office(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    sign_in_as(&house, "TH-1", None).await;
    let before = lines(house.store(), &house.office.auditor()).await.len();
    house
        .sql(&format!(
            "UPDATE placements SET to_on = '2026-10-01' WHERE organisation_id = {}",
            house.school("TH014").await
        ))
        .await;
    assert_eq!(lines(house.store(), &house.office.auditor()).await.len(), before);
}

#[rstest]
#[tokio::test]
async fn filters_narrow_the_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let office = sign_in_as(&house, "HS-1", Some((Role::Office, ""))).await.office().unwrap();
    let late = day(2026, 10, 5);
    for (code, now) in [("TH-2", morning(late)), ("TH-3", start_of(late) + TimeDelta::days(1))] {
        let person = house.person(code).await;
        let node = house.school("TH014").await;
        grant_role(house.store(), &office, person, Role::Coordinator, node, late, now).await.unwrap();
    }
    let auditor = office.auditor();
    let found = async |filter: AuditFilter| {
        let page = audit_page(house.store(), &auditor, &filter, 1, 50, november()).await.unwrap();
        assert_eq!(page.count, page.lines.len() as u64);
        page.lines.iter().filter_map(subject).collect::<Vec<_>>()
    };
    let (vinh, diem, oanh) = (house.person("TH-2").await, house.person("TH-3").await, house.person("HS-1").await);
    let any = AuditFilter::default;
    assert_eq!(found(AuditFilter { from: Some(late), ..any() }).await, [diem, vinh], "newest first");
    assert_eq!(found(AuditFilter { from: Some(late), to: Some(late), ..any() }).await, [vinh], "the last day is in it");
    assert_eq!(found(AuditFilter { actor: "le oanh".into(), ..any() }).await, [diem, vinh], "without diacritics");
    assert_eq!(found(AuditFilter { actor: "Oanh Lê".into(), subject: "quoc vi".into(), ..any() }).await, [vinh]);
    assert_eq!(found(AuditFilter { action: Some(AuditAction::AccountCreated), ..any() }).await, [oanh]);
    assert_eq!(found(AuditFilter { person: Some(diem), ..any() }).await, [diem]);
    for nothing in ["%", "_", "inh", "' OR 1=1 --", "\\"] {
        let found = found(AuditFilter { subject: nothing.into(), ..any() }).await;
        assert_eq!(found, [], "{nothing}");
    }
    let pages = [1, 2, 99].map(async |page| {
        let page = audit_page(house.store(), &auditor, &any(), page, 3, november()).await.unwrap();
        (page.count, page.lines.len())
    });
    let [first, second, beyond] = pages;
    assert_eq!((first.await, second.await, beyond.await), ((5, 3), (5, 2), (5, 2)), "beyond the last page is the last");
}

#[rstest]
#[tokio::test]
async fn who_was_made_anonymous_is_so_in_the_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    sign_in_as(&house, "TH-1", None).await;
    house
        .sql(&format!("UPDATE persons SET anonymised_at = learned_at WHERE id = {}", house.person("TH-1").await))
        .await;
    let log = lines(house.store(), &house.office.auditor()).await;
    assert!(matches!(&log[0].target, Some(AuditTarget::Person(person)) if person.name.is_none()), "{log:?}");
    assert!(!format!("{log:?}").contains("Phan Thùy An"));
}

#[rstest]
#[tokio::test]
async fn taking_the_log_out_is_in_the_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let viewer = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let auditor = viewer.audits_school(house.store(), "TH014", day_of(november())).await.unwrap();
    let mut taken = Vec::new();
    let filter = AuditFilter { action: Some(AuditAction::RoleGranted), ..AuditFilter::default() };
    let exported = export_audit(house.store(), &auditor, &filter, november(), |line| taken.push(line)).await.unwrap();
    assert_eq!((exported.lines, exported.is_cut, taken.len()), (1, false, 1));
    assert_eq!(taken[0].action, AuditAction::RoleGranted);
    let log = lines(house.store(), &auditor).await;
    assert_eq!(log[0].action, AuditAction::AuditExported);
    assert_eq!(log[0].actor.as_ref().map(|actor| actor.id), Some(viewer.person()));
    assert_eq!(log[0].place.as_deref(), Some(SCHOOL));
    assert_eq!(detail(&log[0], "lines"), Some(&number("1")));
}
