//! Changes of many people at once.

use super::{add, at, card, lead, office};
use crate::{
    access::sign_in_as,
    support::{Engine, House, day, november},
};
use domain::{
    access::Role,
    calendar::day_of,
    people::{
        MembershipKind, Responsibility,
        directory::{DirectoryFilter, Group, LeftOutWhy},
    },
};
use rstest::rstest;
use services::{
    access::PeopleKeeper,
    people::{BulkChange, Choice, Confirmed, PeopleError, change_many, chosen_people, leave_school, parting_ahead},
};

#[rstest]
#[tokio::test]
async fn many_change_at_once_and_only_those_confirmed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let keeper = office(&house).await;
    let of_school = DirectoryFilter { school: "TH014".into(), group: Some(Group::Staff), ..DirectoryFilter::default() };
    let all = Choice { persons: None, filter: of_school.clone() };
    let today = day_of(november());
    let chosen = chosen_people(house.store(), keeper.reader(), &all, today).await.unwrap();
    assert_eq!(chosen.lines.len() as u64, chosen.memberships);
    let change = async |keeper: &PeopleKeeper, choice: &Choice, change: BulkChange, memberships| {
        let confirmed = Confirmed { memberships, typed: None };
        change_many(house.store(), keeper, choice, &change, day(2026, 11, 10), confirmed, november()).await
    };
    let duty = BulkChange::BeginDuty(Responsibility::SiteAdmin);
    let stale = change(&keeper, &all, duty.clone(), chosen.memberships + 1).await;
    assert!(matches!(stale, Err(PeopleError::ChoiceChanged)));
    let held = "responsibilities WHERE responsibility = 'site_admin' AND voided_at IS NULL AND to_on IS NULL";
    let before = house.count(held).await;
    let changed = change(&keeper, &all, duty.clone(), chosen.memberships).await.unwrap();
    assert_eq!(house.count(held).await, before + i64::try_from(changed).unwrap());
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
async fn whoever_acts_and_the_last_principal_stay(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let (now, from) = (november(), day(2026, 11, 10));
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let coordinator = sign_in_as(&house, "TH-2", Some((Role::Coordinator, "TH014"))).await;
    let all =
        Choice { persons: None, filter: DirectoryFilter { group: Some(Group::Staff), ..DirectoryFilter::default() } };
    let why = async |keeper: &PeopleKeeper| {
        let ahead = parting_ahead(house.store(), keeper, &all, &BulkChange::Leave, from, now).await.unwrap();
        (ahead.persons, ahead.left_out.into_iter().map(|left| left.why).collect::<Vec<_>>())
    };
    let own = principal.keeps_people(house.store(), "TH014", day_of(now)).await.unwrap();
    assert_eq!(why(&own).await, (3, vec![LeftOutWhy::Oneself]));
    let other = coordinator.keeps_people(house.store(), "TH014", day_of(now)).await.unwrap();
    let (persons, mut left_out) = why(&other).await;
    left_out.sort_by_key(|why| why.as_str());
    assert_eq!((persons, left_out), (2, vec![LeftOutWhy::LastPrincipal, LeftOutWhy::Oneself]));
    let office = office(&house).await;
    let person = house.person("TH-1").await;
    let membership = card(&house, &office, person).await.unwrap().memberships[0].id;
    let by_self = leave_school(house.store(), &own, membership, from, now).await;
    assert!(matches!(by_self, Err(PeopleError::NotOneself)));
    let by_other = leave_school(house.store(), &other, membership, from, now).await;
    assert!(matches!(by_other, Err(PeopleError::LastPrincipal)));
    let confirmed = Confirmed { memberships: 4, typed: None };
    let left = change_many(house.store(), &own, &all, &BulkChange::Leave, from, confirmed, now).await.unwrap();
    assert_eq!(left, 3);
    let alone = Choice { persons: Some([person].into()), filter: DirectoryFilter::default() };
    let ahead = parting_ahead(house.store(), &office, &alone, &BulkChange::Leave, from, now).await.unwrap();
    assert_eq!((ahead.persons, ahead.ends.roles), (1, 1));
    assert!(ahead.ends.duties >= 1);
    leave_school(house.store(), &office, membership, from, now).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn pupils_stay_at_schools_of_their_level_and_many_are_counted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (keeper, now, from) = (office(&house).await, november(), day(2026, 11, 10));
    let filter = DirectoryFilter { school: "TH014".into(), group: Some(Group::Pupil), ..DirectoryFilter::default() };
    let pupils = Choice { persons: None, filter };
    let move_to = BulkChange::Move("MN001".into());
    let ahead = parting_ahead(house.store(), &keeper, &pupils, &move_to, from, now).await.unwrap();
    assert_eq!((ahead.persons, ahead.memberships, ahead.ends.places), (0, 3, 0));
    assert!(ahead.left_out.iter().all(|left| left.why == LeftOutWhy::OtherLevel));
    let confirmed = Confirmed { memberships: 3, typed: None };
    let moved = change_many(house.store(), &keeper, &pupils, &move_to, from, confirmed, now).await;
    assert!(matches!(moved, Err(PeopleError::NobodyChosen)));

    for number in 1..=18 {
        add(&house, &keeper, "Mạc Thị Đông", &format!("P-{number}"), at("TH014", MembershipKind::Pupil)).await;
    }
    let ahead = parting_ahead(house.store(), &keeper, &pupils, &BulkChange::Leave, from, now).await.unwrap();
    assert_eq!((ahead.persons, ahead.ends.places), (21, 3));
    let leave = async |typed| {
        let confirmed = Confirmed { memberships: 21, typed };
        change_many(house.store(), &keeper, &pupils, &BulkChange::Leave, from, confirmed, now).await
    };
    assert!(matches!(leave(None).await, Err(PeopleError::NumberNotTyped)));
    assert!(matches!(leave(Some(20)).await, Err(PeopleError::NumberNotTyped)));
    assert_eq!(leave(Some(21)).await.unwrap(), 21);
}
