//! The decision that founded a team, with its scanned file.

use crate::{
    Store, Turn,
    access::{
        SchoolLead, SchoolVisitor,
        audit::{self, Event},
    },
    files::Files,
    people::{PeopleError, entity::founding_decision},
};
use chrono::NaiveDate;
use domain::{
    access::{audit::AuditAction, audit_detail::DetailKey},
    calendar::{Moment, day_of},
    people::team::{LARGEST_SCAN, ScanKind},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

/// A decision, as it is typed.
#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its day.
    pub decided_on: NaiveDate,
    /// The scanned file and where files are kept; without one, that of the decision before stays if it is the same one.
    pub scan: Option<(&'a Files, &'a [u8])>,
}

/// Records the decision that founded the school's team, in place of an earlier one.
///
/// # Errors
/// When no number is given, the day has not come yet, or the file is none that is taken.
pub async fn record_founding_decision(
    store: &Store,
    lead: &SchoolLead,
    new: NewDecision<'_>,
    now: Moment,
) -> Result<(), PeopleError> {
    let number = new.number.trim();
    if number.is_empty() || number.chars().count() > 80 || new.decided_on > day_of(now) {
        return Err(PeopleError::BadDecision);
    }
    let mut scan = match new.scan {
        None => None,
        Some((_, content)) if content.len() > LARGEST_SCAN => return Err(PeopleError::FileTooLarge),
        Some((files, content)) => {
            let kind = ScanKind::of(content).ok_or(PeopleError::WrongFile)?;
            Some((files.keep(content).await?, kind.content_type().to_owned()))
        }
    };
    let school = lead.school();
    let transaction = store.begin(Turn::Roster).await?;
    let before = founding_decision::Entity::find()
        .filter(founding_decision::Column::OrganisationId.eq(school.0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .order_by_desc(founding_decision::Column::Id)
        .one(&transaction)
        .await?;
    let mut details = audit::details! { Number: number, DecidedOn: new.decided_on };
    if let Some(before) = before {
        let changed = audit::Details::default().changed(DetailKey::Number, &before.number, &number);
        details = changed.changed(DetailKey::DecidedOn, &before.decided_on, &new.decided_on);
        if scan.is_none() && before.number == number {
            scan = before.file_digest.zip(before.content_type);
        }
    }
    founding_decision::Entity::update_many()
        .col_expr(founding_decision::Column::VoidedAt, Expr::value(now))
        .filter(founding_decision::Column::OrganisationId.eq(school.0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .exec(&transaction)
        .await?;
    let (file_digest, content_type) = scan.unzip();
    let details = details.and(DetailKey::Scan, &file_digest.is_some());
    founding_decision::ActiveModel {
        organisation_id: Set(school.0),
        number: Set(number.to_owned()),
        decided_on: Set(new.decided_on),
        learned_at: Set(now),
        file_digest: Set(file_digest),
        content_type: Set(content_type),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let event = Event::new(lead.actor(), AuditAction::FoundingDecisionRecorded).at(school);
    audit::record(&transaction, [event.with(details)], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// The scanned decision of a school that the visitor may see whole.
///
/// # Errors
/// [`PeopleError::NotFound`] when there is none, or the visitor sees only the own classes.
pub async fn scanned_decision(
    store: &Store,
    files: &Files,
    visitor: &SchoolVisitor,
) -> Result<(ScanKind, Vec<u8>), PeopleError> {
    if *visitor.scope() != crate::access::SchoolScope::Whole {
        return Err(PeopleError::NotFound);
    }
    let row = founding_decision::Entity::find()
        .filter(founding_decision::Column::OrganisationId.eq(visitor.school().0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .order_by_desc(founding_decision::Column::Id)
        .one(store.read())
        .await?
        .ok_or(PeopleError::NotFound)?;
    let (digest, content_type) = row.file_digest.zip(row.content_type).ok_or(PeopleError::NotFound)?;
    let kind = ScanKind::from_content_type(&content_type).ok_or(PeopleError::NotFound)?;
    Ok((kind, files.content(&digest).await?.ok_or(PeopleError::NotFound)?))
}
