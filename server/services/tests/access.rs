use crate::support::{Engine, Fresh, House, PASSWORD, day, november, september};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        credentials::{CredentialError, DEMO_OFFICE},
    },
    calendar::day_of,
};
use rstest::rstest;
use services::{
    access::{
        AccessError, Anyone, Browser, FirstAdministrator, NewAccount, SchoolScope, Viewer, create_account,
        create_first_administrator, installation, issue_setup_code, mark_as_demo, sign_in, sign_out, viewer,
    },
    people::assign_class_teacher,
};

/// A person's session, after an account and, if asked for, a role have been given.
pub async fn sign_in_as(house: &House, code: &str, role: Option<(Role, &str)>) -> Viewer {
    house.give_account(code).await;
    if let Some((role, school)) = role {
        house.give_role(code, role, school).await;
    }
    let token =
        sign_in(house.store(), Anyone::at(None), code, PASSWORD, &Browser::default(), november()).await.unwrap().token;
    viewer(house.store(), &token, None, november()).await.unwrap().unwrap()
}

#[rstest]
#[tokio::test]
async fn a_session_opens_and_ends(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    let token = sign_in(house.store(), Anyone::at(None), " th-2 ", PASSWORD, &Browser::default(), november())
        .await
        .unwrap()
        .token;
    let at = async |hours: i64| {
        viewer(house.store(), &token, None, november() + TimeDelta::hours(hours)).await.unwrap().is_some()
    };
    assert!(at(0).await && at(3).await);
    assert!(!at(8).await, "four hours without a request end it");
    assert!(!at(13).await, "and twelve hours end it in any case");
    sign_out(house.store(), &token).await.unwrap();
    assert!(!at(0).await);
}

#[rstest]
#[tokio::test]
async fn wrong_names_and_wrong_passwords_are_refused_alike(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    for (name, password) in
        [("TH-2", "wrong password"), ("nobody", PASSWORD), ("TH-2", ""), ("'; DROP TABLE", PASSWORD)]
    {
        let refused = sign_in(house.store(), Anyone::at(None), name, password, &Browser::default(), november()).await;
        assert!(matches!(refused, Err(AccessError::WrongPassword)), "{name}");
    }
    house.sql("UPDATE accounts SET disabled_at = created_at").await;
    assert!(
        sign_in(house.store(), Anyone::at(None), "TH-2", PASSWORD, &Browser::default(), november()).await.is_err(),
        "a disabled account"
    );
}

#[tokio::test]
async fn the_demos_passwords_open_nothing_but_a_demo() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let new = NewAccount {
        person: house.person("TH-2").await,
        username: "phong".into(),
        password: DEMO_OFFICE.password.into(),
    };
    let refused = create_account(house.store(), &house.office, new.clone(), september()).await;
    assert!(matches!(refused, Err(AccessError::Credential(CredentialError::DemoPassword))), "{refused:?}");

    // Even where an account has such a password, as after copying a demo's rows, it does not open.
    let demo = Fresh::on(Engine::Sqlite).await;
    mark_as_demo(&demo.store, &demo.operator, september()).await.unwrap();
    let node = services::people::create_office(&demo.store, &demo.operator, "Demo", day(2026, 9, 1), september())
        .await
        .unwrap();
    let files =
        [crate::support::csv("schools", crate::support::SCHOOLS), crate::support::csv("staff", crate::support::STAFF)];
    let office = demo.operator.office(node);
    services::people::import_rosters(&demo.store, &office, &files, false, september()).await.unwrap();
    let person = services::people::person_by_code(&demo.store, "TH-2").await.unwrap().unwrap();
    create_account(&demo.store, &office, NewAccount { person, ..new }, september()).await.unwrap();
    assert!(
        sign_in(&demo.store, Anyone::at(None), "phong", DEMO_OFFICE.password, &Browser::default(), november())
            .await
            .is_ok()
    );
    let house_of_demo = House { fresh: demo, office };
    house_of_demo.sql("UPDATE installation SET is_demo = (1 = 0)").await;
    let refused = sign_in(
        house_of_demo.store(),
        Anyone::at(None),
        "phong",
        DEMO_OFFICE.password,
        &Browser::default(),
        november(),
    )
    .await;
    assert!(matches!(refused, Err(AccessError::WrongPassword)));
}

#[rstest]
#[tokio::test]
async fn the_first_administrator_comes_in_with_the_code_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let fresh = Fresh::on(engine).await;
    let first = FirstAdministrator {
        organisation: "Phòng Văn hóa - Xã hội".into(),
        full_name: "Trần Thị Minh Châu".into(),
        username: "chau".into(),
        password: PASSWORD.into(),
    };
    let create = async |code: &str, first: &FirstAdministrator| {
        create_first_administrator(&fresh.store, Anyone::at(None), code, first.clone(), november()).await
    };
    assert!(
        matches!(create("AAAA-BBBB-CCCC", &first).await, Err(AccessError::WrongCode)),
        "before any code was issued"
    );
    let old = issue_setup_code(&fresh.store, &fresh.operator, november()).await.unwrap().unwrap();
    let code = issue_setup_code(&fresh.store, &fresh.operator, november()).await.unwrap().unwrap();
    assert!(matches!(create(&old, &first).await, Err(AccessError::WrongCode)), "a newer code was issued");
    let weak = FirstAdministrator { password: "ngắn".into(), ..first.clone() };
    assert!(matches!(create(&code, &weak).await, Err(AccessError::Credential(CredentialError::PasswordTooShort))));
    create(&code.to_lowercase().replace('-', " "), &first).await.unwrap();
    assert!(matches!(create(&code, &first).await, Err(AccessError::AlreadySetUp)));
    assert_eq!(issue_setup_code(&fresh.store, &fresh.operator, november()).await.unwrap(), None);
    assert!(!installation(&fresh.store).await.unwrap().unwrap().is_demo);
    let token =
        sign_in(&fresh.store, Anyone::at(None), "chau", PASSWORD, &Browser::default(), november()).await.unwrap().token;
    let viewer = viewer(&fresh.store, &token, None, november()).await.unwrap().unwrap();
    assert!(viewer.office().is_ok() && viewer.learner().is_err());
}

#[rstest]
#[tokio::test]
async fn the_office_reaches_every_school_and_a_principal_only_the_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let today = day_of(november());
    let official = sign_in_as(&house, "HS-1", Some((Role::OfficeViewer, ""))).await;
    assert!(official.reads_office().is_ok());
    assert!(official.office().is_err(), "who only reads changes nothing");
    assert!(official.visits(house.store(), "MN001", today).await.is_ok());
    assert!(official.leads(house.store(), "MN001", today).await.is_err());

    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    assert!(principal.reads_office().is_err());
    assert_eq!(*principal.visits(house.store(), "th014", today).await.unwrap().scope(), SchoolScope::Whole);
    assert!(principal.leads(house.store(), "TH014", today).await.is_ok());
    assert!(matches!(principal.visits(house.store(), "MN001", today).await, Err(AccessError::Forbidden)));
    assert!(matches!(principal.leads(house.store(), "MN001", today).await, Err(AccessError::Forbidden)));
    assert!(matches!(principal.visits(house.store(), "XX999", today).await, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn a_teacher_sees_the_own_classes_and_a_pupil_none(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let today = day_of(november());
    let class = house.class("3/1").await;
    let (lead, foreign) = (house.lead("TH014").await, house.lead("MN001").await);
    let teacher = house.person("TH-2").await;
    let from = day(2026, 9, 1);
    assert!(assign_class_teacher(house.store(), &foreign, class, teacher, from, september()).await.is_err());
    assign_class_teacher(house.store(), &lead, class, teacher, from, september()).await.unwrap();
    let viewer = sign_in_as(&house, "TH-2", None).await;
    let visitor = viewer.visits(house.store(), "TH014", today).await.unwrap();
    assert_eq!(*visitor.scope(), SchoolScope::Classes([class].into()));
    let vi = crate::support::vi();
    let page = services::progress::school_progress(house.store(), &visitor, &vi, today).await.unwrap();
    assert_eq!(page.classes.iter().map(|class| class.name.as_str()).collect::<Vec<_>>(), ["3/1"]);
    assert!(page.staff.is_empty() && !page.whole);
    let other = house.class("1/1").await;
    assert!(services::progress::class_progress(house.store(), &visitor, other, &vi, today).await.is_err());

    let pupil = sign_in_as(&house, "790001", None).await;
    assert!(pupil.learner().is_ok());
    assert!(matches!(pupil.visits(house.store(), "TH014", today).await, Err(AccessError::Forbidden)));
    assert!(pupil.reads_office().is_err() && pupil.office().is_err());
}

#[rstest]
#[tokio::test]
async fn a_node_of_another_branch_does_not_reach_here(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    house
        .sql(
            "INSERT INTO organisations (kind, code, name, short_name, address, email, sort_key, search_key, opened_on, learned_at) \
             SELECT 'office', 'OTHER', 'Phòng khác', '', '', '', sort_key, '', opened_on, learned_at FROM organisations WHERE code = 'OFFICE'",
        )
        .await;
    let viewer = sign_in_as(&house, "HS-1", None).await;
    assert!(viewer.office_node().is_none());
    house
        .sql(&format!(
            "INSERT INTO role_grants (person_id, organisation_id, role, from_on, learned_at) \
             SELECT {}, id, 'office', opened_on, learned_at FROM organisations WHERE code = 'OTHER'",
            house.person("HS-1").await
        ))
        .await;
    let token = sign_in(house.store(), Anyone::at(None), "HS-1", PASSWORD, &Browser::default(), november())
        .await
        .unwrap()
        .token;
    let viewer = services::access::viewer(house.store(), &token, None, november()).await.unwrap().unwrap();
    let office = viewer.reads_office().unwrap();
    let today = day_of(november());
    assert!(matches!(viewer.visits(house.store(), "TH014", today).await, Err(AccessError::Forbidden)));
    let progress = services::progress::office_progress(house.store(), &office, today).await.unwrap();
    assert!(progress.schools.is_empty());
    assert_eq!(progress.staff.rate.d(), 0);
}
