//! A small office to try use cases on.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    calendar::{Moment, start_of},
    ids::{OrganisationId, PersonId},
    language::Language,
};
use sea_orm::{ConnectionTrait, Database};
use services::{
    Store,
    access::{Learner, Office, Operator},
    courses::{Pack, import_course, read_pack},
    files::Files,
    people::{RosterFile, create_office, import_rosters, person_by_code, school_by_code},
    progress::{course_page, finish_lesson},
    quizzes::{Submission, model_fields, start_attempt, submit_attempt},
    store::Durability,
};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A new, migrated database and a folder of files.
pub struct Fresh {
    pub store: Store,
    pub files: Files,
    pub operator: Operator,
    _folder: TempDir,
}

impl Fresh {
    pub async fn on(engine: Engine) -> Self {
        let folder = TempDir::new().unwrap();
        let url = match engine {
            Engine::Sqlite => Store::sqlite_url(&folder.path().join("test.db")),
            Engine::Postgres => new_postgres_database().await,
        };
        let store = Store::open(&url, Durability::Bulk).await.unwrap();
        store.migrate().await.unwrap();
        let files = Files::in_folder(folder.path().join("files"));
        Self { store, files, operator: Operator::at_console(), _folder: folder }
    }
}

async fn new_postgres_database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let admin = std::env::var("TIENDO_TEST_POSTGRES")
        .expect("TIENDO_TEST_POSTGRES is not set: run `cargo xtask with-postgres cargo test`");
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let connection = Database::connect(admin.as_str()).await.unwrap();
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    connection.close().await.unwrap();
    let (server, _) = admin.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Ten in the morning of a day.
pub fn morning(date: NaiveDate) -> Moment {
    start_of(date) + TimeDelta::hours(10)
}

/// The first day of the school year in which tests play.
pub fn september() -> Moment {
    morning(day(2026, 9, 1))
}

/// The day as of which most tests ask.
pub fn november() -> Moment {
    morning(day(2026, 11, 20))
}

pub fn vi() -> Language {
    Language::vietnamese()
}

pub fn content() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"))
}

pub fn pack(id: &str) -> Pack {
    read_pack(&content().join("courses").join(id)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub fn csv(name: &str, text: &str) -> RosterFile {
    RosterFile { name: name.to_owned(), content: text.as_bytes().to_vec() }
}

pub const SCHOOLS: &str = "Mã trường,Tên trường,Cấp học,Địa chỉ,Email
MN001,Trường Mầm non Bình Hòa,Mầm non,,
TH014,Trường Tiểu học Mỹ Xuân,Tiểu học,,
THCS029,Trường THCS Bình Hòa,THCS,,
";
pub const STAFF: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày
TH014,TH-1,Phan Thùy An,,Nữ,Hiệu trưởng,Tổ công tác,01/09/2020,
TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Công tác học sinh,01/09/2020,
TH014,TH-3,Bùi Thị Diễm,,Nữ,Giáo viên,,01/09/2020,
TH014,TH-4,Ngô Đức Hiếu,,Nam,Giáo viên,Quản trị website,01/09/2020,
MN001,MN-1,Nguyễn Đức Khang,,Nam,Hiệu trưởng,Tổ công tác,01/09/2020,
THCS029,HS-1,Lê Thị Oanh,,Nữ,Hiệu trưởng,,01/09/2020,
";
pub const PUPILS: &str = "Mã trường,Lớp,Mã định danh,Họ và tên,Ngày sinh,Giới tính,Năm học
TH014,1/1,790001,Phạm Ngọc Hòa,05/03/2020,Nữ,2026-2027
TH014,1/1,790002,Lê Văn Nam,06/03/2020,Nam,2026-2027
TH014,3/1,790003,Trần Bảo Chi,06/03/2018,Nữ,2026-2027
THCS029,6/1,790004,Đỗ Minh Đức,06/03/2015,Nam,2026-2027
";

/// An office with three schools, their people, and the courses asked for.
pub struct House {
    pub fresh: Fresh,
    pub office: Office,
}

impl House {
    pub async fn with_courses(engine: Engine, courses: &[&str]) -> Self {
        let fresh = Fresh::on(engine).await;
        let opened = september().date_naive();
        let node = create_office(&fresh.store, &fresh.operator, "Phòng GD&ĐT thử", opened, september()).await.unwrap();
        let office = fresh.operator.office(node);
        let files = [csv("schools", SCHOOLS), csv("staff", STAFF), csv("pupils", PUPILS)];
        let summary = import_rosters(&fresh.store, &office, &files, false, september()).await.unwrap();
        assert!(summary.taken, "{summary:?}");
        let house = Self { fresh, office };
        for course in courses {
            house.take(&pack(course), september()).await;
        }
        house
    }

    pub async fn take(&self, pack: &Pack, now: Moment) {
        import_course(&self.fresh.store, &self.fresh.files, &self.fresh.operator, pack, now).await.unwrap();
    }

    pub fn store(&self) -> &Store {
        &self.fresh.store
    }

    pub async fn person(&self, code: &str) -> PersonId {
        person_by_code(self.store(), code).await.unwrap().unwrap()
    }

    pub async fn school(&self, code: &str) -> OrganisationId {
        school_by_code(self.store(), code).await.unwrap().unwrap()
    }

    pub async fn learner(&self, code: &str) -> Learner {
        self.fresh.operator.learner(self.person(code).await)
    }

    pub async fn do_lessons(&self, code: &str, course: &str, now: Moment) {
        let learner = self.learner(code).await;
        let page = course_page(self.store(), &learner, course, &vi(), now).await.unwrap();
        for lesson in page.lessons {
            finish_lesson(self.store(), &learner, course, &lesson.slug, now).await.unwrap();
        }
    }

    /// Does the lessons and takes the quiz with so many questions left empty.
    pub async fn complete(&self, code: &str, course: &str, wrong: usize, now: Moment) -> Submission {
        self.do_lessons(code, course, now).await;
        let learner = self.learner(code).await;
        let attempt = start_attempt(self.store(), &learner, course, 7, now).await.unwrap();
        let fields = model_fields(self.store(), &learner, attempt, wrong).await.unwrap();
        submit_attempt(self.store(), &learner, attempt, &fields, true, now).await.unwrap()
    }

    /// Runs a statement that no use case has, as a test's own way of making or counting facts.
    pub async fn sql(&self, statement: &str) {
        let url = self.writing_url().await;
        let connection = Database::connect(url).await.unwrap();
        connection.execute_unprepared(statement).await.unwrap();
        connection.close().await.unwrap();
    }

    /// As [`House::sql`]; the database may refuse.
    pub async fn try_sql(&self, statement: &str) -> Result<(), sea_orm::DbErr> {
        let connection = Database::connect(self.writing_url().await).await.unwrap();
        let done = connection.execute_unprepared(statement).await;
        connection.close().await.unwrap();
        done.map(|_| ())
    }

    /// The node with a code.
    pub async fn node(&self, code: &str) -> OrganisationId {
        use sea_orm::Statement;
        let read = self.store().connection();
        let sql = "SELECT id FROM organisations WHERE code = $1";
        let statement = Statement::from_sql_and_values(read.get_database_backend(), sql, [code.into()]);
        let row = read.query_one_raw(statement).await.unwrap().unwrap();
        OrganisationId(row.try_get_by_index(0).unwrap())
    }

    async fn writing_url(&self) -> String {
        use sea_orm::{DbBackend, Statement};
        let read = self.store().connection();
        let ask = |sql: &str| Statement::from_string(read.get_database_backend(), sql.to_owned());
        if read.get_database_backend() == DbBackend::Sqlite {
            let row = read
                .query_one_raw(ask("SELECT file FROM pragma_database_list WHERE name = 'main'"))
                .await
                .unwrap()
                .unwrap();
            let file: String = row.try_get_by_index(0).unwrap();
            return format!("sqlite://{file}");
        }
        let row = read.query_one_raw(ask("SELECT current_database()::text")).await.unwrap().unwrap();
        let name: String = row.try_get_by_index(0).unwrap();
        let admin = std::env::var("TIENDO_TEST_POSTGRES").unwrap();
        format!("{}/{name}", admin.rsplit_once('/').unwrap().0)
    }
}
