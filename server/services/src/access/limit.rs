//! How often something may be tried, counted in the database so that several processes share the count.

use super::AccessError;
use crate::{Store, Turn};
use chrono::TimeDelta;
use domain::calendar::Moment;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use super::entity::rate_limit;

/// So many tries within a window that begins with the first of them.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The most tries.
    pub tries: i64,
    /// How long the window is.
    pub window: TimeDelta,
}

/// Counts a try at something, and refuses it when there were too many.
///
/// # Errors
/// [`AccessError::TooManyTries`] beyond the limit.
pub(crate) async fn count_try(store: &Store, what: &str, limit: Limit, now: Moment) -> Result<(), AccessError> {
    let sql = "INSERT INTO rate_limits (name, started_at, count) VALUES ($1, $2, 1) ON CONFLICT (name) DO UPDATE SET \
                 count = CASE WHEN rate_limits.started_at <= $3 THEN 1 ELSE rate_limits.count + 1 END, \
                 started_at = CASE WHEN rate_limits.started_at <= $3 THEN $2 ELSE rate_limits.started_at END \
               RETURNING count";
    let over = (now - limit.window).timestamp();
    let transaction = store.begin(Turn::Free).await?;
    let values = [what.into(), now.timestamp().into(), over.into()];
    let statement = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
    let row = transaction.query_one_raw(statement).await?;
    let tries: i64 = row.map_or(Ok(1), |row| row.try_get("", "count"))?;
    if tries == 1 {
        // Windows are a day long at the most, so what is older counts no more.
        let yesterday = (now - TimeDelta::days(1)).timestamp();
        rate_limit::Entity::delete_many()
            .filter(rate_limit::Column::StartedAt.lt(yesterday))
            .exec(&transaction)
            .await?;
    }
    transaction.commit().await?;
    if tries > limit.tries { Err(AccessError::TooManyTries) } else { Ok(()) }
}

/// How often something was tried in the window under way.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tries_so_far(
    store: &Store,
    what: &str,
    window: TimeDelta,
    now: Moment,
) -> Result<i64, AccessError> {
    let row = rate_limit::Entity::find_by_id(what).one(store.read()).await?;
    let over = (now - window).timestamp();
    Ok(row.filter(|row| row.started_at > over).map_or(0, |row| row.count))
}

/// Refuses something of which there were too many tries, without counting this one.
///
/// # Errors
/// [`AccessError::TooManyTries`] at the limit.
pub(crate) async fn check_tries(store: &Store, what: &str, limit: Limit, now: Moment) -> Result<(), AccessError> {
    let row = rate_limit::Entity::find_by_id(what).one(store.read()).await?;
    let over = (now - limit.window).timestamp();
    if row.is_some_and(|row| row.started_at > over && row.count >= limit.tries) {
        return Err(AccessError::TooManyTries);
    }
    Ok(())
}
