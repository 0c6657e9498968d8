//! The way to the identity provider and back.

use super::Door;
use app::{
    door::{CalledFrom, cookie},
    error::{AppError, Problem},
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use services::access::{
    Anyone, Browser, SignIn,
    oidc::{Answer, Pending, begin_oidc, finish_oidc},
};

/// Name of the cookie that a sign-in under way is sealed in.
const PENDING_COOKIE: &str = "tiendo_oidc";

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

/// Leads to the provider. **Permissions**: anyone.
pub async fn begin(
    State(door): State<Door>,
    Extension(CalledFrom(address)): Extension<CalledFrom>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    let house = &door.house;
    let next = if app::access::api::is_own_address(&asked.next) { asked.next.as_str() } else { "" };
    let lead_back = lead_back_to(&door, &headers);
    match begin_oidc(&house.store, &house.secrets, Anyone::at(address), &lead_back, next, house.clock.now()).await {
        Ok((address, pending)) => {
            let sealed = pending.seal(&house.secrets).unwrap_or_default();
            with_cookie(&door, Redirect::to(&address).into_response(), &sealed, 600)
        }
        Err(error) => back(&door, &error.into()),
    }
}

/// Signs in whoever the provider led back. **Permissions**: anyone whom the provider vouches for.
pub async fn finish(
    State(door): State<Door>,
    Extension(CalledFrom(address)): Extension<CalledFrom>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let house = &door.house;
    let pending = cookie(&headers, PENDING_COOKIE).and_then(|sealed| Pending::open(&house.secrets, &sealed));
    let next = pending.as_ref().map(|pending| pending.next.clone()).filter(|next| !next.is_empty());
    let browser = headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    let browser = Browser { name: browser.to_owned(), is_shared: false, former: app::door::session_token(&headers) };
    let lead_back = lead_back_to(&door, &headers);
    let caller = Anyone::at(address);
    let now = house.clock.now();
    match finish_oidc(&house.store, &house.secrets, caller, &lead_back, (pending, answer), &browser, now).await {
        Ok(signed_in) => {
            let (way, cookie) = match &signed_in {
                SignIn::Open(session) => {
                    (next.as_deref().unwrap_or("/"), app::door::session_cookie(session, house.behind_tls))
                }
                SignIn::StepLeft(pending) => ("/sign-in/step", app::door::pending_cookie(pending, house.behind_tls)),
            };
            let mut response = Redirect::to(way).into_response();
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            with_cookie(&door, response, "", 0)
        }
        Err(error) => back(&door, &error.into()),
    }
}

/// Our address as the browser knows it, which is also the one to be entered at the provider.
fn lead_back_to(door: &Door, headers: &HeaderMap) -> String {
    let scheme = if door.house.behind_tls { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{scheme}://{host}/sign-in/oidc/back")
}

/// Back to the sign-in page with a word about what did not work.
fn back(door: &Door, error: &AppError) -> Response {
    let problem = match error {
        AppError::Invalid(problem) => *problem,
        _ => Problem::OidcFailed,
    };
    with_cookie(door, Redirect::to(&format!("/sign-in?problem={}", problem.as_str())).into_response(), "", 0)
}

fn with_cookie(door: &Door, mut response: Response, value: &str, seconds: u32) -> Response {
    let secure = if door.house.behind_tls { "; Secure" } else { "" };
    let cookie =
        format!("{PENDING_COOKIE}={value}; Path=/sign-in/oidc; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
