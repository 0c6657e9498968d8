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

/// Whoever sees people: offices, and whoever leads a school.
const fn sees_people(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// Whoever changes people, at whatever school.
const fn keeps_people(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => sees_people(who),
    }
}

/// A person of TH014, to be seen.
const fn sees_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => sees_people(who),
    }
}

/// A person of TH014, to be changed.
const fn keeps_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => keeps_people(who),
    }
}

/// A fact of people that is nowhere.
const fn no_such_fact(who: Who) -> Expected {
    match keeps_people(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// The people of TH014 under its own address.
const fn sees_own_people(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => Forbidden,
        who => sees_people(who),
    }
}

/// Changes of TH014.
const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => sees_own_people(who),
    }
}

/// The whole of TH014, which its teachers do not see.
const fn own_school_whole(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

/// A scanned decision that TH014 does not have.
const fn no_such_scan(who: Who) -> Expected {
    match own_school(who) {
        Allowed => NotFound,
        other => other,
    }
}

const fn office_that_changes(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// Keeping people: `own` is somebody of TH014, `foreign` of MN001.
fn people_rows(own: i64, foreign: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let from = "from=2026-11-01";
    let place = "place[school]=TH014&place[kind]=teacher&place[from]=2026-11-01";
    let part = |name: &str, value: &str| {
        format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let decision = part("code", "TH014") + &part("number", "1/QĐ") + &part("decided_on", "2026-09-05") + "--part--\r\n";
    vec![
        row("/api/fn/people_page", "page=1".into(), sees_people),
        row("/api/fn/people_page", "at=TH014".into(), sees_own_people),
        row("/api/fn/people_search", "typed=hoa".into(), sees_people),
        row("/api/fn/people_search", "at=TH014&typed=hoa".into(), sees_own_people),
        row("/api/fn/people_chosen", format!("at=TH014&persons={own}"), leads_own_school),
        row("/api/fn/change_many", format!("persons=0&confirmed=0&change=leave&{from}"), keeps_people),
        row("/api/fn/person_card", format!("person={own}"), sees_person),
        row("/api/fn/schools_to_keep", String::new(), keeps_people),
        row("/api/fn/add_person", format!("person[name]=&{place}"), keeps_people),
        row("/api/fn/change_person", format!("id={own}&person[name]=Trần+Quốc+Vinh&person[code]=TH-2"), keeps_person),
        row("/api/fn/begin_membership", format!("id={own}&{place}"), keeps_person),
        row("/api/fn/end_membership", format!("id={own}&membership=9999&{from}"), no_such_fact),
        row("/api/fn/correct_membership", format!("id={own}&membership=9999&{place}"), no_such_fact),
        row("/api/fn/place_in_class", format!("id={own}&membership=9999&class=1&{from}"), no_such_fact),
        row("/api/fn/begin_duty", format!("id={own}&school=TH014&duty=pupil_work&{from}"), keeps_person),
        row("/api/fn/end_duty", format!("id={own}&duty=9999&{from}"), no_such_fact),
        row("/api/fn/possible_duplicates", "page=1".into(), office_that_changes),
        row("/api/fn/side_by_side", format!("one={own}&other={foreign}"), office_that_changes),
        row("/api/fn/merge_persons", format!("stays={own}&goes={own}"), office_that_changes),
        row("/api/fn/team_page", "code=TH014".into(), own_school_whole),
        row("/api/fn/team_page", "code=MN001".into(), foreign_school),
        row("/api/fn/join_team", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/set_team_role", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/record_founding_decision", decision, leads_own_school),
    ]
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

async fn class_ids(app: &TestApp) -> (i64, i64) {
    let school = services::people::school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let mut ids = Vec::new();
    for name in ["1/1", "2/1"] {
        ids.push(services::people::class_by_name(&app.store, school, 2026, name).await.unwrap().unwrap().0);
    }
    (ids[0], ids[1])
}

/// Somebody of TH014, and somebody of MN001.
async fn person_ids(app: &TestApp) -> (i64, i64) {
    let mut ids = Vec::new();
    for code in ["TH-2", "MN-1"] {
        ids.push(services::people::person_by_code(&app.store, code).await.unwrap().unwrap().0);
    }
    (ids[0], ids[1])
}

#[tokio::test]
async fn every_server_function_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let (own, foreign) = person_ids(&app).await;
    for who in Who::ALL {
        for row in rows(class, other_class).into_iter().chain(people_rows(own, foreign)) {
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
    let rows = rows(1, 2);
    let listed: BTreeSet<&str> = rows.iter().chain(&people_rows(1, 2)).map(|row| row.path).collect();
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
    let (own, _) = person_ids(&app).await;
    let pages: Vec<(String, Policy)> = vec![
        ("/people".into(), sees_people),
        ("/people/new".into(), keeps_people),
        ("/people/merge".into(), office_that_changes),
        (format!("/people/{own}"), sees_person),
        ("/people/x".into(), |_| NotFound),
        ("/school/TH014/people".into(), sees_own_people),
        (format!("/school/TH014/people/many?person={own}"), leads_own_school),
        ("/school/TH014/team".into(), own_school_whole),
        ("/school/MN001/team".into(), foreign_school),
        ("/school/TH014/team/decision".into(), no_such_scan),
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
