//! Where people are and were, read for several of them at once.

use crate::{
    StoreError,
    people::statement::{Bound, ids, node_ids, open},
    store::known,
};
use chrono::NaiveDate;
use domain::{
    ids::OrganisationId,
    people::{
        MembershipKind, Span,
        directory::{Place, SchoolName},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::BTreeSet;

/// A membership with its school and, of a pupil, the class on the day asked for.
#[derive(Debug, Clone, FromQueryResult)]
pub struct PlaceRow {
    /// Whose.
    pub person_id: i64,
    kind: String,
    post: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    school_code: String,
    school_name: String,
    class_name: Option<String>,
}

impl PlaceRow {
    /// From when to when.
    pub const fn span(&self) -> Span {
        Span { from: self.from_on, to: self.to_on }
    }

    /// As the list shows it.
    pub fn into_place(self) -> Result<Place, StoreError> {
        Ok(Place {
            span: self.span(),
            kind: known(&self.kind, MembershipKind::from_word)?,
            school: SchoolName { code: self.school_code, name: self.school_name },
            post: self.post,
            class: self.class_name,
        })
    }
}

/// The memberships of some people within some nodes, newest first.
pub async fn places_of(
    db: &impl ConnectionTrait,
    persons: &[i64],
    nodes: &BTreeSet<OrganisationId>,
    today: NaiveDate,
) -> Result<Vec<PlaceRow>, StoreError> {
    let mut bound = Bound::default();
    let day = bound.bind(today);
    let sql = format!(
        "SELECT m.person_id, m.kind, m.post, m.from_on, m.to_on, o.code AS school_code, o.name AS school_name, \
                (SELECT c.name FROM enrolments e JOIN classes c ON c.id = e.class_id \
                 WHERE e.membership_id = m.id AND {} ORDER BY c.school_year DESC, c.id LIMIT 1) AS class_name \
         FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.person_id IN ({}) AND m.organisation_id IN ({}) AND m.voided_at IS NULL \
         ORDER BY m.from_on DESC, m.id DESC",
        open("e", &day),
        ids(persons.iter().copied()),
        node_ids(nodes),
    );
    bound.rows(db, &sql).await
}
