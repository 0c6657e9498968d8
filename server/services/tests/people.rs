use crate::support::{Engine, House, day, november, september};
use domain::{
    access::Role,
    calendar::day_of,
    ids::{MembershipId, PersonId},
    people::{
        MembershipKind, Responsibility, Span,
        card::PersonCard,
        directory::{DirectoryFilter, DirectoryOrder, Group, Presence},
        team::{ScanKind, TeamRole},
    },
    progress::{Settings, TeamNeed},
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use services::{
    access::PeopleKeeper,
    people::{
        BulkChange, Choice, Correction, NewDecision, NewMembership, NewPerson, Other, Part, PeopleError, PersonChange,
        REFERENCES_TO_PERSONS, add_person, begin_duty, begin_membership, change_many, change_person, chosen_people,
        class_by_name, correct_membership, end_duty, join_team, leave_school, list_people, merge_persons,
        move_to_school, person_card, possible_duplicates, record_founding_decision, scanned_decision, set_team_role,
        side_by_side, suggest_people, team_of,
    },
};
use std::collections::BTreeSet;

async fn office(house: &House) -> PeopleKeeper {
    PeopleKeeper::of_office(house.store(), &house.office, day_of(november())).await.unwrap()
}

async fn lead(house: &House, school: &str) -> PeopleKeeper {
    PeopleKeeper::of_school(&house.fresh.operator.school_lead(house.school(school).await))
}

fn particulars(name: &str, code: &str) -> PersonChange {
    PersonChange { name: name.into(), code: code.into(), ..PersonChange::default() }
}

fn at(school: &str, kind: MembershipKind) -> NewMembership {
    NewMembership { school: school.into(), kind, post: String::new(), from: day(2026, 10, 1), to: None }
}

async fn add(house: &House, keeper: &PeopleKeeper, name: &str, code: &str, place: NewMembership) -> PersonId {
    let new = NewPerson { particulars: particulars(name, code), membership: place, class: None };
    add_person(house.store(), keeper, &new, november()).await.unwrap()
}

async fn names(house: &House, keeper: &PeopleKeeper, filter: &DirectoryFilter) -> Vec<String> {
    let part = Part { page: 1, length: 50 };
    let today = day_of(november());
    let list = list_people(house.store(), keeper.reader(), filter, DirectoryOrder::Name, part, today).await.unwrap();
    assert_eq!(list.count, list.lines.len() as u64);
    list.lines.into_iter().map(|line| line.name).collect()
}

async fn card(house: &House, keeper: &PeopleKeeper, person: PersonId) -> Result<PersonCard, PeopleError> {
    person_card(house.store(), keeper.reader(), Some(keeper), person, day_of(november())).await
}

async fn count(house: &House, sql: &str) -> i64 {
    let db = house.store().connection();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

fn sought(text: &str) -> DirectoryFilter {
    DirectoryFilter { sought: text.into(), ..DirectoryFilter::default() }
}

#[rstest]
#[tokio::test]
async fn names_are_found_without_marks_and_those_with_the_marks_typed_come_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = office(&house).await;
    for (name, code) in [("Đặng Thị Hoa", "X-1"), ("Đặng Thị Hòa", "X-2"), ("Dang Thi Hoà", "X-3")] {
        add(&house, &keeper, name, code, at("TH014", MembershipKind::Staff)).await;
    }
    let found = names(&house, &keeper, &sought("dang hoa")).await;
    assert_eq!(found.len(), 3, "{found:?}");
    let found = names(&house, &keeper, &sought("dang HÒA")).await;
    assert_eq!(found.len(), 3);
    assert_eq!(found.last().unwrap(), "Đặng Thị Hoa", "other marks come last: {found:?}");
    assert_eq!(names(&house, &keeper, &sought("x-2")).await, ["Đặng Thị Hòa"], "by code");
    assert!(names(&house, &keeper, &sought("%")).await.is_empty(), "a sign is no wildcard");
    assert!(names(&house, &keeper, &sought("_ang")).await.is_empty());
    let hits = suggest_people(house.store(), keeper.reader(), "hòa", day_of(november())).await.unwrap();
    assert!(hits.len() <= 8 && hits[0].name != "Đặng Thị Hoa", "{hits:?}");
    assert!(suggest_people(house.store(), keeper.reader(), "  ", day_of(november())).await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged_by_the_database(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = office(&house).await;
    let today = day_of(november());
    let filter = |change: &dyn Fn(&mut DirectoryFilter)| {
        let mut filter = DirectoryFilter::default();
        change(&mut filter);
        filter
    };
    let everybody = names(&house, &keeper, &DirectoryFilter::default()).await;
    let staff = names(&house, &keeper, &filter(&|f| f.group = Some(Group::Staff))).await;
    let pupils = names(&house, &keeper, &filter(&|f| f.group = Some(Group::Pupil))).await;
    assert_eq!(everybody.len(), staff.len() + pupils.len());
    let team = filter(&|f| {
        f.duty = Some(Responsibility::Team);
        f.school = "th014".into();
    });
    assert!(names(&house, &keeper, &team).await.contains(&"Phan Thùy An".to_owned()));
    assert!(names(&house, &keeper, &filter(&|f| f.school = "XX999".into())).await.is_empty());
    for order in [DirectoryOrder::Name, DirectoryOrder::School, DirectoryOrder::Code] {
        let mut paged = Vec::new();
        for page in 1.. {
            let part = Part { page, length: 3 };
            let list = list_people(house.store(), keeper.reader(), &DirectoryFilter::default(), order, part, today)
                .await
                .unwrap();
            assert_eq!(list.count, everybody.len() as u64);
            if list.lines.is_empty() {
                break;
            }
            paged.extend(list.lines.into_iter().map(|line| line.id));
        }
        let distinct: BTreeSet<PersonId> = paged.iter().copied().collect();
        assert_eq!((paged.len(), distinct.len()), (everybody.len(), everybody.len()), "{order}");
    }
}

#[rstest]
#[tokio::test]
async fn whoever_leads_a_school_sees_and_changes_its_people_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (own, foreign) = (lead(&house, "TH014").await, lead(&house, "MN001").await);
    let person = house.person("TH-2").await;
    assert!(card(&house, &own, person).await.is_ok());
    assert!(matches!(card(&house, &foreign, person).await, Err(PeopleError::NotFound)));
    let change = particulars("Trần Quốc Vinh", "TH-2");
    let refused = change_person(house.store(), &foreign, person, &change, november()).await;
    assert!(matches!(refused, Err(PeopleError::NotFound)));
    let elsewhere = at("MN001", MembershipKind::Teacher);
    let refused = begin_membership(house.store(), &own, person, &elsewhere, november()).await;
    assert!(matches!(refused, Err(PeopleError::NotFound)), "a foreign school takes nobody from outside");
    let membership = card(&house, &own, person).await.unwrap().memberships[0].id;
    let refused = leave_school(house.store(), &foreign, membership, day(2026, 11, 1), november()).await;
    assert!(matches!(refused, Err(PeopleError::NotFound)));

    // The office adds a second school: each lead sees the own facts only.
    begin_membership(house.store(), &office(&house).await, person, &at("MN001", MembershipKind::Teacher), november())
        .await
        .unwrap();
    for (keeper, school) in [(&own, "TH014"), (&foreign, "MN001")] {
        let card = card(&house, keeper, person).await.unwrap();
        assert!(card.memberships.iter().all(|line| line.school.code == school));
        assert!(card.duties.iter().all(|line| line.school.code == school));
    }
    assert!(matches!(
        side_by_side(house.store(), &own, person, &Other::Code("TH-3".into()), day_of(november())).await,
        Err(PeopleError::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn particulars_are_checked_and_every_change_is_in_the_log(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = lead(&house, "TH014").await;
    let person = house.person("TH-2").await;
    let good = PersonChange { email: " Vinh@Truong.example ".into(), ..particulars("Trần Quốc Vinh", "TH-2") };
    change_person(house.store(), &keeper, person, &good, november()).await.unwrap();
    assert_eq!(card(&house, &keeper, person).await.unwrap().email.as_deref(), Some("vinh@truong.example"));
    let logged = "SELECT COUNT(*) FROM audit_events WHERE action = 'person_changed'";
    assert_eq!(count(&house, logged).await, 1);
    change_person(house.store(), &keeper, person, &good, november()).await.unwrap();
    assert_eq!(count(&house, logged).await, 1, "nothing changed, nothing logged");
    let other = house.person("TH-3").await;
    let try_to = async |change: PersonChange| change_person(house.store(), &keeper, other, &change, november()).await;
    assert!(matches!(try_to(particulars("=1+1", "TH-3")).await, Err(PeopleError::BadName)));
    assert!(matches!(try_to(particulars("Bùi Thị Diễm", "TH-2")).await, Err(PeopleError::CodeTaken)));
    assert!(matches!(try_to(particulars("Bùi Thị Diễm", "a b")).await, Err(PeopleError::BadCode)));
    let mail = |email: &str| PersonChange { email: email.into(), ..particulars("Bùi Thị Diễm", "TH-3") };
    assert!(matches!(try_to(mail("vinh@truong.example")).await, Err(PeopleError::EmailTaken)));
    assert!(matches!(try_to(mail("not an address")).await, Err(PeopleError::BadEmail)));
    let born = PersonChange { born_on: Some(day(2027, 1, 1)), ..particulars("Bùi Thị Diễm", "TH-3") };
    assert!(matches!(try_to(born).await, Err(PeopleError::BadDay)));
    // Whoever could change the address of somebody with a role could take it over.
    let principal = house.person("TH-1").await;
    services::access::grant_role(
        house.store(),
        &house.office,
        principal,
        Role::Principal,
        house.school("TH014").await,
        day(2026, 9, 1),
        september(),
    )
    .await
    .unwrap();
    let theirs = PersonChange { email: "me@evil.example".into(), ..particulars("Phan Thùy An", "TH-1") };
    let refused = change_person(house.store(), &keeper, principal, &theirs, november()).await;
    assert!(matches!(refused, Err(PeopleError::EmailOfRoleHolder)));
    change_person(house.store(), &office(&house).await, principal, &theirs, november()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn leaving_ends_duties_and_returning_begins_anew(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = lead(&house, "TH014").await;
    let person = house.person("TH-2").await;
    let membership = card(&house, &keeper, person).await.unwrap().memberships[0].id;
    let leave = async |from| leave_school(house.store(), &keeper, membership, from, november()).await;
    assert!(matches!(leave(day(2020, 9, 1)).await, Err(PeopleError::EndsBeforeItStarts)));
    assert!(matches!(leave(day(2206, 9, 1)).await, Err(PeopleError::BadDay)));
    leave(day(2026, 11, 10)).await.unwrap();
    let after = card(&house, &keeper, person).await.unwrap();
    assert_eq!(after.memberships[0].span.to, Some(day(2026, 11, 10)));
    assert!(after.duties.iter().all(|duty| duty.span.to == Some(day(2026, 11, 10))), "{:?}", after.duties);
    assert!(!names(&house, &keeper, &DirectoryFilter::default()).await.contains(&after.name));
    let left = DirectoryFilter { presence: Presence::Left, ..DirectoryFilter::default() };
    assert_eq!(names(&house, &keeper, &left).await, std::slice::from_ref(&after.name));
    let back = NewMembership { from: day(2026, 11, 15), ..at("TH014", MembershipKind::Teacher) };
    begin_membership(house.store(), &keeper, person, &back, november()).await.unwrap();
    let again = begin_membership(house.store(), &keeper, person, &back, november()).await;
    assert!(matches!(again, Err(PeopleError::AlreadyThere)));
    assert_eq!(card(&house, &keeper, person).await.unwrap().memberships.len(), 2, "history stays");
    assert!(count(&house, "SELECT COUNT(*) FROM audit_events WHERE action = 'responsibility_ended'").await >= 1);
}

#[rstest]
#[tokio::test]
async fn a_pupil_moves_and_a_wrong_fact_is_voided(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = office(&house).await;
    let pupil = house.person("790001").await;
    let before = card(&house, &keeper, pupil).await.unwrap();
    assert!(before.memberships[0].class.is_some());
    let from = day(2026, 11, 2);
    move_to_school(house.store(), &keeper, before.memberships[0].id, "THCS029", from, november()).await.unwrap();
    let after = card(&house, &keeper, pupil).await.unwrap();
    assert_eq!(after.memberships.len(), 2);
    assert_eq!((after.memberships[0].school.code.as_str(), after.memberships[0].span), ("THCS029", Span::since(from)));
    assert_eq!(count(&house, "SELECT COUNT(*) FROM enrolments WHERE to_on IS NOT NULL").await, 1);
    let second = begin_membership(house.store(), &keeper, pupil, &at("MN001", MembershipKind::Pupil), november()).await;
    assert!(matches!(second, Err(PeopleError::AlreadyThere)), "a pupil is at one school at a time");

    let right = Correction { kind: MembershipKind::Pupil, post: String::new(), span: Span::since(day(2026, 11, 5)) };
    let wrong = after.memberships[0].id;
    correct_membership(house.store(), &keeper, wrong, Some(&right), november()).await.unwrap();
    let corrected = card(&house, &keeper, pupil).await.unwrap();
    let voided: Vec<MembershipId> =
        corrected.memberships.iter().filter(|line| line.voided).map(|line| line.id).collect();
    assert_eq!(voided, [wrong]);
    assert!(corrected.memberships.iter().any(|line| !line.voided && line.span == right.span));
    let again = correct_membership(house.store(), &keeper, wrong, None, november()).await;
    assert!(matches!(again, Err(PeopleError::NotFound)), "what is void is void");
}

#[rstest]
#[tokio::test]
async fn many_change_at_once_and_only_those_confirmed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let keeper = office(&house).await;
    let of_school = DirectoryFilter { school: "TH014".into(), group: Some(Group::Staff), ..DirectoryFilter::default() };
    let all = Choice { persons: None, filter: of_school.clone() };
    let today = day_of(november());
    let chosen = chosen_people(house.store(), keeper.reader(), &all, today).await.unwrap();
    assert_eq!(chosen.lines.len() as u64, chosen.memberships);
    let change = async |keeper: &PeopleKeeper, choice: &Choice, change: BulkChange, confirmed| {
        change_many(house.store(), keeper, choice, &change, day(2026, 11, 10), confirmed, november()).await
    };
    let duty = BulkChange::BeginDuty(Responsibility::SiteAdmin);
    let stale = change(&keeper, &all, duty.clone(), chosen.memberships + 1).await;
    assert!(matches!(stale, Err(PeopleError::ChoiceChanged)));
    let held = "SELECT COUNT(*) FROM responsibilities WHERE responsibility = 'site_admin' AND voided_at IS NULL AND to_on IS NULL";
    let before = count(&house, held).await;
    let changed = change(&keeper, &all, duty.clone(), chosen.memberships).await.unwrap();
    assert_eq!(count(&house, held).await, before + i64::try_from(changed).unwrap());
    let again = change(&keeper, &all, duty, chosen.memberships).await;
    assert!(matches!(again, Err(PeopleError::NobodyChosen)), "who holds it gets it no second time");
    let ended =
        change(&keeper, &all, BulkChange::EndDuty(Responsibility::SiteAdmin), chosen.memberships).await.unwrap();
    assert!(ended >= changed);

    let one = Choice { persons: Some([house.person("TH-3").await].into()), filter: of_school };
    let foreign = lead(&house, "MN001").await;
    let refused = chosen_people(house.store(), foreign.reader(), &one, today).await;
    assert!(matches!(refused, Err(PeopleError::NobodyChosen)), "not theirs to choose");
    let by_lead = change(&lead(&house, "TH014").await, &one, BulkChange::Move("MN001".into()), 1).await;
    assert!(matches!(by_lead, Err(PeopleError::NotFound)), "only an office moves");
    assert_eq!(change(&keeper, &one, BulkChange::Move("MN001".into()), 1).await.unwrap(), 1);
    let moved = card(&house, &keeper, house.person("TH-3").await).await.unwrap();
    assert_eq!(moved.memberships[0].school.code, "MN001");
    let rest = chosen_people(house.store(), keeper.reader(), &all, today).await.unwrap().memberships;
    assert_eq!(rest, chosen.memberships - 1);
    assert_eq!(change(&keeper, &all, BulkChange::Leave, rest).await.unwrap(), rest);
    assert!(matches!(chosen_people(house.store(), keeper.reader(), &all, today).await, Err(PeopleError::NobodyChosen)));
}

#[rstest]
#[tokio::test]
async fn facts_follow_the_record_that_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let course = "my-secrets-stay-mine";
    let house = House::with_courses(engine, &[course]).await;
    let keeper = office(&house).await;
    let born = Some(day(2019, 3, 4));
    let school = house.school("TH014").await;
    let class = class_by_name(house.store(), school, 2026, "1/1").await.unwrap();
    let twin = NewPerson {
        particulars: PersonChange { born_on: born, ..particulars("Phạm Ngọc Hòa", "DUP-1") },
        membership: NewMembership { from: day(2026, 9, 1), ..at("TH014", MembershipKind::Pupil) },
        class,
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
        let left = count(&house, &format!("SELECT COUNT(*) FROM {table} WHERE person_id = {goes}")).await;
        assert_eq!(left, 0, "{table}");
    }
    let after = card(&house, &keeper, stays).await.unwrap();
    let open = |card: &PersonCard| card.memberships.iter().filter(|line| !line.voided).count();
    assert_eq!(open(&after), open(&before), "the same membership does not count twice");
    assert!(after.memberships.iter().any(|line| !line.voided && line.class.is_some()), "the class went along");
    assert!(matches!(card(&house, &keeper, goes).await, Err(PeopleError::NotFound)));
    assert!(names(&house, &keeper, &sought("DUP-1")).await.is_empty());
    let noted = format!(
        "SELECT COUNT(*) FROM persons WHERE id = {goes} AND merged_into_id = {stays} AND code IS NULL AND former_codes = 'DUP-1'"
    );
    assert_eq!(count(&house, &noted).await, 1);
    assert_eq!(count(&house, "SELECT COUNT(*) FROM audit_events WHERE action = 'persons_merged'").await, 2);
}

/// A table that comes later and refers to persons must say what becomes of its rows.
#[tokio::test]
async fn every_table_that_refers_to_persons_has_its_treatment() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
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

#[rstest]
#[tokio::test]
async fn a_team_counts_with_members_a_manager_and_its_decision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let (today, from) = (day_of(november()), day(2026, 10, 1));
    let lead = house.fresh.operator.school_lead(house.school("MN001").await);
    let viewer = crate::access::sign_in_as(&house, "TH-2", Some((Role::OfficeViewer, ""))).await;
    let visitor = viewer.visits(house.store(), "MN001", today).await.unwrap();
    let team = async || team_of(house.store(), &visitor, today).await.unwrap();
    let keeper = PeopleKeeper::of_school(&lead);
    let mut people = Vec::new();
    for (name, kind) in [
        ("Lê Thị Bình", MembershipKind::Manager),
        ("Lê Văn Cường", MembershipKind::Teacher),
        ("Lê An", MembershipKind::Staff),
    ] {
        people.push(add(&house, &keeper, name, "", at("MN001", kind)).await);
    }
    let already = team().await.members.len();
    let pupil = house.person("790001").await;
    let refused = join_team(house.store(), &lead, pupil, TeamRole::Member, from, november()).await;
    assert!(matches!(refused, Err(PeopleError::NotFound)), "somebody of another school");
    for person in &people {
        join_team(house.store(), &lead, *person, TeamRole::Head, from, november()).await.unwrap();
    }
    let heads = |team: &domain::people::team::Team| {
        team.members
            .iter()
            .filter(|member| member.role == TeamRole::Head)
            .map(|member| member.person)
            .collect::<Vec<_>>()
    };
    let now = team().await;
    assert_eq!(now.members.len(), already + 3);
    assert_eq!(heads(&now), [people[2]], "a team has one head");
    set_team_role(house.store(), &lead, people[0], TeamRole::Deputy, from, november()).await.unwrap();
    assert!(now.facts().needs(&Settings::default()).contains(&TeamNeed::Decision));
    let files = &house.fresh.files;
    let decision = |scan| NewDecision { number: "12/QĐ", decided_on: day(2026, 9, 5), scan };
    let record = async |scan| record_founding_decision(house.store(), &lead, decision(scan), november()).await;
    assert!(matches!(record(Some((files, b"<html>".as_slice()))).await, Err(PeopleError::WrongFile)));
    let large = vec![0; domain::people::team::LARGEST_SCAN + 1];
    assert!(matches!(record(Some((files, large.as_slice()))).await, Err(PeopleError::FileTooLarge)));
    record(Some((files, b"%PDF-1.7 scan".as_slice()))).await.unwrap();
    record(None).await.unwrap();
    let (kind, content) = scanned_decision(house.store(), files, &visitor).await.unwrap();
    assert_eq!(
        (kind, content.as_slice()),
        (ScanKind::Pdf, b"%PDF-1.7 scan".as_slice()),
        "the same decision keeps its scan"
    );
    assert!(team().await.facts().needs(&Settings::default()).is_empty());

    let member = team().await.members.iter().find(|member| member.person == people[2]).unwrap().duty;
    end_duty(house.store(), &keeper, member, day(2026, 11, 15), november()).await.unwrap();
    assert!(heads(&team().await).is_empty(), "who leaves the team is its head no more");
    let again = begin_duty(house.store(), &keeper, people[0], "MN001", Responsibility::Team, from, november()).await;
    assert!(matches!(again, Err(PeopleError::AlreadyThere)));
}
