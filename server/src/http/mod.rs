//! The router and what stands before every page.

mod api;
mod audit;
mod cards;
mod door;
mod downloads;
mod guard;
mod many;
mod oidc;
mod pages;
mod privacy;

pub use door::{Door, SiteError};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::Redirect,
    routing::{MethodRouter, get, post},
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, services::ServeDir,
    set_header::SetResponseHeaderLayer,
};

/// What is answered beside the pages and server functions, by path. Each path has a row in the policy test.
fn beside_pages() -> Vec<(&'static str, MethodRouter<Door>)> {
    vec![
        ("/", get(pages::start)),
        ("/school", get(pages::own_school)),
        ("/media/{digest}/{name}", get(pages::media)),
        ("/sign-in/oidc", get(oidc::begin)),
        ("/sign-in/oidc/back", get(oidc::finish)),
        ("/lesson/{number}", get(pages::lesson)),
        ("/me/data.json", get(privacy::my_data)),
        ("/people/{person}/data.json", get(privacy::data_of)),
        ("/people/many", post(many::of_office)),
        ("/school/{code}/people/many", post(many::of_school)),
        ("/people/export/oneroster.zip", get(downloads::oneroster)),
        ("/people/export/{file}", get(downloads::office_roster)),
        ("/people/templates/{file}", get(downloads::template)),
        ("/school/{code}/export/{file}", get(downloads::school_roster)),
        ("/school/{code}/team/decision", get(pages::scanned_decision)),
        ("/school/{code}/cards", post(cards::of_school)),
        ("/school/{code}/classes/{class}/cards", post(cards::of_class)),
        ("/audit/export.csv", get(audit::office)),
        ("/school/{code}/audit/export.csv", get(audit::school)),
        ("/api/v1/progress", get(api::progress)),
    ]
}

/// What is answered whoever is calling, without asking who that is.
fn for_anyone() -> Vec<(&'static str, MethodRouter<Door>)> {
    vec![("/favicon.ico", get(|| async { Redirect::permanent("/pkg/icon.svg") })), ("/healthz", get(pages::health))]
}

/// The paths of all routes: of pages, with their parameters in braces, and of what is answered beside them.
pub fn paths() -> Vec<String> {
    let pages = generate_route_list(app::App).into_iter().map(|page| page.path().to_owned());
    let others = beside_pages().into_iter().chain(for_anyone()).map(|(path, _)| path.to_owned());
    pages.chain(others).collect()
}

fn with_routes(router: Router<Door>, routes: Vec<(&'static str, MethodRouter<Door>)>) -> Router<Door> {
    routes.into_iter().fold(router, |router, (path, methods)| router.route(path, methods))
}

/// Everything that the server answers.
pub fn router(door: Door) -> Router {
    let routes = generate_route_list(app::App);
    let context = door.clone();
    let shell = door.clone();
    let pages = with_routes(Router::new(), beside_pages())
        .leptos_routes_with_context(&door, routes, move || context.provide(), move || app::shell(shell.options.clone()))
        .fallback(pages::not_found)
        .layer(middleware::from_fn_with_state(door.clone(), guard::with_viewer))
        .layer(middleware::from_fn(guard::lead_forms_on))
        .layer(middleware::from_fn(guard::files_in_forms_only))
        .layer(middleware::from_fn(guard::own_requests_only))
        .layer(middleware::from_fn(guard::limit_body))
        // The limit above holds for every reader, so axum's own for its extractors would only be in the way.
        .layer(DefaultBodyLimit::disable());
    let built = ServeDir::new(door.site.join("pkg")).precompressed_br().precompressed_gzip();
    let built = tower::ServiceBuilder::new()
        .layer(set(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .service(built);
    with_routes(Router::new(), for_anyone())
        .merge(pages.layer(CompressionLayer::new().quality(CompressionLevel::Fastest)))
        .nest_service("/pkg", built)
        .layer(middleware::from_fn_with_state(door.clone(), guard::with_security_headers))
        .layer(CatchPanicLayer::new())
        .with_state(door)
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
