//! Rolling a school's classes over to the next school year: choose exceptions, look at the plan, write it, take it back
//! until the school confirms it.

mod apply;
mod choose;
mod facts;
mod show;
mod undo;

pub use apply::apply_roll_over;
pub use choose::choose_exceptions;
pub use show::{roll_over, roll_over_members};
pub use undo::{confirm_roll_over, undo_roll_over};

use super::entity::roll_over;
use crate::{
    StoreError,
    access::SchoolLead,
    store::{from_json, known, to_json},
};
use domain::{
    calendar::{Moment, SchoolYear},
    ids::PersonId,
    people::roll_over::{Exception, RollOverState, Written},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeMap;

/// Why a roll-over cannot be shown or go on.
#[derive(Debug, thiserror::Error)]
pub enum RollOverError {
    /// No such school year, class or pupil at this school.
    #[error("not found")]
    NotFound,
    /// The roll-over is no longer, or not yet, in the state in which this can be done.
    #[error("the roll-over is in another state")]
    OtherState,
    /// The classes or pupils changed since the plan was looked at.
    #[error("the plan changed meanwhile")]
    PlanChanged,
    /// There is nobody to roll over.
    #[error("the school year has no classes")]
    NothingToDo,
    /// What it wrote was changed since, and so cannot be taken back.
    #[error("what the roll-over wrote was changed since")]
    ChangedSince,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for RollOverError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// A roll-over as it is kept.
struct Kept {
    id: Option<i64>,
    state: RollOverState,
    exceptions: BTreeMap<PersonId, Exception>,
    written: Option<Written>,
}

async fn kept(db: &impl ConnectionTrait, lead: &SchoolLead, year: SchoolYear) -> Result<Kept, StoreError> {
    let row = roll_over::Entity::find()
        .filter(roll_over::Column::OrganisationId.eq(lead.school().0))
        .filter(roll_over::Column::SchoolYear.eq(year.first_year()))
        .one(db)
        .await?;
    let Some(row) = row else {
        return Ok(Kept { id: None, state: RollOverState::Proposed, exceptions: BTreeMap::new(), written: None });
    };
    Ok(Kept {
        id: Some(row.id),
        state: known(&row.state, RollOverState::from_word)?,
        exceptions: from_json(row.exceptions)?,
        written: row.written.map(from_json).transpose()?,
    })
}

async fn keep(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    year: SchoolYear,
    kept: &Kept,
    now: Moment,
) -> Result<(), StoreError> {
    let row = roll_over::ActiveModel {
        organisation_id: Set(lead.school().0),
        school_year: Set(year.first_year()),
        state: Set(kept.state.as_str().to_owned()),
        exceptions: Set(to_json(&kept.exceptions)?),
        written: Set(kept.written.as_ref().map(to_json).transpose()?),
        changed_at: Set(now),
        changed_by_person_id: Set(lead.actor().person().map(|person| person.0)),
        ..Default::default()
    };
    match kept.id {
        Some(id) => roll_over::ActiveModel { id: Set(id), ..row }.update(db).await?,
        None => row.insert(db).await?,
    };
    Ok(())
}
