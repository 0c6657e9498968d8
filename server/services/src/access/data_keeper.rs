//! Who answers for the records of a person: the office above the person's school, or the school's principal.

use super::{AccessError, Actor, Viewer, entity::role_grant};
use crate::{
    Store, StoreError,
    people::{
        entity::{membership, person},
        tree_on,
    },
};
use chrono::NaiveDate;
use domain::ids::{OrganisationId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashSet;

/// Answers for the school of a person, and so may hand out what is held on them when they or their parents ask.
#[derive(Debug, Clone, Copy)]
pub struct PersonKeeper {
    person: PersonId,
    place: OrganisationId,
    actor: Actor,
}

impl PersonKeeper {
    /// The person.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The school or node by which the person is in reach.
    pub const fn place(&self) -> OrganisationId {
        self.place
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

impl Viewer {
    /// May hand out what is held on a person of the own schools. For who left it is the school they left last.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for whoever answers for no school, or not for this person's;
    /// [`AccessError::NotFound`] when there is no such person.
    pub async fn keeps(&self, store: &Store, person: PersonId, today: NaiveDate) -> Result<PersonKeeper, AccessError> {
        let nodes: Vec<OrganisationId> =
            self.grants.iter().filter(|(role, _)| role.heads_schools()).map(|(_, node)| *node).collect();
        if nodes.is_empty() {
            return Err(AccessError::Forbidden);
        }
        person::Entity::find_by_id(person.0).one(store.read()).await?.ok_or(AccessError::NotFound)?;
        let places = places_of(store, person, today).await?;
        let tree = tree_on(store, today).await?;
        let reached: HashSet<OrganisationId> = nodes.iter().flat_map(|node| tree.subtree(*node)).collect();
        let place = places.into_iter().find(|place| reached.contains(place)).ok_or(AccessError::Forbidden)?;
        Ok(PersonKeeper { person, place, actor: self.oneself().actor() })
    }
}

/// Where a person belongs; where they last belonged when they have left; where they hold a role when they never
/// belonged anywhere.
async fn places_of(store: &Store, person: PersonId, today: NaiveDate) -> Result<Vec<OrganisationId>, StoreError> {
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::VoidedAt.is_null())
        .all(store.read())
        .await?;
    let is_open = |row: &&membership::Model| row.to_on.is_none_or(|end| end > today);
    let open: Vec<_> = memberships.iter().filter(is_open).map(|row| OrganisationId(row.organisation_id)).collect();
    if !open.is_empty() {
        return Ok(open);
    }
    if let Some(last) = memberships.iter().max_by_key(|row| (row.to_on, row.id)) {
        return Ok(vec![OrganisationId(last.organisation_id)]);
    }
    let roles = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .filter(role_grant::Column::VoidedAt.is_null())
        .all(store.read())
        .await?;
    Ok(roles.into_iter().map(|row| OrganisationId(row.organisation_id)).collect())
}
