//! What the log says about somebody, and what they decided for others.

use super::Of;
use crate::{StoreError, store::known};
use domain::access::{
    audit::AuditAction,
    held::{DoneBy, HeldDecisions, HeldEvent, HeldLog},
};
use sea_orm::QueryResult;

/// So many lines are told at the most: an official's deeds fill a log of their own.
const MOST_LINES: u32 = 1000;

/// Lines about the person `$1`, and lines of what the person did.
const MINE: &str = "((e.subject_kind = 'person' AND e.subject_id = $1) OR e.actor_person_id = $1)";

pub(super) async fn log(of: &Of<'_>) -> Result<HeldLog, StoreError> {
    let sql = format!("SELECT COUNT(*) AS lines FROM audit_events e WHERE {MINE}");
    let count = of.rows(&sql, |row| count(row, "lines")).await?.into_iter().sum();
    let sql = format!(
        "SELECT e.happened_at, e.action, e.actor_person_id, e.address, p.full_name, \
                CASE WHEN e.subject_kind = 'person' AND e.subject_id = $1 THEN 1 ELSE 0 END AS is_about, \
                CASE WHEN EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id AND m.kind <> 'pupil') \
                       OR EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id) THEN 1 ELSE 0 END AS is_staff \
         FROM audit_events e LEFT JOIN persons p ON p.id = e.actor_person_id \
         WHERE {MINE} ORDER BY e.happened_at DESC, e.id DESC LIMIT {MOST_LINES}"
    );
    let lines = of.rows(&sql, |row| event(row, of.person.0)).await?;
    Ok(HeldLog { count, lines })
}

fn event(row: &QueryResult, person: i64) -> Result<HeldEvent, StoreError> {
    let actor: Option<i64> = row.try_get("", "actor_person_id")?;
    let name: Option<String> = row.try_get("", "full_name")?;
    let by = match (actor, name) {
        (Some(actor), _) if actor == person => DoneBy::Oneself,
        (Some(_), Some(name)) if row.try_get::<i32>("", "is_staff")? == 1 => DoneBy::Staff(name),
        (Some(_), _) => DoneBy::Another,
        (None, _) => DoneBy::Program,
    };
    // The address from which somebody else acted is theirs.
    let address = if by == DoneBy::Oneself { row.try_get("", "address")? } else { None };
    Ok(HeldEvent {
        happened_at: row.try_get("", "happened_at")?,
        action: known(&row.try_get::<String>("", "action")?, AuditAction::from_word)?,
        about_oneself: row.try_get::<i32>("", "is_about")? == 1,
        by,
        address,
    })
}

pub(super) async fn decisions(of: &Of<'_>) -> Result<HeldDecisions, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM completion_voids v WHERE v.by_person_id = $1) AS voids, \
                      (SELECT COUNT(*) FROM activities a WHERE a.approved_by_person_id = $1) AS activities";
    let read = |row: &QueryResult| {
        Ok(HeldDecisions { completions_voided: count(row, "voids")?, activities_approved: count(row, "activities")? })
    };
    Ok(of.rows(sql, read).await?.into_iter().next().unwrap_or_default())
}

fn count(row: &QueryResult, column: &str) -> Result<u64, StoreError> {
    let count: i64 = row.try_get("", column)?;
    Ok(u64::try_from(count).unwrap_or_default())
}
