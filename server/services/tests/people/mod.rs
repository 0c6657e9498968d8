//! People of schools: found, changed, moved, merged, and at work in a team.

mod directory;
mod many;
mod memberships;
mod merge;
mod newcomers;
mod particulars;
mod team;

use crate::support::{House, day, november};
use domain::{
    calendar::day_of,
    ids::PersonId,
    people::{
        MembershipKind,
        card::PersonCard,
        directory::{DirectoryFilter, DirectoryOrder},
    },
};
use services::{
    access::PeopleKeeper,
    people::{NewMembership, NewPerson, Part, PeopleError, PersonChange, add_person, list_people, person_card},
};

async fn office(house: &House) -> PeopleKeeper {
    PeopleKeeper::of_office(house.store(), &house.office, day_of(november())).await.unwrap()
}

async fn lead(house: &House, school: &str) -> PeopleKeeper {
    PeopleKeeper::of_school(&house.lead(school).await)
}

fn particulars(name: &str, code: &str) -> PersonChange {
    PersonChange { name: name.into(), code: code.into(), ..PersonChange::default() }
}

fn at(school: &str, kind: MembershipKind) -> NewMembership {
    NewMembership { school: school.into(), kind, post: String::new(), from: day(2026, 10, 1), to: None }
}

async fn add(house: &House, keeper: &PeopleKeeper, name: &str, code: &str, place: NewMembership) -> PersonId {
    let new =
        NewPerson { particulars: particulars(name, code), membership: place, class: None, despite_namesakes: true };
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

fn sought(text: &str) -> DirectoryFilter {
    DirectoryFilter { sought: text.into(), ..DirectoryFilter::default() }
}
