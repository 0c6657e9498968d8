//! The team of a school.

use crate::error::AppError;
use domain::{people::team::Team, progress::Settings};
use leptos::{
    prelude::*,
    server_fn::codec::{MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};

/// A team with what it must have to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPage {
    /// The team.
    pub team: Team,
    /// The settings in force.
    pub settings: Settings,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// The team of a school as it stands today.
///
/// **Permissions**: the office above the school, its principal and coordinators.
#[server(prefix = "/api/fn", endpoint = "team_page")]
pub async fn team_of(code: String) -> Result<TeamPage, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let visitor = viewer.visits(&store, &code, today).await?;
    let team = services::people::team_of(&store, &visitor, today).await?;
    let office = services::people::root_office(store.connection()).await?.unwrap_or_else(|| visitor.school());
    let settings = services::progress::settings_on(&store, office, today).await?;
    let may_change = viewer.leads(&store, &code, today).await.is_ok();
    Ok(TeamPage { team, settings, may_change })
}

/// Takes somebody into the team from a day on.
///
/// **Permissions**: whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "join_team")]
pub async fn join_team(code: String, person: i64, role: String, from: String) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let join = async {
        let role = super::word(&role, domain::people::team::TeamRole::from_word)?;
        let (person, from) = (domain::ids::PersonId(person), super::day(&from)?);
        services::people::join_team(&store, &lead, person, role, from, now).await?;
        Ok(())
    };
    let outcome = join.await;
    super::lead_on(&format!("/school/{code}/team"), outcome)
}

/// Makes a member head, deputy or plain member from a day on.
///
/// **Permissions**: whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "set_team_role")]
pub async fn set_team_role(code: String, person: i64, role: String, from: String) -> Result<(), AppError> {
    use crate::door;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let lead = viewer.leads(&store, &code, domain::calendar::day_of(now)).await?;
    let set = async {
        let role = super::word(&role, domain::people::team::TeamRole::from_word)?;
        let (person, from) = (domain::ids::PersonId(person), super::day(&from)?);
        services::people::set_team_role(&store, &lead, person, role, from, now).await?;
        Ok(())
    };
    let outcome = set.await;
    super::lead_on(&format!("/school/{code}/team"), outcome)
}

/// Records the founding decision, with a scanned file if one is sent. The form's first field is the school's code.
///
/// **Permissions**: whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "record_founding_decision", input = MultipartFormData)]
pub async fn record_founding_decision(form: MultipartData) -> Result<(), AppError> {
    use crate::{
        door,
        error::Problem,
        people::api::{day, lead_on},
    };
    use services::people::NewDecision;
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let unreadable = || AppError::Invalid(Problem::BadForm);
    let mut form = form.into_inner().ok_or_else(unreadable)?;
    let (mut lead, mut code, mut number, mut decided_on) = (None, String::new(), String::new(), String::new());
    let (mut scan, mut sent, mut is_too_large) = (Vec::new(), 0, false);
    while let Some(mut field) = form.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        // Nothing is read further for whoever may not send it.
        if name != "code" && lead.is_none() {
            return Err(unreadable());
        }
        let most = if name == "scan" { domain::people::team::LARGEST_SCAN } else { 500 };
        let mut content = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
            // What is too large is read on and let go, so that the browser hears the answer; but not without end.
            sent += chunk.len();
            if sent > 8 * domain::people::team::LARGEST_SCAN {
                return Err(unreadable());
            }
            if content.len() + chunk.len() > most {
                is_too_large = true;
            } else {
                content.extend_from_slice(&chunk);
            }
        }
        let text = || String::from_utf8_lossy(&content).into_owned();
        match name.as_str() {
            "code" => {
                code = text();
                lead = Some(viewer.leads(&store, &code, domain::calendar::day_of(now)).await?);
            }
            "number" => number = text(),
            "decided_on" => decided_on = text(),
            "scan" => scan = content,
            _ => {}
        }
    }
    let lead = lead.ok_or_else(unreadable)?;
    let way = format!("/school/{code}/team");
    if is_too_large {
        return lead_on(&way, Err(AppError::Invalid(Problem::FileTooLarge)));
    }
    let files = door::files();
    let record = async {
        let scan = (!scan.is_empty()).then_some((&files, scan.as_slice()));
        let decision = NewDecision { number: &number, decided_on: day(&decided_on)?, scan };
        services::people::record_founding_decision(&store, &lead, decision, now).await?;
        Ok(())
    };
    let outcome = record.await;
    lead_on(&way, outcome)
}
