//! Taking a roll-over back, and confirming it.

use super::{RollOverError, keep, kept};
use crate::{
    Store, StoreError, Turn,
    access::{
        SchoolLead,
        audit::{self, Event},
    },
    people::{
        entity::{class, class_teacher, enrolment},
        rows::{count, run},
    },
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, SchoolYear},
    people::roll_over::{Ended, RollOverState, Written},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use std::collections::{BTreeMap, HashSet};

/// Takes a roll-over back: every end is again as it was before, and what it began never was.
///
/// # Errors
/// [`RollOverError::OtherState`] when it is not written or is confirmed, [`RollOverError::ChangedSince`] when somebody
/// changed what it wrote, or a leaver is a pupil elsewhere by now.
pub async fn undo_roll_over(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    now: Moment,
) -> Result<(), RollOverError> {
    let transaction = store.begin(Turn::Roster).await?;
    let mut kept = kept(&transaction, lead, year).await?;
    let written = match (kept.state, kept.written.take()) {
        (RollOverState::Applied, Some(written)) => written,
        _ => return Err(RollOverError::OtherState),
    };
    let begins_on = year.end();
    if !is_as_written(&transaction, &written, begins_on).await? {
        return Err(RollOverError::ChangedSince);
    }
    for chunk in written.enrolments_made.chunks(CHUNK) {
        enrolment::Entity::update_many()
            .col_expr(enrolment::Column::VoidedAt, Expr::value(now))
            .filter(enrolment::Column::Id.is_in(chunk.iter().copied()))
            .exec(&transaction)
            .await?;
    }
    restore(&transaction, "enrolments", &written.enrolments_ended).await?;
    restore(&transaction, "memberships", &written.memberships_ended).await?;
    restore(&transaction, "class_teachers", &written.teachers_ended).await?;
    take_classes_back(&transaction, &written.classes_made, now).await?;
    kept.state = RollOverState::Proposed;
    keep(&transaction, lead, year, &kept, now).await?;
    let event = Event::new(lead.actor(), AuditAction::RollOverUndone)
        .at(lead.school())
        .with(audit::details! { SchoolYear: year.to_string() });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Confirms a roll-over; from then on it stays.
///
/// # Errors
/// [`RollOverError::OtherState`] when it is not written, or confirmed already.
pub async fn confirm_roll_over(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    now: Moment,
) -> Result<(), RollOverError> {
    let transaction = store.begin(Turn::Roster).await?;
    let mut kept = kept(&transaction, lead, year).await?;
    if kept.state != RollOverState::Applied {
        return Err(RollOverError::OtherState);
    }
    kept.state = RollOverState::Final;
    keep(&transaction, lead, year, &kept, now).await?;
    let event = Event::new(lead.actor(), AuditAction::RolledOver)
        .at(lead.school())
        .with(audit::details! { SchoolYear: year.to_string(), State: RollOverState::Final });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether everything that was written still stands so.
async fn is_as_written(db: &impl ConnectionTrait, written: &Written, begins_on: NaiveDate) -> Result<bool, StoreError> {
    for chunk in written.enrolments_made.chunks(CHUNK) {
        let sql = format!(
            "SELECT COUNT(*) AS n FROM enrolments e WHERE e.id IN ({}) AND e.voided_at IS NULL AND e.to_on IS NULL",
            list(chunk)
        );
        if count(db, &sql, []).await? != chunk.len() as u64 {
            return Ok(false);
        }
    }
    let ended = [
        ("enrolments", &written.enrolments_ended),
        ("memberships", &written.memberships_ended),
        ("class_teachers", &written.teachers_ended),
    ];
    for (table, ended) in ended {
        for chunk in ended.chunks(CHUNK) {
            let ids: Vec<i64> = chunk.iter().map(|ended| ended.id).collect();
            let sql = format!(
                "SELECT COUNT(*) AS n FROM {table} t WHERE t.id IN ({}) AND t.voided_at IS NULL AND t.to_on = $1",
                list(&ids)
            );
            if count(db, &sql, [begins_on.into()]).await? != chunk.len() as u64 {
                return Ok(false);
            }
        }
    }
    for chunk in written.memberships_ended.chunks(CHUNK) {
        let ids: Vec<i64> = chunk.iter().map(|ended| ended.id).collect();
        let sql = format!(
            "SELECT COUNT(*) AS n FROM memberships l JOIN memberships o ON o.person_id = l.person_id AND o.id <> l.id \
             WHERE l.id IN ({}) AND o.kind = 'pupil' AND o.voided_at IS NULL AND (o.to_on IS NULL OR o.to_on > $1)",
            list(&ids)
        );
        if count(db, &sql, [begins_on.into()]).await? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Numbers of our own, as they stand in a statement.
fn list(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Gives facts the end that they had before.
async fn restore(db: &impl ConnectionTrait, table: &str, ended: &[Ended]) -> Result<(), StoreError> {
    let mut by_end: BTreeMap<_, Vec<i64>> = BTreeMap::new();
    for ended in ended {
        by_end.entry((ended.before.to_on, ended.before.learned_at)).or_default().push(ended.id);
    }
    for ((to_on, learned_at), ids) in by_end {
        for chunk in ids.chunks(CHUNK) {
            let sql = format!("UPDATE {table} SET to_on = $1, end_learned_at = $2 WHERE id IN ({})", list(chunk));
            run(db, &sql, [to_on.into(), learned_at.into()]).await?;
        }
    }
    Ok(())
}

/// Takes back the classes that it made, but for those that somebody uses by now.
async fn take_classes_back(db: &impl ConnectionTrait, made: &[i64], now: Moment) -> Result<(), StoreError> {
    if made.is_empty() {
        return Ok(());
    }
    let with_pupils: Vec<i64> = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::ClassId)
        .filter(enrolment::Column::ClassId.is_in(made.iter().copied()))
        .filter(enrolment::Column::VoidedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let with_teachers: Vec<i64> = class_teacher::Entity::find()
        .select_only()
        .column(class_teacher::Column::ClassId)
        .filter(class_teacher::Column::ClassId.is_in(made.iter().copied()))
        .filter(class_teacher::Column::VoidedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let used: HashSet<i64> = with_pupils.into_iter().chain(with_teachers).collect();
    class::Entity::update_many()
        .col_expr(class::Column::VoidedAt, Expr::value(now))
        .filter(class::Column::Id.is_in(made.iter().copied().filter(|id| !used.contains(id))))
        .exec(db)
        .await?;
    Ok(())
}
