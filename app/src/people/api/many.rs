//! Many people at once.

use crate::error::AppError;
use crate::people::many_choice::ListPlace;
use domain::people::directory::{self, Chosen, DirectoryFilter};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is to be done, as a form sends it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ManyChange {
    /// `begin_duty`, `end_duty`, `leave`, `move`.
    pub what: String,
    /// The duty, or the school's code.
    pub with: String,
    /// The day.
    pub from: String,
    /// The number of persons, typed in.
    pub typed: String,
}

#[cfg(feature = "ssr")]
impl ManyChange {
    /// What is to be done.
    fn read(&self) -> Result<services::people::BulkChange, AppError> {
        use domain::people::Responsibility;
        use services::people::BulkChange;
        Ok(match self.what.as_str() {
            "begin_duty" => BulkChange::BeginDuty(super::word(&self.with, Responsibility::from_word)?),
            "end_duty" => BulkChange::EndDuty(super::word(&self.with, Responsibility::from_word)?),
            "leave" => BulkChange::Leave,
            "move" => BulkChange::Move(self.with.clone()),
            _ => return Err(AppError::Invalid(crate::error::Problem::BadForm)),
        })
    }
}

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

/// What leaving or moving would do to the people chosen.
///
/// **Permissions**: as [`change_many`].
#[server(prefix = "/api/fn", endpoint = "parting_ahead")]
pub async fn parting_ahead(
    #[server(default)] at: String,
    #[server(default)] persons: String,
    #[server(default)] filter: DirectoryFilter,
    #[server(default)] change: ManyChange,
) -> Result<directory::PartingAhead, AppError> {
    use crate::door;
    let keeper = super::keeper(&at).await?;
    let (choice, from) = (choice(&persons, filter)?, super::day(&change.from)?);
    let change = change.read()?;
    Ok(services::people::parting_ahead(&door::store(), &keeper, &choice, &change, from, door::now()).await?)
}

/// Changes all people chosen from a day on: `begin_duty`, `end_duty`, `leave`, `move`.
///
/// **Permissions**: office, for all below its node; whoever leads a school, for its people, but for moves.
#[server(prefix = "/api/fn", endpoint = "change_many")]
pub async fn change_many(
    #[server(default)] at: String,
    #[server(default)] persons: String,
    #[server(default)] filter: DirectoryFilter,
    #[server(default)] place: ListPlace,
    confirmed: u64,
    #[server(default)] change: ManyChange,
) -> Result<(), AppError> {
    use crate::{
        door,
        error::Problem,
        people::many_choice::{ManyChoice, list_way, with_word},
    };
    use services::people::Confirmed;
    let keeper = super::keeper(&at).await?;
    let sent = ManyChoice { at, persons, filter, place };
    let done = async {
        let choice = choice(&sent.persons, sent.filter.clone())?;
        let from = super::day(&change.from)?;
        let confirmed = Confirmed { memberships: confirmed, typed: change.typed.trim().parse().ok() };
        let what = change.read()?;
        let now = door::now();
        let changed =
            services::people::change_many(&door::store(), &keeper, &choice, &what, from, confirmed, now).await?;
        Ok::<u64, AppError>(changed)
    };
    match done.await {
        Ok(changed) if matches!(change.what.as_str(), "leave" | "move") => {
            // Whoever left is on the list no more, so its pages are others now.
            let list = list_way(&sent.at, &sent.filter, &ListPlace { page: 1, ..sent.place.clone() });
            leptos_axum::redirect(&with_word(&list, "changed", &format!("{}-{changed}", change.what)));
            Ok(())
        }
        Ok(_) => super::lead_on(&sent.list(), Ok(())),
        Err(AppError::Invalid(Problem::NumberNotTyped)) => {
            super::lead_on(&sent.asking(&change), Err(AppError::Invalid(Problem::NumberNotTyped)))
        }
        Err(error) => super::lead_on(&sent.list(), Err(error)),
    }
}
