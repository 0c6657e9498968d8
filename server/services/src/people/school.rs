//! What a school records about itself.

use super::entity::{class, class_teacher, founding_decision, membership};
use crate::{
    Store, Turn,
    access::{AccessError, SchoolLead, audit},
    store::open_on,
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::Moment,
    ids::{ClassId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};
use serde_json::json;

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
    let event = audit::Event::new(lead.actor(), AuditAction::ClassTeacherBegan)
        .at(lead.school())
        .to_person(person)
        .with(json!({ "class": class, "from_on": from }));
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Records the decision that founded the school's team, in place of an earlier one.
///
/// # Errors
/// [`AccessError::NotFound`] when no number is given or the day has not come yet.
pub async fn record_founding_decision(
    store: &Store,
    lead: &SchoolLead,
    number: &str,
    decided_on: NaiveDate,
    now: Moment,
) -> Result<(), AccessError> {
    let number = number.trim();
    if number.is_empty() || number.len() > 80 || decided_on > domain::calendar::day_of(now) {
        return Err(AccessError::NotFound);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let before = founding_decision::Entity::find()
        .filter(founding_decision::Column::OrganisationId.eq(lead.school().0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .order_by_desc(founding_decision::Column::Id)
        .one(&transaction)
        .await?;
    founding_decision::Entity::update_many()
        .col_expr(founding_decision::Column::VoidedAt, Expr::value(now))
        .filter(founding_decision::Column::OrganisationId.eq(lead.school().0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .exec(&transaction)
        .await?;
    founding_decision::ActiveModel {
        organisation_id: Set(lead.school().0),
        number: Set(number.to_owned()),
        decided_on: Set(decided_on),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let details = match before {
        Some(before) => json!({
            "number": { "old": before.number, "new": number },
            "decided_on": { "old": before.decided_on, "new": decided_on },
        }),
        None => json!({ "number": number, "decided_on": decided_on }),
    };
    let event = audit::Event::new(lead.actor(), AuditAction::FoundingDecisionRecorded)
        .at(lead.school())
        .about(AuditSubject::Organisation, lead.school().0)
        .with(details);
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
