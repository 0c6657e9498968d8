//! Who may be meant by a newcomer's form: somebody of that name who is at the school already, or was just added.

use super::{NewMembership, change::Particulars, own_school};
use crate::{
    Store, StoreError,
    access::{PeopleKeeper, entity::audit_event},
    people::{
        PeopleError,
        entity::{membership, person},
        statement::Bound,
    },
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{PersonId, SchoolId},
    people::{PersonName, card::Namesake, search},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use std::collections::HashSet;

/// How long a form that comes once more is the same form: a button pressed twice.
const PRESSED_TWICE: TimeDelta = TimeDelta::seconds(10);

/// More namesakes than that are not named.
const MOST_NAMED: u8 = 10;

#[derive(FromQueryResult)]
struct Found {
    id: i64,
    code: Option<String>,
    full_name: String,
    born_on: Option<NaiveDate>,
}

/// Those of a name, marks aside, and a birthday, where it is given, who are or were at a school.
///
/// # Errors
/// [`PeopleError::NotFound`] for a school that is not within reach.
pub async fn namesakes(
    store: &Store,
    keeper: &PeopleKeeper,
    school: &str,
    name: &str,
    born_on: Option<NaiveDate>,
) -> Result<Vec<Namesake>, PeopleError> {
    let db = store.read();
    let school = own_school(db, keeper, school).await?;
    let Ok(name) = PersonName::parse(name) else { return Ok(Vec::new()) };
    Ok(namesakes_at(db, school, &name, born_on).await?)
}

/// [`namesakes`] at a school that is within reach.
pub(super) async fn namesakes_at(
    db: &impl ConnectionTrait,
    school: SchoolId,
    name: &PersonName,
    born_on: Option<NaiveDate>,
) -> Result<Vec<Namesake>, StoreError> {
    let mut bound = Bound::default();
    let (at, key) = (bound.bind(school.0), bound.bind(search::fold(name.as_str())));
    let born = born_on.map(|day| format!("AND p.born_on = {}", bound.bind(day))).unwrap_or_default();
    let sql = format!(
        "SELECT p.id, p.code, p.full_name, p.born_on FROM persons p \
         WHERE p.id IN (SELECT m.person_id FROM memberships m WHERE m.organisation_id = {at} AND m.voided_at IS NULL) \
           AND p.search_key = {key} AND p.merged_into_id IS NULL AND p.anonymised_at IS NULL {born} \
         ORDER BY p.sort_key, p.id LIMIT {MOST_NAMED}"
    );
    let found: Vec<Found> = bound.rows(db, &sql).await?;
    let named =
        |row: Found| Namesake { id: PersonId(row.id), code: row.code, name: row.full_name, born_on: row.born_on };
    Ok(found.into_iter().map(named).collect())
}

/// The person whom the same form of the same keeper has added a moment ago. Within the roster's turn the first of two
/// has been written when the second looks.
pub(super) async fn just_added(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    particulars: &Particulars,
    (school, begins): (SchoolId, &NewMembership),
    now: Moment,
) -> Result<Option<PersonId>, StoreError> {
    let actor = audit_event::Column::ActorPersonId;
    let by_them = keeper.person().map_or_else(|| actor.is_null(), |person| actor.eq(person.0));
    let events = audit_event::Entity::find()
        .filter(by_them)
        .filter(audit_event::Column::Action.eq(AuditAction::PersonAdded.as_str()))
        .filter(audit_event::Column::OrganisationId.eq(school.0))
        .filter(audit_event::Column::HappenedAt.gte(now - PRESSED_TWICE))
        .all(db)
        .await?;
    let added: Vec<i64> = events.into_iter().filter_map(|event| event.subject_id).collect();
    if added.is_empty() {
        return Ok(None);
    }
    let began: HashSet<i64> = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(added.iter().copied()))
        .filter(membership::Column::OrganisationId.eq(school.0))
        .filter(membership::Column::Kind.eq(begins.kind.as_str()))
        .filter(membership::Column::FromOn.eq(begins.from))
        .filter(membership::Column::VoidedAt.is_null())
        .all(db)
        .await?
        .into_iter()
        .filter(|row| row.post == begins.post_kept())
        .map(|row| row.person_id)
        .collect();
    let persons = person::Entity::find()
        .filter(person::Column::Id.is_in(began))
        .filter(person::Column::MergedIntoId.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    let is_same = |row: &person::Model| {
        row.full_name == particulars.name.as_str()
            && row.code == particulars.code
            && row.born_on == particulars.born_on
            && row.sex.as_deref() == particulars.sex.map(|sex| sex.as_str())
            && row.email == particulars.email
    };
    Ok(persons.into_iter().find(is_same).map(|row| PersonId(row.id)))
}
