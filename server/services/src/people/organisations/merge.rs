//! Merging two schools: all that is open moves from a day to the school that stays; the other closes.

mod carry;

use super::{
    OrganisationError,
    close::shut,
    nodes::Nodes,
    show::name,
    there::{end_all, open_there},
};
use crate::{
    Store, Turn,
    access::{
        Office,
        audit::{self, Event},
    },
    people::{entity::organisation, rows::count},
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, SchoolYear, day_of},
    ids::OrganisationId,
    people::{OrganisationKind, node::MergePreview},
};
use sea_orm::ConnectionTrait;

/// What merging would move.
///
/// # Errors
/// As [`merge_schools`].
pub async fn merge_preview(
    store: &Store,
    office: &Office,
    (from, into): (&str, &str),
    on: NaiveDate,
    today: NaiveDate,
) -> Result<MergePreview, OrganisationError> {
    let db = store.read();
    let nodes = Nodes::load(db, office, today).await?;
    let (from, into) = two_schools(db, &nodes, from, into, on).await?;
    let classes = carry::class_names(db, from, into, on).await?;
    Ok(MergePreview {
        from: name(from),
        into: name(into),
        on,
        moves: open_there(db, from.id, on).await?,
        renamed: classes
            .into_iter()
            .filter(|class| class.name != class.row.name)
            .map(|class| (class.row.name, class.name))
            .collect(),
    })
}

/// Merges a school into another: from `on` its open memberships, responsibilities, roles, classes of the school year
/// with their pupils and teachers are the other's, and it is closed. Figures of days before stay as they were.
///
/// # Errors
/// [`OrganisationError::NotTwoSchools`] for what are not two schools, [`OrganisationError::Closed`] when one of them is
/// closed, [`OrganisationError::BadDay`] for a day on which one was not there,
/// [`OrganisationError::NotRolledOver`] while pupils are in classes of an earlier year.
pub async fn merge_schools(
    store: &Store,
    office: &Office,
    (from, into): (&str, &str),
    on: NaiveDate,
    now: Moment,
) -> Result<(), OrganisationError> {
    let transaction = store.begin(Turn::Roster).await?;
    let nodes = Nodes::load(&transaction, office, day_of(now)).await?;
    let (from, into) = two_schools(&transaction, &nodes, from, into, on).await?;
    let moves = open_there(&transaction, from.id, on).await?;
    let carried = carry::take(&transaction, from, into, on).await?;
    // The old facts end first, so that nobody is counted twice even within this transaction.
    end_all(&transaction, from.id, on, now).await?;
    carried.put(&transaction, into, on, now).await?;
    shut(&transaction, from, on).await?;
    let details = audit::details! {
        From: from.code, Into: into.code, On: on, Staff: moves.staff, Pupils: moves.pupils,
        Responsibilities: moves.responsibilities, Roles: moves.roles, Classes: moves.classes,
    };
    let events = [from, into].map(|school| {
        Event::new(office.actor(), AuditAction::OrganisationsMerged)
            .at(OrganisationId(school.id))
            .about(AuditSubject::Organisation, from.id)
            .with(details.clone())
    });
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn two_schools<'a>(
    db: &impl ConnectionTrait,
    nodes: &'a Nodes,
    from: &str,
    into: &str,
    on: NaiveDate,
) -> Result<(&'a organisation::Model, &'a organisation::Model), OrganisationError> {
    let from = nodes.below(from)?;
    let into = nodes.below(into).map_err(|_| OrganisationError::NotTwoSchools)?;
    let is_school = |row: &organisation::Model| row.kind == OrganisationKind::School.as_str();
    if from.id == into.id || !is_school(from) || !is_school(into) {
        return Err(OrganisationError::NotTwoSchools);
    }
    if from.closed_on.is_some() || into.closed_on.is_some() {
        return Err(OrganisationError::Closed);
    }
    if on <= from.opened_on || on < into.opened_on {
        return Err(OrganisationError::BadDay);
    }
    let sql = "SELECT COUNT(*) AS n FROM enrolments e JOIN classes c ON c.id = e.class_id \
               WHERE c.organisation_id = $1 AND c.school_year < $2 AND e.voided_at IS NULL \
               AND (e.to_on IS NULL OR e.to_on > $3)";
    let year = SchoolYear::containing(on).first_year();
    if count(db, sql, [from.id.into(), year.into(), on.into()]).await? > 0 {
        return Err(OrganisationError::NotRolledOver);
    }
    Ok((from, into))
}
