//! Class cards. The answer to the form is the page with the cards: a new PIN is in no address, cookie or database, and
//! so cannot be shown by a page that comes after.

use super::Door;
use app::{
    access::pupils::cards_page::Printed,
    door::{SignedIn, base_of},
    error::{AppError, Problem},
};
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    response::{IntoResponse, Response},
};
use domain::{calendar::day_of, ids::ClassId};
use leptos::context::provide_context;
use services::access::{
    AccessError, Viewer,
    pupils::{Whose, print_class_cards, print_school_cards},
};
use std::collections::BTreeSet;

/// The fields of a form, as they come.
pub(super) type Fields = Vec<(String, String)>;

/// Whose PINs and pictures are made anew, and whose cards are printed: of one pupil by handle (`pupil`), of those ticked
/// (`chosen`), of everybody (`for_all`); without any of these everybody's cards, and secrets of those who have none.
fn whose(fields: &[(String, String)]) -> Result<Whose, AppError> {
    if let Some(chosen) = values(fields, "chosen").next() {
        let handles: BTreeSet<String> = values(fields, "pupil").map(str::to_owned).collect();
        if handles.is_empty() {
            return Err(AppError::Invalid(Problem::NoPupilChosen));
        }
        return Ok(Whose::Chosen { handles, anew: chosen == "reset" });
    }
    Ok(match values(fields, "pupil").next() {
        Some(handle) => Whose::One(handle.to_owned()),
        None if is_for_all(fields) => Whose::All,
        None => Whose::Missing,
    })
}

fn is_for_all(fields: &[(String, String)]) -> bool {
    values(fields, "for_all").any(|value| value == "yes")
}

/// What a form says under a name.
pub(super) fn values<'a>(fields: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Prints the cards of a class. **Permissions**: the class's teacher; whoever leads the school.
pub async fn of_class(
    State(door): State<Door>,
    Path((code, class)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (request, fields, viewer) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let (house, now) = (&door.house, door.house.clock.now());
    let base = base_of(request.headers(), house.behind_tls);
    let printed = async {
        let viewer = viewer.ok_or(AppError::NotSignedIn)?;
        let class = class.parse().map(ClassId).map_err(|_| AppError::NotFound)?;
        let teacher = viewer.teaches(&house.store, &code, class, day_of(now)).await?;
        let cards = print_class_cards(&house.store, &house.secrets, &teacher, &whose(&fields)?, &base, now).await?;
        Ok(vec![cards])
    };
    let printed = printed.await;
    show(&door, request, Printed(printed)).await
}

/// Prints the cards of all classes of a school. **Permissions**: whoever leads the school.
pub async fn of_school(State(door): State<Door>, Path(code): Path<String>, request: Request) -> Response {
    let (request, fields, viewer) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let (house, now) = (&door.house, door.house.clock.now());
    let base = base_of(request.headers(), house.behind_tls);
    let printed = async {
        let lead = viewer.ok_or(AccessError::NotSignedIn)?.leads(&house.store, &code, day_of(now)).await?;
        print_school_cards(&house.store, &house.secrets, &lead, is_for_all(&fields), &base, now).await
    };
    let printed = printed.await.map_err(AppError::from);
    show(&door, request, Printed(printed)).await
}

/// The form, who sent it, and the request without its body, for the page.
pub(super) async fn read(request: Request) -> Result<(Request, Fields, Option<Viewer>), Response> {
    let (parts, body) = request.into_parts();
    let form = Form::<Fields>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let Form(fields) = form.map_err(IntoResponse::into_response)?;
    let viewer = parts.extensions.get::<SignedIn>().and_then(|signed_in| signed_in.0.clone());
    Ok((Request::from_parts(parts, Body::empty()), fields, viewer))
}

/// Answers with the page of the request's address, to which it hands what was printed.
pub(super) async fn show<T: Clone + Send + Sync + 'static>(door: &Door, request: Request, printed: T) -> Response {
    let (context, options) = (door.clone(), door.options.clone());
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            context.provide();
            provide_context(printed.clone());
        },
        move || app::shell(options.clone()),
    );
    handler(request).await.into_response()
}
