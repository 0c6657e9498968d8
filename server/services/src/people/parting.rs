//! Who leaves or moves of those chosen, who stays and why, and what ends with it.

use super::{
    PeopleError,
    bulk::{BulkChange, Choice, Confirmed, Row, chosen, leavers, other_school},
    directory::school_name,
    ending::ends_with,
    entity::membership,
    person::check_day,
    statement::{Bound, ids, open},
};
use crate::{Store, StoreError, access::PeopleKeeper};
use chrono::NaiveDate;
use domain::{
    access::Role,
    calendar::{Moment, day_of},
    ids::SchoolId,
    people::{
        SchoolLevel,
        directory::{LeftOut, LeftOutWhy, MOST_UNTYPED, PartingAhead},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Those who part, and those who do not.
pub(super) struct Parting {
    pub rows: Vec<Row>,
    pub left_out: Vec<LeftOut>,
}

impl Parting {
    /// How many persons part.
    pub fn persons(&self) -> usize {
        self.rows.iter().map(|row| row.person_id).collect::<HashSet<_>>().len()
    }
}

#[derive(FromQueryResult)]
struct Held {
    person_id: i64,
    organisation_id: i64,
}

#[derive(FromQueryResult)]
struct OfLevel {
    id: i64,
    level: Option<String>,
}

/// What leaving, or moving to a school, from a day on would do. Changes nothing.
///
/// # Errors
/// As [`super::change_many`]; [`PeopleError::NobodyChosen`] also for what is neither leaving nor moving.
pub async fn parting_ahead(
    store: &Store,
    keeper: &PeopleKeeper,
    choice: &Choice,
    change: &BulkChange,
    from: NaiveDate,
    now: Moment,
) -> Result<PartingAhead, PeopleError> {
    check_day(from, now)?;
    let db = store.read();
    let to = match change {
        BulkChange::Leave => None,
        BulkChange::Move(school) => Some(other_school(db, keeper, school).await?),
        BulkChange::BeginDuty(_) | BulkChange::EndDuty(_) => return Err(PeopleError::NobodyChosen),
    };
    let rows = chosen(store, db, keeper.reader(), choice, day_of(now)).await?;
    if rows.is_empty() {
        return Err(PeopleError::NobodyChosen);
    }
    let memberships = number(rows.len());
    let parting = parting(db, keeper, rows, to, day_of(now)).await?;
    let leavers = leavers(&parting.rows, from)?;
    let to = match to {
        Some(school) => school_name(db, school).await?,
        None => None,
    };
    let ends = ends_with(db, keeper, &leavers, from).await?;
    Ok(PartingAhead { to, persons: number(parting.persons()), memberships, left_out: parting.left_out, ends, from })
}

/// Leaves out whoever acts, the last principals of a school unless an office acts, and, of those who would move to a
/// school, who is there already and pupils of a level that it does not teach.
pub(super) async fn parting(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    rows: Vec<Row>,
    to: Option<SchoolId>,
    today: NaiveDate,
) -> Result<Parting, StoreError> {
    let oneself = keeper.person().map(|person| person.0);
    let places: HashSet<(i64, i64)> =
        rows.iter().filter(|row| Some(row.person_id) != oneself).map(Row::person_and_school).collect();
    let last = last_principals(db, keeper, &places, today).await?;
    let teaching = teaching_the_same(db, &rows, to).await?;
    let why = |row: &Row| {
        if Some(row.person_id) == oneself {
            Some(LeftOutWhy::Oneself)
        } else if last.contains(&row.person_and_school()) {
            Some(LeftOutWhy::LastPrincipal)
        } else if to.is_some_and(|to| to.0 == row.organisation_id) {
            Some(LeftOutWhy::AlreadyThere)
        } else if to.is_some() && !row.is_staff() && !teaching.contains(&row.organisation_id) {
            Some(LeftOutWhy::OtherLevel)
        } else {
            None
        }
    };
    let (mut going, mut left_out) = (Vec::with_capacity(rows.len()), Vec::new());
    let mut named = HashSet::new();
    for row in rows {
        match why(&row) {
            None => going.push(row),
            Some(why) if named.insert(row.person_id) => left_out.push(LeftOut { name: row.full_name, why }),
            Some(_) => {}
        }
    }
    Ok(Parting { rows: going, left_out })
}

/// Refuses that one person parts where [`parting`] would leave them out.
pub(super) async fn check_may_part(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    row: &membership::Model,
    today: NaiveDate,
) -> Result<(), PeopleError> {
    if keeper.person().is_some_and(|person| person.0 == row.person_id) {
        return Err(PeopleError::NotOneself);
    }
    let places = [(row.person_id, row.organisation_id)].into();
    if last_principals(db, keeper, &places, today).await?.is_empty() { Ok(()) } else { Err(PeopleError::LastPrincipal) }
}

/// When many part, their number must have been typed in.
pub(super) fn check_typed(parting: &Parting, confirmed: Confirmed) -> Result<(), PeopleError> {
    let persons = number(parting.persons());
    if persons > MOST_UNTYPED && confirmed.typed != Some(persons) {
        return Err(PeopleError::NumberNotTyped);
    }
    Ok(())
}

/// The principals, with their schools, of schools where no other principal would stay. An office may do without.
async fn last_principals(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    parting: &HashSet<(i64, i64)>,
    today: NaiveDate,
) -> Result<HashSet<(i64, i64)>, StoreError> {
    if keeper.acts_for_office() {
        return Ok(HashSet::new());
    }
    let schools: BTreeSet<i64> = parting.iter().map(|(_, school)| *school).collect();
    let mut bound = Bound::default();
    let (role, day) = (bound.bind(Role::Principal.as_str()), bound.bind(today));
    let sql = format!(
        "SELECT g.person_id, g.organisation_id FROM role_grants g WHERE g.role = {role} AND {} \
         AND g.organisation_id IN ({})",
        open("g", &day),
        ids(schools),
    );
    let held: Vec<Held> = bound.rows(db, &sql).await?;
    let held: HashSet<(i64, i64)> = held.into_iter().map(|held| (held.person_id, held.organisation_id)).collect();
    let staying: HashSet<i64> = held.difference(parting).map(|(_, school)| *school).collect();
    Ok(held.into_iter().filter(|(_, school)| !staying.contains(school)).collect())
}

/// Of the schools of those chosen, those that share a level with the one they would move to, as far as it is known.
async fn teaching_the_same(
    db: &impl ConnectionTrait,
    rows: &[Row],
    to: Option<SchoolId>,
) -> Result<HashSet<i64>, StoreError> {
    let Some(to) = to else { return Ok(HashSet::new()) };
    let schools: BTreeSet<i64> = rows.iter().map(|row| row.organisation_id).chain([to.0]).collect();
    let sql = format!("SELECT o.id, o.level FROM organisations o WHERE o.id IN ({})", ids(schools));
    let levels: Vec<OfLevel> = Bound::default().rows(db, &sql).await?;
    let levels: HashMap<i64, Option<SchoolLevel>> =
        levels.into_iter().map(|row| (row.id, row.level.as_deref().and_then(SchoolLevel::from_word))).collect();
    let there = levels.get(&to.0).copied().flatten();
    let same = levels.into_iter().filter(|(_, level)| match (level, there) {
        (Some(level), Some(there)) => level.study_levels().iter().any(|level| there.study_levels().contains(level)),
        _ => true,
    });
    Ok(same.map(|(school, _)| school).collect())
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
