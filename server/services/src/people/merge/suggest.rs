//! Records that may be of one human, and what tells them apart.

use crate::{
    Store, StoreError,
    access::{PeopleKeeper, entity::account},
    people::{
        PeopleError,
        directory::{Part, places_of},
        entity::person,
        person::person_card,
        person_by_code,
        statement::{Bound, node_ids},
    },
};
use chrono::NaiveDate;
use domain::{
    ids::PersonId,
    people::card::{Duplicates, PossibleDuplicate, Record, RecordLine, SideBySide},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};

#[derive(FromQueryResult)]
struct Pair {
    one: i64,
    other: i64,
}

/// Pairs of records with the same name, marks aside, and the same birthday.
///
/// # Errors
/// [`PeopleError::NotFound`] for whoever is no office.
pub async fn possible_duplicates(
    store: &Store,
    keeper: &PeopleKeeper,
    part: Part,
    today: NaiveDate,
) -> Result<Duplicates, PeopleError> {
    if !keeper.reader().is_office() {
        return Err(PeopleError::NotFound);
    }
    let db = store.read();
    let nodes = node_ids(keeper.reader().nodes());
    // The names that stand twice are found first: comparing everybody with everybody takes minutes.
    let with = format!(
        "WITH mine AS MATERIALIZED (SELECT DISTINCT p.id, p.search_key, p.born_on, p.sort_key FROM persons p \
           JOIN memberships m ON m.person_id = p.id AND m.organisation_id IN ({nodes}) \
           WHERE p.merged_into_id IS NULL AND p.anonymised_at IS NULL AND p.born_on IS NOT NULL), \
         twice AS MATERIALIZED (SELECT search_key, born_on FROM mine GROUP BY search_key, born_on HAVING COUNT(*) > 1), \
         alike AS MATERIALIZED (SELECT mine.* FROM mine JOIN twice \
           ON twice.search_key = mine.search_key AND twice.born_on = mine.born_on) "
    );
    let pairs = "FROM alike a JOIN alike b ON b.search_key = a.search_key AND b.born_on = a.born_on AND b.id > a.id";
    let count = Bound::default().count(db, &format!("{with}SELECT COUNT(*) {pairs}")).await?;
    let offset = part.within(count).offset();
    let sql = format!(
        "{with}SELECT a.id AS one, b.id AS other {pairs} ORDER BY a.sort_key, a.id, b.id LIMIT {} OFFSET {offset}",
        part.length
    );
    let found: Vec<Pair> = Bound::default().rows(db, &sql).await?;
    let ids: BTreeSet<i64> = found.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    let lines = record_lines(store, keeper, ids, today).await?;
    let line = |id: i64| lines.get(&id).cloned();
    let pairs = found
        .into_iter()
        .filter_map(|pair| Some(PossibleDuplicate { one: line(pair.one)?, other: line(pair.other)? }))
        .collect();
    Ok(Duplicates { pairs, count })
}

async fn record_lines(
    store: &Store,
    keeper: &PeopleKeeper,
    ids: BTreeSet<i64>,
    today: NaiveDate,
) -> Result<HashMap<i64, RecordLine>, StoreError> {
    let db = store.read();
    let list: Vec<i64> = ids.into_iter().collect();
    let mut schools: HashMap<i64, BTreeSet<String>> = HashMap::new();
    for row in places_of(db, &list, keeper.reader().nodes(), today).await? {
        let person = row.person_id;
        schools.entry(person).or_default().insert(row.into_place()?.school.name);
    }
    let rows = person::Entity::find().filter(person::Column::Id.is_in(list)).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let schools = schools.remove(&row.id).unwrap_or_default().into_iter().collect();
            let (id, name) = (PersonId(row.id), row.full_name);
            (row.id, RecordLine { id, code: row.code, name, born_on: row.born_on, schools })
        })
        .collect())
}

/// How somebody names the second of two records.
#[derive(Debug, Clone)]
pub enum Other {
    /// By its id.
    Id(PersonId),
    /// By its code, as typed.
    Code(String),
}

/// Two records side by side, with how much hangs on each.
///
/// # Errors
/// [`PeopleError::NotFound`] when they are not both within an office's reach, [`PeopleError::SameRecord`] for one twice.
pub async fn side_by_side(
    store: &Store,
    keeper: &PeopleKeeper,
    one: PersonId,
    other: &Other,
    today: NaiveDate,
) -> Result<SideBySide, PeopleError> {
    if !keeper.reader().is_office() {
        return Err(PeopleError::NotFound);
    }
    let other = match other {
        Other::Id(id) => *id,
        Other::Code(code) => person_by_code(store, code.trim()).await?.ok_or(PeopleError::NotFound)?,
    };
    if one == other {
        return Err(PeopleError::SameRecord);
    }
    Ok(SideBySide { one: record(store, keeper, one, today).await?, other: record(store, keeper, other, today).await? })
}

async fn record(
    store: &Store,
    keeper: &PeopleKeeper,
    person: PersonId,
    today: NaiveDate,
) -> Result<Record, PeopleError> {
    let db = store.read();
    let card = person_card(store, keeper.reader(), Some(keeper), person, today).await?;
    let account = account::Entity::find()
        .filter(account::Column::PersonId.eq(person.0))
        .order_by_asc(account::Column::Id)
        .one(db)
        .await?;
    let count = async |table: &str| {
        Bound::default().count(db, &format!("SELECT COUNT(*) FROM {table} WHERE person_id = {person}")).await
    };
    Ok(Record {
        card,
        username: account.map(|account| account.username),
        completions: count("completions").await?,
        attempts: count("attempts").await?,
        roles: count("role_grants").await?,
    })
}
