//! What many people are handed at once: cards, codes, and, when they come, a class.

use crate::support::{Engine, House, csv, day, november, september};
use domain::{
    access::{Role, pupils::CardSecret},
    calendar::{Moment, day_of},
    ids::{ClassId, PersonId},
    people::{
        MembershipKind,
        directory::{DirectoryFilter, Group, LeftOut, LeftOutWhy},
    },
};
use rstest::rstest;
use services::{
    access::{
        AccessError, AccountKeeper, Anyone, PeopleKeeper, Secrets, issue_reset_codes, pupils::print_chosen_cards,
        reset_by_code,
    },
    people::{
        Choice, ChosenPeople, NewMembership, NewPerson, PeopleError, PersonChange, add_class, add_person,
        choose_people, class_by_name, classes_to_join, import_rosters,
    },
};

const BASE: &str = "https://tiendo.example";

async fn office(house: &House) -> PeopleKeeper {
    PeopleKeeper::of_office(house.store(), &house.office, day_of(november())).await.unwrap()
}

async fn lead(house: &House, school: &str) -> PeopleKeeper {
    PeopleKeeper::of_school(&house.lead(school).await)
}

/// Everybody of a school, or of all.
fn everybody(school: &str) -> Choice {
    Choice { persons: None, filter: DirectoryFilter { school: school.into(), ..DirectoryFilter::default() } }
}

async fn choose(
    house: &House,
    keeper: &PeopleKeeper,
    choice: &Choice,
    group: Group,
    confirmed: u64,
) -> Result<ChosenPeople, PeopleError> {
    choose_people(house.store(), keeper, choice, group, confirmed, day_of(november())).await
}

fn left_out(name: &str, why: LeftOutWhy) -> LeftOut {
    LeftOut { name: name.to_owned(), why }
}

#[rstest]
#[tokio::test]
async fn cards_are_printed_for_those_chosen_whatever_their_class(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (keeper, secrets, now) = (office(&house).await, Secrets::random(), november());
    add(&house, &keeper, "Hồ Thị Chưa Lớp", "TH014", MembershipKind::Pupil, None).await.unwrap();
    // Six of the staff, four pupils of the roster, and the newcomer.
    let all = choose(&house, &keeper, &everybody(""), Group::Pupil, 11).await.unwrap();
    assert_eq!(all.persons(), 5, "nobody of the staff");
    let printed = print_chosen_cards(house.store(), &secrets, &all, false, BASE, now).await.unwrap();
    let classes: Vec<(&str, usize)> =
        printed.classes.iter().map(|class| (class.class_name.as_str(), class.cards.len())).collect();
    assert_eq!(classes.len(), 3);
    assert!(classes.contains(&("1/1", 2)) && classes.contains(&("6/1", 1)), "{classes:?}");
    assert_eq!(printed.left_out, [left_out("Hồ Thị Chưa Lớp", LeftOutWhy::NoClass)]);
    let reset = "audit_events WHERE action = 'pupil_secret_reset' AND subject_kind = 'person'";
    assert_eq!(house.count(reset).await, 4, "a line for each of them");

    let one = Choice { persons: Some([house.person("790001").await].into()), ..everybody("") };
    let one = choose(&house, &keeper, &one, Group::Pupil, 1).await.unwrap();
    let again = print_chosen_cards(house.store(), &secrets, &one, false, BASE, now).await.unwrap();
    assert!(matches!(again.classes[0].cards[..], [ref card] if matches!(card.secret, CardSecret::AsBefore(_))));
    assert_eq!(again.classes[0].code, code_of(&printed.classes, "1/1"), "the class keeps its code");
    assert_eq!(house.count(reset).await, 4);
    let anew = print_chosen_cards(house.store(), &secrets, &one, true, BASE, now).await.unwrap();
    assert!(matches!(anew.classes[0].cards[0].secret, CardSecret::Pictures(_)), "grade 1 has pictures");
    assert_eq!(house.count(reset).await, 5, "of nobody else");
}

fn code_of(classes: &[domain::access::pupils::ClassCards], name: &str) -> String {
    classes.iter().find(|class| class.class_name == name).unwrap().code.clone()
}

#[rstest]
#[tokio::test]
async fn only_those_within_reach_and_confirmed_are_chosen(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let keeper = lead(&house, "TH014").await;
    let stale = choose(&house, &keeper, &everybody("TH014"), Group::Pupil, 3).await;
    assert!(matches!(stale, Err(PeopleError::ChoiceChanged)));
    let own = choose(&house, &keeper, &everybody("TH014"), Group::Pupil, 7).await.unwrap();
    assert_eq!(own.persons(), 3);
    let foreign = Choice { persons: Some([house.person("790004").await].into()), ..everybody("") };
    assert!(matches!(choose(&house, &keeper, &foreign, Group::Pupil, 1).await, Err(PeopleError::ChoiceChanged)));
    assert!(matches!(choose(&house, &keeper, &foreign, Group::Pupil, 0).await, Err(PeopleError::NobodyChosen)));
}

#[rstest]
#[tokio::test]
async fn more_than_five_hundred_at_once_are_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let lines: String = (0..500).map(|n| format!("TH014,2/1,8{n:05},Lê Thị Lan,2026-2027\n")).collect();
    let roster = format!("Mã trường,Lớp,Mã định danh,Họ và tên,Năm học\n{lines}");
    let taken = import_rosters(house.store(), &house.office, &[csv("pupils", &roster)], false, september()).await;
    assert!(taken.unwrap().taken);
    let keeper = office(&house).await;
    let of_class =
        Choice { filter: DirectoryFilter { class: "2/1".into(), ..everybody("TH014").filter }, persons: None };
    assert_eq!(choose(&house, &keeper, &of_class, Group::Pupil, 500).await.unwrap().persons(), 500);
    let refused = choose(&house, &keeper, &everybody("TH014"), Group::Pupil, 507).await;
    assert!(matches!(refused, Err(PeopleError::TooManyChosen)));
}

#[rstest]
#[tokio::test]
async fn codes_are_issued_to_staff_with_accounts_that_are_theirs_to_look_after(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-1", "TH-2", "TH-3"]).await;
    // Whoever reaches beyond the school is not the head's to help.
    house.give_role("TH-3", Role::Coordinator, "MN001").await;
    let (keeper, secrets, now) = (lead(&house, "TH014").await, Secrets::random(), november());
    let staff = choose(&house, &keeper, &everybody("TH014"), Group::Staff, 7).await.unwrap();
    let head = AccountKeeper::from(house.fresh.operator.school_head(house.school("TH014").await));
    let first = issue_reset_codes(house.store(), &secrets, &head.into(), &staff, now).await.unwrap();
    let names: Vec<&str> = first.slips.iter().map(|slip| slip.name.as_str()).collect();
    assert_eq!(names, ["Phan Thùy An", "Trần Quốc Vinh"], "in the order of names");
    assert_eq!(first.left_out.len(), 2);
    assert!(first.left_out.contains(&left_out("Bùi Thị Diễm", LeftOutWhy::NotTheirs)));
    assert!(first.left_out.contains(&left_out("Ngô Đức Hiếu", LeftOutWhy::NoAccount)));
    let issued = "audit_events WHERE action = 'reset_code_issued'";
    assert_eq!(house.count(issued).await, 2, "a line for each who got one");
    assert_eq!(house.count(&format!("{issued} AND organisation_id IS NULL")).await, 0, "the school reads of it");

    let office = AccountKeeper::from(house.office);
    let second = issue_reset_codes(house.store(), &secrets, &office.into(), &staff, now).await.unwrap();
    assert_eq!(second.slips.len(), 3, "the office reaches both schools");
    let code = |slips: &[domain::access::account::ResetSlip]| {
        slips.iter().find(|slip| slip.name == "Trần Quốc Vinh").unwrap().code.clone().unwrap()
    };
    let (old, new) = (code(&first.slips), code(&second.slips));
    let reset = async |code: &str, at: Moment| {
        reset_by_code(house.store(), &secrets, Anyone::at(None), "th-2", code, "bốn con vịt bơi ao", at).await
    };
    assert!(matches!(reset(&old, now).await, Err(AccessError::WrongCode)), "a new code takes the old one's place");
    reset(&new, now).await.unwrap();
    assert!(matches!(reset(&new, now).await, Err(AccessError::WrongCode)), "it works once");
}

async fn add(
    house: &House,
    keeper: &PeopleKeeper,
    name: &str,
    school: &str,
    kind: MembershipKind,
    class: Option<ClassId>,
) -> Result<PersonId, PeopleError> {
    let particulars = PersonChange { name: name.into(), ..PersonChange::default() };
    let from = day(2026, 3, 1);
    let membership = NewMembership { school: school.into(), kind, post: String::new(), from, to: None };
    let new = NewPerson { particulars, membership, class, despite_namesakes: true };
    add_person(house.store(), keeper, &new, november()).await
}

#[rstest]
#[tokio::test]
async fn a_pupil_comes_into_a_class_of_that_school_and_year(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (keeper, now) = (lead(&house, "TH014").await, november());
    let next = domain::calendar::SchoolYear::beginning_in(2027);
    let of_next_year = add_class(house.store(), &house.lead("TH014").await, next, "1/1", now).await.unwrap();
    let foreign = class_by_name(house.store(), house.school("THCS029").await, 2026, "6/1").await.unwrap().unwrap();
    let own = house.class("3/1").await;
    let offered = classes_to_join(house.store(), &keeper, "TH014", day_of(now)).await.unwrap();
    assert_eq!(offered.iter().map(|class| class.name.as_str()).collect::<Vec<_>>(), ["1/1", "3/1"]);
    let beyond = classes_to_join(house.store(), &keeper, "THCS029", day_of(now)).await;
    assert!(matches!(beyond, Err(PeopleError::NotFound)));

    let before = house.count("persons").await;
    for class in [of_next_year, foreign, ClassId(999_999)] {
        let refused = add(&house, &keeper, "Hồ Thị Mới", "TH014", MembershipKind::Pupil, Some(class)).await;
        assert!(matches!(refused, Err(PeopleError::NotAClass)), "{class}");
    }
    let teacher = add(&house, &keeper, "Hồ Thị Mới", "TH014", MembershipKind::Teacher, Some(own)).await;
    assert!(matches!(teacher, Err(PeopleError::NotAClass)), "a class is for pupils");
    assert_eq!(house.count("persons").await, before, "who is refused a class is not half added");

    let pupil = add(&house, &keeper, "Hồ Thị Mới", "TH014", MembershipKind::Pupil, Some(own)).await.unwrap();
    let placed = format!(
        "enrolments e JOIN memberships m ON m.id = e.membership_id \
         WHERE m.person_id = {pupil} AND e.class_id = {own} AND e.from_on = '2026-09-01'"
    );
    assert_eq!(house.count(&placed).await, 1, "from the first day of the year: the pupil was at the school before");
    let lines = format!("audit_events WHERE subject_id = {pupil} AND action = 'enrolment_changed'");
    assert_eq!(house.count(&lines).await, 1);
}
