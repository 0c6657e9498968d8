//! The program's own daily work: leavers become anonymous, and what is kept for a while only goes.
//!
//! Several processes may stand on one database; a lease in it lets one of them work.

use super::{
    Operator,
    anonymise::anonymise_leavers,
    entity::{rate_limit, session},
    settings::setting,
};
use crate::{Store, StoreError, Turn};
use chrono::TimeDelta;
use domain::{
    access::privacy::{Leavers, PrivacySettings},
    calendar::{Moment, day_of, start_of},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, Value};

const JOB: &str = "housekeeping";

/// After so long another process takes over from one that never came back.
const LEASE: TimeDelta = TimeDelta::hours(2);

/// Uploaded files go by these statements, one a table; `$1` is the moment before which they came.
const UPLOADS: &[&str] = &[
    // Without what was before, an import cannot be taken back.
    "DELETE FROM import_changes WHERE import_id IN (SELECT id FROM roster_imports WHERE uploaded_at < $1)",
    // One byte of a file stays, as an empty one is none to SQLite.
    "UPDATE roster_import_files SET content = substr(content, 1, 1) \
     WHERE length(content) > 1 AND import_id IN (SELECT id FROM roster_imports WHERE uploaded_at < $1)",
];

/// Does the day's work, if it is still to be done and no other process does it; `None` when there is nothing to do.
///
/// # Errors
/// When the database fails; the work is then tried again once the lease is over.
pub async fn housekeeping(store: &Store, operator: &Operator, now: Moment) -> Result<Option<Leavers>, StoreError> {
    if !take_lease(store, now).await? {
        return Ok(None);
    }
    let leavers = anonymise_leavers(store, operator, now).await?;
    forget_what_is_over(store, now).await?;
    let done = "UPDATE job_runs SET finished_at = $1, leased_until = $1 WHERE name = $2 AND leased_until = $3";
    let until = (now + LEASE).timestamp();
    run(store, done, vec![now.timestamp().into(), JOB.into(), until.into()]).await?;
    Ok(Some(leavers))
}

/// Takes the lease when nobody holds it and the work was not finished today. One statement, so only one process can.
async fn take_lease(store: &Store, now: Moment) -> Result<bool, StoreError> {
    let sql = "INSERT INTO job_runs (name, leased_until) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
                 SET leased_until = $2 \
               WHERE job_runs.leased_until <= $3 AND (job_runs.finished_at IS NULL OR job_runs.finished_at < $4)";
    let today = start_of(day_of(now)).timestamp();
    let values = vec![JOB.into(), (now + LEASE).timestamp().into(), now.timestamp().into(), today.into()];
    Ok(run(store, sql, values).await? == 1)
}

/// Removes sessions that are over, counts of tries whose window is, and uploads whose period is.
async fn forget_what_is_over(store: &Store, now: Moment) -> Result<(), StoreError> {
    let settings: PrivacySettings = setting(store.read()).await?;
    let transaction = store.begin(Turn::Free).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now)).exec(&transaction).await?;
    let yesterday = (now - TimeDelta::days(1)).timestamp();
    rate_limit::Entity::delete_many().filter(rate_limit::Column::StartedAt.lt(yesterday)).exec(&transaction).await?;
    let before = now - TimeDelta::days(i64::from(settings.uploads_after_days));
    for removed in UPLOADS {
        let statement =
            Statement::from_sql_and_values(transaction.get_database_backend(), *removed, [Value::from(before)]);
        transaction.execute_raw(statement).await?;
    }
    Ok(transaction.commit().await?)
}

/// One statement in a transaction of its own; how many rows it changed.
async fn run(store: &Store, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    let transaction = store.begin(Turn::Free).await?;
    let statement = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
    let changed = transaction.execute_raw(statement).await?.rows_affected();
    transaction.commit().await?;
    Ok(changed)
}
