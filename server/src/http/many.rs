//! Cards and codes for many people at once. Like those of a class, they are in the answer to the form and nowhere else.

use super::{
    Door,
    cards::{read, show, values},
};
use app::{
    door::base_of,
    error::{AppError, Problem},
    people::{
        api::choice,
        many_print::{Printed, PrintedMany},
    },
};
use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use domain::{
    calendar::day_of,
    people::directory::{DirectoryFilter, Group},
};
use services::{
    access::{Viewer, issue_reset_codes, pupils::print_chosen_cards},
    people::choose_people,
};

/// Prints for people of an office's list. **Permissions**: office, for all below its node; whoever leads schools, for
/// their people. Codes: the office and heads of schools, for those whose accounts they look after.
pub async fn of_office(State(door): State<Door>, request: Request) -> Response {
    print(&door, "", request).await
}

/// Prints for people of a school's list. **Permissions**: whoever leads the school. Codes: whoever heads it.
pub async fn of_school(State(door): State<Door>, Path(code): Path<String>, request: Request) -> Response {
    print(&door, &code, request).await
}

async fn print(door: &Door, at: &str, request: Request) -> Response {
    let (request, fields, viewer) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let base = base_of(request.headers(), door.house.behind_tls);
    let printed = printed(door, at, &fields, viewer, &base).await;
    show(door, request, PrintedMany(printed)).await
}

async fn printed(
    door: &Door,
    at: &str,
    fields: &[(String, String)],
    viewer: Option<Viewer>,
    base: &str,
) -> Result<Printed, AppError> {
    let word = |name: &str| values(fields, name).next().unwrap_or_default().to_owned();
    let (house, now) = (&door.house, door.house.clock.now());
    let (store, today) = (&house.store, day_of(now));
    let viewer = viewer.ok_or(AppError::NotSignedIn)?;
    let keeper = viewer.keeps_people(store, at, today).await?;
    let choice = choice(&word("persons"), DirectoryFilter::from_address(word))?;
    let confirmed = word("confirmed").parse().map_err(|_| AppError::Invalid(Problem::BadForm))?;
    match word("what").as_str() {
        "cards" => {
            let chosen = choose_people(store, &keeper, &choice, Group::Pupil, confirmed, today).await?;
            let for_all = word("for_all") == "yes";
            let cards = print_chosen_cards(store, &house.secrets, &chosen, for_all, base, now).await?;
            Ok(Printed::Cards(cards))
        }
        "codes" => {
            let helper = viewer.helps_into_accounts(store, at, today).await?;
            let chosen = choose_people(store, &keeper, &choice, Group::Staff, confirmed, today).await?;
            Ok(Printed::Slips(issue_reset_codes(store, &house.secrets, &helper, &chosen, now).await?))
        }
        _ => Err(AppError::Invalid(Problem::BadForm)),
    }
}
