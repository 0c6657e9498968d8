//! The pupils of a class, and moving them to another.

use super::{ClassError, LISTED, own_class, school_of};
use crate::{
    Store, StoreError, Turn,
    access::{
        SchoolLead,
        audit::{self, Event},
    },
    people::{
        directory::Part,
        entity::enrolment,
        rows::{count, open, rows},
    },
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::Moment,
    ids::{ClassId, PersonId},
    people::{
        Grade, Span, class_order,
        classes::{ClassMember, ClassMembers, day_in},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set, sea_query::Expr};
use std::collections::BTreeSet;

#[derive(FromQueryResult)]
struct MemberRow {
    id: i64,
    person_id: i64,
    full_name: String,
    born_on: Option<NaiveDate>,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct OtherRow {
    id: i64,
    name: String,
}

/// A page of the pupils of a class today (or on the nearest day of its school year), and the classes to which they can
/// move.
///
/// # Errors
/// [`ClassError::NotFound`] for a class that is not the school's.
pub async fn class_members(
    store: &Store,
    lead: &SchoolLead,
    class: ClassId,
    part: Part,
    today: NaiveDate,
) -> Result<ClassMembers, ClassError> {
    let db = store.read();
    let (school, _) = school_of(db, lead).await?.ok_or(ClassError::NotFound)?;
    let (row, year) = own_class(db, lead, class).await?;
    let as_of = day_in(year, today);
    let in_class = format!("SELECT COUNT(*) AS n {}", in_class());
    let count = count(db, &in_class, [class.0.into(), as_of.into()]).await?;
    let pupils = part_of_members(db, class, as_of, part.within(count)).await?;
    let sql = format!(
        "SELECT c.id, c.name FROM classes c WHERE c.organisation_id = $1 AND c.school_year = $2 AND c.id <> $3 AND {LISTED}"
    );
    let mut others: Vec<OtherRow> = rows(db, &sql, [school.id.into(), row.school_year.into(), class.0.into()]).await?;
    others.sort_by_cached_key(|other| (Grade::of_class_name(&other.name), class_order(&other.name)));
    Ok(ClassMembers {
        school_code: school.code,
        school_name: school.name,
        class,
        name: row.name,
        year,
        as_of,
        pupils: pupils
            .into_iter()
            .map(|row| ClassMember {
                person: PersonId(row.person_id),
                name: row.full_name,
                born_on: row.born_on,
                span: Span { from: row.from_on, to: row.to_on },
            })
            .collect(),
        count,
        others: others.into_iter().map(|other| (ClassId(other.id), other.name)).collect(),
    })
}

/// The places in class `$1` that are held on day `$2`.
fn in_class() -> String {
    format!(
        "FROM enrolments e JOIN memberships m ON m.id = e.membership_id JOIN persons p ON p.id = m.person_id \
         WHERE e.class_id = $1 AND {} AND {}",
        open("e", "$2"),
        open("m", "$2"),
    )
}

const MEMBER: &str = "SELECT e.id, m.person_id, p.full_name, p.born_on, e.from_on, e.to_on";
const BY_NAME: &str = "ORDER BY p.sort_key, p.id, e.id";

async fn members_on(db: &impl ConnectionTrait, class: ClassId, day: NaiveDate) -> Result<Vec<MemberRow>, StoreError> {
    rows(db, &format!("{MEMBER} {} {BY_NAME}", in_class()), [class.0.into(), day.into()]).await
}

async fn part_of_members(
    db: &impl ConnectionTrait,
    class: ClassId,
    day: NaiveDate,
    part: Part,
) -> Result<Vec<MemberRow>, StoreError> {
    let sql = format!("{MEMBER} {} {BY_NAME} LIMIT {} OFFSET {}", in_class(), part.length, part.offset());
    rows(db, &sql, [class.0.into(), day.into()]).await
}

/// Moves pupils of a class to another class of the same school and year, from a day on.
///
/// # Errors
/// [`ClassError::NotFound`] when a class or a pupil is not there on that day, [`ClassError::BadDay`] for a day outside
/// the school year, [`ClassError::NobodyChosen`] without pupils.
pub async fn move_pupils(
    store: &Store,
    lead: &SchoolLead,
    (class, to): (ClassId, ClassId),
    pupils: &BTreeSet<PersonId>,
    from: NaiveDate,
    now: Moment,
) -> Result<(), ClassError> {
    if pupils.is_empty() {
        return Err(ClassError::NobodyChosen);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let (_, year) = own_class(&transaction, lead, class).await?;
    let (_, year_of_other) = own_class(&transaction, lead, to).await?;
    if class == to || year != year_of_other {
        return Err(ClassError::NotFound);
    }
    if from < year.first_day() || from >= year.end() {
        return Err(ClassError::BadDay);
    }
    let mut members = members_on(&transaction, class, from).await?;
    members.retain(|member| pupils.contains(&PersonId(member.person_id)));
    let found: BTreeSet<PersonId> = members.iter().map(|member| PersonId(member.person_id)).collect();
    if found != *pupils {
        return Err(ClassError::NotFound);
    }
    let ids: Vec<i64> = members.iter().map(|member| member.id).collect();
    let before = enrolment::Entity::find().filter(enrolment::Column::Id.is_in(ids.iter().copied())).all(&transaction);
    let before = before.await?;
    // Who moves on the first day in the class was never in it.
    let (never, ended): (Vec<_>, Vec<_>) = before.iter().partition(|row| row.from_on == from);
    for chunk in never.chunks(CHUNK) {
        enrolment::Entity::update_many()
            .col_expr(enrolment::Column::VoidedAt, Expr::value(now))
            .filter(enrolment::Column::Id.is_in(chunk.iter().map(|row| row.id)))
            .exec(&transaction)
            .await?;
    }
    for chunk in ended.chunks(CHUNK) {
        enrolment::Entity::update_many()
            .col_expr(enrolment::Column::ToOn, Expr::value(from))
            .col_expr(enrolment::Column::EndLearnedAt, Expr::value(now))
            .filter(enrolment::Column::Id.is_in(chunk.iter().map(|row| row.id)))
            .exec(&transaction)
            .await?;
    }
    // What was known of the end, such as a roll-over's, holds in the other class too.
    let mut memberships = BTreeSet::new();
    let moved: Vec<enrolment::ActiveModel> = before
        .iter()
        .filter(|row| memberships.insert(row.membership_id))
        .map(|row| enrolment::ActiveModel {
            membership_id: Set(row.membership_id),
            class_id: Set(to.0),
            from_on: Set(from),
            to_on: Set(row.to_on),
            learned_at: Set(now),
            end_learned_at: Set(row.end_learned_at),
            ..Default::default()
        })
        .collect();
    for chunk in moved.chunks(CHUNK) {
        enrolment::Entity::insert_many(chunk.to_vec()).exec(&transaction).await?;
    }
    let events = found.into_iter().map(|person| {
        Event::new(lead.actor(), AuditAction::EnrolmentChanged)
            .at(lead.school())
            .about_person(person)
            .with(audit::details! { FromClass: class.0, ToClass: to.0, On: from })
    });
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}
