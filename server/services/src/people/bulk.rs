//! What is done to many people at once: to those ticked, or to all that match a filter.

use super::{
    PeopleError,
    directory::{Asked, of_one_school, school_asked, school_name, schools_in_reach},
    ending::{Leaver, end_memberships},
    entity::{membership, responsibility},
    parting::{Parting, check_typed, parting},
    person::{Duty, NewDuties, check_day, end_duties, insert_duties, own_school},
    statement::ids,
};
use crate::{
    Store, StoreError, Turn,
    access::{
        PeopleKeeper, PeopleReader,
        audit::{self, Event},
    },
    store::{CHUNK, known},
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::{OrganisationId, PersonId, SchoolId},
    people::{
        MembershipKind, Responsibility,
        directory::{Chosen, ChosenLine, DirectoryFilter, DirectoryOrder, Presence},
    },
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set};
use std::collections::{BTreeSet, HashSet};

/// How many of the people chosen are shown before it is confirmed.
const SHOWN: usize = 50;

/// Whom something is done to.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The persons ticked; none for all that match.
    pub persons: Option<BTreeSet<PersonId>>,
    /// The filter of the list on which they were chosen. Only those who are here today are.
    pub filter: DirectoryFilter,
}

/// What was seen before it was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// So many memberships matched.
    pub memberships: u64,
    /// The number of persons, as it was typed in: asked for when many leave or move.
    pub typed: Option<u64>,
}

/// What is done to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    /// They take a duty over where they were chosen.
    BeginDuty(Responsibility),
    /// They give a duty up.
    EndDuty(Responsibility),
    /// They leave.
    Leave,
    /// They move to the school with a code: for an office.
    Move(String),
}

#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Row {
    pub id: i64,
    pub person_id: i64,
    pub organisation_id: i64,
    pub kind: String,
    post: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    pub full_name: String,
    school_name: String,
}

impl Row {
    pub fn is_staff(&self) -> bool {
        self.kind != MembershipKind::Pupil.as_str()
    }

    pub fn person_and_school(&self) -> (i64, i64) {
        (self.person_id, self.organisation_id)
    }
}

/// The people chosen: how many, and the first of them.
///
/// # Errors
/// [`PeopleError::NobodyChosen`] when nobody of them is here within reach.
pub async fn chosen_people(
    store: &Store,
    reader: &PeopleReader,
    choice: &Choice,
    today: NaiveDate,
) -> Result<Chosen, PeopleError> {
    let rows = chosen(store, store.read(), reader, choice, today).await?;
    if rows.is_empty() {
        return Err(PeopleError::NobodyChosen);
    }
    let count = |ids: HashSet<i64>| u64::try_from(ids.len()).unwrap_or_default();
    let lines = rows.iter().take(SHOWN).map(|row| {
        Ok(ChosenLine {
            id: PersonId(row.person_id),
            name: row.full_name.clone(),
            school: row.school_name.clone(),
            kind: known(&row.kind, MembershipKind::from_word)?,
        })
    });
    Ok(Chosen {
        persons: count(rows.iter().map(|row| row.person_id).collect()),
        staff: count(rows.iter().filter(|row| row.is_staff()).map(|row| row.person_id).collect()),
        memberships: u64::try_from(rows.len()).unwrap_or_default(),
        lines: lines.collect::<Result<_, StoreError>>()?,
        school: match reader.school() {
            Some(school) => school_name(store.read(), school).await?,
            None => None,
        },
        schools: if reader.is_office() { schools_in_reach(store, reader, today).await? } else { Vec::new() },
        issues_codes: false,
        as_of: today,
    })
}

/// Changes all people chosen from a day on, in one transaction; gives how many duties began or ended, or how many
/// persons left or moved. Whoever acts neither leaves nor moves by it.
///
/// # Errors
/// [`PeopleError::ChoiceChanged`] when others match than those confirmed: so many memberships.
/// [`PeopleError::NumberNotTyped`] when many leave or move, and another number was typed in. A day on which not all of
/// them can change is refused.
pub async fn change_many(
    store: &Store,
    keeper: &PeopleKeeper,
    choice: &Choice,
    change: &BulkChange,
    from: NaiveDate,
    confirmed: Confirmed,
    now: Moment,
) -> Result<u64, PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let rows = chosen(store, &transaction, keeper.reader(), choice, day_of(now)).await?;
    if u64::try_from(rows.len()).unwrap_or_default() != confirmed.memberships {
        return Err(PeopleError::ChoiceChanged);
    }
    let staff: Vec<&Row> = rows.iter().filter(|row| row.is_staff()).collect();
    let (events, changed) = match change {
        BulkChange::BeginDuty(duty) => {
            let of: Vec<Duty> = staff.iter().map(|row| duty_of(row, from)).collect();
            let events = insert_duties(&transaction, keeper, &NewDuties { duty: *duty, of: &of }, now).await?;
            let changed = events.len();
            (events, changed)
        }
        BulkChange::EndDuty(duty) => {
            let held = held_by(&transaction, &staff, *duty, from).await?;
            (end_duties(&transaction, keeper, &held, from, now).await?, held.len())
        }
        BulkChange::Leave => {
            let leaving = parting(&transaction, keeper, rows, None, day_of(now)).await?;
            check_typed(&leaving, confirmed)?;
            let leavers = leavers(&leaving.rows, from)?;
            (end_memberships(&transaction, keeper, &leavers, from, now).await?, leaving.persons())
        }
        BulkChange::Move(school) => {
            let to = other_school(&transaction, keeper, school).await?;
            let moving = parting(&transaction, keeper, rows, Some(to), day_of(now)).await?;
            check_typed(&moving, confirmed)?;
            (move_all(&transaction, keeper, &moving, to, from, now).await?, moving.persons())
        }
    };
    if changed == 0 {
        return Err(PeopleError::NobodyChosen);
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(u64::try_from(changed).unwrap_or_default())
}

/// The memberships chosen, in the order of names.
pub(super) async fn chosen(
    store: &Store,
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    choice: &Choice,
    today: NaiveDate,
) -> Result<Vec<Row>, StoreError> {
    let filter = DirectoryFilter { presence: Presence::Here, ..of_one_school(store, reader, &choice.filter).await? };
    let school = school_asked(db, reader, &filter).await?;
    let conditions = Asked { reader, filter: &filter, school, today }.conditions();
    let (order, bound) = conditions.order(DirectoryOrder::Name);
    let ticked =
        choice.persons.as_ref().map(|persons| format!(" AND p.id IN ({})", ids(persons.iter().map(|id| id.0))));
    let sql = format!(
        "SELECT m.id, m.person_id, m.organisation_id, m.kind, m.post, m.from_on, m.to_on, p.full_name, o.name AS school_name \
         FROM memberships m JOIN persons p ON p.id = m.person_id JOIN organisations o ON o.id = m.organisation_id \
         WHERE {} AND {}{} ORDER BY {order}, m.id",
        conditions.membership,
        conditions.person,
        ticked.unwrap_or_default(),
    );
    bound.rows(db, &sql).await
}

fn duty_of(row: &Row, from: NaiveDate) -> Duty {
    Duty { person: PersonId(row.person_id), school: OrganisationId(row.organisation_id), from: from.max(row.from_on) }
}

/// The duties of a kind that some people hold where they were chosen, under way on a day.
async fn held_by(
    db: &impl ConnectionTrait,
    staff: &[&Row],
    duty: Responsibility,
    from: NaiveDate,
) -> Result<Vec<i64>, StoreError> {
    let places: HashSet<(i64, i64)> = staff.iter().map(|row| row.person_and_school()).collect();
    let mut held = Vec::new();
    for chunk in staff.chunks(CHUNK) {
        let rows = responsibility::Entity::find()
            .filter(responsibility::Column::PersonId.is_in(chunk.iter().map(|row| row.person_id)))
            .filter(responsibility::Column::Responsibility.eq(duty.as_str()))
            .filter(responsibility::Column::VoidedAt.is_null())
            .filter(
                Condition::any().add(responsibility::Column::ToOn.is_null()).add(responsibility::Column::ToOn.gt(from)),
            )
            .all(db)
            .await?;
        held.extend(
            rows.into_iter().filter(|row| places.contains(&(row.person_id, row.organisation_id))).map(|row| row.id),
        );
    }
    held.sort_unstable();
    held.dedup();
    Ok(held)
}

pub(super) fn leavers(rows: &[Row], from: NaiveDate) -> Result<Vec<Leaver>, PeopleError> {
    rows.iter()
        .map(|row| {
            if from <= row.from_on || row.to_on.is_some_and(|to| to <= from) {
                return Err(PeopleError::EndsBeforeItStarts);
            }
            let (person, school) = (PersonId(row.person_id), OrganisationId(row.organisation_id));
            Ok(Leaver { membership: row.id, person, school })
        })
        .collect()
}

/// The school to which an office moves people.
pub(super) async fn other_school(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    code: &str,
) -> Result<SchoolId, PeopleError> {
    if keeper.reader().is_office() { own_school(db, keeper, code).await } else { Err(PeopleError::NotFound) }
}

/// Moves everybody who does; who was at several schools begins once.
async fn move_all(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    moving: &Parting,
    to: SchoolId,
    from: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, PeopleError> {
    let rows = &moving.rows;
    let mut events = end_memberships(db, keeper, &leavers(rows, from)?, from, now).await?;
    let mut there: HashSet<(i64, String)> = HashSet::new();
    for chunk in rows.chunks(CHUNK) {
        let held = membership::Entity::find()
            .filter(membership::Column::OrganisationId.eq(to.0))
            .filter(membership::Column::PersonId.is_in(chunk.iter().map(|row| row.person_id)))
            .filter(membership::Column::VoidedAt.is_null())
            .filter(Condition::any().add(membership::Column::ToOn.is_null()).add(membership::Column::ToOn.gt(from)))
            .all(db)
            .await?;
        there.extend(held.into_iter().map(|row| (row.person_id, row.kind)));
        let begin: Vec<&Row> = chunk.iter().filter(|row| there.insert((row.person_id, row.kind.clone()))).collect();
        let new = begin.iter().map(|row| membership::ActiveModel {
            person_id: Set(row.person_id),
            organisation_id: Set(to.0),
            kind: Set(row.kind.clone()),
            post: Set(row.post.clone()),
            from_on: Set(from),
            learned_at: Set(now),
            ..Default::default()
        });
        if !begin.is_empty() {
            membership::Entity::insert_many(new).exec(db).await?;
        }
        events.extend(begin.iter().map(|row| {
            let event = Event::new(keeper.actor(), AuditAction::MembershipBegan).at(to);
            event.about_person(PersonId(row.person_id)).with(audit::details! { Kind: row.kind, From: from })
        }));
    }
    Ok(events)
}
