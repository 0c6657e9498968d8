//! A pupil's place in a class.

use super::{check_day, own_membership};
use crate::{
    Store, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    people::{
        PeopleError,
        ending::end,
        entity::{class, enrolment, membership},
    },
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{ClassId, MembershipId, OrganisationId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set};
use serde_json::json;

#[derive(FromQueryResult)]
struct Left {
    class_id: i64,
}

/// Puts a pupil into a class of the school from a day on, in place of the class before.
///
/// # Errors
/// When membership or class are not within reach, or the membership does not hold on the day.
pub async fn place_in_class(
    store: &Store,
    keeper: &PeopleKeeper,
    membership: MembershipId,
    class: ClassId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_membership(&transaction, keeper, membership).await?;
    let events = enrol(&transaction, keeper, &row, class, from, now).await?;
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn enrol(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    membership: &membership::Model,
    class: ClassId,
    from: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, PeopleError> {
    let own_class = class::Entity::find_by_id(class.0)
        .filter(class::Column::OrganisationId.eq(membership.organisation_id))
        .one(db)
        .await?;
    if own_class.is_none() || membership.kind != MembershipKind::Pupil.as_str() {
        return Err(PeopleError::NotFound);
    }
    if from < membership.from_on || membership.to_on.is_some_and(|to| to <= from) {
        return Err(PeopleError::EndsBeforeItStarts);
    }
    let left: Vec<Left> =
        end(db, "enrolments", &format!("membership_id = {}", membership.id), "class_id", from, now).await?;
    enrolment::ActiveModel {
        membership_id: Set(membership.id),
        class_id: Set(class.0),
        from_on: Set(from),
        to_on: Set(membership.to_on),
        learned_at: Set(now),
        end_learned_at: Set(membership.to_on.map(|_| now)),
        ..Default::default()
    }
    .insert(db)
    .await?;
    let left: Vec<i64> = left.into_iter().map(|row| row.class_id).collect();
    let event = Event::new(keeper.actor(), AuditAction::EnrolmentChanged)
        .at(OrganisationId(membership.organisation_id))
        .about_person(PersonId(membership.person_id));
    Ok(vec![event.with(json!({ "class": class.0, "left_classes": left, "from": from }))])
}
