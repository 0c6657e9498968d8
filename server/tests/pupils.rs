//! Pupils who come by their class: cards, signing in, "not me", and sessions that end during a quiz.

use crate::support::{PUPIL_COURSE, TestApp, Who};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use domain::{
    access::pupils::{CardSecret, secret::PupilSecret},
    calendar::Moment,
    ids::{AttemptId, ClassId},
};
use services::{
    access::{
        Anyone, Browser, ClassTeacher, Operator,
        pupils::{Tried, Whose, class_names, open_lesson, print_class_cards, pupil_sign_in},
    },
    people::{class_by_name, person_by_code, school_by_code},
    quizzes::{model_fields, quiz_lobby},
};

async fn teacher(app: &TestApp) -> ClassTeacher {
    let school = school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let class = class_by_name(&app.store, school, 2026, "1/1").await.unwrap().unwrap();
    Operator::at_console().class_teacher(school, class)
}

/// Class code, handle and pictures of the first pupil.
async fn card(app: &TestApp) -> (String, String, PupilSecret) {
    let (teacher, now) = (teacher(app).await, app.now());
    let printed = print_class_cards(&app.store, &app.secrets, &teacher, &Whose::All, "https://tiendo.example", now)
        .await
        .unwrap();
    let names = class_names(&app.store, &app.secrets, Anyone::at(None), &printed.code, now).await.unwrap();
    let CardSecret::Pictures(pictures) = printed.cards[0].secret.clone() else { panic!("grade 1 has pictures") };
    (printed.code, names.pupils[0].handle.clone(), PupilSecret::Pictures(pictures))
}

fn form(code: &str, handle: &str, secret: &PupilSecret) -> String {
    let text = secret.text();
    let pictures: Vec<&str> = text.split(',').collect();
    format!("key={code}&pupil={handle}&first={}&second={}&third={}", pictures[0], pictures[1], pictures[2])
}

/// The cookie of a session that a pupil opened at a moment.
async fn cookie_since(app: &TestApp, then: Moment) -> String {
    let (code, handle, secret) = card(app).await;
    let (browser, asked) = (Browser::default(), (code.as_str(), handle.as_str()));
    let tried =
        pupil_sign_in(&app.store, &app.secrets, Anyone::at(None), asked, Some(secret), (&browser, None), then).await;
    let Ok(Tried::In(session)) = tried else { panic!("the right pictures open") };
    format!("tiendo_session={}; tiendo_class={code}", session.token.as_str())
}

fn cookies(answer: &crate::support::Answer) -> Vec<&str> {
    answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn cards_are_shown_by_the_form_that_makes_them_and_by_no_page_after() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Teacher).await;
    let ClassId(class) = teacher(&app).await.class();
    let way = format!("/school/TH014/classes/{class}/cards");
    let asks = app.get(&way, &cookie).await;
    assert_eq!(asks.status, StatusCode::OK);
    assert!(!asks.body.contains("pupil-card-head"));

    let printed = app.post(&way, &cookie, "").await;
    assert_eq!(printed.status, StatusCode::OK, "{}", printed.body);
    assert!(printed.body.contains("Phạm Ngọc Hòa") && printed.body.contains("pupil-card-picture"));
    assert_eq!(printed.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    let again = app.post(&way, &cookie, "").await;
    assert!(again.body.contains("Ba hình: như cũ") && !again.body.contains("pupil-card-picture"));
    let renewed = app.post(&way, &cookie, "for_all=yes").await;
    assert!(renewed.body.contains("pupil-card-picture"));
    assert!(!app.get(&way, &cookie).await.body.contains("pupil-card-head"));
    let unknown = app.post(&way, &cookie, "pupil=0123456789abcdef").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_pupil_comes_in_by_plain_forms_and_not_me_leads_back_to_the_class() {
    let app = TestApp::with_people().await;
    let (code, handle, secret) = card(&app).await;
    let typed = app.post("/api/fn/open_class", "", &format!("key={}", code.to_lowercase())).await;
    assert_eq!((typed.status, typed.location()), (StatusCode::SEE_OTHER, format!("/class/{code}").as_str()));
    let list = app.get(typed.location(), "").await;
    assert!(list.body.contains(&format!("/class/{code}/{handle}")) && list.body.contains("Hòa"));
    assert!(!list.body.contains("Phạm Ngọc Hòa"), "given names only");
    assert!(cookies(&list).iter().any(|cookie| cookie.starts_with(&format!("tiendo_class={code};"))));
    assert_eq!(list.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");

    let page = app.get(&format!("/class/{code}/{handle}"), "").await;
    assert_eq!(page.body.matches("type=\"radio\"").count(), 36);
    let wrong = app.post("/api/fn/pupil_sign_in", "", &format!("key={code}&pupil={handle}")).await;
    assert_eq!(wrong.location(), format!("/class/{code}/{handle}?problem=wrong_pin"));
    let told = app.get(wrong.location(), "").await.body;
    assert!(told.contains("Chưa đúng, em thử lại nhé.") && told.contains("Em còn 4 lần thử."), "{told}");

    let opened = app.post("/api/fn/pupil_sign_in", "", &form(&code, &handle, &secret)).await;
    assert_eq!(opened.location(), "/learn");
    let cookie = cookies(&opened)[0].split(';').next().unwrap().to_owned();
    let shelf = app.get("/learn", &cookie).await.body;
    assert!(shelf.contains("Phạm Ngọc Hòa") && shelf.contains("Không phải em"));
    for path in ["/office", "/school/TH014"] {
        assert_eq!(app.get(path, &cookie).await.status, StatusCode::FORBIDDEN, "{path}");
    }

    let left = app.post("/api/fn/not_me", &format!("{cookie}; tiendo_class={code}"), "").await;
    assert_eq!(left.location(), format!("/class/{code}"));
    assert_eq!(left.headers.get("clear-site-data").unwrap(), "\"storage\"");
    let gone = cookies(&left).join("\n");
    assert!(gone.contains("tiendo_session=;") && gone.contains("tiendo_form=;"), "{gone}");
    assert_eq!(app.get("/learn", &cookie).await.status, StatusCode::FOUND, "the session is over, not only the cookie");
    let dead = app.post("/api/fn/not_me", "tiendo_class=AAAAAA", "").await;
    assert_eq!(dead.location(), "/class");
}

#[tokio::test]
async fn wrong_codes_lead_back_and_show_no_name() {
    let app = TestApp::with_people().await;
    card(&app).await;
    for key in ["AAAAAA", "123456", "x", "%3Cscript%3E"] {
        let answer = app.get(&format!("/class/{key}"), "").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/class?problem=wrong_class_code"), "{key}");
        assert!(!answer.body.contains("Hòa"));
    }
    let typed = app.post("/api/fn/open_class", "", "key=AAAAAA").await;
    assert_eq!(typed.location(), "/class?problem=wrong_class_code");
    assert!(app.get(typed.location(), "").await.body.contains("Mã lớp chưa đúng."));
}

#[tokio::test]
async fn the_number_on_the_board_leads_to_the_names() {
    let app = TestApp::with_people().await;
    card(&app).await;
    let lesson = open_lesson(&app.store, &teacher(&app).await, app.now()).await.unwrap();
    let way = app.get(&format!("/lesson/{}", lesson.number), "").await.location().to_owned();
    assert_eq!(way, format!("/class/{}", lesson.number));
    assert!(app.get(&way, "").await.body.contains("Hòa"));
    assert_eq!(app.get("/lesson/none", "").await.location(), "/class");
}

#[tokio::test]
async fn a_session_that_ended_during_a_quiz_loses_no_answer() {
    let app = TestApp::with_people().await;
    let account = app.sign_in(Who::Pupil).await;
    let mut lesson = "password-is-a-key".to_owned();
    while lesson != "quiz" {
        let form = format!("course={PUPIL_COURSE}&lesson={lesson}");
        let answer = app.post("/api/fn/finish_lesson", &account, &form).await;
        lesson = answer.location().rsplit_once('/').unwrap().1.to_owned();
    }
    app.post("/api/fn/start_attempt", &account, &format!("course={PUPIL_COURSE}")).await;
    let vi = domain::language::Language::vietnamese();
    let learner = Operator::at_console().learner(person_by_code(&app.store, "790001").await.unwrap().unwrap());
    let open = async || quiz_lobby(&app.store, &learner, PUPIL_COURSE, &vi, app.now()).await.unwrap().open.unwrap();
    let AttemptId(attempt) = open().await.attempt;
    let fields = model_fields(&app.store, &learner, AttemptId(attempt), 0).await.unwrap();

    let late = cookie_since(&app, app.now() - TimeDelta::hours(2)).await;
    assert_eq!(app.get("/learn", &late).await.status, StatusCode::FOUND, "nothing is shown any more");
    let lobby = app.call("/api/fn/quiz", &late, &format!("course={PUPIL_COURSE}")).await;
    assert!(lobby.body.contains("not_signed_in"));
    for (position, parts) in &fields {
        let values: String = parts[&0].iter().map(|value| format!("&parts%5B0%5D%5B%5D={value}")).collect();
        let kept = app
            .call(
                "/api/fn/save_answer",
                &late,
                &format!("attempt={attempt}&position={position}&page=1&sequence=1&based_on=0{values}"),
            )
            .await;
        assert!(kept.status.is_success(), "{}", kept.body);
    }
    assert_eq!(open().await.answered(), fields.len());

    let submit = format!("course={PUPIL_COURSE}&attempt={attempt}&intent=submit");
    let kept = app.post("/api/fn/submit_attempt", &late, &submit).await;
    let (way, query) = kept.location().split_once('?').unwrap();
    assert!(way.starts_with("/class/") && query == "problem=answers_kept", "{}", kept.location());
    assert!(app.get(kept.location(), "").await.body.contains("Câu trả lời của em đã được giữ lại."));
    assert_eq!(open().await.answered(), fields.len(), "kept, and not submitted");
    let foreign = app
        .call("/api/fn/save_answer", &late, "attempt=999&position=0&page=1&sequence=1&based_on=0&parts%5B0%5D%5B%5D=0")
        .await;
    assert!(foreign.body.contains("not_found"), "{}", foreign.body);

    let long_over = cookie_since(&app, app.now() - TimeDelta::hours(9)).await;
    let refused = app
        .call("/api/fn/save_answer", &long_over, &format!("attempt={attempt}&position=0&page=1&sequence=1&based_on=0"))
        .await;
    assert!(refused.body.contains("not_signed_in"), "{}", refused.body);
}
