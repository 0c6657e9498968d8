//! Server functions about what is held on people.

use crate::error::AppError;
use domain::access::{
    held::PersonHeld,
    privacy::{Leavers, PrivacySettings},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is held on the caller.
///
/// **Permissions**: anyone signed in, about themselves.
#[server(prefix = "/api/fn", endpoint = "my_data")]
pub async fn my_data() -> Result<PersonHeld, AppError> {
    use crate::door;
    let oneself = door::viewer()?.oneself();
    Ok(services::access::my_data(&door::store(), &oneself, &door::content_language()).await?)
}

/// The periods as the office sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    /// As they stand.
    pub settings: PrivacySettings,
    /// Whether this office sets them.
    pub is_mine: bool,
    /// Who is made anonymous tonight by them.
    pub due: Leavers,
}

/// The periods after which leavers become anonymous and uploads go.
///
/// **Permissions**: office.
#[server(prefix = "/api/fn", endpoint = "privacy_periods")]
pub async fn privacy_periods() -> Result<Periods, AppError> {
    use crate::door;
    let office = door::viewer()?.office()?;
    let (store, now) = (door::store(), door::now());
    let (settings, is_mine) =
        services::access::privacy_settings(&store, &office, domain::calendar::day_of(now)).await?;
    let due = services::access::count_leavers(&store, now).await?;
    Ok(Periods { settings, is_mine, due })
}

/// Sets the periods; what cannot be set leads back with a word about it.
///
/// **Permissions**: office, with no other office above it.
#[server(prefix = "/api/fn", endpoint = "keep_privacy_periods")]
pub async fn keep_privacy_periods(
    pupils_after_months: String,
    staff_after_months: String,
    uploads_after_days: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use services::access::AccessError;
    let office = door::viewer()?.office()?;
    let number = |text: &str| text.trim().parse::<u16>().unwrap_or_default();
    let settings = PrivacySettings {
        pupils_after_months: number(&pupils_after_months),
        staff_after_months: number(&staff_after_months),
        uploads_after_days: number(&uploads_after_days),
    };
    let problem = match services::access::keep_privacy_settings(&door::store(), &office, settings, door::now()).await {
        Ok(()) => Problem::Done,
        Err(AccessError::BadPeriod) => {
            door::keep_form(
                "privacy",
                &[
                    ("pupils_after_months", &pupils_after_months),
                    ("staff_after_months", &staff_after_months),
                    ("uploads_after_days", &uploads_after_days),
                ],
            );
            Problem::BadPeriod
        }
        Err(error) => return Err(error.into()),
    };
    leptos_axum::redirect(&format!("/settings?problem={}", problem.as_str()));
    Ok(())
}
