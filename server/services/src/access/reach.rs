//! SQL shared by what is read below a node.

use domain::people::search::fold;
use sea_orm::{ConnectionTrait, Statement, Value};

/// `below(id)`: node `$1` and all that stand under it on day `$2`, or stood there last, such as a closed school.
pub(super) const BELOW: &str = "WITH RECURSIVE placed AS (\
     SELECT p.organisation_id, p.parent_id FROM placements p WHERE p.from_on <= $2 AND NOT EXISTS (\
       SELECT 1 FROM placements q WHERE q.organisation_id = p.organisation_id AND q.from_on <= $2 \
       AND (q.from_on > p.from_on OR (q.from_on = p.from_on AND q.id > p.id)))), \
   below(id) AS (SELECT CAST($1 AS BIGINT) UNION \
     SELECT placed.organisation_id FROM placed JOIN below ON placed.parent_id = below.id)";

/// The most words of a name that are sought.
const MOST_WORDS: usize = 8;

/// The values of a statement that is put together, in the order of their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound(Vec<Value>);

impl Bound {
    /// Adds a value and gives its place: `$3`.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }

    /// The statement with its values.
    pub(super) fn statement(&self, db: &impl ConnectionTrait, sql: &str) -> Statement {
        Statement::from_sql_and_values(db.get_database_backend(), sql, self.0.clone())
    }
}

/// The condition that every word sought begins a word of a person's name; none when nothing is sought.
pub(super) fn name_matches(person: &str, sought: &str, bound: &mut Bound) -> Option<String> {
    let sought = fold(sought);
    let words = sought.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS);
    let conditions: Vec<String> = words
        .map(|word| {
            let literal = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let pattern = bound.bind(format!("% {literal}%"));
            format!("(' ' || {person}.search_key) LIKE {pattern} ESCAPE '\\'")
        })
        .collect();
    (!conditions.is_empty()).then(|| conditions.join(" AND "))
}
