//! What a school records about itself.

use super::entity::founding_decision;
use crate::{
    Store, Turn,
    access::{AccessError, SchoolLead},
};
use chrono::NaiveDate;
use domain::calendar::Moment;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};

/// Records the decision that founded the school's team, in place of an earlier one.
///
/// # Errors
/// [`AccessError::NotFound`] when no number is given or the day has not come yet.
pub async fn record_founding_decision(
    store: &Store,
    lead: &SchoolLead,
    number: &str,
    decided_on: NaiveDate,
    now: Moment,
) -> Result<(), AccessError> {
    let number = number.trim();
    if number.is_empty() || number.len() > 80 || decided_on > domain::calendar::day_of(now) {
        return Err(AccessError::NotFound);
    }
    let transaction = store.begin(Turn::Roster).await?;
    founding_decision::Entity::update_many()
        .col_expr(founding_decision::Column::VoidedAt, Expr::value(now))
        .filter(founding_decision::Column::OrganisationId.eq(lead.school().0))
        .filter(founding_decision::Column::VoidedAt.is_null())
        .exec(&transaction)
        .await?;
    founding_decision::ActiveModel {
        organisation_id: Set(lead.school().0),
        number: Set(number.to_owned()),
        decided_on: Set(decided_on),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}
