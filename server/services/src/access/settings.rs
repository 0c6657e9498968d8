//! Settings of the installation that hold from now on, such as who must use a second step.
//!
//! Settings that change what a figure of an earlier day is are dated, and live in the room `progress`.

use super::{Actor, audit, entity::installation_setting};
use crate::{
    Store, StoreError, Turn,
    store::{from_json, to_json},
};
use domain::{
    access::{
        audit::{AuditAction, AuditSubject},
        audit_detail::SettingName,
    },
    calendar::Moment,
};
use sea_orm::{ConnectionTrait, EntityTrait, Set, sea_query::OnConflict};
use serde::{Serialize, de::DeserializeOwned};

/// A room's settings, stored as one value; what is not stored has its default.
pub trait Setting: Serialize + DeserializeOwned + Default + Send {
    /// Under which it is stored.
    const NAME: SettingName;
}

/// The settings as they stand.
///
/// # Errors
/// When the database fails.
pub(crate) async fn setting<S: Setting>(db: &impl ConnectionTrait) -> Result<S, StoreError> {
    match installation_setting::Entity::find_by_id(S::NAME.as_str()).one(db).await? {
        Some(row) => from_json(row.value),
        None => Ok(S::default()),
    }
}

/// Keeps the settings in place of those before.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep_setting<S: Setting>(
    store: &Store,
    actor: Actor,
    setting: &S,
    now: Moment,
) -> Result<(), StoreError> {
    let value = to_json(setting)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = installation_setting::ActiveModel {
        name: Set(S::NAME.as_str().to_owned()),
        value: Set(value),
        changed_at: Set(now),
    };
    let on_conflict = OnConflict::column(installation_setting::Column::Name)
        .update_columns([installation_setting::Column::Value, installation_setting::Column::ChangedAt])
        .to_owned();
    installation_setting::Entity::insert(row).on_conflict(on_conflict).exec(&transaction).await?;
    let event = audit::Event::new(actor, AuditAction::SettingChanged)
        .about(AuditSubject::Setting, 0)
        .with(audit::details! { Setting: S::NAME });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
