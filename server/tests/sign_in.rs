//! Signing in over HTTP: cookies between the steps, what is shown once, and who must set a second step up.

use crate::support::{Answer, PASSWORD, TestApp, Who};
use axum::http::{StatusCode, header};
use domain::access::account::SignInSettings;
use services::access::keep_sign_in_settings;

/// The value of a cookie that an answer sets.
fn set_cookie(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found =
        all.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(&format!("{name}=")).map(str::to_owned));
    found.next()
}

async fn require_second_step(app: &TestApp, principals: bool) {
    let settings = SignInSettings { office: false, principals };
    keep_sign_in_settings(&app.store, &app.office, settings, app.now()).await.unwrap();
}

#[tokio::test]
async fn whoever_must_have_a_second_step_sets_it_up_before_anything_else() {
    let app = TestApp::with_people().await;
    require_second_step(&app, true).await;
    let cookie = app.sign_in(Who::Principal).await;
    for page in ["/", "/learn", "/school/TH014", "/me", "/me/password", "/api/v1/progress", "/no/such/page"] {
        let answer = app.get(page, &cookie).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/me/second-step"), "{page}");
    }
    for function in ["my_courses", "school_progress", "change_password", "issue_reset_code", "my_account"] {
        let answer = app.call(&format!("/api/fn/{function}"), &cookie, "code=TH014&person=1&old=x&new=y").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{function}");
    }
    let page = app.get("/me/second-step", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Đơn vị yêu cầu"), "{}", page.body);
    assert_eq!(app.post("/api/fn/begin_second_step", &cookie, "").await.location(), "/me/second-step");
    assert!(app.get("/me/second-step", &cookie).await.body.contains("<svg"));
    assert_eq!(app.post("/api/fn/sign_out", &cookie, "").await.location(), "/sign-in");

    let teacher = app.sign_in(Who::Teacher).await;
    assert_eq!(app.get("/learn", &teacher).await.status, StatusCode::OK, "nobody asked the teacher");
    require_second_step(&app, false).await;
    let cookie = app.sign_in(Who::Principal).await;
    assert_eq!(app.get("/learn", &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_new_sign_in_ends_the_session_that_the_browser_had() {
    let app = TestApp::with_people().await;
    let former = app.sign_in(Who::Teacher).await;
    let form = format!("username=TH-1&password={}&shared=true", PASSWORD.replace(' ', "+"));
    let answer = app.post("/api/fn/sign_in", &former, &form).await;
    let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("Max-Age=14400"), "a shared computer is trusted for four hours: {cookie}");
    assert_eq!(app.get("/learn", &former).await.status, StatusCode::FOUND, "the former session is over");
    assert_eq!(app.get("/learn", cookie.split(';').next().unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_printed_code_is_shown_once_and_to_whoever_made_it_only() {
    let app = TestApp::with_people().await;
    let teacher = app.person("TH-2").await;
    let cookie = app.sign_in(Who::Principal).await;
    let made = app.post("/api/fn/issue_reset_code", &cookie, &format!("person={teacher}")).await;
    let slip = format!("/people/{teacher}/code");
    assert_eq!(made.location(), slip);
    let once = format!("tiendo_once={}", set_cookie(&made, "tiendo_once").unwrap());
    let page = app.get(&slip, &format!("{cookie}; {once}")).await;
    let code = page.body.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(code.len(), 14, "{code}");
    assert_eq!(set_cookie(&page, "tiendo_once").as_deref(), Some(""), "the page takes it away");
    assert!(page.body.contains("https://tiendo.example/forgotten/code"));
    assert!(!app.get(&slip, &cookie).await.body.contains(&code));
    let office = app.sign_in(Who::Office).await;
    assert!(!app.get(&slip, &format!("{office}; {once}")).await.body.contains(&code), "sealed for the principal");

    let form = |password: &str| format!("username=TH-2&code={code}&password={password}");
    let weak = app.post("/api/fn/reset_by_code", "", &form("matkhau123")).await;
    assert_eq!(weak.location(), "/forgotten/code?problem=common_password");
    let set = app.post("/api/fn/reset_by_code", "", &form("mot-cau-rat-dai")).await;
    assert_eq!(set.location(), "/sign-in?problem=password_set");
    let again = app.post("/api/fn/reset_by_code", "", &form("mot-cau-khac-nua")).await;
    assert_eq!(again.location(), "/forgotten/code?problem=wrong_code");
}

#[tokio::test]
async fn forgotten_passwords_are_answered_alike_for_everybody() {
    let app = TestApp::with_people().await;
    for name in ["TH-2", "nobody", "nobody@example.org", "x"] {
        let answer = app.post("/api/fn/ask_reset_letter", "", &format!("name={name}")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/forgotten?problem=letter_sent"));
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn a_second_step_without_a_first_leads_to_the_door() {
    let app = TestApp::with_people().await;
    for cookie in ["", "tiendo_step=abc"] {
        let answer = app.post("/api/fn/sign_in_step", cookie, "code=123456").await;
        assert_eq!(answer.location(), "/sign-in?problem=sign_in_over");
        assert!(set_cookie(&answer, "tiendo_session").is_none());
    }
}
