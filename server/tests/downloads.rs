//! Rosters as downloads: what they are called, what they hold, and who is refused how.

use crate::support::{TestApp, Who};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};

fn said(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_roster_comes_as_a_file_with_a_name_and_is_kept_by_no_cache() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Office).await;
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (path, content_type, name) in [
        ("/people/export/schools.csv", "text/csv; charset=utf-8", "truong-2026-11-20.csv"),
        ("/people/export/pupils.xlsx", workbook, "hoc-sinh-2026-11-20.xlsx"),
        ("/school/TH014/export/staff.xlsx", workbook, "can-bo-TH014-2026-11-20.xlsx"),
        ("/people/export/oneroster.zip", "application/zip", "oneroster-2026-11-20.zip"),
        ("/people/templates/staff.csv", "text/csv; charset=utf-8", "mau-can-bo.csv"),
    ] {
        let answer = app.get(path, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert_eq!(said(&answer.headers, header::CONTENT_TYPE), content_type, "{path}");
        let disposition = format!("attachment; filename*=UTF-8''{name}");
        assert_eq!(said(&answer.headers, header::CONTENT_DISPOSITION), disposition, "{path}");
        assert_eq!(said(&answer.headers, header::CACHE_CONTROL), "no-store", "{path}");
        assert_eq!(said(&answer.headers, header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn a_principal_gets_the_own_school_and_a_refusal_tells_nothing() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Principal).await;
    let own = app.get("/school/TH014/export/staff.csv", &cookie).await.body;
    assert!(own.contains("Trần Quốc Vinh") && !own.contains("Nguyễn Đức Khang"), "{own}");
    for path in ["/school/MN001/export/staff.csv", "/people/export/staff.csv"] {
        let refused = app.get(path, &cookie).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        assert!(
            !refused.body.contains("Nguyễn Đức Khang") && !refused.headers.contains_key(header::CONTENT_DISPOSITION)
        );
    }
    for path in ["/school/TH014/export/schools.csv", "/school/TH014/export/staff.pdf", "/people/templates/staff"] {
        assert_eq!(app.get(path, &cookie).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_door_and_back() {
    let app = TestApp::with_people().await;
    let answer = app.get("/school/TH014/export/staff.csv", "").await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(answer.location(), "/sign-in?next=%2Fschool%2FTH014%2Fexport%2Fstaff.csv");
}
