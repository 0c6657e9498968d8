//! Who is teacher of a class, from when to when.

use super::{ClassError, own_class};
use crate::{
    Store, Turn,
    access::{
        SchoolLead,
        audit::{self, Event},
    },
    people::entity::{class_teacher, membership},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{ClassId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};

/// Makes somebody of the school the teacher of one of its classes, from a day of the school year on.
///
/// # Errors
/// [`ClassError::NotFound`] when the class or the person is not of this school, [`ClassError::BadDay`] for a day of
/// another school year, [`ClassError::AlreadyTeacher`] for who is it already.
pub async fn assign_class_teacher(
    store: &Store,
    lead: &SchoolLead,
    class: ClassId,
    person: PersonId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), ClassError> {
    let transaction = store.begin(Turn::Roster).await?;
    let (_, year) = own_class(&transaction, lead, class).await?;
    if from < year.first_day() || from >= year.end() {
        return Err(ClassError::BadDay);
    }
    let own_staff = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::OrganisationId.eq(lead.school().0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, from))
        .one(&transaction)
        .await?;
    if own_staff.is_none() {
        return Err(ClassError::NotFound);
    }
    let already = class_teacher::Entity::find()
        .filter(class_teacher::Column::ClassId.eq(class.0))
        .filter(class_teacher::Column::PersonId.eq(person.0))
        .filter(class_teacher::Column::VoidedAt.is_null())
        .filter(Condition::any().add(class_teacher::Column::ToOn.is_null()).add(class_teacher::Column::ToOn.gt(from)))
        .one(&transaction)
        .await?;
    if already.is_some() {
        return Err(ClassError::AlreadyTeacher);
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
    let event = Event::new(lead.actor(), AuditAction::ClassTeacherBegan)
        .at(lead.school())
        .about_person(person)
        .with(audit::details! { Class: class.0, From: from });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends that somebody is teacher of a class: `on` is the first day on which they no longer are. Where that is the first
/// day of all, they never were.
///
/// # Errors
/// [`ClassError::NotFound`] for what is not this school's, [`ClassError::BadDay`] for a day before it began.
pub async fn end_class_teacher(
    store: &Store,
    lead: &SchoolLead,
    class_teacher: i64,
    on: NaiveDate,
    now: Moment,
) -> Result<(), ClassError> {
    let transaction = store.begin(Turn::Roster).await?;
    let row = class_teacher::Entity::find_by_id(class_teacher)
        .filter(class_teacher::Column::VoidedAt.is_null())
        .one(&transaction)
        .await?
        .ok_or(ClassError::NotFound)?;
    own_class(&transaction, lead, ClassId(row.class_id)).await?;
    if on < row.from_on || row.to_on.is_some_and(|to| to < on) {
        return Err(ClassError::BadDay);
    }
    let event = Event::new(lead.actor(), AuditAction::ClassTeacherEnded)
        .at(lead.school())
        .about_person(PersonId(row.person_id))
        .with(audit::details! { Class: row.class_id, On: on });
    let never_was = on == row.from_on;
    let mut ended: class_teacher::ActiveModel = row.into();
    if never_was {
        ended.voided_at = Set(Some(now));
    } else {
        ended.to_on = Set(Some(on));
        ended.end_learned_at = Set(Some(now));
    }
    ended.update(&transaction).await?;
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
