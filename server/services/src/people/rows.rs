//! Statements that the entity API does not say well.

use crate::StoreError;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

/// `table` holds at the end of day `$n`.
pub(super) fn open(table: &str, day: &str) -> String {
    format!(
        "{table}.voided_at IS NULL AND {table}.from_on <= {day} AND ({table}.to_on IS NULL OR {table}.to_on > {day})"
    )
}

/// Reads rows.
///
/// # Errors
/// When the database fails.
pub(super) async fn rows<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, StoreError> {
    Ok(T::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).all(db).await?)
}

/// Runs a statement that changes rows.
///
/// # Errors
/// When the database fails.
pub(super) async fn run(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<(), StoreError> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// A count.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StoreError> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let counts: Vec<Count> = rows(db, sql, values).await?;
    Ok(counts.first().map_or(0, |row| u64::try_from(row.n).unwrap_or_default()))
}
