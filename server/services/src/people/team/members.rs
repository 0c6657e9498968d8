//! Members of a team and what each is in it.

use crate::{
    Store, StoreError, Turn,
    access::{
        PeopleKeeper, SchoolLead, SchoolScope, SchoolVisitor,
        audit::{self, Event},
    },
    people::{
        PeopleError,
        directory::school_name,
        ending::end,
        entity::{founding_decision, responsibility, team_role},
        person::{begin_duty, check_day},
        school_code,
        statement::{Bound, open},
    },
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::{PersonId, ResponsibilityId},
    people::{
        Responsibility,
        team::{FoundingDecision, ScanKind, Team, TeamMember, TeamRole},
    },
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Set,
};
use std::collections::BTreeMap;

#[derive(FromQueryResult)]
struct StaffRow {
    person_id: i64,
    full_name: String,
    post: String,
    kind: String,
    duty_id: Option<i64>,
    since: Option<NaiveDate>,
    role: Option<String>,
    role_since: Option<NaiveDate>,
}

/// The team of a school as it stands today, and who could join it.
///
/// # Errors
/// [`PeopleError::NotFound`] when the visitor sees only the own classes.
pub async fn team_of(store: &Store, visitor: &SchoolVisitor, today: NaiveDate) -> Result<Team, PeopleError> {
    if *visitor.scope() != SchoolScope::Whole {
        return Err(PeopleError::NotFound);
    }
    let db = store.read();
    let school = school_name(db, visitor.school()).await?.ok_or(PeopleError::NotFound)?;
    let mut bound = Bound::default();
    let (day, id) = (bound.bind(today), bound.bind(visitor.school().0));
    let sql = format!(
        "SELECT m.person_id, p.full_name, m.post, m.kind, d.id AS duty_id, d.from_on AS since, \
                t.role AS role, t.from_on AS role_since \
         FROM memberships m JOIN persons p ON p.id = m.person_id \
         LEFT JOIN responsibilities d ON d.person_id = m.person_id AND d.organisation_id = m.organisation_id \
              AND d.responsibility = 'team' AND {} \
         LEFT JOIN team_roles t ON t.person_id = m.person_id AND t.organisation_id = m.organisation_id AND {} \
         WHERE m.organisation_id = {id} AND m.kind <> 'pupil' AND {} ORDER BY p.sort_key, p.id, d.id, t.id",
        open("d", &day),
        open("t", &day),
        open("m", &day),
    );
    let (members, others) = members_and_others(bound.rows(db, &sql).await?)?;
    let decision = founding_decision::Entity::find()
        .filter(founding_decision::Column::OrganisationId.eq(visitor.school().0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .filter(founding_decision::Column::DecidedOn.lte(today))
        .order_by_desc(founding_decision::Column::Id)
        .one(db)
        .await?
        .map(|row| FoundingDecision {
            scan: row.file_digest.and(row.content_type).and_then(|text| ScanKind::from_content_type(&text)),
            number: row.number,
            decided_on: row.decided_on,
        });
    Ok(Team { school, members, decision, others, as_of: today })
}

/// Who is in the team, and who of the staff is not, by name.
type InAndOut = (Vec<TeamMember>, Vec<(PersonId, String)>);

/// Each person once, whatever the number of memberships at the school.
fn members_and_others(rows: Vec<StaffRow>) -> Result<InAndOut, StoreError> {
    let mut places: BTreeMap<i64, usize> = BTreeMap::new();
    let mut members: Vec<TeamMember> = Vec::new();
    let mut others: Vec<(PersonId, String)> = Vec::new();
    for row in rows {
        let person = PersonId(row.person_id);
        let is_manager = row.kind == domain::people::MembershipKind::Manager.as_str();
        let Some((duty, since)) = row.duty_id.zip(row.since) else {
            if others.last().is_none_or(|(last, _)| *last != person) {
                others.push((person, row.full_name));
            }
            continue;
        };
        if let Some(place) = places.get(&row.person_id) {
            members[*place].is_manager |= is_manager;
            continue;
        }
        places.insert(row.person_id, members.len());
        let role = row.role.map(|role| known(&role, TeamRole::from_word)).transpose()?;
        members.push(TeamMember {
            duty: ResponsibilityId(duty),
            person,
            name: row.full_name,
            post: row.post,
            is_manager,
            role: role.unwrap_or(TeamRole::Member),
            since,
            role_since: row.role_since.unwrap_or(since),
        });
    }
    members.sort_by_key(|member| member.role);
    Ok((members, others))
}

/// Takes somebody of the school's staff into its team from a day on.
///
/// # Errors
/// When the person is not staff of the school on the day, or is a member already.
pub async fn join_team(
    store: &Store,
    lead: &SchoolLead,
    person: PersonId,
    role: TeamRole,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    let keeper = PeopleKeeper::of_school(lead);
    let code = school_code(store, lead.school()).await?.ok_or(PeopleError::NotFound)?;
    begin_duty(store, &keeper, person, &code, Responsibility::Team, from, now).await?;
    if role == TeamRole::Member { Ok(()) } else { set_team_role(store, lead, person, role, from, now).await }
}

#[derive(FromQueryResult)]
struct Before {
    person_id: i64,
    role: String,
}

/// Makes a member of the team its head, a deputy or a plain member from a day on. A new head takes the place of the
/// one before, who stays a member.
///
/// # Errors
/// [`PeopleError::NotStaff`] for whoever is no member of the team on the day.
pub async fn set_team_role(
    store: &Store,
    lead: &SchoolLead,
    person: PersonId,
    role: TeamRole,
    from: NaiveDate,
    now: Moment,
) -> Result<(), PeopleError> {
    check_day(from, now)?;
    let school = lead.school();
    let transaction = store.begin(Turn::Roster).await?;
    if !is_member(&transaction, lead, person, from.max(day_of(now))).await? {
        return Err(PeopleError::NotStaff);
    }
    let mut which = format!("organisation_id = {school} AND (person_id = {person}");
    which.push_str(if role == TeamRole::Head { " OR role = 'head')" } else { ")" });
    let before: Vec<Before> = end(&transaction, "team_roles", &which, "person_id, role", from, now).await?;
    if role != TeamRole::Member {
        team_role::ActiveModel {
            person_id: Set(person.0),
            organisation_id: Set(school.0),
            role: Set(role.as_str().to_owned()),
            from_on: Set(from),
            learned_at: Set(now),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
    }
    let event = |action, of: i64, role: &str| {
        let event = Event::new(lead.actor(), action).at(school).about_person(PersonId(of));
        event.with(audit::details! { Responsibility: Responsibility::Team, Role: role, From: from })
    };
    let mut events: Vec<Event> =
        before.iter().map(|row| event(AuditAction::ResponsibilityEnded, row.person_id, &row.role)).collect();
    events.push(event(AuditAction::ResponsibilityBegan, person.0, role.as_str()));
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn is_member(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    person: PersonId,
    day: NaiveDate,
) -> Result<bool, StoreError> {
    let row = responsibility::Entity::find()
        .filter(responsibility::Column::PersonId.eq(person.0))
        .filter(responsibility::Column::OrganisationId.eq(lead.school().0))
        .filter(responsibility::Column::Responsibility.eq(Responsibility::Team.as_str()))
        .filter(open_on!(responsibility, day))
        .one(db)
        .await?;
    Ok(row.is_some())
}
