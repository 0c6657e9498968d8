//! Plain forms: what a script without JavaScript can do.

use crate::support::{PUPIL_COURSE, STAFF_COURSE, TestApp, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use services::access::{Operator, issue_setup_code};

#[tokio::test]
async fn a_wrong_password_leads_back_with_the_name_kept_and_the_password_not() {
    let app = TestApp::with_people().await;
    let answer = app.post("/api/fn/sign_in", "", "username=TH-1&password=wrong-secret&next=/learn").await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/sign-in?next=%2Flearn&problem=wrong_password")
    );
    let kept = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    assert!(!kept.contains("wrong-secret"));
    let page = app.get(answer.location(), kept.split(';').next().unwrap()).await;
    assert!(page.body.contains("value=\"TH-1\""), "{}", page.body);
    assert!(page.body.contains("Tên đăng nhập hoặc mật khẩu không đúng."));
    assert!(!page.body.contains("wrong-secret"));
}

#[tokio::test]
async fn sign_in_leads_to_own_pages_only() {
    let app = TestApp::with_people().await;
    let to = async |next: &str| {
        let form = format!("username=TH-1&password=ba+con+mèo+ngủ&next={next}");
        app.post("/api/fn/sign_in", "", &form).await.location().to_owned()
    };
    assert_eq!(to("/school/TH014").await, "/school/TH014");
    for evil in ["https://example.org", "//example.org", "/\\example.org", ""] {
        assert_eq!(to(evil).await, "/", "{evil}");
    }
}

#[tokio::test]
async fn the_session_cookie_is_kept_from_scripts_and_from_other_sites() {
    let app = TestApp::with_people().await;
    let answer = app.post("/api/fn/sign_in", "", "username=TH-1&password=ba+con+mèo+ngủ").await;
    let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(app.get("/learn", &cookie).await.status, StatusCode::OK);
    app.post("/api/fn/sign_out", &cookie, "").await;
    assert_eq!(app.get("/learn", &cookie).await.status, StatusCode::FOUND, "the session is over, not only the cookie");
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let app = TestApp::with_people().await;
    let send = async |name: &str, value: &str| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/fn/sign_out")
            .header(header::HOST, "tiendo.example")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        app.send(request).await.status
    };
    assert_eq!(send("sec-fetch-site", "cross-site").await, StatusCode::FORBIDDEN);
    assert_eq!(send("sec-fetch-site", "same-site").await, StatusCode::FORBIDDEN);
    assert_eq!(send("origin", "https://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(send("sec-fetch-site", "same-origin").await, StatusCode::SEE_OTHER);
    assert_eq!(send("origin", "https://tiendo.example").await, StatusCode::SEE_OTHER);
}

/// Does all lessons of a course by its buttons.
async fn do_lessons(app: &TestApp, cookie: &str, course: &str, first: &str) {
    let mut lesson = first.to_owned();
    for _ in 0..9 {
        let answer = app.post("/api/fn/finish_lesson", cookie, &format!("course={course}&lesson={lesson}")).await;
        let (_, next) = answer.location().rsplit_once('/').unwrap();
        if next == "quiz" {
            return;
        }
        lesson = next.to_owned();
    }
    panic!("no quiz after nine lessons");
}

#[tokio::test]
async fn a_course_is_completed_by_plain_forms() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Pupil).await;
    do_lessons(&app, &cookie, PUPIL_COURSE, "password-is-a-key").await;
    let quiz = format!("/learn/{PUPIL_COURSE}/quiz");
    assert_eq!(app.post("/api/fn/start_attempt", &cookie, &format!("course={PUPIL_COURSE}")).await.location(), quiz);
    let page = app.get(&quiz, &cookie).await.body;
    let attempt: i64 =
        page.split("name=\"attempt\" value=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();

    let learner =
        Operator::at_console().learner(services::people::person_by_code(&app.store, "790001").await.unwrap().unwrap());
    let fields =
        services::quizzes::model_fields(&app.store, &learner, domain::ids::AttemptId(attempt), 0).await.unwrap();
    let mut form = format!("course={PUPIL_COURSE}&attempt={attempt}");
    let half = format!("{form}&intent=submit");
    let back = app.post("/api/fn/submit_attempt", &cookie, &half).await;
    assert_eq!(back.location(), format!("{quiz}?problem=incomplete"));
    for (position, parts) in &fields {
        let values = &parts[&0];
        match values.as_slice() {
            [one] if page.contains(&format!("name=\"answer[{position}]\"")) => {
                form += &format!("&answer%5B{position}%5D={one}")
            }
            values if page.contains(&format!("name=\"answer[{position}][]\"")) => {
                for value in values {
                    form += &format!("&answer%5B{position}%5D%5B%5D={value}");
                }
            }
            values => {
                for (stem, value) in values.iter().enumerate() {
                    form += &format!("&answer%5B{position}%5D%5B{stem}%5D={value}");
                }
            }
        }
    }
    form += "&intent=submit";
    let result = app.post("/api/fn/submit_attempt", &cookie, &form).await;
    assert_eq!(result.location(), format!("{quiz}/{attempt}"), "{form}");
    let shown = app.get(result.location(), &cookie).await.body;
    assert!(shown.contains("Giỏi lắm! Em đã đạt.") && shown.contains("100,0%"), "{shown}");
    let twice = app.post("/api/fn/submit_attempt", &cookie, &form).await;
    assert_eq!(twice.location(), format!("{quiz}/{attempt}"), "submitted twice leads to the same result");
    assert!(app.get("/learn", &cookie).await.body.contains("Hoàn thành ngày 20/11/2026"));
}

#[tokio::test]
async fn the_quiz_waits_for_the_lessons() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Teacher).await;
    let answer = app.post("/api/fn/start_attempt", &cookie, &format!("course={STAFF_COURSE}")).await;
    assert_eq!(answer.location(), format!("/learn/{STAFF_COURSE}/quiz?problem=lessons_left"));
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_an_error_and_no_panic() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Teacher).await;
    for form in [
        "",
        "attempt=x",
        "course=a&attempt=1&answer=%5B%5D",
        "course=a&attempt=1&answer[x]=1",
        "answer[0][0][0][0]=1",
        "%ff%fe",
    ] {
        let answer = app.call("/api/fn/submit_attempt", &cookie, form).await;
        assert!(
            answer.status.is_client_error() || answer.status == StatusCode::INTERNAL_SERVER_ERROR,
            "{form}: {}",
            answer.status
        );
        assert!(answer.body.len() < 200 && !answer.body.contains("panicked"), "{}", answer.body);
    }
}

#[tokio::test]
async fn an_empty_installation_is_set_up_with_the_code() {
    let app = TestApp::empty().await;
    assert_eq!(app.get("/", "").await.location(), "/setup");
    let code = issue_setup_code(&app.store, &Operator::at_console(), app.now()).await.unwrap().unwrap();
    let form = |code: &str, password: &str| {
        format!("code={code}&organisation=Ph%C3%B2ng+VHXH&full_name=L%C3%AA+V%C3%A2n&username=van&password={password}")
    };
    let refused = app.post("/api/fn/set_up", "", &form("WRONG", "mot-cau-rat-dai")).await;
    assert_eq!(refused.location(), "/setup?problem=wrong_code");
    let kept = refused.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    assert!(!kept.contains("mot-cau-rat-dai"));
    let page = app.get(refused.location(), kept.split(';').next().unwrap()).await.body;
    assert!(page.contains("value=\"Phòng VHXH\"") && page.contains("value=\"Lê Vân\""), "{page}");
    assert_eq!(
        app.post("/api/fn/set_up", "", &form(&code, "demo-phong-2026")).await.location(),
        "/setup?problem=demo_password"
    );
    assert_eq!(app.post("/api/fn/set_up", "", &form(&code, "mot-cau-rat-dai")).await.location(), "/office");
    assert_eq!(app.get("/", "").await.location(), "/sign-in");
    assert_eq!(
        app.post("/api/fn/set_up", "", &form(&code, "mot-cau-rat-dai")).await.location(),
        "/setup?problem=already_set_up"
    );
}

#[tokio::test]
async fn a_list_is_uploaded_confirmed_and_taken_back_by_plain_forms() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Principal).await;
    let list =
        "Mã trường,Mã cán bộ,Họ và tên,Chức vụ\nTH014,TH-90,Đỗ Văn Sơn,Nhân viên\nMN001,TH-91,Lê Thị Hà,Nhân viên\n";
    let upload = app.post_file("/api/fn/upload_roster", &cookie, "TH014", list).await;
    assert_eq!(upload.status, StatusCode::SEE_OTHER, "{}", upload.body);
    let address = upload.location().to_owned();
    let import = address.rsplit('/').next().unwrap().to_owned();
    let preview = app.get(&address, &cookie).await.body;
    assert!(
        preview.contains("TH-90 · Đỗ Văn Sơn") && preview.contains("trường MN001 không thuộc phạm vi"),
        "{preview}"
    );
    let digest = preview.split("name=\"digest\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let confirm = async |digest: &str, intent: &str| {
        let form = format!("import={import}&digest={digest}&intent={intent}");
        app.post("/api/fn/confirm_roster", &cookie, &form).await.location().to_owned()
    };
    assert_eq!(confirm("other", "good_lines").await, format!("{address}?problem=preview_differs"));
    assert_eq!(confirm(&digest, "").await, format!("{address}?problem=lines_wrong"));
    assert_eq!(confirm(&digest, "good_lines").await, format!("{address}?problem=roster_taken"));
    assert_eq!(confirm(&digest, "good_lines").await, format!("{address}?problem=already_decided"));
    assert!(app.get("/school/TH014", &cookie).await.body.contains("Đỗ Văn Sơn"));

    let undo = app.post("/api/fn/undo_roster", &cookie, &format!("import={import}")).await;
    assert_eq!((undo.status, undo.location()), (StatusCode::SEE_OTHER, &*format!("{address}?problem=roster_undone")));
    assert!(!app.get("/school/TH014", &cookie).await.body.contains("Đỗ Văn Sơn"));
}

#[tokio::test]
async fn what_cannot_be_uploaded_is_said_on_the_page_it_came_from() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Principal).await;
    let to = async |content: &str| {
        app.post_file("/api/fn/upload_roster", &cookie, "TH014", content).await.location().to_owned()
    };
    assert_eq!(to("").await, "/school/TH014/import?problem=file_without_lines");
    let headings = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ\n,,,\n";
    assert_eq!(to(headings).await, "/school/TH014/import?problem=file_headings_only");
    assert_eq!(to("Mã trường,Tên trường,Cấp học\n").await, "/school/TH014/import?problem=schools_by_office");
    assert_eq!(to("a\u{1}b").await, "/school/TH014/import?problem=file_unreadable");
    assert_eq!(to(&"x".repeat(10 * 1024 * 1024 + 1)).await, "/school/TH014/import?problem=file_too_large");
    let unmapped = to("STT,Tên\n1,Lê Nam\n").await;
    assert!(unmapped.ends_with("/columns"), "{unmapped}");
    assert!(app.get(&unmapped, &cookie).await.body.contains("Tên (ví dụ: Lê Nam)"));
    let no_file = app.post("/api/fn/upload_roster", &cookie, "school=TH014").await;
    assert_eq!(no_file.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "a form without a file breaks nothing");
}
