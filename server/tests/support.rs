//! A small office behind the real router.

use app::door::{Clock, House};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    access::Role,
    calendar::{Moment, start_of},
    ids::PersonId,
};
use server::http::{Door, router};
use services::{
    Store,
    access::{NewAccount, Office, Operator, Secrets, create_account, grant_role},
    courses::{import_course, read_pack},
    files::Files,
    mail::Mailer,
    people::{
        RosterFile, assign_class_teacher, class_by_name, create_office, import_rosters, person_by_code, school_by_code,
        upload_roster,
    },
    store::Durability,
};
use std::path::PathBuf;
use tempfile::TempDir;
use tower::ServiceExt;

pub const PASSWORD: &str = "ba con mèo ngủ";
pub const STAFF_COURSE: &str = "cybersecurity-law-for-schools";
pub const PUPIL_COURSE: &str = "my-secrets-stay-mine";
/// The import by which the people came, the office's.
pub const OFFICE_IMPORT: i64 = 1;
/// Uploads of TH014 that wait for confirmation.
pub const SCHOOL_IMPORTS: [i64; 2] = [2, 3];

/// Who is calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Office,
    OfficeViewer,
    Principal,
    ForeignPrincipal,
    Coordinator,
    Author,
    Teacher,
    Staff,
    Pupil,
}

impl Who {
    pub const ALL: [Self; 10] = [
        Self::Nobody,
        Self::Office,
        Self::OfficeViewer,
        Self::Principal,
        Self::ForeignPrincipal,
        Self::Coordinator,
        Self::Author,
        Self::Teacher,
        Self::Staff,
        Self::Pupil,
    ];

    const fn person(self) -> Option<&'static str> {
        Some(match self {
            Self::Nobody => return None,
            Self::Office => "OF-1",
            Self::OfficeViewer => "OF-2",
            Self::Principal => "TH-1",
            Self::ForeignPrincipal => "MN-1",
            Self::Coordinator => "TH-4",
            Self::Author => "OF-3",
            Self::Teacher => "TH-2",
            Self::Staff => "TH-3",
            Self::Pupil => "790001",
        })
    }
}

const SCHOOLS: &str = "Mã trường,Tên trường,Cấp học\nMN001,Trường Mầm non Bình Hòa,Mầm non\nTH014,Trường Tiểu học Mỹ Xuân,Tiểu học\nVP000,Trường của phòng,THCS\n";
const STAFF: &str = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ,Nhiệm vụ,Từ ngày
TH014,TH-1,Phan Thùy An,Hiệu trưởng,Tổ công tác,01/09/2020
TH014,TH-2,Trần Quốc Vinh,Giáo viên,Công tác học sinh,01/09/2020
TH014,TH-3,Bùi Thị Diễm,Nhân viên,,01/09/2020
TH014,TH-4,Võ Minh Châu,Giáo viên,,01/09/2020
MN001,MN-1,Nguyễn Đức Khang,Hiệu trưởng,,01/09/2020
VP000,OF-1,Lê Thị Vân,Nhân viên,,01/09/2020
VP000,OF-2,Lê Văn Phúc,Nhân viên,,01/09/2020
VP000,OF-3,Đỗ Thị Mai,Nhân viên,,01/09/2020
";
const PUPILS: &str = "Mã trường,Lớp,Mã định danh,Họ và tên,Năm học
TH014,1/1,790001,Phạm Ngọc Hòa,2026-2027
TH014,2/1,790002,Lê Văn Nam,2026-2027
";

pub struct TestApp {
    pub router: Router,
    pub store: Store,
    pub office: Office,
    pub secrets: Secrets,
    folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
}

fn november() -> Moment {
    start_of(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()) + TimeDelta::hours(10)
}

impl TestApp {
    /// An installation with people and two courses.
    pub async fn with_people() -> Self {
        let app = Self::empty().await;
        let september = november() - TimeDelta::days(60);
        let operator = Operator::at_console();
        let file = |name: &str, text: &str| RosterFile { name: name.to_owned(), content: text.as_bytes().to_vec() };
        let files = [file("schools", SCHOOLS), file("staff", STAFF), file("pupils", PUPILS)];
        assert!(import_rosters(&app.store, &app.office, &files, false, september).await.unwrap().taken);
        let kept = Files::in_folder(app.folder.path().join("files"));
        for course in [STAFF_COURSE, PUPIL_COURSE] {
            let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/courses")).join(course);
            import_course(&app.store, &kept, &operator, &read_pack(&folder).unwrap(), september).await.unwrap();
        }
        let first_day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        for who in Who::ALL {
            let Some(code) = who.person() else { continue };
            let person = app.person(code).await;
            let new = NewAccount { person, username: code.to_owned(), password: PASSWORD.to_owned() };
            create_account(&app.store, &app.office, new, september).await.unwrap();
            let own = school_by_code(&app.store, if who == Who::ForeignPrincipal { "MN001" } else { "TH014" })
                .await
                .unwrap()
                .unwrap();
            let role = match who {
                Who::Office => Some((Role::Office, app.office.node())),
                Who::OfficeViewer => Some((Role::OfficeViewer, app.office.node())),
                Who::Principal | Who::ForeignPrincipal => Some((Role::Principal, own)),
                Who::Coordinator => Some((Role::Coordinator, own)),
                Who::Author => Some((Role::Author, app.office.node())),
                _ => None,
            };
            if let Some((role, node)) = role {
                grant_role(&app.store, &app.office, person, role, node, first_day, september).await.unwrap();
            }
        }
        let school = school_by_code(&app.store, "TH014").await.unwrap().unwrap();
        for import in SCHOOL_IMPORTS {
            let importer = operator.school_lead(school).into();
            let upload = upload_roster(&app.store, importer, &file("pupils.csv", PUPILS), september).await.unwrap();
            assert_eq!((upload.0.0, upload.1), (import, true));
        }
        let class = class_by_name(&app.store, school, 2026, "1/1").await.unwrap().unwrap();
        let lead = operator.school_lead(school);
        assign_class_teacher(&app.store, &lead, class, app.person("TH-2").await, first_day, september).await.unwrap();
        app
    }

    /// An installation with nobody in it.
    pub async fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&Store::sqlite_url(&folder.path().join("test.db")), Durability::Bulk).await.unwrap();
        store.migrate().await.unwrap();
        let opened = NaiveDate::from_ymd_opt(2020, 9, 1).unwrap();
        let node = create_office(&store, &Operator::at_console(), "Phòng thử", opened, november()).await.unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        std::fs::write(site.join("hash.txt"), "js: 1\nwasm: 2\ncss: 3\n").unwrap();
        let secrets = Secrets::random();
        let house = House {
            store: store.clone(),
            files: Files::in_folder(folder.path().join("files")),
            clock: Clock::Fixed(november()),
            secrets: secrets.clone(),
            mailer: Mailer::into_folder(folder.path().join("outbox"), "tiendo@localhost").unwrap(),
            base_url: "https://tiendo.example".into(),
            behind_tls: false,
        };
        let router = router(Door::open(house, &site).unwrap());
        Self { router, store, office: Operator::at_console().office(node), secrets, folder }
    }

    pub async fn person(&self, code: &str) -> PersonId {
        person_by_code(&self.store, code).await.unwrap().unwrap()
    }

    pub fn now(&self) -> Moment {
        november()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// A page, as somebody's browser asks for it.
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A plain form, as somebody's browser sends it.
    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        self.send(Self::form(path, cookie, form, "text/html")).await
    }

    /// A server function, as an island calls it.
    pub async fn call(&self, path: &str, cookie: &str, form: &str) -> Answer {
        self.send(Self::form(path, cookie, form, "application/json")).await
    }

    /// A plain form with a file, as somebody's browser sends it.
    pub async fn post_file(&self, path: &str, cookie: &str, school: &str, content: &str) -> Answer {
        self.send(Self::upload(path, cookie, school, content, "text/html")).await
    }

    /// The same, as a script sends it.
    pub async fn call_file(&self, path: &str, cookie: &str, school: &str, content: &str) -> Answer {
        self.send(Self::upload(path, cookie, school, content, "application/json")).await
    }

    fn upload(path: &str, cookie: &str, school: &str, content: &str, accept: &str) -> Request<Body> {
        let disposition = "Content-Disposition: form-data; name";
        let body = format!(
            "--XX\r\n{disposition}=\"school\"\r\n\r\n{school}\r\n--XX\r\n{disposition}=\"file\"; filename=\"list.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--XX--\r\n"
        );
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX")
            .body(Body::from(body))
            .unwrap()
    }

    fn form(path: &str, cookie: &str, form: &str, accept: &str) -> Request<Body> {
        // A form with a file begins with its boundary.
        let content_type = match form.strip_prefix("--").and_then(|form| form.split_once("\r\n")) {
            Some((boundary, _)) => format!("multipart/form-data; boundary={boundary}"),
            None => "application/x-www-form-urlencoded".to_owned(),
        };
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_LENGTH, form.len())
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(form.to_owned()))
            .unwrap()
    }

    /// Signs somebody in through the form; the cookie of the session.
    pub async fn sign_in(&self, who: Who) -> String {
        let Some(code) = who.person() else { return String::new() };
        let form = format!("username={code}&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.post("/api/fn/sign_in", "", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who:?}: {}", answer.body);
        let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }
}
