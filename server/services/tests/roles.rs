use crate::{
    access::sign_in_as,
    audit::{detail, lines, of, subject},
    support::{Engine, House, PASSWORD, day, november, september},
};
use chrono::{Days, NaiveDate};
use domain::{
    access::{
        Role,
        audit::AuditAction,
        audit_detail::DetailValue,
        roles::{RoleFilter, RoleState},
    },
    calendar::day_of,
    ids::PersonId,
};
use rstest::rstest;
use services::access::{
    AccessError, Anyone, Browser, NewRole, RoleError, RoleGiver, SessionToken, Viewer, disable_account, enable_account,
    end_role, give_role, grant_role, office_roles, person_access, school_roles, sign_in, viewer,
};

fn today() -> NaiveDate {
    day_of(november())
}

fn tomorrow() -> NaiveDate {
    today() + Days::new(1)
}

async fn principal(house: &House) -> (Viewer, RoleGiver) {
    let viewer = sign_in_as(house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let giver = viewer.heads(house.store(), "TH014", today()).await.unwrap().role_giver();
    (viewer, giver)
}

async fn new_role(house: &House, code: &str, role: Role, school: &str) -> NewRole {
    let node = if school.is_empty() { house.office.node() } else { house.school(school).await };
    NewRole { person: house.person(code).await, role, node, from: today(), to: None }
}

async fn token(house: &House, name: &str) -> SessionToken {
    sign_in(house.store(), Anyone::at(None), name, PASSWORD, &Browser::default(), november()).await.unwrap().token
}

/// The id of a person's latest role.
async fn latest(house: &House, person: PersonId) -> i64 {
    let (auditor, all) = (house.office.auditor(), RoleFilter::default());
    let roles = office_roles(house.store(), &auditor, &all, "", 1, 100, november()).await.unwrap().roles;
    roles.iter().filter(|line| line.person.id == person).map(|line| line.id).max().unwrap()
}

#[rstest]
#[tokio::test]
async fn a_principal_gives_and_ends_roles_of_the_own_school_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (head, giver) = principal(&house).await;
    let auditor = head.audits_school(house.store(), "TH014", today()).await.unwrap();
    let before = lines(house.store(), &auditor).await.len();
    let give = async |code: &str, role: Role, school: &str| {
        give_role(house.store(), &giver, new_role(&house, code, role, school).await, november()).await
    };
    assert!(matches!(give("TH-2", Role::Office, "").await, Err(RoleError::Forbidden)));
    assert!(matches!(give("TH-2", Role::Author, "TH014").await, Err(RoleError::Forbidden)));
    assert!(matches!(give("MN-1", Role::Coordinator, "MN001").await, Err(RoleError::Forbidden)));
    assert!(matches!(give("MN-1", Role::Coordinator, "TH014").await, Err(RoleError::NotStaff)));
    assert!(matches!(give("790001", Role::Coordinator, "TH014").await, Err(RoleError::NotStaff)), "a pupil");
    assert_eq!(lines(house.store(), &auditor).await.len(), before, "what was refused is not in the log");

    give("TH-2", Role::Coordinator, "TH014").await.unwrap();
    assert!(matches!(give("TH-2", Role::Coordinator, "TH014").await, Err(RoleError::HeldAlready)));
    let person = house.person("TH-2").await;
    let log = lines(house.store(), &auditor).await;
    assert_eq!((log.len(), log[0].action, subject(&log[0])), (before + 1, AuditAction::RoleGranted, Some(person)));
    assert_eq!(log[0].actor.as_ref().map(|actor| actor.id), Some(head.person()));
    assert_eq!(log[0].place.as_deref(), Some("Trường Tiểu học Mỹ Xuân"));
    assert_eq!(detail(&log[0], "role"), Some(&DetailValue::Word("coordinator".into())));

    let foreign = sign_in_as(&house, "MN-1", Some((Role::Principal, "MN001"))).await;
    let foreign = foreign.heads(house.store(), "MN001", today()).await.unwrap().role_giver();
    let grant = latest(&house, person).await;
    let refused = end_role(house.store(), &foreign, grant, tomorrow(), november()).await;
    assert!(matches!(refused, Err(RoleError::Forbidden)));
    end_role(house.store(), &giver, grant, tomorrow(), november()).await.unwrap();
    let log = lines(house.store(), &auditor).await;
    let ended = of(&log, AuditAction::RoleEnded);
    assert_eq!((ended.len(), subject(ended[0])), (1, Some(person)));
    assert_eq!(detail(ended[0], "to_on"), Some(&DetailValue::Day(tomorrow())));
    let later = november() + chrono::TimeDelta::days(1);
    assert!(matches!(end_role(house.store(), &giver, grant, tomorrow(), later).await, Err(RoleError::BadDays)));
}

#[rstest]
#[tokio::test]
async fn a_principal_cannot_end_the_own_role_but_another_can(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (head, giver) = principal(&house).await;
    let own = latest(&house, head.person()).await;
    let refused = end_role(house.store(), &giver, own, tomorrow(), november()).await;
    assert!(matches!(refused, Err(RoleError::OwnLast)), "{refused:?}");
    give_role(house.store(), &giver, new_role(&house, "TH-3", Role::Principal, "TH014").await, november())
        .await
        .unwrap();
    let refused = end_role(house.store(), &giver, own, tomorrow(), november()).await;
    assert!(matches!(refused, Err(RoleError::OwnLast)), "a second principal does not make the role less their own");
    let second = sign_in_as(&house, "TH-3", None).await;
    let second = second.heads(house.store(), "TH014", today()).await.unwrap().role_giver();
    end_role(house.store(), &second, own, tomorrow(), november()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_office_gives_any_role_below_it_and_keeps_one_of_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let official = sign_in_as(&house, "HS-1", Some((Role::Office, ""))).await;
    let giver = official.office().unwrap().role_giver();
    let give = async |code: &str, role: Role, school: &str| {
        give_role(house.store(), &giver, new_role(&house, code, role, school).await, november()).await
    };
    assert!(matches!(give("TH-2", Role::Principal, "").await, Err(RoleError::WrongPlace)));
    assert!(matches!(give("TH-2", Role::Author, "TH014").await, Err(RoleError::WrongPlace)));
    assert!(matches!(give("TH-2", Role::Principal, "MN001").await, Err(RoleError::NotStaff)));
    assert!(matches!(give("790001", Role::OfficeViewer, "").await, Err(RoleError::NotStaff)));
    give("TH-2", Role::Principal, "TH014").await.unwrap();
    give("TH-3", Role::OfficeViewer, "").await.unwrap();

    let own = latest(&house, official.person()).await;
    let end = async || end_role(house.store(), &giver, own, tomorrow(), november()).await;
    assert!(matches!(end().await, Err(RoleError::LastOffice)));
    let for_a_while = NewRole { to: Some(day(2026, 12, 1)), ..new_role(&house, "TH-4", Role::Office, "").await };
    give_role(house.store(), &giver, for_a_while, november()).await.unwrap();
    assert!(matches!(end().await, Err(RoleError::LastOffice)), "one that ends keeps nothing");
    give("TH-1", Role::Office, "").await.unwrap();
    end().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_node_beside_is_out_of_the_offices_reach(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    house
        .sql(
            "INSERT INTO organisations (kind, code, name, short_name, address, email, sort_key, search_key, opened_on, learned_at) \
             SELECT 'office', 'OTHER', 'Phòng khác', '', '', '', sort_key, '', opened_on, learned_at FROM organisations WHERE code = 'OFFICE'",
        )
        .await;
    let other = house.node("OTHER").await;
    let new = NewRole { node: other, ..new_role(&house, "TH-2", Role::Office, "").await };
    let refused = give_role(house.store(), &house.office.role_giver(), new, november()).await;
    assert!(matches!(refused, Err(RoleError::Forbidden)));

    grant_role(
        house.store(),
        &house.office,
        house.person("HS-1").await,
        Role::Office,
        other,
        day(2026, 9, 1),
        september(),
    )
    .await
    .unwrap();
    let stranger = sign_in_as(&house, "HS-1", None).await;
    let person = house.person("TH-2").await;
    let school = house.school("TH014").await;
    assert!(matches!(stranger.appoints_at(house.store(), school, today()).await, Err(AccessError::Forbidden)));
    assert!(matches!(stranger.audits_person(house.store(), person, today()).await, Err(AccessError::NotFound)));
    assert!(matches!(stranger.keeps_account(house.store(), person, today()).await, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn a_session_follows_roles_as_days_go_by(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let giver = house.office.role_giver();
    sign_in_as(&house, "TH-2", None).await;
    let token = token(&house, "TH-2").await;
    let leads = async |hours: i64| {
        let now = november() + chrono::TimeDelta::hours(hours);
        let viewer = viewer(house.store(), &token, None, now).await.unwrap().unwrap();
        viewer.leads(house.store(), "TH014", day_of(now)).await.is_ok()
    };
    assert!(!leads(0).await);
    let new = new_role(&house, "TH-2", Role::Coordinator, "TH014").await;
    give_role(house.store(), &giver, new, november()).await.unwrap();
    assert!(leads(1).await, "at the next request, in the session that was there before");
    let grant = latest(&house, new.person).await;
    end_role(house.store(), &giver, grant, today(), november()).await.unwrap();
    assert!(!leads(1).await);
}

#[rstest]
#[tokio::test]
async fn a_role_has_days_that_fit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let giver = house.office.role_giver();
    let new = new_role(&house, "TH-2", Role::Coordinator, "TH014").await;
    let (first, last) = (day(2026, 12, 1), day(2026, 12, 31));
    let give = async |from, to| give_role(house.store(), &giver, NewRole { from, to, ..new }, november()).await;
    assert!(matches!(give(first, Some(first)).await, Err(RoleError::BadDays)));
    give(first, Some(last)).await.unwrap();
    assert!(matches!(give(day(2026, 12, 30), None).await, Err(RoleError::HeldAlready)));
    give(last, None).await.unwrap();
    give(today(), Some(first)).await.unwrap();

    let auditor = house.office.auditor();
    let read = async || {
        let roles = office_roles(house.store(), &auditor, &RoleFilter::default(), "", 1, 100, november()).await;
        let mut roles: Vec<_> = roles.unwrap().roles.into_iter().map(|line| (line.span.from, line)).collect();
        roles.sort_by_key(|(from, _)| *from);
        roles.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
    };
    let roles = read().await;
    let states: Vec<RoleState> = roles.iter().map(|line| line.state).collect();
    assert_eq!(states, [RoleState::Held, RoleState::Coming, RoleState::Coming]);
    let end = async |place: usize, on| end_role(house.store(), &giver, roles[place].id, on, november()).await;
    assert!(matches!(end(0, day(2026, 11, 1)).await, Err(RoleError::BadDays)), "before it began");
    assert!(matches!(end(0, day(2026, 12, 2)).await, Err(RoleError::BadDays)), "after it ends");
    end(2, today()).await.unwrap();
    end(1, day(2026, 12, 10)).await.unwrap();
    let spans: Vec<_> = read().await.into_iter().map(|line| (line.span.from, line.span.to)).collect();
    assert_eq!(spans, [(today(), Some(first)), (first, Some(day(2026, 12, 10)))], "one never begins, one ends earlier");
}

#[rstest]
#[tokio::test]
async fn a_shut_account_ends_its_sessions_and_opens_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let (head, _) = principal(&house).await;
    sign_in_as(&house, "TH-2", None).await;
    let token = token(&house, "TH-2").await;
    let is_in = async |token: &SessionToken| viewer(house.store(), token, None, november()).await.unwrap().is_some();
    assert!(is_in(&token).await);
    let person = house.person("TH-2").await;
    let keeper = head.keeps_account(house.store(), person, today()).await.unwrap();
    assert!(matches!(enable_account(house.store(), &keeper, november()).await, Err(RoleError::NotFound)));
    disable_account(house.store(), &keeper, november()).await.unwrap();
    assert!(!is_in(&token).await);
    let refused = sign_in(house.store(), Anyone::at(None), "TH-2", PASSWORD, &Browser::default(), november()).await;
    assert!(matches!(refused, Err(AccessError::WrongPassword)));
    assert!(matches!(disable_account(house.store(), &keeper, november()).await, Err(RoleError::NotFound)));
    enable_account(house.store(), &keeper, november()).await.unwrap();
    assert!(!is_in(&token).await, "the old session stays over");
    assert!(sign_in(house.store(), Anyone::at(None), "TH-2", PASSWORD, &Browser::default(), november()).await.is_ok());

    let log = lines(house.store(), &head.audits_school(house.store(), "TH014", today()).await.unwrap()).await;
    assert_eq!((log[0].action, subject(&log[0])), (AuditAction::AccountEnabled, Some(person)));
    assert_eq!((log[1].action, subject(&log[1])), (AuditAction::AccountDisabled, Some(person)));
    assert_eq!(log[1].actor.as_ref().map(|actor| actor.id), Some(head.person()));
    assert_eq!(detail(&log[1], "sessions"), Some(&DetailValue::Number("2".into())));
}

#[rstest]
#[tokio::test]
async fn nobody_shuts_the_own_account_nor_that_of_somebody_with_a_role_above(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (head, _) = principal(&house).await;
    let own = head.keeps_account(house.store(), head.person(), today()).await.unwrap();
    assert!(matches!(disable_account(house.store(), &own, november()).await, Err(RoleError::OwnAccount)));
    let official = sign_in_as(&house, "TH-4", Some((Role::Office, ""))).await;
    let of_official = head.keeps_account(house.store(), official.person(), today()).await.unwrap();
    let refused = disable_account(house.store(), &of_official, november()).await;
    assert!(matches!(refused, Err(RoleError::OtherRoles)), "{refused:?}");
    let stranger = house.person("MN-1").await;
    assert!(matches!(head.keeps_account(house.store(), stranger, today()).await, Err(AccessError::NotFound)));
    let reader = sign_in_as(&house, "HS-1", Some((Role::OfficeViewer, ""))).await;
    assert!(matches!(reader.keeps_account(house.store(), stranger, today()).await, Err(AccessError::Forbidden)));
}

#[rstest]
#[tokio::test]
async fn what_is_shown_of_a_person_is_what_the_looker_may_see_and_do(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (head, _) = principal(&house).await;
    let reader = sign_in_as(&house, "HS-1", Some((Role::OfficeViewer, ""))).await;
    let official = sign_in_as(&house, "TH-4", Some((Role::Office, ""))).await;
    let person = official.person();
    let access = async |viewer: &Viewer| {
        let of = viewer.audits_person(house.store(), person, today()).await.unwrap();
        person_access(house.store(), &of, november()).await.unwrap()
    };
    let seen = access(&head).await;
    assert!(seen.roles.is_empty() && seen.has_other_roles && !seen.may_change_account, "{seen:?}");
    let may_give: Vec<_> = seen.may_give.iter().map(|place| (place.role, place.node.school_code.as_deref())).collect();
    assert_eq!(may_give, [(Role::Principal, Some("TH014")), (Role::Coordinator, Some("TH014"))]);
    assert_eq!(seen.account.as_ref().map(|account| account.username.as_str()), Some("th-4"));

    let seen = access(&reader).await;
    assert_eq!(seen.roles.iter().map(|line| line.role).collect::<Vec<_>>(), [Role::Office]);
    assert!(
        seen.may_give.is_empty() && !seen.may_change_account && !seen.roles[0].may_end,
        "who reads changes nothing"
    );
    let seen = access(&official).await;
    assert!(seen.roles[0].may_end && !seen.may_change_account, "nobody shuts the own account");
    assert_eq!(seen.may_give.len(), 5, "two roles of the school, three of the office: {:?}", seen.may_give);
    assert!(head.audits_person(house.store(), house.person("790001").await, today()).await.is_err(), "a pupil");
    assert!(head.audits_person(house.store(), PersonId(999_999), today()).await.is_err());
}

#[rstest]
#[tokio::test]
async fn lists_of_roles_are_found_filtered_and_paged(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let giver = house.office.role_giver();
    for (code, role, school) in [
        ("TH-1", Role::Principal, "TH014"),
        ("TH-2", Role::Coordinator, "TH014"),
        ("MN-1", Role::Principal, "MN001"),
        ("HS-1", Role::OfficeViewer, ""),
    ] {
        give_role(house.store(), &giver, new_role(&house, code, role, school).await, november()).await.unwrap();
    }
    let auditor = house.office.auditor();
    let list = async |filter: RoleFilter, find: &str, page: u64, length: u64| {
        office_roles(house.store(), &auditor, &filter, find, page, length, november()).await.unwrap()
    };
    let all = list(RoleFilter::default(), "", 1, 50).await;
    assert_eq!((all.count, all.found), (4, None));
    let names: Vec<_> = all.roles.iter().filter_map(|line| line.person.name.as_deref()).collect();
    assert_eq!(names, ["Phan Thùy An", "Nguyễn Đức Khang", "Lê Thị Oanh", "Trần Quốc Vinh"], "by given name");
    let by_role = list(RoleFilter { role: Some(Role::Principal), ..RoleFilter::default() }, "", 2, 1).await;
    assert_eq!((by_role.count, by_role.roles.len()), (2, 1));
    let sought = |text: &str| RoleFilter { sought: text.to_owned(), ..RoleFilter::default() };
    assert_eq!(list(sought("tran vinh"), "", 1, 50).await.count, 1);
    assert_eq!(list(sought("th-2"), "", 1, 50).await.count, 1, "by code");
    assert_eq!(list(sought("%"), "", 1, 50).await.count, 0);

    let found = list(RoleFilter::default(), "diem", 1, 50).await.found.unwrap();
    assert_eq!(found.iter().map(|person| person.code.as_deref()).collect::<Vec<_>>(), [Some("TH-3")]);
    assert!(list(RoleFilter::default(), "Hòa", 1, 50).await.found.unwrap().is_empty(), "pupils get no roles");

    let school = house.fresh.operator.school_head(house.school("TH014").await).auditor();
    let school = school_roles(house.store(), &school, november()).await.unwrap();
    assert_eq!(school.roles.len(), 2);
    assert_eq!(school.candidates.len(), 4, "the staff of the school");
}
