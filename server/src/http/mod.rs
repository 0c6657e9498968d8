//! The router and what stands before every page.

mod api;
mod door;
mod guard;
mod pages;

pub use door::{Door, SiteError};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::Redirect,
    routing::get,
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, services::ServeDir,
    set_header::SetResponseHeaderLayer,
};

/// Forms are small; uploads come with their own limit.
const LARGEST_BODY: usize = 256 * 1024;

/// Everything that the server answers.
pub fn router(door: Door) -> Router {
    let routes = generate_route_list(app::App);
    let context = door.clone();
    let shell = door.clone();
    let pages = Router::new()
        .route("/", get(pages::start))
        .route("/school", get(pages::own_school))
        .route("/media/{digest}/{name}", get(pages::media))
        .route("/school/{code}/team/decision", get(pages::scanned_decision))
        .route("/api/v1/progress", get(api::progress))
        .leptos_routes_with_context(&door, routes, move || context.provide(), move || app::shell(shell.options.clone()))
        .fallback(pages::not_found)
        .layer(middleware::from_fn_with_state(door.clone(), guard::with_viewer))
        .layer(middleware::from_fn(guard::lead_forms_on))
        .layer(middleware::from_fn(guard::own_requests_only))
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    let built = ServeDir::new(door.site.join("pkg")).precompressed_br().precompressed_gzip();
    let built = tower::ServiceBuilder::new()
        .layer(set(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .service(built);
    Router::new()
        .merge(pages.layer(CompressionLayer::new().quality(CompressionLevel::Fastest)))
        .nest_service("/pkg", built)
        .route("/favicon.ico", get(|| async { Redirect::permanent("/pkg/icon.svg") }))
        .route("/healthz", get(pages::health))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::X_FRAME_OPTIONS, "DENY"))
        .layer(set(header::REFERRER_POLICY, "same-origin"))
        .layer(CatchPanicLayer::new())
        .with_state(door)
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
