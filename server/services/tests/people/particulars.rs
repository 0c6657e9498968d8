//! Who changes what is known of a person.

use super::{at, card, lead, office, particulars};
use crate::support::{Engine, House, day, november};
use domain::{access::Role, calendar::day_of, people::MembershipKind};
use rstest::rstest;
use services::people::{Other, PeopleError, PersonChange, begin_membership, change_person, leave_school, side_by_side};

#[rstest]
#[tokio::test]
async fn whoever_leads_a_school_sees_and_changes_its_people_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
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
    let house = House::on(engine).await;
    let keeper = lead(&house, "TH014").await;
    let person = house.person("TH-2").await;
    let good = PersonChange { email: " Vinh@Truong.example ".into(), ..particulars("Trần Quốc Vinh", "TH-2") };
    change_person(house.store(), &keeper, person, &good, november()).await.unwrap();
    assert_eq!(card(&house, &keeper, person).await.unwrap().email.as_deref(), Some("vinh@truong.example"));
    let logged = "audit_events WHERE action = 'person_changed'";
    assert_eq!(house.count(logged).await, 1);
    change_person(house.store(), &keeper, person, &good, november()).await.unwrap();
    assert_eq!(house.count(logged).await, 1, "nothing changed, nothing logged");
    let other = house.person("TH-3").await;
    let try_to = async |change: PersonChange| change_person(house.store(), &keeper, other, &change, november()).await;
    assert!(matches!(try_to(particulars("=1+1", "TH-3")).await, Err(PeopleError::BadName)));
    assert!(matches!(try_to(particulars("Bùi Thị Diễm", "TH-2")).await, Err(PeopleError::CodeTaken)));
    assert!(matches!(try_to(particulars("Bùi Thị Diễm", "a b")).await, Err(PeopleError::BadCode)));
    let mail = |email: &str| PersonChange { email: email.into(), ..particulars("Bùi Thị Diễm", "TH-3") };
    assert!(matches!(try_to(mail("vinh@truong.example")).await, Err(PeopleError::EmailTaken)));
    assert!(matches!(try_to(mail("not an address")).await, Err(PeopleError::BadEmail)));
    let born = PersonChange { born_on: Some(day(2027, 1, 1)), ..particulars("Bùi Thị Diễm", "TH-3") };
    assert!(matches!(try_to(born).await, Err(PeopleError::BadBirthday)));
    // Whoever could change the address of somebody with a role could take it over.
    let principal = house.person("TH-1").await;
    house.give_role("TH-1", Role::Principal, "TH014").await;
    let theirs = PersonChange { email: "me@evil.example".into(), ..particulars("Phan Thùy An", "TH-1") };
    let refused = change_person(house.store(), &keeper, principal, &theirs, november()).await;
    assert!(matches!(refused, Err(PeopleError::EmailOfRoleHolder)));
    change_person(house.store(), &office(&house).await, principal, &theirs, november()).await.unwrap();
}
