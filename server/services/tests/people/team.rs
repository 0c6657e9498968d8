//! The team of a school.

use super::{add, at};
use crate::{
    access::sign_in_as,
    support::{Engine, House, day, november},
};
use domain::{
    access::Role,
    calendar::day_of,
    people::{
        MembershipKind, Responsibility,
        team::{ScanKind, Team, TeamRole},
    },
    progress::{Settings, TeamNeed},
};
use rstest::rstest;
use services::{
    access::PeopleKeeper,
    people::{
        NewDecision, PeopleError, begin_duty, end_duty, join_team, record_founding_decision, scanned_decision,
        set_team_role, team_of,
    },
};

#[rstest]
#[tokio::test]
async fn a_team_counts_with_members_a_manager_and_its_decision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (today, from) = (day_of(november()), day(2026, 10, 1));
    let lead = house.lead("MN001").await;
    let viewer = sign_in_as(&house, "TH-2", Some((Role::OfficeViewer, ""))).await;
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
    let heads = |team: &Team| {
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
