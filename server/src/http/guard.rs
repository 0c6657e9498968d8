//! What every request passes before it reaches a page.

use super::Door;
use app::door::{CalledFrom, SignedIn, session_token};
use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http_body_util::Limited;
use services::access::Viewer;
use std::net::{IpAddr, SocketAddr};

/// Finds out once who is calling.
pub async fn with_viewer(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let house = &door.house;
    let address = address_of(&request, door.proxies);
    let viewer = match session_token(request.headers()) {
        None => None,
        Some(token) => match services::access::viewer(&house.store, &token, address, house.clock.now()).await {
            Ok(viewer) => viewer,
            Err(error) => {
                tracing::error!(%error, "cannot read the session");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        },
    };
    if viewer.as_ref().is_some_and(Viewer::lacks_second_step) && !sets_up_second_step(request.uri().path()) {
        return match *request.method() {
            Method::GET => Redirect::to(SECOND_STEP).into_response(),
            _ => StatusCode::FORBIDDEN.into_response(),
        };
    }
    request.extensions_mut().insert(SignedIn(viewer));
    request.extensions_mut().insert(CalledFrom(address));
    let mut response = next.run(request).await;
    // Pages show who is signed in; no cache may keep them for the next one at the same computer.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Where whoever lacks a required second step sets it up.
const SECOND_STEP: &str = "/me/second-step";

/// What works without a second step that is required: setting it up, going away, and reading it in one's language.
fn sets_up_second_step(path: &str) -> bool {
    let functions = ["begin_second_step", "confirm_second_step", "sign_out", "set_language"];
    path == SECOND_STEP || path.strip_prefix("/api/fn/").is_some_and(|name| functions.contains(&name))
}

/// The address that a request comes from. Each trusted proxy has added the address that it was called from to the right
/// of `X-Forwarded-For`; what stands left of those anybody may have written.
fn address_of(request: &Request, proxies: usize) -> Option<IpAddr> {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let Some(place) = proxies.checked_sub(1) else { return direct };
    let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let addresses: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    addresses.iter().rev().nth(place).and_then(|address| address.parse().ok()).or(direct)
}

/// Refuses requests that change something unless a page of ours sent them: `Sec-Fetch-Site` where the
/// browser says it, else `Origin`. A script that sends neither is no browser and rides on nobody's cookies.
pub async fn own_requests_only(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || comes_from_us(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

/// The most that a form may hold.
const LARGEST_FORM: usize = 256 * 1024;
/// The most that a file sent in may hold, and the form around it.
const LARGEST_UPLOAD: usize = 12 * 1024 * 1024;
/// Where files are sent in.
const UPLOADS: [&str; 2] = ["/api/fn/upload_roster", "/api/fn/record_founding_decision"];

/// Refuses bodies that are too large, whoever reads them: what says so at once with 413, what does not
/// when it gets too long.
pub async fn limit_body(request: Request, next: Next) -> Response {
    let limit = if UPLOADS.contains(&request.uri().path()) { LARGEST_UPLOAD } else { LARGEST_FORM };
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}

/// What a browser may do with any answer of ours. Pages of the product set a policy of their own; everything
/// else may load nothing.
pub async fn with_security_headers(State(door): State<Door>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), \
         display-capture=(), browsing-topics=()",
    );
    if door.house.behind_tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Leads whoever sent a plain form on by a redirect. Leptos does so only where HTML is asked for by name,
/// which a browser does and a script may not; its own islands ask for JSON.
pub async fn lead_forms_on(request: Request, next: Next) -> Response {
    let is_form = *request.method() == Method::POST;
    let mut accepts = request.headers().get_all(header::ACCEPT).iter();
    let asks_for_json = accepts.any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("application/json")));
    let mut response = next.run(request).await;
    if is_form && !asks_for_json && response.headers().contains_key(header::LOCATION) {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
    response
}

/// Refuses uploads that are no forms with files; reading such a one would panic.
pub async fn files_in_forms_only(request: Request, next: Next) -> Response {
    let takes_a_file = UPLOADS.contains(&request.uri().path());
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_form =
        content_type.is_some_and(|value| value.starts_with("multipart/form-data") && value.contains("boundary="));
    if takes_a_file && !is_form { StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response() } else { next.run(request).await }
}

fn comes_from_us(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, origin)| origin == host),
        (Some(_), None) => false,
    }
}
