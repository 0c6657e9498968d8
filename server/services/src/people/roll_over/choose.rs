//! Choosing what single pupils do.

use super::{RollOverError, facts::facts, keep, kept, show::years};
use crate::{Store, Turn, access::SchoolLead};
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    ids::{ClassId, PersonId},
    people::roll_over::{Exception, RollOverState},
};
use std::collections::BTreeMap;

/// Keeps what the pupils of a class do instead of going up; `None` is who goes up. Writes nothing about the pupils yet.
///
/// # Errors
/// [`RollOverError::NotFound`] for a pupil or class that is not there, [`RollOverError::OtherState`] once it is written.
pub async fn choose_exceptions(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    class: ClassId,
    choices: &BTreeMap<PersonId, Option<Exception>>,
    now: Moment,
) -> Result<(), RollOverError> {
    let today = day_of(now);
    if !years(today).contains(&year) {
        return Err(RollOverError::NotFound);
    }
    let transaction = store.begin(Turn::Roster).await?;
    let mut kept = kept(&transaction, lead, year).await?;
    if kept.state != RollOverState::Proposed {
        return Err(RollOverError::OtherState);
    }
    let facts = facts(&transaction, lead, year, today).await?;
    let offered = facts.offered(&kept.exceptions);
    let class = facts.classes.into_iter().find(|row| row.id == class).ok_or(RollOverError::NotFound)?;
    for (person, exception) in choices {
        let is_there = class.pupils.contains(person);
        let is_offered = !matches!(exception, Some(Exception::Class(name)) if !offered.contains(name));
        if !is_there || !is_offered {
            return Err(RollOverError::NotFound);
        }
        match exception {
            Some(exception) => kept.exceptions.insert(*person, exception.clone()),
            None => kept.exceptions.remove(person),
        };
    }
    keep(&transaction, lead, year, &kept, now).await?;
    transaction.commit().await?;
    Ok(())
}
