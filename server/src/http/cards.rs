//! Class cards. The answer to the form is the page with the cards: a new PIN is in no address, cookie or database, and
//! so cannot be shown by a page that comes after.

use super::Door;
use app::{
    access::pupils::cards_page::Printed,
    door::{SignedIn, base_of},
    error::AppError,
};
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    response::{IntoResponse, Response},
};
use domain::{calendar::day_of, ids::ClassId};
use leptos::context::provide_context;
use serde::Deserialize;
use services::access::{
    AccessError, Viewer,
    pupils::{Whose, print_class_cards, print_school_cards},
};

/// Whose PINs and pictures are made anew; without either of both, only of those who have none.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// One pupil's, by handle; only this card is printed.
    #[serde(default)]
    pupil: String,
    /// Everybody's.
    #[serde(default)]
    for_all: String,
}

impl Asked {
    fn whose(&self) -> Whose {
        if !self.pupil.is_empty() {
            Whose::One(self.pupil.clone())
        } else if self.for_all == "yes" {
            Whose::All
        } else {
            Whose::Missing
        }
    }
}

/// Prints the cards of a class. **Permissions**: the class's teacher; whoever leads the school.
pub async fn of_class(
    State(door): State<Door>,
    Path((code, class)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (request, asked, viewer) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let (house, now) = (&door.house, door.house.clock.now());
    let base = base_of(request.headers(), house.behind_tls);
    let printed = async {
        let viewer = viewer.ok_or(AppError::NotSignedIn)?;
        let class = class.parse().map(ClassId).map_err(|_| AppError::NotFound)?;
        let teacher = viewer.teaches(&house.store, &code, class, day_of(now)).await?;
        let cards = print_class_cards(&house.store, &house.secrets, &teacher, &asked.whose(), &base, now).await?;
        Ok(vec![cards])
    };
    let printed = printed.await;
    show(&door, request, printed).await
}

/// Prints the cards of all classes of a school. **Permissions**: whoever leads the school.
pub async fn of_school(State(door): State<Door>, Path(code): Path<String>, request: Request) -> Response {
    let (request, asked, viewer) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let (house, now) = (&door.house, door.house.clock.now());
    let base = base_of(request.headers(), house.behind_tls);
    let printed = async {
        let lead = viewer.ok_or(AccessError::NotSignedIn)?.leads(&house.store, &code, day_of(now)).await?;
        let for_all = asked.whose() == Whose::All;
        print_school_cards(&house.store, &house.secrets, &lead, for_all, &base, now).await
    };
    let printed = printed.await.map_err(AppError::from);
    show(&door, request, printed).await
}

/// The form, who sent it, and the request without its body, for the page.
async fn read(request: Request) -> Result<(Request, Asked, Option<Viewer>), Response> {
    let (parts, body) = request.into_parts();
    let form = Form::<Asked>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let Form(asked) = form.map_err(IntoResponse::into_response)?;
    let viewer = parts.extensions.get::<SignedIn>().and_then(|signed_in| signed_in.0.clone());
    Ok((Request::from_parts(parts, Body::empty()), asked, viewer))
}

async fn show(
    door: &Door,
    request: Request,
    printed: Result<Vec<domain::access::pupils::ClassCards>, AppError>,
) -> Response {
    let (context, options, printed) = (door.clone(), door.options.clone(), Printed(printed));
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            context.provide();
            provide_context(printed.clone());
        },
        move || app::shell(options.clone()),
    );
    handler(request).await.into_response()
}
