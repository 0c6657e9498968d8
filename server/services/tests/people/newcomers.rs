//! Who comes in by hand: once for a form, and not unseen beside somebody of the same name.

use super::{at, lead, particulars};
use crate::support::{Engine, House, day, november};
use chrono::TimeDelta;
use domain::{calendar::Moment, ids::PersonId, people::MembershipKind};
use rstest::rstest;
use services::{
    access::PeopleKeeper,
    people::{NewPerson, PeopleError, PersonChange, add_person, namesakes},
};

/// A form for somebody at TH014.
fn form(name: &str, code: &str, born: Option<i32>) -> NewPerson {
    let born_on = born.map(|year| day(year, 5, 14));
    NewPerson {
        particulars: PersonChange { born_on, ..particulars(name, code) },
        membership: at("TH014", MembershipKind::Teacher),
        class: None,
        despite_namesakes: false,
    }
}

async fn send(house: &House, keeper: &PeopleKeeper, new: &NewPerson, now: Moment) -> Result<PersonId, PeopleError> {
    add_person(house.store(), keeper, new, now).await
}

#[rstest]
#[tokio::test]
async fn a_form_sent_twice_adds_one_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let (keeper, now) = (lead(&house, "TH014").await, november());
    let before = house.count("persons").await;
    let new = form("Vũ Thị Một Lần", "", None);
    let (one, other) = tokio::join!(send(&house, &keeper, &new, now), send(&house, &keeper, &new, now));
    let one = one.unwrap();
    assert_eq!(other.unwrap(), one, "both answers lead to the one person");
    assert_eq!(house.count("persons").await, before + 1);
    assert_eq!(house.count(&format!("memberships WHERE person_id = {one}")).await, 1);
    assert_eq!(house.count(&format!("audit_events WHERE subject_id = {one} AND action = 'person_added'")).await, 1);

    let coded = form("Vũ Thị Một Lần", "ML-1", None);
    let with_code = NewPerson { despite_namesakes: true, ..coded };
    let third = send(&house, &keeper, &with_code, now).await.unwrap();
    assert_ne!(third, one, "another code is another form");
    assert_eq!(send(&house, &keeper, &with_code, now).await.unwrap(), third, "no word that the code is taken");
    let later = now + TimeDelta::seconds(11);
    assert!(matches!(send(&house, &keeper, &with_code, later).await, Err(PeopleError::CodeTaken)));
    let anew = send(&house, &keeper, &new, later).await;
    assert!(matches!(anew, Err(PeopleError::NamesakeThere)), "later on it is filled in anew");
}

#[rstest]
#[tokio::test]
async fn a_namesake_at_the_school_is_named_before_another_is_added(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (keeper, later) = (lead(&house, "TH014").await, november() + TimeDelta::minutes(1));
    let first = send(&house, &keeper, &form("Vũ Thị Hoà", "", Some(1990)), november()).await.unwrap();
    let before = house.count("persons").await;
    for again in [form("vũ thị hòa", "", Some(1990)), form("Vũ Thị Hòa", "", None)] {
        let refused = send(&house, &keeper, &again, later).await;
        assert!(matches!(refused, Err(PeopleError::NamesakeThere)));
    }
    assert_eq!(house.count("persons").await, before);
    let found = namesakes(house.store(), &keeper, "TH014", "Vũ Thị Hòa", Some(day(1990, 5, 14))).await.unwrap();
    assert_eq!(found.iter().map(|namesake| namesake.id).collect::<Vec<_>>(), [first]);
    assert_eq!(found[0].name, "Vũ Thị Hoà");
    let other_day = namesakes(house.store(), &keeper, "TH014", "Vũ Thị Hòa", Some(day(1991, 5, 14))).await.unwrap();
    assert!(other_day.is_empty());
    let beyond = namesakes(house.store(), &keeper, "MN001", "Vũ Thị Hòa", None).await;
    assert!(matches!(beyond, Err(PeopleError::NotFound)), "a school out of reach says nothing");

    send(&house, &keeper, &form("Vũ Thị Hòa", "", Some(1991)), later).await.unwrap();
    let known = NewPerson { despite_namesakes: true, ..form("Vũ Thị Hòa", "", Some(1990)) };
    assert_ne!(send(&house, &keeper, &known, later).await.unwrap(), first);
}

#[rstest]
#[tokio::test]
async fn a_day_that_cannot_be_meant_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let keeper = lead(&house, "TH014").await;
    let unborn = send(&house, &keeper, &form("Vũ Thị Hoà", "", Some(2027)), november()).await;
    assert!(matches!(unborn, Err(PeopleError::BadBirthday)));
    let mut new = form("Vũ Thị Hoà", "", None);
    new.membership.from = day(2206, 9, 1);
    assert!(matches!(send(&house, &keeper, &new, november()).await, Err(PeopleError::BadFromDay)));
}
