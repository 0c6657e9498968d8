//! Every server function and route × every role × own and foreign school. A route without a row fails.

mod callers;
mod functions;
mod pages;

use crate::support::{TestApp, Who};
use axum::http::StatusCode;
use callers::*;
use domain::access::{
    Role,
    roles::{RoleFilter, RoleLine},
};
use functions::{UPLOAD, rows};
use pages::pages;
use std::collections::BTreeSet;

/// What happens to a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Allowed,
    SignInFirst,
    Forbidden,
    NotFound,
}
use Expected::{Allowed, Forbidden, NotFound, SignInFirst};

fn outcome(status: StatusCode, body: &str) -> Expected {
    match status {
        status if status.is_success() || status.is_redirection() => Allowed,
        _ if body.contains("not_signed_in") => SignInFirst,
        _ if body.contains("forbidden") => Forbidden,
        _ if body.contains("not_found") => NotFound,
        status => panic!("{status}: {body}"),
    }
}

/// Whom and what the rows name.
#[derive(Default)]
pub struct Ids {
    class: i64,
    other_class: i64,
    /// Code of the other class and handle of a pupil of it.
    key: String,
    pupil: String,
    teacher: i64,
    pupil_person: i64,
    own_person: i64,
    foreign_person: i64,
    own_school: i64,
    foreign_school: i64,
    office: i64,
    own_role: i64,
    foreign_role: i64,
}

impl Ids {
    async fn of(app: &TestApp) -> Self {
        let (auditor, all) = (app.office.auditor(), RoleFilter::default());
        let read = services::access::office_roles(&app.store, &auditor, &all, "", 1, 100, app.now());
        let roles = read.await.unwrap().roles;
        let role = |role: Role, school: &str| {
            let at = |line: &&RoleLine| line.node.school_code.as_deref() == Some(school);
            roles.iter().filter(at).find(|line| line.role == role).unwrap().id
        };
        let school = async |code: &str| services::people::school_by_code(&app.store, code).await.unwrap().unwrap().0;
        let person = async |code: &str| services::people::person_by_code(&app.store, code).await.unwrap().unwrap().0;
        let (class, other_class) = class_ids(app).await;
        pupils_door(app, class).await;
        let (key, pupil) = pupils_door(app, other_class).await;
        Self {
            class,
            other_class,
            key,
            pupil,
            teacher: person("TH-2").await,
            pupil_person: person("790002").await,
            own_person: person("TH-3").await,
            foreign_person: person("MN-1").await,
            own_school: school("TH014").await,
            foreign_school: school("MN001").await,
            office: app.office.node().0,
            own_role: role(Role::Coordinator, "TH014"),
            foreign_role: role(Role::Principal, "MN001"),
        }
    }
}

/// Whether a path is one of a route's, whose parameters are in braces; the more words they share, the closer.
fn closeness(route: &str, path: &str) -> Option<usize> {
    let path = path.split('?').next().unwrap_or_default();
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    let fits = route.len() == path.len()
        && route.iter().zip(&path).all(|(word, given)| (word.starts_with('{') && !given.is_empty()) || word == given);
    fits.then(|| route.iter().zip(&path).filter(|(word, given)| word == given).count())
}

async fn class_ids(app: &TestApp) -> (i64, i64) {
    let school = services::people::school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let mut ids = Vec::new();
    for name in ["1/1", "2/1"] {
        ids.push(services::people::class_by_name(&app.store, school, 2026, name).await.unwrap().unwrap().0);
    }
    (ids[0], ids[1])
}

/// The code of a class and the handle of one of its pupils.
async fn pupils_door(app: &TestApp, class: i64) -> (String, String) {
    use services::access::{Anyone, Operator, pupils};
    let school = services::people::school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let teacher = Operator::at_console().class_teacher(school, domain::ids::ClassId(class));
    let code = pupils::change_class_code(&app.store, &teacher, app.now()).await.unwrap();
    let names = pupils::class_names(&app.store, &app.secrets, Anyone::at(None), &code, app.now()).await.unwrap();
    (code, names.pupils[0].handle.clone())
}

#[tokio::test]
async fn every_server_function_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let ids = Ids::of(&app).await;
    for who in Who::ALL {
        for row in rows(&ids) {
            // A fresh session for each row: signing out is one of them.
            let cookie = app.sign_in(who).await;
            let answer = match row.path {
                UPLOAD => app.call_file(row.path, &cookie, &row.form, "Mã trường,Mã cán bộ,Họ và tên,Chức vụ\n").await,
                path => app.call(path, &cookie, &row.form).await,
            };
            assert_eq!(
                outcome(answer.status, &answer.body),
                (row.expected)(who),
                "{} {} as {who:?}: {}",
                row.path,
                row.form,
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn every_server_function_has_a_row_and_none_changes_anything_by_get() {
    let _app = TestApp::empty().await;
    let rows = rows(&Ids::default());
    let listed: BTreeSet<&str> = rows.iter().map(|row| row.path).collect();
    let mut registered = BTreeSet::new();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, axum::http::Method::POST, "{path}");
        registered.insert(path);
    }
    assert_eq!(registered, listed);
}

#[tokio::test]
async fn every_route_has_a_row() {
    let routes = server::http::paths();
    let pages = pages(&Ids { key: "K".into(), pupil: "p".into(), ..Ids::default() });
    let with_rows: BTreeSet<&str> = pages
        .iter()
        .filter_map(|(path, _)| {
            routes.iter().max_by_key(|route| closeness(route, path)).filter(|route| closeness(route, path).is_some())
        })
        .map(String::as_str)
        .collect();
    let all: BTreeSet<&str> = routes.iter().map(String::as_str).collect();
    assert_eq!(with_rows, all);
}

#[tokio::test]
async fn every_page_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let ids = Ids::of(&app).await;
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &pages(&ids) {
            let answer = app.get(path, &cookie).await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::UNAUTHORIZED => SignInFirst,
                StatusCode::FOUND | StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => {
                    SignInFirst
                }
                // Only whoever may ask is told that what was asked for is incomplete.
                StatusCode::UNPROCESSABLE_ENTITY => Allowed,
                // Ways that only lead on, whoever asks.
                StatusCode::SEE_OTHER | StatusCode::PERMANENT_REDIRECT => Allowed,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
        }
    }
}

/// Cards and codes for people chosen are printed by a form to the page of their choice, which is no server function.
#[tokio::test]
async fn many_people_are_handed_cards_and_codes_by_whom_they_should_be_and_nobody_else() {
    let app = TestApp::with_people().await;
    let ids = Ids::of(&app).await;
    let form = |what: &str, person: i64| format!("what={what}&persons={person}&confirmed=1");
    let (cards, codes) = (form("cards", ids.pupil_person), form("codes", ids.own_person));
    let foreign = form("codes", ids.foreign_person);
    let (own, all) = ("/school/TH014/people/many", "/people/many");
    let forms: [(&str, &String, Policy, &str); 7] = [
        (own, &cards, leads_own_school, "pupil-card-head"),
        (all, &cards, leads_own_school, "pupil-card-head"),
        (own, &codes, keeper, "sheets-head"),
        (all, &codes, keeper, "sheets-head"),
        (all, &foreign, foreign_keeper, "sheets-head"),
        ("/school/MN001/people/many", &foreign, leads_foreign_school, "sheets-head"),
        ("/school/XX999/people/many", &codes, own_attempt, "sheets-head"),
    ];
    for who in Who::ALL {
        for (path, form, expected, shown) in &forms {
            let cookie = app.sign_in(who).await;
            let answer = app.post(path, &cookie, form).await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => SignInFirst,
                // They may print, but not for whom they chose: nobody of those is within their reach.
                StatusCode::UNPROCESSABLE_ENTITY if !answer.body.contains(shown) => Forbidden,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} {form} as {who:?}");
            assert_eq!(answer.body.contains(shown), got == Allowed, "{path} as {who:?}");
        }
    }
}

/// Cards are printed by a form to their own page, which is no server function.
#[tokio::test]
async fn cards_are_printed_for_whom_they_should_be_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let forms: [(String, Policy); 5] = [
        (format!("/school/TH014/classes/{class}/cards"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/cards"), teacher_of_another),
        (format!("/school/MN001/classes/{class}/cards"), misplaced_class),
        ("/school/TH014/cards".into(), leads_own_school),
        ("/school/XX999/cards".into(), own_attempt),
    ];
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &forms {
            let answer = app.post(path, &cookie, "").await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => SignInFirst,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
            assert_eq!(answer.body.contains("pupil-card-head"), got == Allowed, "{path} as {who:?}");
        }
    }
}
