//! The audit log as a page and as a file.

use crate::support::{TestApp, Who};
use app::{
    access::audit_words::{detail_in, key_in},
    language,
};
use axum::http::{StatusCode, header};
use chrono::NaiveDate;
use domain::{
    access::{
        Role,
        account::ResetWay,
        audit::{AuditAction, AuditFilter},
        audit_detail::{Detail, DetailKey, DetailValue, SettingName},
        privacy::AnonymisedWhy,
    },
    people::{SchoolLevel, roll_over::RollOverState},
};
use services::{
    access::{audit_page, grant_role},
    people::{RosterFile, import_rosters, person_by_code, school_by_code},
};
use std::collections::BTreeSet;

async fn exports(app: &TestApp) -> u64 {
    let filter = AuditFilter { action: Some(AuditAction::AuditExported), ..AuditFilter::default() };
    audit_page(&app.store, &app.office.auditor(), &filter, 1, 50, app.now()).await.unwrap().count
}

#[tokio::test]
async fn the_file_opens_in_excel_and_holds_no_formula() {
    let app = TestApp::with_people().await;
    let schools = "Mã trường,Tên trường,Cấp học\nTH099,\"=1+1 \"\"A\"\"\",Tiểu học\n";
    let file = RosterFile { name: "schools".into(), content: schools.as_bytes().to_vec() };
    assert!(import_rosters(&app.store, &app.office, &[file], false, app.now()).await.unwrap().taken);
    let person = person_by_code(&app.store, "TH-3").await.unwrap().unwrap();
    let school = school_by_code(&app.store, "TH099").await.unwrap().unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    grant_role(&app.store, &app.office, person, Role::Coordinator, school, day, app.now()).await.unwrap();
    let cookie = app.sign_in(Who::Office).await;
    let answer = app.get("/audit/export.csv?action=role_granted&subject=diem", &cookie).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers.get(header::CONTENT_TYPE).unwrap(), "text/csv; charset=utf-8");
    let name = answer.headers.get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"audit-2026-11-20.csv\"");
    let lines: Vec<&str> = answer.body.lines().collect();
    assert!(lines[0].starts_with("\u{feff}\"Thời điểm\",\"Người thực hiện\""), "{}", lines[0]);
    assert_eq!(lines.len(), 2, "{}", answer.body);
    assert!(
        lines[1].contains("\"Bùi Thị Diễm\",\"'=1+1 \"\"A\"\"\",")
            && lines[1].contains("Vai trò: Tổ công tác")
            && lines[1].contains("Từ ngày: 01/09/2026"),
        "{}",
        lines[1]
    );
}

#[tokio::test]
async fn taking_the_log_out_is_written_down_and_being_refused_is_not() {
    let app = TestApp::with_people().await;
    for who in [Who::Nobody, Who::Principal, Who::Coordinator, Who::Pupil] {
        let cookie = app.sign_in(who).await;
        app.get("/audit/export.csv", &cookie).await;
        app.get("/school/MN001/audit/export.csv", &cookie).await;
    }
    assert_eq!(exports(&app).await, 0);
    let cookie = app.sign_in(Who::Principal).await;
    assert_eq!(app.get("/school/TH014/audit/export.csv", &cookie).await.status, StatusCode::OK);
    assert_eq!(exports(&app).await, 1);
    let page = app.get("/school/TH014/audit", &cookie).await.body;
    assert!(page.contains("Xuất nhật ký") && page.contains("Phan Thùy An"), "{page}");
    assert!(!page.contains("Nguyễn Đức Khang"), "nothing of another school");
    let door = app.get("/school/TH014/audit/export.csv", "").await;
    assert_eq!(door.location(), "/sign-in?next=%2Fschool%2FTH014%2Faudit");
}

#[tokio::test]
async fn who_only_reads_sees_no_form_that_changes() {
    let app = TestApp::with_people().await;
    let person = person_by_code(&app.store, "TH-3").await.unwrap().unwrap();
    let pages = ["/roles".to_owned(), "/school/TH014/roles".to_owned(), format!("/people/{person}/access")];
    let forms = async |who: Who, path: &str| {
        let cookie = app.sign_in(who).await;
        let page = app.get(path, &cookie).await.body;
        // The frame around every page has two of its own: language and signing out.
        page.matches("method=\"post\"").count() - 2
    };
    for path in &pages {
        assert_eq!(forms(Who::OfficeViewer, path).await, 0, "{path}");
    }
    assert!(forms(Who::Principal, &pages[1]).await > 1);
    assert!(forms(Who::Office, &pages[2]).await > 1);
    let cookie = app.sign_in(Who::Office).await;
    let found = app.get("/roles?find=bui+thi", &cookie).await.body;
    assert!(found.contains(&format!("href=\"/people/{person}/access\"")), "{found}");
}

#[tokio::test]
async fn a_role_is_given_and_ended_by_plain_forms() {
    let app = TestApp::with_people().await;
    let cookie = app.sign_in(Who::Principal).await;
    let person = person_by_code(&app.store, "TH-3").await.unwrap().unwrap();
    let school = school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let form = format!("person={person}&place=coordinator%40{school}&from=2026-11-20&to=&back=/school/TH014/roles");
    let given = app.post("/api/fn/give_role", &cookie, &form).await;
    assert_eq!(given.location(), "/school/TH014/roles?problem=done");
    let again = app.post("/api/fn/give_role", &cookie, &form).await;
    assert_eq!(again.location(), "/school/TH014/roles?problem=role_held");
    let elsewhere = form.replace("back=/school/TH014/roles", "back=//evil.example/school/");
    assert_eq!(app.post("/api/fn/give_role", &cookie, &elsewhere).await.location(), "/?problem=role_held");
    let page = app.get(given.location(), &cookie).await.body;
    assert!(page.contains("Đã lưu thay đổi.") && page.contains("Từ 20/11/2026"), "{page}");
    let grant = page.split("Bùi Thị Diễm</a>").nth(1).unwrap().split("name=\"grant\" value=\"").nth(1).unwrap();
    let grant = grant.split('"').next().unwrap();
    let end = format!("grant={grant}&on=2026-11-25&back=/people/{person}/access");
    let ended = app.post("/api/fn/end_role", &cookie, &end).await;
    assert_eq!(ended.location(), format!("/people/{person}/access?problem=done"));
    assert!(app.get(ended.location(), &cookie).await.body.contains("Từ 20/11/2026, thôi từ 25/11/2026"));
}

#[test]
fn every_key_has_words_of_its_own_language() {
    for key in DetailKey::ALL {
        for locale in language::all() {
            assert!(!key_in(*locale, *key).is_empty(), "{key}");
        }
    }
    let left_out: BTreeSet<&str> = language::all().iter().map(|locale| key_in(*locale, DetailKey::LeftOut)).collect();
    assert_eq!(left_out.len(), language::all().len());
}

#[test]
fn words_that_are_stored_are_never_shown_raw() {
    let stored: [(DetailKey, Vec<&str>); 9] = [
        (DetailKey::Way, ResetWay::ALL.iter().map(|way| way.as_str()).collect()),
        (DetailKey::Why, AnonymisedWhy::ALL.iter().map(|why| why.as_str()).collect()),
        (DetailKey::State, RollOverState::ALL.iter().map(|state| state.as_str()).collect()),
        (DetailKey::Level, SchoolLevel::ALL.iter().map(|level| level.as_str()).collect()),
        (DetailKey::Setting, SettingName::ALL.iter().map(|setting| setting.as_str()).collect()),
        (DetailKey::Roster, vec!["schools", "staff", "pupils", "all"]),
        (DetailKey::Kind, vec!["manager", "pupil", "office", "school", "pin", "pictures"]),
        (DetailKey::Role, vec!["principal", "office_viewer", "head", "deputy", "member"]),
        (DetailKey::Changed, vec!["name", "code", "born_on", "sex", "email"]),
    ];
    for (key, words) in stored {
        for word in words {
            let detail = Detail { key: key.as_str().to_owned(), value: DetailValue::Word(word.to_owned()) };
            let shown = detail_in(language::locale_from_tag("vi").unwrap(), &detail);
            assert!(!shown.ends_with(&format!(": {word}")), "{shown}");
        }
    }
}
