//! Wrong facts: they are voided, and the right ones added. What was known before can still be told.

use super::{
    NewMembership,
    belonging::{check_membership, check_not_there, insert_membership},
    check_day,
    duty::{is_staff, own_duty},
    own_membership,
};
use crate::{
    Store, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    people::{
        PeopleError,
        entity::{enrolment, membership, responsibility},
    },
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{MembershipId, OrganisationId, PersonId, ResponsibilityId},
    people::{MembershipKind, Span},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};

/// What a membership should have been.
#[derive(Debug, Clone)]
pub struct Correction {
    /// What the person is there.
    pub kind: MembershipKind,
    /// The post.
    pub post: String,
    /// From when to when.
    pub span: Span,
}

/// Voids a membership that was never so, and adds the right one at the same school, if any.
///
/// The pupil's places in classes go over to the right one, cut to its days, or are voided too.
///
/// # Errors
/// When the membership is not within reach, or the right one cannot be.
pub async fn correct_membership(
    store: &Store,
    keeper: &PeopleKeeper,
    wrong: MembershipId,
    right: Option<&Correction>,
    now: Moment,
) -> Result<(), PeopleError> {
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_membership(&transaction, keeper, wrong).await?;
    let (person, school) = (PersonId(row.person_id), OrganisationId(row.organisation_id));
    let mut voided: membership::ActiveModel = row.clone().into();
    voided.voided_at = Set(Some(now));
    voided.update(&transaction).await?;
    let at = |action| Event::new(keeper.actor(), action).at(school).about_person(person);
    let mut events = vec![
        at(AuditAction::MembershipEnded).with(audit::details! { Voided: true, Membership: row.id, From: row.from_on }),
    ];
    let mut in_its_place = None;
    if let Some(right) = right {
        let new = NewMembership {
            school: String::new(),
            kind: right.kind,
            post: right.post.clone(),
            from: right.span.from,
            to: right.span.to,
        };
        check_membership(&new, now)?;
        check_not_there(&transaction, person, school, right.kind, right.span, Some(wrong)).await?;
        let added = insert_membership(&transaction, person, school, &new, now).await?;
        let began = audit::details! { Kind: added.kind, From: added.from_on, Membership: added.id, Corrects: row.id };
        events.push(at(AuditAction::MembershipBegan).with(began));
        in_its_place = Some(added).filter(|added| added.kind == MembershipKind::Pupil.as_str());
    }
    move_enrolments(&transaction, &row, in_its_place.as_ref(), now).await?;
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Voids the places in classes of a wrong membership and adds them to the right one, as far as its days go.
async fn move_enrolments(
    db: &impl ConnectionTrait,
    wrong: &membership::Model,
    right: Option<&membership::Model>,
    now: Moment,
) -> Result<(), PeopleError> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::Column::MembershipId.eq(wrong.id))
        .filter(enrolment::Column::VoidedAt.is_null())
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    enrolment::Entity::update_many()
        .col_expr(enrolment::Column::VoidedAt, Expr::value(now))
        .filter(enrolment::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(db)
        .await?;
    let Some(right) = right else { return Ok(()) };
    let began_with_it = |row: &enrolment::Model| row.from_on == wrong.from_on;
    let new: Vec<enrolment::ActiveModel> = rows
        .iter()
        .filter_map(|row| {
            let from = if began_with_it(row) { right.from_on } else { row.from_on.max(right.from_on) };
            let to = match (row.to_on.filter(|_| row.to_on != wrong.to_on), right.to_on) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            to.is_none_or(|to| from < to).then(|| enrolment::ActiveModel {
                membership_id: Set(right.id),
                class_id: Set(row.class_id),
                from_on: Set(from),
                to_on: Set(to),
                learned_at: Set(now),
                end_learned_at: Set(to.map(|_| now)),
                ..Default::default()
            })
        })
        .collect();
    if !new.is_empty() {
        enrolment::Entity::insert_many(new).exec(db).await?;
    }
    Ok(())
}

/// Voids a duty that was never so, and adds the right days, if any.
///
/// # Errors
/// When the duty is not within reach, or the days cannot be.
pub async fn correct_duty(
    store: &Store,
    keeper: &PeopleKeeper,
    wrong: ResponsibilityId,
    right: Option<Span>,
    now: Moment,
) -> Result<(), PeopleError> {
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_duty(&transaction, keeper, wrong).await?;
    let (person, school) = (PersonId(row.person_id), OrganisationId(row.organisation_id));
    let at = |action| Event::new(keeper.actor(), action).at(school).about_person(person);
    let word = row.responsibility.clone();
    let mut events = vec![
        at(AuditAction::ResponsibilityEnded)
            .with(audit::details! { Responsibility: word, Voided: true, From: row.from_on }),
    ];
    let mut voided: responsibility::ActiveModel = row.into();
    voided.voided_at = Set(Some(now));
    voided.update(&transaction).await?;
    if let Some(span) = right {
        check_days(span, now)?;
        if !is_staff(&transaction, person, school, span.from).await? {
            return Err(PeopleError::NotStaff);
        }
        let added = responsibility::ActiveModel {
            person_id: Set(person.0),
            organisation_id: Set(school.0),
            responsibility: Set(word.clone()),
            from_on: Set(span.from),
            to_on: Set(span.to),
            learned_at: Set(now),
            end_learned_at: Set(span.to.map(|_| now)),
            ..Default::default()
        };
        added.insert(&transaction).await?;
        let began = audit::details! { Responsibility: word, From: span.from, Corrects: wrong };
        events.push(at(AuditAction::ResponsibilityBegan).with(began));
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

fn check_days(span: Span, now: Moment) -> Result<NaiveDate, PeopleError> {
    if let Some(to) = span.to {
        check_day(to, now)?;
        if to <= span.from {
            return Err(PeopleError::EndsBeforeItStarts);
        }
    }
    check_day(span.from, now)
}
