//! Two records of one human: found, shown side by side, made one.

mod follow;
mod spans;
mod suggest;
mod tables;

pub use suggest::{Other, possible_duplicates, side_by_side};
pub use tables::{REFERENCES_TO_PERSONS, RefersToPerson, Treatment};

use super::{
    PeopleError,
    entity::person,
    person::{person_in_reach, school_of},
    statement::{Bound, node_ids},
};
use crate::{
    Store, StoreError, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
    },
};
use domain::{access::audit::AuditAction, calendar::Moment, ids::PersonId};
use follow::{Merge, follow};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};

/// Makes two records one: all facts follow to the one that stays, the other remains as a mark that leads there.
///
/// What the one lacks (code, birthday, sex, e-mail) it takes over; a code that is given up is noted.
///
/// # Errors
/// [`PeopleError::NotFound`] unless an office has both wholly in its reach: a role beyond it must not change hands.
pub async fn merge_persons(
    store: &Store,
    keeper: &PeopleKeeper,
    stays: PersonId,
    goes: PersonId,
    now: Moment,
) -> Result<(), PeopleError> {
    if stays == goes {
        return Err(PeopleError::SameRecord);
    }
    if !keeper.reader().is_office() {
        return Err(PeopleError::NotFound);
    }
    let transaction = store.begin(Turn::Roster).await?;
    // Whoever is learning at this moment must not write to a record that is going.
    for person in [stays.min(goes), stays.max(goes)] {
        store.take_turn(&transaction, Turn::Person(person)).await?;
    }
    let kept = person_in_reach(&transaction, keeper.reader(), stays).await?;
    let gone = person_in_reach(&transaction, keeper.reader(), goes).await?;
    if is_beyond(&transaction, keeper, stays).await? || is_beyond(&transaction, keeper, goes).await? {
        return Err(PeopleError::NotFound);
    }
    let school = school_of(&transaction, keeper.reader(), goes).await?;
    follow(&transaction, Merge { stays, goes, now }).await?;
    write_records(&transaction, kept, gone).await?;
    let event =
        Event::new(keeper.actor(), AuditAction::PersonsMerged).with(audit::details! { Gone: goes, Stays: stays });
    let mut events = vec![event.clone().about_person(stays), event.about_person(goes)];
    if let Some(school) = school {
        events = events.into_iter().map(|event| event.at(school)).collect();
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether a person has a membership or a role outside the keeper's reach.
async fn is_beyond(db: &impl ConnectionTrait, keeper: &PeopleKeeper, person: PersonId) -> Result<bool, StoreError> {
    let nodes = node_ids(keeper.reader().nodes());
    let beyond = |table: &str| {
        format!(
            "(SELECT COUNT(*) FROM {table} WHERE person_id = {person} AND voided_at IS NULL \
             AND organisation_id NOT IN ({nodes}))"
        )
    };
    let sql = format!("SELECT {} + {}", beyond("memberships"), beyond("role_grants"));
    Ok(Bound::default().count(db, &sql).await? > 0)
}

/// Fills what the record that stays lacks, and makes the other a mark that leads to it.
async fn write_records(db: &impl ConnectionTrait, kept: person::Model, gone: person::Model) -> Result<(), PeopleError> {
    let (stays, code, email) = (kept.id, gone.code.clone(), gone.email.clone());
    let mut mark: person::ActiveModel = gone.clone().into();
    mark.code = Set(None);
    mark.email = Set(None);
    mark.merged_into_id = Set(Some(stays));
    let former = gone.former_codes.into_iter().chain(gone.code).collect::<Vec<_>>().join(" ");
    mark.former_codes = Set((!former.is_empty()).then_some(former));
    mark.update(db).await?;
    // Records merged before lead on to the one that stays.
    let sql = format!("UPDATE persons SET merged_into_id = {stays} WHERE merged_into_id = {}", gone.id);
    db.execute_unprepared(&sql).await?;
    let mut row: person::ActiveModel = kept.clone().into();
    row.code = Set(kept.code.or(code));
    row.email = Set(kept.email.or(email));
    row.born_on = Set(kept.born_on.or(gone.born_on));
    row.sex = Set(kept.sex.or(gone.sex));
    row.update(db).await?;
    Ok(())
}
