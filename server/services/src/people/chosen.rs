//! Some of the people on a list, chosen to be handed something: cards, or codes.

use super::{
    PeopleError,
    bulk::{Choice, chosen},
};
use crate::{
    Store,
    access::{Actor, PeopleKeeper},
};
use chrono::NaiveDate;
use domain::{
    ids::{MembershipId, PersonId},
    people::directory::{Group, MOST_HANDED},
};
use std::collections::BTreeSet;

/// People within reach of whoever chose them, all pupils or all staff, and as many as were confirmed. Only
/// [`choose_people`] makes one.
#[derive(Debug, Clone)]
pub struct ChosenPeople {
    actor: Actor,
    members: Vec<ChosenMember>,
}

/// One of them, at one school.
#[derive(Debug, Clone)]
pub(crate) struct ChosenMember {
    pub membership: MembershipId,
    pub person: PersonId,
    pub name: String,
}

impl ChosenPeople {
    /// Who chose them, and acts.
    pub(crate) const fn actor(&self) -> Actor {
        self.actor
    }

    /// Their memberships, in the order of names.
    pub(crate) fn members(&self) -> &[ChosenMember] {
        &self.members
    }

    /// How many persons they are.
    pub fn persons(&self) -> usize {
        self.members.iter().map(|member| member.person).collect::<BTreeSet<_>>().len()
    }
}

/// The pupils, or the staff, among the people chosen on a list.
///
/// # Errors
/// [`PeopleError::ChoiceChanged`] when others match than those confirmed: so many memberships.
/// [`PeopleError::NobodyChosen`] when nobody of them is of the group, [`PeopleError::TooManyChosen`] beyond
/// [`MOST_HANDED`].
pub async fn choose_people(
    store: &Store,
    keeper: &PeopleKeeper,
    choice: &Choice,
    group: Group,
    confirmed: u64,
    today: NaiveDate,
) -> Result<ChosenPeople, PeopleError> {
    let rows = chosen(store, store.read(), keeper.reader(), choice, today).await?;
    if u64::try_from(rows.len()).unwrap_or_default() != confirmed {
        return Err(PeopleError::ChoiceChanged);
    }
    let members = rows
        .into_iter()
        .filter(|row| row.is_staff() == (group == Group::Staff))
        .map(|row| ChosenMember {
            membership: MembershipId(row.id),
            person: PersonId(row.person_id),
            name: row.full_name,
        })
        .collect();
    let chosen = ChosenPeople { actor: keeper.actor(), members };
    match u64::try_from(chosen.persons()).unwrap_or(u64::MAX) {
        0 => Err(PeopleError::NobodyChosen),
        1..=MOST_HANDED => Ok(chosen),
        _ => Err(PeopleError::TooManyChosen),
    }
}
