//! What must hold before a role is given or ended.

use super::{NewRole, RoleError};
use crate::{
    Store, StoreError,
    access::{RoleGiver, entity::role_grant},
    people::{self, entity::membership},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    access::Role,
    ids::{OrganisationId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// Whether a role at a node is the giver's to give and to end.
pub(super) async fn check_reach(
    store: &Store,
    giver: &RoleGiver,
    role: Role,
    node: OrganisationId,
    today: NaiveDate,
) -> Result<(), RoleError> {
    let is_theirs = if giver.is_school {
        node == giver.node && role.is_of_school()
    } else {
        people::tree_on(store, today).await?.subtree(giver.node).contains(&node)
    };
    if is_theirs { Ok(()) } else { Err(RoleError::Forbidden) }
}

/// A person's roles of one kind at one node that are not void.
pub(super) fn of_person(person: PersonId, role: Role, node: OrganisationId) -> Condition {
    Condition::all()
        .add(role_grant::Column::PersonId.eq(person.0))
        .add(role_grant::Column::OrganisationId.eq(node.0))
        .add(role_grant::Column::Role.eq(role.as_str()))
        .add(role_grant::Column::VoidedAt.is_null())
}

/// A school's roles go to its staff; those of an office to any staff below it, and to whoever has had a role there.
pub(super) async fn is_staff(
    store: &Store,
    db: &impl ConnectionTrait,
    giver: &RoleGiver,
    new: &NewRole,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    let day = new.from.max(today);
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(new.person.0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, day))
        .all(db)
        .await?;
    if new.role.is_of_school() {
        return Ok(memberships.iter().any(|row| row.organisation_id == new.node.0));
    }
    let below = people::tree_on(store, today).await?.subtree(giver.node);
    if memberships.iter().any(|row| below.contains(&OrganisationId(row.organisation_id))) {
        return Ok(true);
    }
    let had_one = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(new.person.0))
        .filter(role_grant::Column::OrganisationId.eq(new.node.0))
        .filter(role_grant::Column::VoidedAt.is_null())
        .count(db)
        .await?;
    Ok(had_one > 0)
}

/// A principal keeps the own role at the school, an office one role of its kind at its node.
pub(super) async fn check_remaining(
    db: &impl ConnectionTrait,
    giver: &RoleGiver,
    ending: &role_grant::Model,
    role: Role,
    day: NaiveDate,
) -> Result<(), RoleError> {
    let (person, node) = (PersonId(ending.person_id), OrganisationId(ending.organisation_id));
    let another = |of: Condition| {
        let lasting = of.add(role_grant::Column::ToOn.is_null()).add(role_grant::Column::FromOn.lte(day));
        role_grant::Entity::find().filter(lasting.add(role_grant::Column::Id.ne(ending.id))).count(db)
    };
    let is_own = giver.is_school && role == Role::Principal && giver.actor.person() == Some(person);
    if is_own && another(of_person(person, role, node)).await? == 0 {
        return Err(RoleError::OwnLast);
    }
    let others = Condition::all()
        .add(role_grant::Column::OrganisationId.eq(node.0))
        .add(role_grant::Column::Role.eq(role.as_str()))
        .add(role_grant::Column::VoidedAt.is_null());
    if role == Role::Office && node == giver.node && another(others).await? == 0 {
        return Err(RoleError::LastOffice);
    }
    Ok(())
}
