//! The office's settings as of a day.

use super::entity::setting;
use crate::{Store, StoreError};
use chrono::NaiveDate;
use domain::{
    ids::OrganisationId,
    progress::{Percent, Settings},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The settings of a node in force on a day; what the office never set keeps the plan's value.
///
/// # Errors
/// When the database fails.
pub async fn settings_on(store: &Store, node: OrganisationId, day: NaiveDate) -> Result<Settings, StoreError> {
    let rows = setting::Entity::find()
        .filter(setting::Column::OrganisationId.eq(node.0))
        .filter(setting::Column::FromOn.lte(day))
        .order_by_asc(setting::Column::FromOn)
        .order_by_asc(setting::Column::Id)
        .all(store.read())
        .await?;
    let mut settings = Settings::default();
    for row in rows {
        let percent = u8::try_from(row.value).ok().and_then(Percent::new);
        match (row.name.as_str(), percent) {
            ("target", Some(percent)) => settings.target = percent,
            ("teaching_threshold", Some(percent)) => settings.teaching_threshold = percent,
            ("team_minimum", _) => settings.team_minimum = u32::try_from(row.value).unwrap_or(settings.team_minimum),
            (name, _) => return Err(StoreError::Unreadable(name.to_owned())),
        }
    }
    Ok(settings)
}
