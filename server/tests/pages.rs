//! Pages: languages, errors, caching, the API's shape.

use crate::support::{TestApp, Who};
use axum::http::{StatusCode, header};

#[tokio::test]
async fn pages_speak_vietnamese_until_asked_otherwise() {
    let app = TestApp::with_people().await;
    let page = app.get("/sign-in", "").await.body;
    assert!(page.contains("<html lang=\"vi\"") && page.contains("Đăng nhập"));
    let switched = app.post("/api/fn/set_language", "", "language=en").await;
    let cookie = switched.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    let page = app.get("/sign-in", cookie.split(';').next().unwrap()).await.body;
    assert!(page.contains("<html lang=\"en\"") && page.contains("Sign in"));
    let unknown = app.call("/api/fn/set_language", "", "language=xx").await;
    assert!(!unknown.status.is_success() && !unknown.headers.contains_key(header::SET_COOKIE));
    let page = app.get("/sign-in", "tiendo_language=xx").await.body;
    assert!(page.contains("<html lang=\"vi\""), "a language that is not spoken falls back");
}

#[tokio::test]
async fn a_refusal_says_so_in_words_and_shows_nothing_else() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Principal).await;
    let refused = app.get("/school/MN001", &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Không có quyền xem trang này"));
    assert!(!refused.body.contains("Nguyễn Đức Khang"));
    let missing = app.get("/learn/no-such-course", &cookie).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains("Không tìm thấy"));
}

#[tokio::test]
async fn pages_of_people_are_kept_by_no_cache() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    for path in ["/office", "/school/TH014", "/learn"] {
        let answer = app.get(path, &cookie).await;
        assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store", "{path}");
        assert_eq!(answer.headers.get(header::X_CONTENT_TYPE_OPTIONS).unwrap(), "nosniff");
    }
}

#[tokio::test]
async fn the_dashboard_and_the_api_say_the_same() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::OfficeViewer).await;
    let answer = app.get("/api/v1/progress", &cookie).await;
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["as_of"], "2026-11-20");
    assert_eq!(
        body["staff_trained"],
        serde_json::json!({ "n": 0, "d": 2, "rate": "0.0", "met": false, "still_needed": 2 })
    );
    let preschool = body["schools"].as_array().unwrap().iter().find(|school| school["code"] == "MN001").unwrap();
    assert_eq!(
        preschool["pupils_completed"],
        serde_json::json!({ "n": 0, "d": 0, "rate": null, "met": null, "still_needed": 0 })
    );
    let page = app.get("/office", &cookie).await.body;
    assert!(page.contains("target-count\">0/2<") && page.contains("Còn cần thêm 2"), "{page}");
    assert!(page.contains("Không có đối tượng"));
    for bad in ["?as_of=2026-13-01", "?as_of=yesterday", "?colour=red"] {
        assert_eq!(app.get(&format!("/api/v1/progress{bad}"), &cookie).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    let before = app.get("/api/v1/progress?as_of=2019-01-01", &cookie).await;
    let before: serde_json::Value = serde_json::from_str(&before.body).unwrap();
    assert_eq!(before["schools"].as_array().unwrap().len(), 0, "no school was open then");
}

#[tokio::test]
async fn schools_are_found_without_diacritics() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    let row = "data-school=\"TH014\"";
    assert!(app.get("/office?q=tieu+hoc+my+xuan", &cookie).await.body.contains(row));
    assert!(app.get("/office?q=M%E1%BB%B9", &cookie).await.body.contains(row));
    let none = app.get("/office?q=%3Cscript%3E", &cookie).await.body;
    assert!(!none.contains(row) && !none.contains("<script>\"") && none.contains("Không có trường nào khớp."));
    let people = app.get("/school/TH014?q=vinh&done=no", &cookie).await.body;
    assert!(people.contains("Trần Quốc Vinh") && !people.contains("Bùi Thị Diễm"));
}

#[tokio::test]
async fn a_picture_is_for_whoever_is_signed_in() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Pupil).await;
    let lesson = app.get("/learn/my-secrets-stay-mine/password-is-a-key", &cookie).await.body;
    let path = format!("/media/{}", lesson.split("src=\"/media/").nth(1).unwrap().split('"').next().unwrap());
    let picture = app.get(&path, &cookie).await;
    assert_eq!(picture.headers.get(header::CONTENT_TYPE).unwrap(), "image/svg+xml");
    assert!(picture.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap().contains("sandbox"));
    assert_eq!(app.get(&path, "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.get("/media/..%2f..%2fetc/passwd", &cookie).await.status, StatusCode::NOT_FOUND);
}

/// The nonce in a policy and whether a page's scripts all carry it.
fn nonce_of(policy: &str) -> &str {
    policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap()
}

#[tokio::test]
async fn pages_may_run_our_scripts_only() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Teacher).await;
    let mut nonces = std::collections::BTreeSet::new();
    for path in ["/sign-in", "/learn", "/school/TH014", "/no/such/page"] {
        let answer = app.get(path, &cookie).await;
        let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        for never in ["'unsafe-inline'", "'unsafe-eval'", "https:", "*"] {
            assert!(!policy.contains(never), "{path}: {policy}");
        }
        for always in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
            assert!(policy.contains(always), "{path}: {policy}");
        }
        let nonce = nonce_of(policy);
        let scripts: Vec<&str> = answer.body.split("<script").skip(1).collect();
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        assert!(!answer.body.contains(" style=\""), "{path}: an inline style, which the policy lets not through");
        nonces.insert(nonce.to_owned());
    }
    assert_eq!(nonces.len(), 4, "a new nonce for every page");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::with_people().await;
    for path in ["/sign-in", "/", "/healthz", "/api/v1/progress", "/pkg/none.js", "/media/0/x.svg", "/favicon.ico"] {
        let headers = app.get(path, "").await.headers;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(headers.contains_key(name), "{path} without {name}");
        }
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "no promise of TLS where there is none");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_before_it_is_read() {
    let app = TestApp::with_people().await;
    let large = format!("username=x&password={}", "y".repeat(300 * 1024));
    let answer = app.post("/api/fn/sign_in", "", &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_is_held_on_oneself_is_a_page_and_a_file_with_the_same_facts() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Pupil).await;
    let page = app.get("/me/data", &cookie).await;
    assert!(page.body.contains("Những gì được lưu về em") && page.body.contains("Phạm Ngọc Hòa"), "{}", page.body);
    assert!(page.body.contains("790001") && page.body.contains("Trường Tiểu học Mỹ Xuân"));
    let file = app.get("/me/data.json", &cookie).await;
    let disposition = file.headers.get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
    assert_eq!(disposition, "attachment; filename=\"tiendo-data-me-2026-11-20.json\"");
    assert_eq!(file.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    let held: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(held["particulars"]["full_name"], "Phạm Ngọc Hòa");
    assert_eq!(held["memberships"][0]["school"], "Trường Tiểu học Mỹ Xuân");
    assert_eq!(held["log"]["lines"][0]["action"], "person_data_exported");
    assert!(!file.body.contains("argon2"), "no secret is told");
    let staff = app.sign_in(Who::Teacher).await;
    let page = app.get("/me/data", &staff).await.body;
    assert!(page.contains("Dữ liệu về tôi") && !page.contains("Phạm Ngọc Hòa"));
}

#[tokio::test]
async fn periods_out_of_bounds_are_refused_and_come_back() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    let form = "pupils_after_months=0&staff_after_months=60&uploads_after_days=30";
    let refused = app.post("/api/fn/keep_privacy_periods", &cookie, form).await;
    assert_eq!(refused.location(), "/settings?problem=bad_period");
    let kept = refused.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().split(';').next().unwrap();
    let page = app.get("/settings?problem=bad_period", &format!("{cookie}; {kept}")).await.body;
    assert!(page.contains("name=\"pupils_after_months\"") && page.contains("value=\"0\""), "{page}");
    let form = "pupils_after_months=6&staff_after_months=60&uploads_after_days=30";
    let taken = app.post("/api/fn/keep_privacy_periods", &cookie, form).await;
    assert_eq!(taken.location(), "/settings?problem=done");
    assert!(app.get("/settings", &cookie).await.body.contains("value=\"6\""));
}

#[tokio::test]
async fn a_page_beyond_the_end_is_the_last_one() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    let first = app.get("/people", &cookie).await.body;
    let beyond = app.get("/people?page=9999", &cookie).await.body;
    for page in [first, beyond] {
        assert!(page.contains("<table") && !page.contains("Không có ai khớp. Hãy"), "{page}");
    }
    for path in ["/people/import?page=9999", "/audit?page=9999", "/school/TH014/people?page=18446744073709551615"] {
        assert_eq!(app.get(path, &cookie).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_session_that_ended_over_a_form_is_named_at_the_door() {
    let app = TestApp::with_people().await;
    let refused = app.get("/people?q=a&__path=%2Fapi%2Ffn%2Fx&__err=y", "").await;
    assert_eq!(refused.location(), "/sign-in?next=%2Fpeople%3Fq%3Da&problem=session_ended");
    let door = app.get(refused.location(), "").await.body;
    assert!(door.contains("Phiên đăng nhập đã hết"));
    assert_eq!(app.get("/people?q=a", "").await.location(), "/sign-in?next=%2Fpeople%3Fq%3Da", "nothing was sent");
}

#[tokio::test]
async fn the_way_under_which_a_page_lies_is_marked() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    for path in ["/office", "/audit", "/roles", "/school/TH014/classes", "/school/TH014/team"] {
        let page = app.get(path, &cookie).await.body;
        assert!(page.contains("<a href=\"/office\" aria-current=\"page\""), "{path}");
    }
}

#[tokio::test]
async fn a_persons_page_leads_only_where_the_reader_may_go() {
    let app = TestApp::with_people().await;
    let person = app.person("TH-2").await;
    for who in [Who::Office, Who::OfficeViewer, Who::Principal, Who::Coordinator] {
        let cookie = app.sign_in(who).await;
        let page = app.get(&format!("/people/{person}"), &cookie).await.body;
        for way in [format!("/people/{person}/access"), format!("/people/{person}/data.json")] {
            let may_go = app.get(&way, &cookie).await.status == StatusCode::OK;
            assert_eq!(page.contains(&format!("href=\"{way}\"")), may_go, "{who:?} {way}");
        }
    }
}
