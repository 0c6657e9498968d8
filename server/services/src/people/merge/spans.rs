//! Facts that two records hold of the same days become one fact.

use crate::{
    StoreError,
    people::statement::{Bound, ids},
};
use chrono::NaiveDate;
use domain::{
    calendar::Moment,
    people::{
        Span,
        span::{United, unite},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use std::collections::BTreeMap;

/// A table of facts with from and to: the column that says whose, and those that say what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub table: &'static str,
    pub owner: &'static str,
    /// Columns of ids that say what the fact is about.
    pub about: &'static str,
    /// A column with a word that says what it is, or `''`.
    pub word: &'static str,
    /// A further column that goes into the row that takes the place of several, with `''` where there is none.
    pub extra: &'static str,
}

pub(super) const MEMBERSHIPS: Facts =
    Facts { table: "memberships", owner: "person_id", about: "organisation_id", word: "kind", extra: "post" };
pub(super) const ENROLMENTS: Facts =
    Facts { table: "enrolments", owner: "membership_id", about: "class_id", word: "''", extra: "''" };
/// Facts of persons that nothing else refers to.
pub(super) const OTHERS: [Facts; 4] = [
    Facts {
        table: "responsibilities",
        owner: "person_id",
        about: "organisation_id",
        word: "responsibility",
        extra: "''",
    },
    Facts { table: "team_roles", owner: "person_id", about: "organisation_id", word: "role", extra: "''" },
    Facts { table: "role_grants", owner: "person_id", about: "organisation_id", word: "role", extra: "''" },
    Facts { table: "class_teachers", owner: "person_id", about: "class_id", word: "''", extra: "''" },
];

#[derive(Debug, Clone, FromQueryResult)]
struct Row {
    id: i64,
    owner: i64,
    about: i64,
    word: String,
    extra: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
}

/// Unites the facts of some owners that say the same of overlapping days. Where one of them covers all days the others
/// are void; else all are, and one of all days takes their place.
///
/// Gives, for each row that is void now, the row that says the same.
pub(super) async fn unite_facts(
    db: &impl ConnectionTrait,
    facts: Facts,
    owners: &[i64],
    now: Moment,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    let mut groups: BTreeMap<(i64, i64, String), Vec<Row>> = BTreeMap::new();
    for row in rows(db, facts, owners).await? {
        groups.entry((row.owner, row.about, row.word.clone())).or_default().push(row);
    }
    let mut in_place_of = BTreeMap::new();
    let mut to_void = Vec::new();
    let mut to_add: Vec<(Row, Vec<i64>)> = Vec::new();
    for group in groups.into_values() {
        let spans: Vec<Span> = group.iter().map(|row| Span { from: row.from_on, to: row.to_on }).collect();
        for United { span, of } in unite(&spans).into_iter().filter(|united| united.of.len() > 1) {
            let covers = of.iter().find(|place| spans[**place] == span).map(|place| group[*place].id);
            let gone: Vec<i64> = of.iter().map(|place| group[*place].id).filter(|id| Some(*id) != covers).collect();
            to_void.extend(gone.iter().copied());
            match covers {
                Some(kept) => in_place_of.extend(gone.into_iter().map(|id| (id, kept))),
                None => to_add.push((Row { from_on: span.from, to_on: span.to, ..group[of[0]].clone() }, gone)),
            }
        }
    }
    void(db, facts, &to_void, now).await?;
    in_place_of.extend(add(db, facts, owners, to_add, now).await?);
    Ok(in_place_of)
}

async fn rows(db: &impl ConnectionTrait, facts: Facts, owners: &[i64]) -> Result<Vec<Row>, StoreError> {
    let Facts { table, owner, about, word, extra } = facts;
    let sql = format!(
        "SELECT id, {owner} AS owner, {about} AS about, {word} AS word, {extra} AS extra, from_on, to_on FROM {table} \
         WHERE {owner} IN ({}) AND voided_at IS NULL ORDER BY id",
        ids(owners.iter().copied())
    );
    Bound::default().rows(db, &sql).await
}

async fn void(db: &impl ConnectionTrait, facts: Facts, which: &[i64], now: Moment) -> Result<(), StoreError> {
    if which.is_empty() {
        return Ok(());
    }
    let mut bound = Bound::default();
    let now = bound.bind(now);
    let sql = format!("UPDATE {} SET voided_at = {now} WHERE id IN ({})", facts.table, ids(which.iter().copied()));
    bound.run(db, &sql).await
}

/// Adds the rows that take the place of several, all in one statement.
async fn add(
    db: &impl ConnectionTrait,
    facts: Facts,
    owners: &[i64],
    new: Vec<(Row, Vec<i64>)>,
    now: Moment,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    if new.is_empty() {
        return Ok(BTreeMap::new());
    }
    let Facts { table, owner, about, word, extra } = facts;
    let mut columns = vec![owner, about, "from_on", "to_on", "learned_at", "end_learned_at"];
    columns.extend([word, extra].into_iter().filter(|column| *column != "''"));
    let mut bound = Bound::default();
    let mut lines = Vec::with_capacity(new.len());
    for (row, _) in &new {
        let learned = row.to_on.map(|_| now);
        let mut values: Vec<Value> =
            vec![row.owner.into(), row.about.into(), row.from_on.into(), row.to_on.into(), now.into(), learned.into()];
        if word != "''" {
            values.push(row.word.as_str().into());
        }
        if extra != "''" {
            values.push(row.extra.as_str().into());
        }
        let marks: Vec<String> = values.into_iter().map(|value| bound.bind(value)).collect();
        lines.push(format!("({})", marks.join(", ")));
    }
    let sql = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), lines.join(", "));
    bound.run(db, &sql).await?;
    let there = rows(db, facts, owners).await?;
    let mut in_place_of = BTreeMap::new();
    for (row, gone) in new {
        let same = |other: &&Row| {
            (other.owner, other.about, &other.word, other.from_on, other.to_on)
                == (row.owner, row.about, &row.word, row.from_on, row.to_on)
        };
        if let Some(added) = there.iter().rfind(same) {
            in_place_of.extend(gone.into_iter().map(|id| (id, added.id)));
        }
    }
    Ok(in_place_of)
}
