//! Beginning at a school, moving to another, leaving.

use super::{check_day, own_membership, own_school, person_in_reach};
use crate::{
    Store, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    people::{
        PeopleError,
        ending::{Leaver, end_memberships},
        entity::membership,
        parting::check_may_part,
    },
    store::known,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::{MembershipId, OrganisationId, PersonId, SchoolId},
    people::{MembershipKind, Span},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

/// A membership that begins.
#[derive(Debug, Clone)]
pub struct NewMembership {
    /// Code of the school.
    pub school: String,
    /// What the person is there.
    pub kind: MembershipKind,
    /// The post; empty for pupils.
    pub post: String,
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer holds, where that is known.
    pub to: Option<NaiveDate>,
}

impl NewMembership {
    /// The post as it is kept.
    pub(super) fn post_kept(&self) -> String {
        self.post.trim().chars().take(80).collect()
    }
}

/// Refuses days that cannot be.
pub(super) fn check_membership(new: &NewMembership, now: Moment) -> Result<(), PeopleError> {
    check_day(new.from, now).map_err(|_| PeopleError::BadFromDay)?;
    if let Some(to) = new.to {
        check_day(to, now)?;
        if to <= new.from {
            return Err(PeopleError::EndsBeforeItStarts);
        }
    }
    Ok(())
}

pub(super) async fn insert_membership(
    db: &impl ConnectionTrait,
    person: PersonId,
    school: SchoolId,
    new: &NewMembership,
    now: Moment,
) -> Result<membership::Model, PeopleError> {
    let row = membership::ActiveModel {
        person_id: Set(person.0),
        organisation_id: Set(school.0),
        kind: Set(new.kind.as_str().to_owned()),
        post: Set(new.post_kept()),
        from_on: Set(new.from),
        to_on: Set(new.to),
        learned_at: Set(now),
        end_learned_at: Set(new.to.map(|_| now)),
        ..Default::default()
    };
    Ok(row.insert(db).await?)
}

/// Refuses a second membership of the same kind at the same school at the same time, and a pupil's at two schools.
pub(super) async fn check_not_there(
    db: &impl ConnectionTrait,
    person: PersonId,
    school: SchoolId,
    kind: MembershipKind,
    span: Span,
    but: Option<MembershipId>,
) -> Result<(), PeopleError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::Kind.eq(kind.as_str()))
        .filter(membership::Column::VoidedAt.is_null())
        .all(db)
        .await?;
    let clashes = rows.iter().any(|row| {
        let same_place = kind == MembershipKind::Pupil || row.organisation_id == school.0;
        let is_other = but != Some(MembershipId(row.id));
        same_place && is_other && Span { from: row.from_on, to: row.to_on }.overlaps(&span)
    });
    if clashes { Err(PeopleError::AlreadyThere) } else { Ok(()) }
}

/// Begins a membership: at a second school, or anew after somebody had left.
///
/// # Errors
/// When person or school are not within reach, or the person is there already.
pub async fn begin_membership(
    store: &Store,
    keeper: &PeopleKeeper,
    person: PersonId,
    new: &NewMembership,
    now: Moment,
) -> Result<(), PeopleError> {
    check_membership(new, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    person_in_reach(&transaction, keeper.reader(), person).await?;
    let school = own_school(&transaction, keeper, &new.school).await?;
    let span = Span { from: new.from, to: new.to };
    check_not_there(&transaction, person, school, new.kind, span, None).await?;
    let row = insert_membership(&transaction, person, school, new, now).await?;
    let event = began(keeper, person, school, &row);
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

fn began(keeper: &PeopleKeeper, person: PersonId, school: SchoolId, row: &membership::Model) -> Event {
    Event::new(keeper.actor(), AuditAction::MembershipBegan)
        .at(school)
        .about_person(person)
        .with(audit::details! { Kind: row.kind, From: row.from_on, Membership: row.id })
}

/// Ends a membership from a day on, and with it duties, classes and roles at that school.
///
/// # Errors
/// When the membership is not within reach, did not hold on the day before, is the own, or the last principal's.
pub async fn leave_school(
    store: &Store,
    keeper: &PeopleKeeper,
    membership: MembershipId,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_membership(&transaction, keeper, membership).await?;
    person_in_reach(&transaction, keeper.reader(), PersonId(row.person_id)).await?;
    check_may_part(&transaction, keeper, &row, day_of(now)).await?;
    let events = end_memberships(&transaction, keeper, &[leaver(&row, from)?], from, now).await?;
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

fn leaver(row: &membership::Model, from: NaiveDate) -> Result<Leaver, PeopleError> {
    if from <= row.from_on || row.to_on.is_some_and(|to| to <= from) {
        return Err(PeopleError::EndsBeforeItStarts);
    }
    let (person, school) = (PersonId(row.person_id), OrganisationId(row.organisation_id));
    Ok(Leaver { membership: row.id, person, school })
}

/// Moves somebody to another school from a day on: the one membership ends, another of the same kind begins.
///
/// # Errors
/// When the membership or the other school are not within reach, or the person is there already.
pub async fn move_to_school(
    store: &Store,
    keeper: &PeopleKeeper,
    membership: MembershipId,
    school: &str,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = own_membership(&transaction, keeper, membership).await?;
    let person = PersonId(row.person_id);
    person_in_reach(&transaction, keeper.reader(), person).await?;
    let to = own_school(&transaction, keeper, school).await?;
    if to.0 == row.organisation_id {
        return Err(PeopleError::AlreadyThere);
    }
    check_may_part(&transaction, keeper, &row, day_of(now)).await?;
    let kind = known(&row.kind, MembershipKind::from_word)?;
    let mut events = end_memberships(&transaction, keeper, &[leaver(&row, from)?], from, now).await?;
    check_not_there(&transaction, person, to, kind, Span::since(from), None).await?;
    let new = NewMembership { school: school.to_owned(), kind, post: row.post, from, to: None };
    let row = insert_membership(&transaction, person, to, &new, now).await?;
    events.push(began(keeper, person, to, &row));
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}
