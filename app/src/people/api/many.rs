//! Many people at once.

use crate::error::AppError;
use domain::people::directory::{Chosen, DirectoryFilter};
use leptos::prelude::*;

/// The persons ticked, as numbers with commas between; nothing for all that match.
///
/// # Errors
/// [`AppError::Invalid`] for what are no numbers.
#[cfg(feature = "ssr")]
pub fn choice(persons: &str, filter: DirectoryFilter) -> Result<services::people::Choice, AppError> {
    use domain::ids::PersonId;
    if persons.is_empty() {
        return Ok(services::people::Choice { persons: None, filter });
    }
    let ids = persons.split(',').map(str::parse::<PersonId>).collect::<Result<_, _>>();
    let ids = ids.map_err(|_| AppError::Invalid(crate::error::Problem::BadForm))?;
    Ok(services::people::Choice { persons: Some(ids), filter })
}

/// The people chosen: how many, and the first fifty.
///
/// **Permissions**: office, for all below its node; whoever leads a school, for its people.
#[server(prefix = "/api/fn", endpoint = "people_chosen")]
pub async fn people_chosen(
    #[server(default)] at: String,
    #[server(default)] persons: String,
    #[server(default)] filter: DirectoryFilter,
) -> Result<Chosen, AppError> {
    use crate::door;
    let keeper = super::keeper(&at).await?;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let choice = choice(&persons, filter)?;
    let mut chosen = services::people::chosen_people(&store, keeper.reader(), &choice, today).await?;
    chosen.issues_codes = viewer.helps_into_accounts(&store, &at, today).await.is_ok();
    Ok(chosen)
}

/// Changes all people chosen from a day on: `begin_duty`, `end_duty`, `leave`, `move`.
///
/// **Permissions**: office, for all below its node; whoever leads a school, for its people, but for moves.
#[server(prefix = "/api/fn", endpoint = "change_many")]
pub async fn change_many(
    #[server(default)] at: String,
    #[server(default)] persons: String,
    #[server(default)] filter: DirectoryFilter,
    confirmed: u64,
    change: String,
    #[server(default)] with: String,
    from: String,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::people::Responsibility;
    use services::people::BulkChange;
    let keeper = super::keeper(&at).await?;
    let done = async {
        let change = match change.as_str() {
            "begin_duty" => BulkChange::BeginDuty(super::word(&with, Responsibility::from_word)?),
            "end_duty" => BulkChange::EndDuty(super::word(&with, Responsibility::from_word)?),
            "leave" => BulkChange::Leave,
            "move" => BulkChange::Move(with),
            _ => return Err(AppError::Invalid(Problem::BadForm)),
        };
        let choice = choice(&persons, filter)?;
        let from = super::day(&from)?;
        services::people::change_many(&door::store(), &keeper, &choice, &change, from, confirmed, door::now()).await?;
        Ok(())
    };
    let outcome = done.await;
    super::lead_on(&crate::people::list_page::list_address(&at), outcome)
}
