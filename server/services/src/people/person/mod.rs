//! One person: what is known, and every way in which it changes.

mod add;
mod belonging;
mod card;
mod change;
mod class;
mod correct;
mod duty;
mod namesake;

pub use add::{NewPerson, add_person};
pub use belonging::{NewMembership, begin_membership, leave_school, move_to_school};
pub use card::person_card;
pub(super) use change::emails_out_of_hand;
pub use change::{PersonChange, change_person};
pub use class::{classes_to_join, place_in_class};
pub use correct::{Correction, correct_duty, correct_membership};
pub(super) use duty::{Duty, NewDuties, end_duties, insert_duties};
pub use duty::{begin_duty, end_duty};
pub use namesake::namesakes;

use super::{
    PeopleError,
    entity::{membership, organisation, person},
    statement::{Bound, node_ids},
};
use crate::{
    StoreError,
    access::{PeopleKeeper, PeopleReader},
};
use chrono::{Days, NaiveDate};
use domain::{
    calendar::{Moment, day_of},
    ids::{MembershipId, OrganisationId, PersonId, SchoolId},
    people::OrganisationKind,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The person within reach: with a membership, open or past, at a school within it; to an office also with a role
/// there, or a membership that was found to be wrong.
pub(super) async fn person_in_reach(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    person: PersonId,
) -> Result<person::Model, PeopleError> {
    let row = person::Entity::find_by_id(person.0)
        .filter(person::Column::MergedIntoId.is_null())
        .filter(person::Column::AnonymisedAt.is_null())
        .one(db)
        .await?
        .ok_or(PeopleError::NotFound)?;
    let nodes = node_ids(reader.nodes());
    let mut bound = Bound::default();
    let id = bound.bind(person.0);
    let sql = if reader.is_office() {
        format!(
            "SELECT (SELECT COUNT(*) FROM memberships m WHERE m.person_id = {id} AND m.organisation_id IN ({nodes})) + \
                    (SELECT COUNT(*) FROM role_grants g WHERE g.person_id = {id} AND g.organisation_id IN ({nodes}))"
        )
    } else {
        format!(
            "SELECT COUNT(*) FROM memberships m WHERE m.person_id = {id} AND m.organisation_id IN ({nodes}) \
             AND m.voided_at IS NULL"
        )
    };
    if bound.count(db, &sql).await? == 0 { Err(PeopleError::NotFound) } else { Ok(row) }
}

/// The school with a code that a keeper may put people into.
pub(super) async fn own_school(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    code: &str,
) -> Result<SchoolId, PeopleError> {
    let row = organisation::Entity::find()
        .filter(organisation::Column::Code.eq(code.to_uppercase()))
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .one(db)
        .await?;
    row.map(|row| OrganisationId(row.id)).filter(|school| keeper.reader().reaches(*school)).ok_or(PeopleError::NotFound)
}

/// A membership within a keeper's reach that was not found to be wrong.
pub(super) async fn own_membership(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    membership: MembershipId,
) -> Result<membership::Model, PeopleError> {
    membership::Entity::find_by_id(membership.0)
        .filter(membership::Column::VoidedAt.is_null())
        .one(db)
        .await?
        .filter(|row| keeper.reader().reaches(OrganisationId(row.organisation_id)))
        .ok_or(PeopleError::NotFound)
}

/// One of the schools within reach at which the person is or was: where the log says that the record changed.
pub(super) async fn school_of(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    person: PersonId,
) -> Result<Option<SchoolId>, StoreError> {
    let row = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::OrganisationId.is_in(reader.nodes().iter().map(|node| node.0)))
        .order_by_desc(membership::Column::FromOn)
        .one(db)
        .await?;
    Ok(row.map(|row| OrganisationId(row.organisation_id)))
}

/// Refuses days that nobody means: a slip of a digit.
pub(super) fn check_day(day: NaiveDate, now: Moment) -> Result<NaiveDate, PeopleError> {
    const EARLIEST: Option<NaiveDate> = NaiveDate::from_ymd_opt(1950, 1, 1);
    let latest = day_of(now).checked_add_days(Days::new(2 * 366)).unwrap_or(NaiveDate::MAX);
    if EARLIEST.is_some_and(|earliest| day < earliest) || day > latest {
        return Err(PeopleError::BadDay);
    }
    Ok(day)
}
