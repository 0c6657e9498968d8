//! Giving roles and ending them.

mod account;
mod query;
mod read;
mod rules;

pub use account::{disable_account, enable_account};
pub use read::{office_roles, person_access, school_roles};

use super::{
    RoleGiver,
    audit::{self, Event, record},
    entity::role_grant,
};
use crate::{
    Store, StoreError, Turn,
    people::entity::{organisation, person},
    store::known,
};
use chrono::NaiveDate;
use domain::{
    access::{Role, audit::AuditAction, audit_detail::DetailKey},
    calendar::{Moment, day_of},
    ids::{OrganisationId, PersonId},
    people::OrganisationKind,
};
use rules::{check_reach, check_remaining, is_staff, of_person};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};

/// Why a role is not given or ended, or an account not shut.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// The role or the node is not theirs to give.
    #[error("not theirs to give")]
    Forbidden,
    /// There is no such person, node or role.
    #[error("not found")]
    NotFound,
    /// The role does not stand at such a node.
    #[error("the role does not stand there")]
    WrongPlace,
    /// It would end before it begins, or after it has ended.
    #[error("the days do not fit")]
    BadDays,
    /// The person is not of the staff there.
    #[error("not of the staff there")]
    NotStaff,
    /// The person holds the role there already.
    #[error("held already")]
    HeldAlready,
    /// A principal's own last role as principal.
    #[error("the own last role")]
    OwnLast,
    /// The last office role of the node.
    #[error("the last office role")]
    LastOffice,
    /// The own account.
    #[error("the own account")]
    OwnAccount,
    /// The person holds a role out of reach.
    #[error("the person has a role elsewhere")]
    OtherRoles,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for RoleError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// A role to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewRole {
    /// To whom.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// Where.
    pub node: OrganisationId,
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer holds, where that is known.
    pub to: Option<NaiveDate>,
}

/// Gives a member of staff a role, from a day and perhaps until a day.
///
/// # Errors
/// [`RoleError::Forbidden`] beyond what the giver may give; what is wrong with the days, the node or the person.
pub async fn give_role(store: &Store, giver: &RoleGiver, new: NewRole, now: Moment) -> Result<(), RoleError> {
    let today = day_of(now);
    check_reach(store, giver, new.role, new.node, today).await?;
    if new.to.is_some_and(|to| to <= new.from) {
        return Err(RoleError::BadDays);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let node = organisation::Entity::find_by_id(new.node.0).one(&transaction).await?.ok_or(RoleError::NotFound)?;
    let is_school = known(&node.kind, OrganisationKind::from_word)? == OrganisationKind::School;
    if is_school != new.role.is_of_school() {
        return Err(RoleError::WrongPlace);
    }
    let holder = person::Entity::find_by_id(new.person.0).one(&transaction).await?;
    if holder.is_none_or(|person| person.anonymised_at.is_some()) {
        return Err(RoleError::NotFound);
    }
    if !is_staff(store, &transaction, giver, &new, today).await? {
        return Err(RoleError::NotStaff);
    }
    let of_same = of_person(new.person, new.role, new.node);
    let begins_before = new.to.map(|to| role_grant::Column::FromOn.lt(to));
    let ends_after =
        Condition::any().add(role_grant::Column::ToOn.is_null()).add(role_grant::Column::ToOn.gt(new.from));
    let overlapping = role_grant::Entity::find().filter(of_same.add_option(begins_before).add(ends_after));
    if overlapping.count(&transaction).await? > 0 {
        return Err(RoleError::HeldAlready);
    }
    role_grant::ActiveModel {
        person_id: Set(new.person.0),
        organisation_id: Set(new.node.0),
        role: Set(new.role.as_str().to_owned()),
        from_on: Set(new.from),
        to_on: Set(new.to),
        learned_at: Set(now),
        end_learned_at: Set(new.to.map(|_| now)),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let mut details = audit::details! { Role: new.role, FromOn: new.from };
    if let Some(to) = new.to {
        details = details.and(DetailKey::ToOn, &to);
    }
    let event = Event::new(giver.actor, AuditAction::RoleGranted).at(new.node).about_person(new.person).with(details);
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends a role: on that day it holds no longer. One that has not begun by then never does.
///
/// # Errors
/// [`RoleError::Forbidden`] beyond what the giver may give, [`RoleError::OwnLast`], [`RoleError::LastOffice`],
/// [`RoleError::BadDays`] for a role that has ended by then, or had not begun.
pub async fn end_role(
    store: &Store,
    giver: &RoleGiver,
    grant: i64,
    on: NaiveDate,
    now: Moment,
) -> Result<(), RoleError> {
    let today = day_of(now);
    let transaction = store.begin(Turn::Roster).await?;
    let held = role_grant::Entity::find_by_id(grant)
        .filter(role_grant::Column::VoidedAt.is_null())
        .one(&transaction)
        .await?
        .ok_or(RoleError::NotFound)?;
    let role = known(&held.role, Role::from_word)?;
    let (person, node) = (PersonId(held.person_id), OrganisationId(held.organisation_id));
    check_reach(store, giver, role, node, today).await?;
    let has_begun = held.from_on <= today;
    if held.to_on.is_some_and(|to| to <= today || on > to) || (has_begun && on < held.from_on) {
        return Err(RoleError::BadDays);
    }
    check_remaining(&transaction, giver, &held, role, on.max(today)).await?;
    let already_ends = held.to_on.is_some();
    let begins_on = held.from_on;
    let mut row = held.clone().into_active_model();
    if !has_begun && on <= begins_on {
        row.voided_at = Set(Some(now));
    } else if already_ends {
        // What was said of its end is not rewritten: it is voided, and the right span comes in.
        row.voided_at = Set(Some(now));
        role_grant::ActiveModel {
            person_id: Set(held.person_id),
            organisation_id: Set(held.organisation_id),
            role: Set(held.role),
            from_on: Set(begins_on),
            to_on: Set(Some(on)),
            learned_at: Set(now),
            end_learned_at: Set(Some(now)),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
    } else {
        row.to_on = Set(Some(on));
        row.end_learned_at = Set(Some(now));
    }
    row.update(&transaction).await?;
    let details = audit::details! { Role: role, FromOn: begins_on, ToOn: on };
    let event = Event::new(giver.actor, AuditAction::RoleEnded).at(node).about_person(person).with(details);
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// The node at which a role stands.
pub(super) async fn node_of(store: &Store, grant: i64) -> Result<Option<OrganisationId>, StoreError> {
    let found =
        role_grant::Entity::find_by_id(grant).filter(role_grant::Column::VoidedAt.is_null()).one(store.read()).await?;
    Ok(found.map(|row| OrganisationId(row.organisation_id)))
}
