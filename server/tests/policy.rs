//! Every server function and route × every role × own and foreign school. A route without a row fails.

use crate::support::{OFFICE_IMPORT, PUPIL_COURSE, SCHOOL_IMPORTS, STAFF_COURSE, TestApp, Who};
use axum::http::StatusCode;
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

/// What the office alone changes.
const fn office_alone(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads TH014 changes.
const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads MN001 changes.
const fn leads_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// An import that is nobody's; whoever may bring nothing in is not told.
const fn no_import(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator | Who::ForeignPrincipal => NotFound,
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
    let [school_import, to_discard] = SCHOOL_IMPORTS;
    let mapping = "kind=pupils&places[school_code]=0";
    vec![
        row("/api/fn/roster_imports", String::new(), office_alone),
        row("/api/fn/roster_imports", "school=TH014".into(), leads_own_school),
        row("/api/fn/roster_imports", "school=MN001".into(), leads_foreign_school),
        row(UPLOAD, String::new(), office_alone),
        row(UPLOAD, "TH014".into(), leads_own_school),
        row(UPLOAD, "MN001".into(), leads_foreign_school),
        row("/api/fn/roster_import", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/roster_import", format!("import={school_import}"), leads_own_school),
        row("/api/fn/roster_import", "import=999".into(), no_import),
        row("/api/fn/roster_mapping", format!("import={school_import}"), leads_own_school),
        row("/api/fn/map_roster", format!("import={OFFICE_IMPORT}&{mapping}"), office_alone),
        row("/api/fn/map_roster", format!("import={school_import}&{mapping}"), leads_own_school),
        row("/api/fn/confirm_roster", format!("import={OFFICE_IMPORT}&digest=x"), office_alone),
        row("/api/fn/confirm_roster", format!("import={school_import}&digest=x"), leads_own_school),
        row("/api/fn/discard_roster", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/discard_roster", format!("import={to_discard}"), leads_own_school),
        row("/api/fn/undo_roster", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/undo_roster", format!("import={school_import}"), leads_own_school),
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

/// The one server function here that takes a file; its row's form is the school's code.
const UPLOAD: &str = "/api/fn/upload_roster";

fn outcome(status: StatusCode, body: &str) -> Expected {
    match status {
        status if status.is_success() || status.is_redirection() => Allowed,
        _ if body.contains("not_signed_in") => SignInFirst,
        _ if body.contains("forbidden") => Forbidden,
        _ if body.contains("not_found") => NotFound,
        status => panic!("{status}: {body}"),
    }
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
    for who in Who::ALL {
        for row in rows(class, other_class) {
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
    let rows = rows(1, 2);
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
    let pages: Vec<(String, Policy)> = vec![
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
        ("/people/import".into(), office_alone),
        ("/school/TH014/import".into(), leads_own_school),
        ("/school/MN001/import".into(), leads_foreign_school),
        (format!("/people/import/{OFFICE_IMPORT}"), office_alone),
        (format!("/people/import/{}", SCHOOL_IMPORTS[0]), leads_own_school),
        (format!("/people/import/{}/columns", SCHOOL_IMPORTS[0]), leads_own_school),
        ("/people/import/999".into(), no_import),
        ("/people/import/x".into(), |_| NotFound),
        ("/people/import/x/columns".into(), |_| NotFound),
        ("/no/such/page".into(), |_| NotFound),
        ("/api/v1/progress".into(), office),
    ];
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &pages {
            let answer = app.get(path, &cookie).await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::UNAUTHORIZED => SignInFirst,
                StatusCode::FOUND if answer.location().starts_with("/sign-in?next=") => SignInFirst,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
        }
    }
}
