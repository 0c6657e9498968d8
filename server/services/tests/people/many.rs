//! Changes of many people at once.

use super::{card, lead, office};
use crate::support::{Engine, House, day, november};
use domain::{
    calendar::day_of,
    people::{
        Responsibility,
        directory::{DirectoryFilter, Group},
    },
};
use rstest::rstest;
use services::{
    access::PeopleKeeper,
    people::{BulkChange, Choice, PeopleError, change_many, chosen_people},
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
    let change = async |keeper: &PeopleKeeper, choice: &Choice, change: BulkChange, confirmed| {
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
