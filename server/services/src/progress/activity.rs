//! Activities of a school: what target A counts where there are no pupils in scope.

use super::{ProgressError, entity::activity};
use crate::{
    Store, Turn,
    access::{SchoolLead, audit},
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, day_of},
};
use sea_orm::{ActiveModelTrait, Set};

/// An activity to be recorded.
#[derive(Debug, Clone)]
pub struct NewActivity {
    /// When it took place.
    pub happened_on: NaiveDate,
    /// Its form, in the plan's words.
    pub form: String,
    /// Its topic.
    pub topic: String,
    /// How many took part.
    pub participants: u32,
}

/// Records an activity; whoever leads the school approves it by recording it.
///
/// # Errors
/// [`ProgressError::NotFound`] for an activity without form or topic, or of a day that has not come.
pub async fn record_activity(
    store: &Store,
    lead: &SchoolLead,
    new: NewActivity,
    now: Moment,
) -> Result<(), ProgressError> {
    if new.form.trim().is_empty() || new.topic.trim().is_empty() || new.happened_on > day_of(now) {
        return Err(ProgressError::NotFound);
    }
    let transaction = store.begin(Turn::Free).await?;
    let details = audit::details! { Form: new.form, HappenedOn: new.happened_on, Participants: new.participants };
    let recorded = activity::ActiveModel {
        organisation_id: Set(lead.school().0),
        happened_on: Set(new.happened_on),
        form: Set(new.form),
        topic: Set(new.topic),
        participants: Set(i32::try_from(new.participants).unwrap_or(i32::MAX)),
        learned_at: Set(now),
        approved_by_person_id: Set(lead.actor().person().map(|person| person.0)),
        approved_at: Set(Some(now)),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let event = audit::Event::new(lead.actor(), AuditAction::ActivityRecorded)
        .at(lead.school())
        .about(AuditSubject::Activity, recorded.id)
        .with(details);
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
