//! What a school records about itself.

use super::entity::{class, class_teacher, membership};
use crate::{
    Store, Turn,
    access::{AccessError, SchoolLead},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    calendar::Moment,
    ids::{ClassId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Makes somebody of the school the teacher of one of its classes.
///
/// # Errors
/// [`AccessError::NotFound`] when the class or the person is not of this school.
pub async fn assign_class_teacher(
    store: &Store,
    lead: &SchoolLead,
    class: ClassId,
    person: PersonId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    let own_class = class::Entity::find_by_id(class.0)
        .filter(class::Column::OrganisationId.eq(lead.school().0))
        .one(&transaction)
        .await?;
    let own_staff = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::OrganisationId.eq(lead.school().0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, from))
        .one(&transaction)
        .await?;
    if own_class.is_none() || own_staff.is_none() {
        return Err(AccessError::NotFound);
    }
    class_teacher::ActiveModel {
        class_id: Set(class.0),
        person_id: Set(person.0),
        from_on: Set(from),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}
