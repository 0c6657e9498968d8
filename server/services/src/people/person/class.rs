//! A pupil's place in a class.

use super::{check_day, own_membership, own_school};
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
    calendar::{Moment, SchoolYear, day_of},
    ids::{ClassId, MembershipId, OrganisationId, PersonId, SchoolId},
    people::{Grade, MembershipKind, card::ClassName, class_order},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Select, Set};

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

/// The classes of this school year that somebody who comes to a school can be put into, by grade.
///
/// # Errors
/// [`PeopleError::NotFound`] for a school that is not within reach.
pub async fn classes_to_join(
    store: &Store,
    keeper: &PeopleKeeper,
    school: &str,
    today: NaiveDate,
) -> Result<Vec<ClassName>, PeopleError> {
    let db = store.read();
    let school = own_school(db, keeper, school).await?;
    let mut found = of_this_year(school, today).all(db).await?;
    found.sort_by_cached_key(|class| (Grade::of_class_name(&class.name), class_order(&class.name)));
    Ok(found.into_iter().map(|class| ClassName { id: ClassId(class.id), name: class.name }).collect())
}

/// The classes of a school this school year, but for those that a roll-over made and took back.
fn of_this_year(school: SchoolId, today: NaiveDate) -> Select<class::Entity> {
    class::Entity::find()
        .filter(class::Column::OrganisationId.eq(school.0))
        .filter(class::Column::SchoolYear.eq(SchoolYear::containing(today).first_year()))
        .filter(class::Column::VoidedAt.is_null())
}

/// Puts a newcomer into a class of the school and of this school year: from the first day there, or from that of the
/// year.
pub(super) async fn enrol_newcomer(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    membership: &membership::Model,
    class: ClassId,
    now: Moment,
) -> Result<Vec<Event>, PeopleError> {
    let (school, today) = (OrganisationId(membership.organisation_id), day_of(now));
    let found = of_this_year(school, today).filter(class::Column::Id.eq(class.0)).one(db).await?;
    if found.is_none() || membership.kind != MembershipKind::Pupil.as_str() {
        return Err(PeopleError::NotAClass);
    }
    let year = SchoolYear::containing(today);
    let from = membership.from_on.max(year.first_day());
    if from >= year.end() {
        return Err(PeopleError::BadDay);
    }
    enrol(db, keeper, membership, class, from, now).await
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
    Ok(vec![event.with(audit::details! { Class: class.0, LeftClasses: left, From: from })])
}
