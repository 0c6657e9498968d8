//! Every server function and route × every role × own and foreign school. A route without a row fails.

use crate::support::{PUPIL_COURSE, STAFF_COURSE, TestApp, Who};
use axum::http::StatusCode;
use domain::access::{
    Role,
    roles::{RoleFilter, RoleLine},
};
use std::collections::BTreeSet;

/// What happens to a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Allowed,
    SignInFirst,
    Forbidden,
    NotFound,
}
use Expected::{Allowed, Forbidden, NotFound, SignInFirst};

/// What happens to each caller.
type Policy = fn(Who) -> Expected;

/// A server function with arguments that are right for whoever may call it, and who that is.
struct Row {
    path: &'static str,
    form: String,
    expected: Policy,
}

const fn anyone(_: Who) -> Expected {
    Allowed
}

const fn office(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer => Allowed,
        _ => Forbidden,
    }
}

/// A page of TH014.
const fn own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::Coordinator | Who::Teacher => Allowed,
        Who::ForeignPrincipal | Who::Author | Who::Staff | Who::Pupil => Forbidden,
    }
}

/// A page of MN001.
const fn foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// A class of TH014 that is not the teacher's.
const fn class_of_another(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

const fn any_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => Allowed,
    }
}

/// A course for staff.
const fn staff_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => NotFound,
        _ => Allowed,
    }
}

/// A course for pupils.
const fn pupil_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => Allowed,
        _ => NotFound,
    }
}

/// An attempt that is nobody's.
const fn own_attempt(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => NotFound,
    }
}

fn rows(class: i64, other_class: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let staff = format!("course={STAFF_COURSE}");
    let pupil = format!("course={PUPIL_COURSE}");
    let lesson = "why-this-matters-none";
    vec![
        row("/api/fn/set_language", "language=en".into(), anyone),
        row("/api/fn/sign_in", "username=x&password=y".into(), anyone),
        row("/api/fn/set_up", "code=x&organisation=x&full_name=x&username=xyz&password=x".into(), anyone),
        row("/api/fn/my_courses", String::new(), any_learner),
        row("/api/fn/course", staff.clone(), staff_learner),
        row("/api/fn/course", pupil.clone(), pupil_learner),
        row("/api/fn/lesson", format!("{pupil}&lesson=password-is-a-key"), pupil_learner),
        row("/api/fn/lesson", format!("{staff}&lesson={lesson}"), own_attempt),
        row("/api/fn/note_position", format!("{pupil}&lesson=password-is-a-key&percent=40"), pupil_learner),
        row("/api/fn/finish_lesson", format!("{pupil}&lesson=password-is-a-key"), pupil_learner),
        row("/api/fn/quiz", staff.clone(), staff_learner),
        row("/api/fn/quiz", pupil, pupil_learner),
        row("/api/fn/start_attempt", staff.clone(), staff_learner),
        row("/api/fn/save_answer", "attempt=999&position=0&values[]=0".into(), own_attempt),
        row("/api/fn/submit_attempt", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/attempt_result", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/office_progress", String::new(), office),
        row("/api/fn/school_progress", "code=TH014".into(), own_school),
        row("/api/fn/school_progress", "code=MN001".into(), foreign_school),
        row("/api/fn/class_progress", format!("code=TH014&class={class}"), own_school),
        row("/api/fn/class_progress", format!("code=TH014&class={other_class}"), class_of_another),
        row("/api/fn/sign_out", String::new(), anyone),
    ]
}

fn outcome(status: StatusCode, body: &str) -> Expected {
    match status {
        status if status.is_success() || status.is_redirection() => Allowed,
        _ if body.contains("not_signed_in") => SignInFirst,
        _ if body.contains("forbidden") => Forbidden,
        _ if body.contains("not_found") => NotFound,
        status => panic!("{status}: {body}"),
    }
}

/// Reads who may do what and what was done at TH014.
const fn audits_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

/// The same at MN001.
const fn audits_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// Gives roles at TH014.
const fn heads_own_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_school(who),
    }
}

/// Gives roles at MN001.
const fn heads_foreign_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_school(who),
    }
}

/// Gives roles of the office.
const fn office_alone(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// Reads what somebody of TH014 may do.
const fn audits_own_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => audits_own_school(who),
    }
}

/// Reads what somebody of MN001 may do.
const fn audits_foreign_person(who: Who) -> Expected {
    match who {
        Who::Principal => NotFound,
        who => audits_foreign_school(who),
    }
}

/// Opens and shuts the account of somebody of TH014.
const fn keeps_own_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_person(who),
    }
}

/// Opens and shuts the account of somebody of MN001.
const fn keeps_foreign_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_person(who),
    }
}

/// A person who is not there, for whoever reads.
const fn audits_no_person(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A role that is not there, for whoever ends roles.
const fn ends_no_role(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_no_person(who),
    }
}

/// Whom and what the rows about roles and accounts name.
#[derive(Default)]
struct Ids {
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
        Self {
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

/// Roles, accounts and the audit log. What they change is not in force on the day of the test, or is put back by the
/// next row.
fn access_rows(ids: &Ids) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let later = "from=2030-01-01&to=2030-02-01";
    let give = |person: i64, role: &str, node: i64| format!("person={person}&place={role}%40{node}&{later}");
    let end = |role: i64| format!("grant={role}&on=2000-01-01");
    let person = |person: i64| format!("person={person}");
    vec![
        row("/api/fn/audit_log", String::new(), office),
        row("/api/fn/audit_log", "query[action]=role_ended&query[from]=x&page=9".into(), office),
        row("/api/fn/school_audit_log", "code=TH014".into(), audits_own_school),
        row("/api/fn/school_audit_log", "code=MN001".into(), audits_foreign_school),
        row("/api/fn/school_audit_log", "code=XX999".into(), own_attempt),
        row("/api/fn/office_roles", String::new(), office),
        row("/api/fn/school_roles", "code=TH014".into(), audits_own_school),
        row("/api/fn/school_roles", "code=MN001".into(), audits_foreign_school),
        row("/api/fn/person_access", person(ids.own_person), audits_own_person),
        row("/api/fn/person_access", person(ids.foreign_person), audits_foreign_person),
        row("/api/fn/person_access", person(999_999), audits_no_person),
        row("/api/fn/give_role", give(ids.own_person, "coordinator", ids.own_school), heads_own_school),
        row("/api/fn/give_role", give(ids.foreign_person, "coordinator", ids.foreign_school), heads_foreign_school),
        row("/api/fn/give_role", give(ids.own_person, "author", ids.office), office_alone),
        row("/api/fn/give_role", give(ids.own_person, "coordinator", 999_999), |who| match who {
            Who::Nobody => SignInFirst,
            _ => Forbidden,
        }),
        row("/api/fn/end_role", end(ids.own_role), heads_own_school),
        row("/api/fn/end_role", end(ids.foreign_role), heads_foreign_school),
        row("/api/fn/end_role", end(999_999), ends_no_role),
        row("/api/fn/disable_account", person(ids.own_person), keeps_own_person),
        row("/api/fn/enable_account", person(ids.own_person), keeps_own_person),
        row("/api/fn/disable_account", person(ids.foreign_person), keeps_foreign_person),
        row("/api/fn/enable_account", person(ids.foreign_person), keeps_foreign_person),
        row("/api/fn/disable_account", person(999_999), ends_no_role),
    ]
}

/// Pages of roles and of the audit log, and the log as a file.
fn access_pages(ids: &Ids) -> Vec<(String, Policy)> {
    vec![
        ("/audit".into(), office),
        ("/audit?from=x&page=0&action=dance".into(), office),
        ("/audit/export.csv".into(), office),
        ("/roles".into(), office),
        ("/roles?find=diem".into(), office),
        ("/school/TH014/audit".into(), audits_own_school),
        ("/school/MN001/audit".into(), audits_foreign_school),
        ("/school/XX999/audit".into(), own_attempt),
        ("/school/TH014/audit/export.csv".into(), audits_own_school),
        ("/school/MN001/audit/export.csv".into(), audits_foreign_school),
        ("/school/TH014/roles".into(), audits_own_school),
        ("/school/MN001/roles".into(), audits_foreign_school),
        (format!("/people/{}/access", ids.own_person), audits_own_person),
        (format!("/people/{}/access", ids.foreign_person), audits_foreign_person),
        ("/people/999999/access".into(), audits_no_person),
        ("/people/x/access".into(), |_| NotFound),
    ]
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

#[tokio::test]
async fn every_server_function_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let ids = Ids::of(&app).await;
    for who in Who::ALL {
        for row in rows(class, other_class).into_iter().chain(access_rows(&ids)) {
            // A fresh session for each row: signing out is one of them.
            let cookie = app.sign_in(who).await;
            let answer = app.call(row.path, &cookie, &row.form).await;
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
    let mut rows = rows(1, 2);
    rows.extend(access_rows(&Ids::default()));
    let listed: BTreeSet<&str> = rows.iter().map(|row| row.path).collect();
    let mut registered = BTreeSet::new();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, axum::http::Method::POST, "{path}");
        registered.insert(path);
    }
    assert_eq!(registered, listed);
}

#[tokio::test]
async fn every_page_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let mut pages: Vec<(String, Policy)> = vec![
        ("/".into(), anyone),
        ("/favicon.ico".into(), anyone),
        ("/school".into(), anyone),
        ("/media/0/picture.svg".into(), own_attempt),
        ("/sign-in".into(), anyone),
        ("/setup".into(), anyone),
        ("/healthz".into(), anyone),
        ("/learn".into(), any_learner),
        (format!("/learn/{STAFF_COURSE}"), staff_learner),
        (format!("/learn/{STAFF_COURSE}/quiz"), staff_learner),
        (format!("/learn/{STAFF_COURSE}/quiz/999"), own_attempt),
        (format!("/learn/{STAFF_COURSE}/quiz/not-a-number"), |_| NotFound),
        (format!("/learn/{PUPIL_COURSE}/password-is-a-key"), pupil_learner),
        (format!("/learn/{PUPIL_COURSE}/no-such-lesson"), own_attempt),
        ("/office".into(), office),
        ("/school/TH014".into(), own_school),
        ("/school/MN001".into(), foreign_school),
        ("/school/XX999".into(), own_attempt),
        (format!("/school/TH014/classes/{class}"), own_school),
        (format!("/school/TH014/classes/{other_class}"), class_of_another),
        ("/school/TH014/classes/x".into(), |_| NotFound),
        ("/no/such/page".into(), |_| NotFound),
        ("/api/v1/progress".into(), office),
    ];
    pages.extend(access_pages(&Ids::of(&app).await));
    let routes = server::http::paths();
    let with_rows: BTreeSet<&str> = pages
        .iter()
        .filter_map(|(path, _)| {
            routes.iter().max_by_key(|route| closeness(route, path)).filter(|route| closeness(route, path).is_some())
        })
        .map(String::as_str)
        .collect();
    let all: BTreeSet<&str> = routes.iter().map(String::as_str).collect();
    assert_eq!(with_rows, all, "each route has a row");
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &pages {
            let answer = app.get(path, &cookie).await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::UNAUTHORIZED => SignInFirst,
                StatusCode::FOUND | StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => {
                    SignInFirst
                }
                // Ways that only lead on, whoever asks.
                StatusCode::SEE_OTHER | StatusCode::PERMANENT_REDIRECT => Allowed,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
        }
    }
}
