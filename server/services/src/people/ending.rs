//! Leaving: what ends when people no longer belong to a school, in as many statements for thousands as for one.

use super::statement::{Bound, ids};
use crate::{
    StoreError,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    access::{audit::AuditAction, audit_detail::DetailKey},
    calendar::Moment,
    ids::{PersonId, SchoolId},
    people::directory::PartingEnds,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::BTreeMap;

/// A membership that ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaver {
    pub membership: i64,
    pub person: PersonId,
    pub school: SchoolId,
}

#[derive(FromQueryResult)]
struct Ended {
    person_id: i64,
    organisation_id: i64,
    word: String,
}

#[derive(FromQueryResult)]
struct EndedMembership {
    #[allow(dead_code, reason = "a statement that gives rows back must be read")]
    id: i64,
}

#[derive(FromQueryResult)]
struct EndedInClass {
    owner_id: i64,
    class_id: i64,
}

/// Ends memberships from a day on, and with them what needs them: places in classes, and, where no other membership of
/// the person at the school is left, duties, roles in the team, classes taught, and, where the keeper answers for the
/// school, the roles that run it.
///
/// What was to begin on that day or later is void. Gives the lines for the log.
pub(super) async fn end_memberships(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    leavers: &[Leaver],
    day: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for chunk in leavers.chunks(CHUNK) {
        let memberships = ids(chunk.iter().map(|leaver| leaver.membership));
        end::<EndedMembership>(db, "memberships", &format!("id IN ({memberships})"), "id", day, now).await?;
        events.extend(chunk.iter().map(|leaver| {
            let event =
                Event::new(keeper.actor(), AuditAction::MembershipEnded).at(leaver.school).about_person(leaver.person);
            event.with(audit::details! { From: day, Membership: leaver.membership })
        }));
        let of_membership: BTreeMap<i64, &Leaver> = chunk.iter().map(|leaver| (leaver.membership, leaver)).collect();
        let in_class = format!("membership_id IN ({memberships})");
        let enrolments: Vec<EndedInClass> =
            end(db, "enrolments", &in_class, "membership_id AS owner_id, class_id", day, now).await?;
        events.extend(enrolments.into_iter().filter_map(|row| {
            let leaver = of_membership.get(&row.owner_id)?;
            let event =
                Event::new(keeper.actor(), AuditAction::EnrolmentChanged).at(leaver.school).about_person(leaver.person);
            Some(event.with(audit::details! { LeftClass: row.class_id, From: day }))
        }));
        let mut by_school: BTreeMap<SchoolId, Vec<i64>> = BTreeMap::new();
        for leaver in chunk {
            by_school.entry(leaver.school).or_default().push(leaver.person.0);
        }
        events.extend(end_duties(db, keeper, &by_school, day, now).await?);
        events.extend(end_classes_taught(db, keeper, &by_school, day, now).await?);
    }
    Ok(events)
}

/// Counts what [`end_memberships`] would end beside the memberships.
pub(super) async fn ends_with(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    leavers: &[Leaver],
    day: NaiveDate,
) -> Result<PartingEnds, StoreError> {
    let mut ends = PartingEnds::default();
    for chunk in leavers.chunks(CHUNK) {
        let memberships = ids(chunk.iter().map(|leaver| leaver.membership));
        let of_person = format!(
            "EXISTS (SELECT 1 FROM memberships l WHERE l.id IN ({memberships}) AND l.person_id = t.person_id \
             AND l.organisation_id = {{school}}) \
             AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = t.person_id \
             AND m.organisation_id = {{school}} AND m.id NOT IN ({memberships}) AND m.voided_at IS NULL \
             AND (m.to_on IS NULL OR m.to_on > $1))"
        );
        let at_school = of_person.replace("{school}", "t.organisation_id");
        ends.duties += count_open(db, "responsibilities t", &at_school, day).await?;
        ends.duties += count_open(db, "team_roles t", &at_school, day).await?;
        if keeper.ends_roles() {
            ends.roles += count_open(db, "role_grants t", &at_school, day).await?;
        }
        let taught = "class_teachers t JOIN classes c ON c.id = t.class_id";
        ends.classes_taught += count_open(db, taught, &of_person.replace("{school}", "c.organisation_id"), day).await?;
        ends.places += count_open(db, "enrolments t", &format!("t.membership_id IN ({memberships})"), day).await?;
    }
    Ok(ends)
}

/// How many rows `t` hold on a day, which is `$1`, or later.
async fn count_open(db: &impl ConnectionTrait, table: &str, which: &str, day: NaiveDate) -> Result<u64, StoreError> {
    let mut bound = Bound::default();
    let day = bound.bind(day);
    let sql = format!(
        "SELECT COUNT(*) FROM {table} WHERE t.voided_at IS NULL AND (t.to_on IS NULL OR t.to_on > {day}) AND {which}"
    );
    bound.count(db, &sql).await
}

/// The condition that a row's person left one of the schools and has no other membership there on the day or later.
fn has_left(table: &str, by_school: &BTreeMap<SchoolId, Vec<i64>>, day: &str) -> String {
    let pairs: Vec<String> = by_school
        .iter()
        .map(|(school, persons)| {
            format!("({table}.organisation_id = {school} AND {table}.person_id IN ({}))", ids(persons.iter().copied()))
        })
        .collect();
    format!(
        "({}) AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = {table}.person_id \
         AND m.organisation_id = {table}.organisation_id AND m.voided_at IS NULL AND (m.to_on IS NULL OR m.to_on > {day}))",
        pairs.join(" OR ")
    )
}

async fn end_duties(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    by_school: &BTreeMap<SchoolId, Vec<i64>>,
    day: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    let tables = [
        ("responsibilities", DetailKey::Responsibility, AuditAction::ResponsibilityEnded),
        ("team_roles", DetailKey::Role, AuditAction::ResponsibilityEnded),
        ("role_grants", DetailKey::Role, AuditAction::RoleEnded),
    ];
    // The column bears the name of the key.
    for (table, word, action) in tables.into_iter().filter(|(table, ..)| *table != "role_grants" || keeper.ends_roles())
    {
        let returned = format!("person_id, organisation_id, {word} AS word");
        let ended: Vec<Ended> = end(db, table, &has_left(table, by_school, "$1"), &returned, day, now).await?;
        events.extend(ended.into_iter().map(|row| {
            let event = Event::new(keeper.actor(), action).at(domain::ids::OrganisationId(row.organisation_id));
            event.about_person(PersonId(row.person_id)).with(audit::details! { From: day }.and(word, &row.word))
        }));
    }
    Ok(events)
}

async fn end_classes_taught(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    by_school: &BTreeMap<SchoolId, Vec<i64>>,
    day: NaiveDate,
    now: Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for (school, persons) in by_school {
        let of_school = format!(
            "person_id IN ({}) AND class_id IN (SELECT id FROM classes WHERE organisation_id = {school}) \
             AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = class_teachers.person_id \
             AND m.organisation_id = {school} AND m.voided_at IS NULL AND (m.to_on IS NULL OR m.to_on > $1))",
            ids(persons.iter().copied())
        );
        let ended: Vec<EndedInClass> =
            end(db, "class_teachers", &of_school, "person_id AS owner_id, class_id", day, now).await?;
        events.extend(ended.into_iter().map(|row| {
            let event = Event::new(keeper.actor(), AuditAction::ClassTeacherEnded)
                .at(*school)
                .about_person(PersonId(row.owner_id));
            event.with(audit::details! { Class: row.class_id, From: day })
        }));
    }
    Ok(events)
}

/// Ends the rows of a table of facts that hold on a day or later: what is under way ends on it, what was to begin on it
/// or later is void. Gives back columns of the rows touched.
pub(super) async fn end<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    table: &str,
    which: &str,
    returned: &str,
    day: NaiveDate,
    now: Moment,
) -> Result<Vec<T>, StoreError> {
    let mut bound = Bound::default();
    let (day, now) = (bound.bind(day), bound.bind(now));
    let sql = format!(
        "UPDATE {table} SET to_on = CASE WHEN from_on < {day} THEN {day} ELSE to_on END, \
                            end_learned_at = CASE WHEN from_on < {day} THEN {now} ELSE end_learned_at END, \
                            voided_at = CASE WHEN from_on < {day} THEN voided_at ELSE {now} END \
         WHERE voided_at IS NULL AND (to_on IS NULL OR to_on > {day}) AND {which} RETURNING {returned}"
    );
    bound.rows(db, &sql).await
}
