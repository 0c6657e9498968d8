//! Which lines of the log somebody may read, and asks for.

use crate::{
    StoreError,
    access::{
        Auditor,
        entity::audit_event,
        reach::{self, BELOW, Bound},
    },
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditFilter, AuditSubject},
    calendar::{end_of, start_of},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Statement};

/// Lines without a school or node belong to whoever did them: to somebody of ours, or, at the top, to the console.
const DONE_BY_OURS: &str = "(e.organisation_id IS NULL AND (\
     e.actor_person_id IN (SELECT m.person_id FROM memberships m JOIN below b ON b.id = m.organisation_id WHERE m.voided_at IS NULL) \
     OR e.actor_person_id IN (SELECT g.person_id FROM role_grants g JOIN below b ON b.id = g.organisation_id WHERE g.voided_at IS NULL) \
     OR (e.actor_person_id IS NULL AND NOT EXISTS (SELECT 1 FROM placements t WHERE t.organisation_id = $1))))";

/// The lines that a filter lets through, as far as they are the reader's to see.
pub(super) struct Lines {
    head: &'static str,
    condition: String,
    bound: Bound,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
    newest: Option<i64>,
}

impl Lines {
    /// Of a reader, by a filter.
    pub(super) fn of(auditor: &Auditor, filter: &AuditFilter, today: NaiveDate) -> Self {
        let mut bound = Bound::default();
        let node = bound.bind(auditor.node.0);
        let (head, mut condition) = if auditor.is_school {
            ("", format!("e.organisation_id = {node}"))
        } else {
            bound.bind(today);
            (BELOW, format!("(e.organisation_id IN (SELECT id FROM below) OR {DONE_BY_OURS})"))
        };
        let mut and = |text: String| {
            condition.push_str(" AND ");
            condition.push_str(&text);
        };
        if let Some(from) = filter.from {
            and(format!("e.happened_at >= {}", bound.bind(start_of(from))));
        }
        if let Some(to) = filter.to {
            and(format!("e.happened_at < {}", bound.bind(end_of(to))));
        }
        if let Some(action) = filter.action {
            and(format!("e.action = {}", bound.bind(action.as_str())));
        }
        if let Some(words) = reach::name_matches("a", &filter.actor, &mut bound) {
            and(format!("EXISTS (SELECT 1 FROM persons a WHERE a.id = e.actor_person_id AND {words})"));
        }
        let person = AuditSubject::Person.as_str();
        if let Some(words) = reach::name_matches("s", &filter.subject, &mut bound) {
            and(format!(
                "(e.subject_kind = '{person}' AND EXISTS (SELECT 1 FROM persons s WHERE s.id = e.subject_id AND {words}))"
            ));
        }
        if let Some(id) = filter.person {
            and(format!("(e.subject_kind = '{person}' AND e.subject_id = {})", bound.bind(id.0)));
        }
        Self { head, condition, bound }
    }

    /// How many there are, and the newest one's id.
    pub(super) async fn count(&self, db: &impl ConnectionTrait) -> Result<(u64, i64), StoreError> {
        let sql = format!(
            "{} SELECT COUNT(*) AS count, MAX(e.id) AS newest FROM audit_events e WHERE {}",
            self.head, self.condition
        );
        let counted = Count::find_by_statement(self.statement(db, &sql)).one(db).await?;
        Ok(counted.map_or((0, 0), |row| (u64::try_from(row.count).unwrap_or_default(), row.newest.unwrap_or_default())))
    }

    /// So many lines after the first ones, newest first; none that was written after the line `up_to`.
    pub(super) async fn rows(
        &self,
        db: &impl ConnectionTrait,
        up_to: i64,
        length: u64,
        after: u64,
    ) -> Result<Vec<audit_event::Model>, StoreError> {
        let sql = format!(
            "{} SELECT e.* FROM audit_events e WHERE {} AND e.id <= {up_to} \
             ORDER BY e.happened_at DESC, e.id DESC LIMIT {length} OFFSET {after}",
            self.head, self.condition
        );
        Ok(audit_event::Entity::find().from_raw_sql(self.statement(db, &sql)).all(db).await?)
    }

    fn statement(&self, db: &impl ConnectionTrait, sql: &str) -> Statement {
        self.bound.statement(db, sql)
    }
}
