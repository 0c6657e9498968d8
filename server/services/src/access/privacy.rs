//! The office's periods: how long what is held on a person stays.

use super::{
    AccessError, Office,
    settings::{Setting, keep_setting, setting},
};
use crate::{
    Store, StoreError,
    people::{root_office, tree_on},
};
use chrono::NaiveDate;
use domain::{
    access::{audit_detail::SettingName, privacy::PrivacySettings},
    calendar::{Moment, day_of},
};

impl Setting for PrivacySettings {
    const NAME: SettingName = SettingName::Privacy;
}

/// The periods as they stand, and whether this office sets them: they hold for the whole installation, so only an
/// office does that everything stands below.
///
/// # Errors
/// When the database fails.
pub async fn privacy_settings(
    store: &Store,
    office: &Office,
    today: NaiveDate,
) -> Result<(PrivacySettings, bool), AccessError> {
    Ok((setting(store.read()).await?, is_of_all(store, office, today).await?))
}

/// Sets the periods anew.
///
/// # Errors
/// [`AccessError::BadPeriod`] for a period that cannot be set, [`AccessError::Forbidden`] for an office with another
/// above it.
pub async fn keep_privacy_settings(
    store: &Store,
    office: &Office,
    settings: PrivacySettings,
    now: Moment,
) -> Result<(), AccessError> {
    let settings = settings.checked().map_err(|_| AccessError::BadPeriod)?;
    if !is_of_all(store, office, day_of(now)).await? {
        return Err(AccessError::Forbidden);
    }
    Ok(keep_setting(store, office.actor(), &settings, now).await?)
}

async fn is_of_all(store: &Store, office: &Office, today: NaiveDate) -> Result<bool, StoreError> {
    let Some(first) = root_office(store.read()).await? else { return Ok(false) };
    Ok(first == office.node() || tree_on(store, today).await?.subtree(office.node()).contains(&first))
}
