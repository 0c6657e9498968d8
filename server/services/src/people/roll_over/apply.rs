//! Writing a roll-over.

use super::{
    RollOverError,
    facts::{Facts, facts},
    keep, kept,
    show::years,
};
use crate::{
    Store, StoreError, Turn,
    access::{
        SchoolLead,
        audit::{self, Event},
    },
    people::{
        classes::make_classes,
        entity::{class_teacher, enrolment, membership},
    },
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, SchoolYear, day_of},
    people::roll_over::{Changes, End, Ended, Plan, RollOverState, Written, changes, totals},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set, sea_query::Expr,
};
use std::collections::{BTreeMap, HashMap};

/// Writes the plan that was looked at: makes the next year's classes, ends enrolments, leavers' memberships and class
/// teachers on its first day, and enrols everybody who stays. Can be taken back until it is confirmed.
///
/// # Errors
/// [`RollOverError::PlanChanged`] when the plan is no longer the one of the fingerprint, [`RollOverError::OtherState`]
/// when it is written already, [`RollOverError::NothingToDo`] when the year has no classes.
pub async fn apply_roll_over(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    fingerprint: &str,
    now: Moment,
) -> Result<(), RollOverError> {
    let today = day_of(now);
    if !years(today).contains(&year) {
        return Err(RollOverError::NotFound);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let mut kept = kept(&transaction, lead, year).await?;
    if kept.state != RollOverState::Proposed {
        return Err(RollOverError::OtherState);
    }
    let facts = facts(&transaction, lead, year, today).await?;
    if facts.classes.is_empty() {
        return Err(RollOverError::NothingToDo);
    }
    let plan = facts.plan(&kept.exceptions);
    if plan.fingerprint() != fingerprint {
        return Err(RollOverError::PlanChanged);
    }
    let mut written = write(&transaction, lead, &facts, &plan, now).await?;
    written.totals = totals(&plan, &kept.exceptions);
    let counts = written.totals;
    let event = Event::new(lead.actor(), AuditAction::RolledOver).at(lead.school()).with(audit::details! {
        SchoolYear: year.to_string(), State: RollOverState::Applied, Up: counts.up, Repeat: counts.repeat,
        Moved: counts.moved, Leave: counts.leave, Classes: written.classes_made.len(),
    });
    kept.written = Some(written);
    kept.state = RollOverState::Applied;
    keep(&transaction, lead, year, &kept, now).await?;
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn write(
    db: &DatabaseTransaction,
    lead: &SchoolLead,
    facts: &Facts,
    plan: &Plan,
    now: Moment,
) -> Result<Written, StoreError> {
    let begins_on = facts.begins_on();
    let Changes { enrolments_ended, memberships_ended, enrolled } = changes(plan, &facts.pupils, begins_on);
    let next = SchoolYear::containing(begins_on);
    let new: BTreeMap<_, _> = plan
        .classes
        .iter()
        .filter(|(name, _)| !facts.there.contains_key(*name))
        .map(|(name, grade)| (name.clone(), *grade))
        .collect();
    let (classes, classes_made) = make_classes(db, lead.school(), next, &new).await?;
    let teachers_ended = teachers_after(db, facts, begins_on).await?;
    for chunk in enrolments_ended.chunks(CHUNK) {
        enrolment::Entity::update_many()
            .col_expr(enrolment::Column::ToOn, Expr::value(begins_on))
            .col_expr(enrolment::Column::EndLearnedAt, Expr::value(now))
            .filter(enrolment::Column::Id.is_in(ids(chunk)))
            .exec(db)
            .await?;
    }
    for chunk in memberships_ended.chunks(CHUNK) {
        membership::Entity::update_many()
            .col_expr(membership::Column::ToOn, Expr::value(begins_on))
            .col_expr(membership::Column::EndLearnedAt, Expr::value(now))
            .filter(membership::Column::Id.is_in(ids(chunk)))
            .exec(db)
            .await?;
    }
    for chunk in teachers_ended.chunks(CHUNK) {
        class_teacher::Entity::update_many()
            .col_expr(class_teacher::Column::ToOn, Expr::value(begins_on))
            .col_expr(class_teacher::Column::EndLearnedAt, Expr::value(now))
            .filter(class_teacher::Column::Id.is_in(ids(chunk)))
            .exec(db)
            .await?;
    }
    let enrolments_made = enrol(db, &enrolled, &classes, begins_on, now).await?;
    Ok(Written {
        enrolments_ended,
        memberships_ended,
        teachers_ended,
        enrolments_made,
        classes_made,
        totals: Default::default(),
    })
}

fn ids(ended: &[Ended]) -> impl Iterator<Item = i64> {
    ended.iter().map(|ended| ended.id)
}

/// Teachers of the year's classes who would go on into the next.
async fn teachers_after(
    db: &impl ConnectionTrait,
    facts: &Facts,
    begins_on: NaiveDate,
) -> Result<Vec<Ended>, StoreError> {
    let rows = class_teacher::Entity::find()
        .filter(class_teacher::Column::ClassId.is_in(facts.classes.iter().map(|class| class.id.0)))
        .filter(class_teacher::Column::VoidedAt.is_null())
        .filter(class_teacher::Column::FromOn.lt(begins_on))
        .filter(
            Condition::any().add(class_teacher::Column::ToOn.is_null()).add(class_teacher::Column::ToOn.gt(begins_on)),
        )
        .all(db)
        .await?;
    let ended = |row: class_teacher::Model| Ended {
        id: row.id,
        before: End { to_on: row.to_on, learned_at: row.end_learned_at },
    };
    Ok(rows.into_iter().map(ended).collect())
}

/// Enrols memberships in classes by name; gives the enrolments.
async fn enrol(
    db: &impl ConnectionTrait,
    enrolled: &[(i64, String)],
    classes: &HashMap<String, i64>,
    from: NaiveDate,
    now: Moment,
) -> Result<Vec<i64>, StoreError> {
    let mut made = Vec::with_capacity(enrolled.len());
    for chunk in enrolled.chunks(CHUNK) {
        let rows: Vec<enrolment::ActiveModel> = chunk
            .iter()
            .map(|(membership, class)| {
                let class = classes.get(class).copied().ok_or_else(|| StoreError::Unreadable(class.clone()))?;
                Ok(enrolment::ActiveModel {
                    membership_id: Set(*membership),
                    class_id: Set(class),
                    from_on: Set(from),
                    learned_at: Set(now),
                    ..Default::default()
                })
            })
            .collect::<Result<_, StoreError>>()?;
        enrolment::Entity::insert_many(rows).exec(db).await?;
        // Nobody of them was in a class of that year before.
        let new = enrolment::Entity::find()
            .filter(enrolment::Column::MembershipId.is_in(chunk.iter().map(|(membership, _)| *membership)))
            .filter(enrolment::Column::ClassId.is_in(classes.values().copied()))
            .filter(enrolment::Column::FromOn.eq(from))
            .filter(enrolment::Column::ToOn.is_null())
            .filter(enrolment::Column::VoidedAt.is_null())
            .all(db)
            .await?;
        made.extend(new.into_iter().map(|row| row.id));
    }
    Ok(made)
}
