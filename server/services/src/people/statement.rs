//! Statements that are put together from conditions, with their bound values.

use crate::StoreError;
use domain::ids::OrganisationId;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

/// The values bound to a statement, in the order of `$1`, `$2` and so on.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    values: Vec<Value>,
}

impl Bound {
    /// Binds a value; gives the mark that stands for it.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// All rows of a statement.
    pub async fn rows<T: FromQueryResult>(self, db: &impl ConnectionTrait, sql: &str) -> Result<Vec<T>, StoreError> {
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, self.values);
        Ok(T::find_by_statement(statement).all(db).await?)
    }

    /// The number that a statement counts.
    pub async fn count(self, db: &impl ConnectionTrait, sql: &str) -> Result<u64, StoreError> {
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, self.values);
        let row = db.query_one_raw(statement).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Runs a statement that changes rows.
    pub async fn run(self, db: &impl ConnectionTrait, sql: &str) -> Result<(), StoreError> {
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, self.values);
        db.execute_raw(statement).await?;
        Ok(())
    }
}

/// Ids as the inside of `IN (…)`: integers of our own, so they stand in the text. No id is in an empty list.
pub(super) fn ids(ids: impl IntoIterator<Item = i64>) -> String {
    let list = ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    if list.is_empty() { "-1".to_owned() } else { list }
}

/// [`ids`] of nodes.
pub(super) fn node_ids<'a>(nodes: impl IntoIterator<Item = &'a OrganisationId>) -> String {
    ids(nodes.into_iter().map(|node| node.0))
}

/// `table` holds at the end of the day that `day` stands for.
pub(super) fn open(table: &str, day: &str) -> String {
    format!(
        "{table}.from_on <= {day} AND ({table}.to_on IS NULL OR {table}.to_on > {day}) AND {table}.voided_at IS NULL"
    )
}

/// The pattern of `LIKE … ESCAPE '!'` for what begins with a text.
pub(super) fn beginning(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
