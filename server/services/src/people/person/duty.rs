//! Duties: taken over from a day on, given up from a day on.

use super::{check_day, own_school, person_in_reach};
use crate::{
    Store, StoreError, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    people::{
        PeopleError,
        ending::end,
        entity::{membership, responsibility},
        statement::ids,
    },
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{OrganisationId, PersonId, ResponsibilityId, SchoolId},
    people::{MembershipKind, Responsibility},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set};
use std::collections::HashSet;

/// Somebody who takes a duty over at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::people) struct Duty {
    pub person: PersonId,
    pub school: SchoolId,
    /// The later of the day asked for and the first day there.
    pub from: NaiveDate,
}

/// Duties that begin.
pub(in crate::people) struct NewDuties<'a> {
    pub duty: Responsibility,
    pub of: &'a [Duty],
}

/// Makes people hold a duty, but for those who hold it from that day on anyway; gives the lines for the log.
pub(in crate::people) async fn insert_duties(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    new: &NewDuties<'_>,
    now: Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for chunk in new.of.chunks(CHUNK) {
        let first = chunk.iter().map(|duty| duty.from).min().unwrap_or_default();
        let held = responsibility::Entity::find()
            .filter(responsibility::Column::PersonId.is_in(chunk.iter().map(|duty| duty.person.0)))
            .filter(responsibility::Column::Responsibility.eq(new.duty.as_str()))
            .filter(responsibility::Column::VoidedAt.is_null())
            .filter(
                Condition::any()
                    .add(responsibility::Column::ToOn.is_null())
                    .add(responsibility::Column::ToOn.gt(first)),
            )
            .all(db)
            .await?;
        let holds = |duty: &&Duty| {
            held.iter().any(|row| {
                (row.person_id, row.organisation_id) == (duty.person.0, duty.school.0)
                    && row.to_on.is_none_or(|to| to > duty.from)
            })
        };
        let mut seen = HashSet::new();
        let begin: Vec<&Duty> =
            chunk.iter().filter(|duty| !holds(duty) && seen.insert((duty.person, duty.school))).collect();
        if begin.is_empty() {
            continue;
        }
        let rows = begin.iter().map(|duty| responsibility::ActiveModel {
            person_id: Set(duty.person.0),
            organisation_id: Set(duty.school.0),
            responsibility: Set(new.duty.as_str().to_owned()),
            from_on: Set(duty.from),
            learned_at: Set(now),
            ..Default::default()
        });
        responsibility::Entity::insert_many(rows).exec(db).await?;
        events.extend(begin.iter().map(|duty| {
            let event = Event::new(keeper.actor(), AuditAction::ResponsibilityBegan).at(duty.school);
            event.about_person(duty.person).with(audit::details! { Responsibility: new.duty, From: duty.from })
        }));
    }
    Ok(events)
}

/// Gives a member of a school's staff a duty there from a day on.
///
/// # Errors
/// When person or school are not within reach, the person is not staff there on the day, or holds the duty already.
pub async fn begin_duty(
    store: &Store,
    keeper: &PeopleKeeper,
    person: PersonId,
    school: &str,
    duty: Responsibility,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    person_in_reach(&transaction, keeper.reader(), person).await?;
    let school = own_school(&transaction, keeper, school).await?;
    if !is_staff(&transaction, person, school, from).await? {
        return Err(PeopleError::NotStaff);
    }
    let new = NewDuties { duty, of: &[Duty { person, school, from }] };
    let events = insert_duties(&transaction, keeper, &new, now).await?;
    if events.is_empty() {
        return Err(PeopleError::AlreadyThere);
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn is_staff(
    db: &impl ConnectionTrait,
    person: PersonId,
    school: SchoolId,
    day: NaiveDate,
) -> Result<bool, StoreError> {
    let row = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::OrganisationId.eq(school.0))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(crate::store::open_on!(membership, day))
        .one(db)
        .await?;
    Ok(row.is_some())
}

#[derive(FromQueryResult)]
struct Ended {
    person_id: i64,
    organisation_id: i64,
    responsibility: String,
}

/// Ends a duty from a day on; the role in the team goes with the membership of the team.
///
/// # Errors
/// When the duty is not within reach, or does not hold on the day before.
pub async fn end_duty(
    store: &Store,
    keeper: &PeopleKeeper,
    duty: ResponsibilityId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_duty(&transaction, keeper, duty).await?;
    if from <= row.from_on || row.to_on.is_some_and(|to| to <= from) {
        return Err(PeopleError::EndsBeforeItStarts);
    }
    let events = end_duties(&transaction, keeper, &[row.id], from, now).await?;
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// A duty within a keeper's reach that was not found to be wrong.
pub(super) async fn own_duty(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    duty: ResponsibilityId,
) -> Result<responsibility::Model, PeopleError> {
    responsibility::Entity::find_by_id(duty.0)
        .filter(responsibility::Column::VoidedAt.is_null())
        .one(db)
        .await?
        .filter(|row| keeper.reader().reaches(OrganisationId(row.organisation_id)))
        .ok_or(PeopleError::NotFound)
}

/// Ends duties from a day on, with the roles in the team; gives the lines for the log.
pub(in crate::people) async fn end_duties(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    duties: &[i64],
    from: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for chunk in duties.chunks(CHUNK) {
        let which = format!("id IN ({})", ids(chunk.iter().copied()));
        let ended: Vec<Ended> =
            end(db, "responsibilities", &which, "person_id, organisation_id, responsibility", from, now).await?;
        let left_team = ended.iter().filter(|row| row.responsibility == Responsibility::Team.as_str());
        let pairs: Vec<String> = left_team
            .map(|row| format!("(person_id = {} AND organisation_id = {})", row.person_id, row.organisation_id))
            .collect();
        if !pairs.is_empty() {
            let which = format!("({})", pairs.join(" OR "));
            end::<RoleEnded>(db, "team_roles", &which, "id", from, now).await?;
        }
        events.extend(ended.into_iter().map(|row| {
            let event = Event::new(keeper.actor(), AuditAction::ResponsibilityEnded);
            let event = event.at(OrganisationId(row.organisation_id)).about_person(PersonId(row.person_id));
            event.with(audit::details! { Responsibility: row.responsibility, From: from })
        }));
    }
    Ok(events)
}

#[derive(FromQueryResult)]
struct RoleEnded {
    #[allow(dead_code, reason = "a statement that gives rows back must be read")]
    id: i64,
}
