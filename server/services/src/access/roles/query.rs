//! The statements that roles are read with.

use crate::{
    StoreError,
    access::{
        Auditor,
        reach::{self, BELOW, Bound},
    },
    store::known,
};
use chrono::NaiveDate;
use domain::{
    access::{
        Role,
        audit::NamedPerson,
        roles::{Candidate, MOST_CANDIDATES, NamedNode, RoleLine, RoleState},
    },
    ids::{OrganisationId, PersonId},
    people::{OrganisationKind, Span},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(FromQueryResult)]
pub(super) struct RoleRow {
    id: i64,
    person_id: i64,
    full_name: String,
    is_anonymous: bool,
    role: String,
    organisation_id: i64,
    node_name: String,
    node_code: String,
    node_kind: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct CandidateRow {
    id: i64,
    full_name: String,
    code: Option<String>,
    post: String,
    school: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// Which roles are read.
pub(super) struct Asked {
    condition: String,
    bound: Bound,
}

impl Asked {
    /// Roles at the auditor's node and below.
    pub(super) fn of(auditor: &Auditor, today: NaiveDate) -> Self {
        let mut bound = Bound::default();
        bound.bind(auditor.node.0);
        bound.bind(today);
        Self { condition: "g.voided_at IS NULL AND g.organisation_id IN (SELECT id FROM below)".to_owned(), bound }
    }

    pub(super) fn and(mut self, condition: impl FnOnce(&mut Bound) -> String) -> Self {
        let text = condition(&mut self.bound);
        self.condition = format!("{} AND {text}", self.condition);
        self
    }

    pub(super) async fn count(&self, db: &impl ConnectionTrait) -> Result<u64, StoreError> {
        let sql = format!(
            "{BELOW} SELECT COUNT(*) AS count FROM role_grants g JOIN persons p ON p.id = g.person_id WHERE {}",
            self.condition
        );
        let row = Count::find_by_statement(self.bound.statement(db, &sql)).one(db).await?;
        Ok(row.map_or(0, |row| u64::try_from(row.count).unwrap_or_default()))
    }

    pub(super) async fn rows(
        &self,
        db: &impl ConnectionTrait,
        order: &str,
        page: &str,
    ) -> Result<Vec<RoleRow>, StoreError> {
        let sql = format!(
            "{BELOW} SELECT g.id, g.person_id, p.full_name, (p.anonymised_at IS NOT NULL) AS is_anonymous, g.role, \
             g.organisation_id, o.name AS node_name, o.code AS node_code, o.kind AS node_kind, g.from_on, g.to_on \
             FROM role_grants g JOIN persons p ON p.id = g.person_id JOIN organisations o ON o.id = g.organisation_id \
             WHERE {} ORDER BY {order} {page}",
            self.condition
        );
        Ok(RoleRow::find_by_statement(self.bound.statement(db, &sql)).all(db).await?)
    }
}

pub(super) fn line(row: RoleRow, auditor: &Auditor, today: NaiveDate) -> Result<RoleLine, StoreError> {
    let role = known(&row.role, Role::from_word)?;
    let span = Span { from: row.from_on, to: row.to_on };
    let state = RoleState::on(&span, today);
    let is_own = auditor.actor.person() == Some(PersonId(row.person_id));
    let is_kept = auditor.is_school && (!role.is_of_school() || (is_own && role == Role::Principal));
    let is_school = known(&row.node_kind, OrganisationKind::from_word)? == OrganisationKind::School;
    Ok(RoleLine {
        id: row.id,
        person: NamedPerson { id: PersonId(row.person_id), name: (!row.is_anonymous).then_some(row.full_name) },
        role,
        node: NamedNode {
            id: OrganisationId(row.organisation_id),
            name: row.node_name,
            school_code: is_school.then_some(row.node_code),
        },
        span,
        state,
        may_end: auditor.changes && state != RoleState::Over && !is_kept,
    })
}

/// The condition that somebody's name has the words sought, or the code is just so.
pub(super) fn sought(person: &str, words: &str, bound: &mut Bound) -> String {
    let code = bound.bind(words.trim().to_uppercase());
    let by_code = format!("UPPER({person}.code) = {code}");
    match reach::name_matches(person, words, bound) {
        Some(by_name) => format!("({by_code} OR ({by_name}))"),
        None => format!("({by_code})"),
    }
}

/// Staff with an open membership, in the order of names; somebody with several posts once.
pub(super) async fn candidates(
    db: &impl ConnectionTrait,
    condition: &str,
    day: &str,
    head: &str,
    bound: &Bound,
    with_school: bool,
) -> Result<Vec<Candidate>, StoreError> {
    let limit = if with_school { format!("LIMIT {}", MOST_CANDIDATES * 2) } else { String::new() };
    let sql = format!(
        "{head} SELECT p.id, p.full_name, p.code, m.post, o.short_name AS school \
         FROM memberships m JOIN persons p ON p.id = m.person_id JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.kind <> 'pupil' AND m.voided_at IS NULL AND m.from_on <= {day} AND (m.to_on IS NULL OR m.to_on > {day}) \
         AND p.anonymised_at IS NULL AND {condition} ORDER BY p.sort_key, p.id, m.id {limit}"
    );
    let rows = CandidateRow::find_by_statement(bound.statement(db, &sql)).all(db).await?;
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let post = if with_school { format!("{}, {}", row.post, row.school) } else { row.post };
        match found.last_mut() {
            Some(last) if last.id.0 == row.id => last.posts = format!("{}; {post}", last.posts),
            _ => found.push(Candidate { id: PersonId(row.id), name: row.full_name, code: row.code, posts: post }),
        }
    }
    Ok(found)
}
