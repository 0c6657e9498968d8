//! Every server function and route × every role × own and foreign school. A route without a row fails.

use crate::support::{PUPIL_COURSE, STAFF_COURSE, TestApp, Who};
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

/// Whoever is signed in with an account.
const fn own_account(who: Who) -> Expected {
    any_learner(who)
}

const fn office_only(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// The account of a teacher of TH014.
const fn keeper(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

fn rows(class: i64, other_class: i64, teacher: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let staff = format!("course={STAFF_COURSE}");
    let pupil = format!("course={PUPIL_COURSE}");
    let lesson = "why-this-matters-none";
    vec![
        row("/api/fn/set_language", "language=en".into(), anyone),
        row("/api/fn/sign_in", "username=x&password=y".into(), anyone),
        row("/api/fn/sign_in_step", "code=123456".into(), anyone),
        row("/api/fn/ask_reset_letter", "name=nobody".into(), anyone),
        row("/api/fn/reset_link_open", "token=x".into(), anyone),
        row("/api/fn/reset_by_letter", "token=x&password=y".into(), anyone),
        row("/api/fn/reset_by_code", "username=x&code=y&password=z".into(), anyone),
        row("/api/fn/my_account", String::new(), own_account),
        row("/api/fn/change_password", "old=wrong&new=wrong".into(), own_account),
        row("/api/fn/my_sessions", String::new(), own_account),
        row("/api/fn/end_session", "id=x".into(), own_account),
        row("/api/fn/end_other_sessions", String::new(), own_account),
        row("/api/fn/second_step", String::new(), own_account),
        row("/api/fn/begin_second_step", String::new(), own_account),
        row("/api/fn/confirm_second_step", "code=x".into(), own_account),
        row("/api/fn/renew_recovery_codes", "password=wrong".into(), own_account),
        row("/api/fn/remove_second_step", "password=wrong".into(), own_account),
        row("/api/fn/sign_in_settings", String::new(), office_only),
        row("/api/fn/keep_sign_in_settings", String::new(), office_only),
        row("/api/fn/reset_slip", format!("person={teacher}"), keeper),
        row("/api/fn/issue_reset_code", format!("person={teacher}"), keeper),
        row("/api/fn/open_account", format!("person={teacher}"), keeper),
        row("/api/fn/remove_second_step_of", format!("person={teacher}"), office_only),
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
    let teacher = app.person("TH-2").await.0;
    for who in Who::ALL {
        for row in rows(class, other_class, teacher) {
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
    let rows = rows(1, 2, 3);
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
    let teacher = app.person("TH-2").await;
    let pages: Vec<(String, Policy)> = vec![
        ("/sign-in".into(), anyone),
        ("/sign-in/step".into(), anyone),
        ("/forgotten".into(), anyone),
        ("/forgotten/new?token=x".into(), anyone),
        ("/forgotten/code".into(), anyone),
        ("/me".into(), own_account),
        ("/me/password".into(), own_account),
        ("/me/second-step".into(), own_account),
        ("/me/sessions".into(), own_account),
        ("/settings/sign-in".into(), office_only),
        (format!("/people/{teacher}/code"), keeper),
        ("/people/x/code".into(), |_| NotFound),
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
