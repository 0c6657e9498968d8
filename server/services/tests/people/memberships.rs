//! Memberships that begin, end and move.

use super::{at, card, lead, names, office};
use crate::support::{Engine, House, day, november};
use domain::{
    ids::MembershipId,
    people::{
        MembershipKind, Span,
        directory::{DirectoryFilter, Presence},
    },
};
use rstest::rstest;
use services::people::{
    Correction, NewMembership, PeopleError, begin_membership, correct_membership, leave_school, move_to_school,
};

#[rstest]
#[tokio::test]
async fn leaving_ends_duties_and_returning_begins_anew(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
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
    assert!(house.count("audit_events WHERE action = 'responsibility_ended'").await >= 1);
}

#[rstest]
#[tokio::test]
async fn a_pupil_moves_and_a_wrong_fact_is_voided(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let keeper = office(&house).await;
    let pupil = house.person("790001").await;
    let before = card(&house, &keeper, pupil).await.unwrap();
    assert!(before.memberships[0].class.is_some());
    let from = day(2026, 11, 2);
    move_to_school(house.store(), &keeper, before.memberships[0].id, "THCS029", from, november()).await.unwrap();
    let after = card(&house, &keeper, pupil).await.unwrap();
    assert_eq!(after.memberships.len(), 2);
    assert_eq!((after.memberships[0].school.code.as_str(), after.memberships[0].span), ("THCS029", Span::since(from)));
    assert_eq!(house.count("enrolments WHERE to_on IS NOT NULL").await, 1);
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
