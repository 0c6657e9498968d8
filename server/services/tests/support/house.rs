//! The office in which most tests play.

use super::{Engine, Fresh, csv, pack, september, vi};
use domain::{
    calendar::Moment,
    ids::{ClassId, OrganisationId, PersonId},
};
use services::{
    Store,
    access::{Learner, Office, SchoolLead},
    courses::{Pack, import_course},
    people::{class_by_name, import_rosters, person_by_code, school_by_code},
    progress::{course_page, finish_lesson},
    quizzes::{Submission, model_fields, start_attempt, submit_attempt},
};

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
    /// Without courses.
    pub async fn on(engine: Engine) -> Self {
        Self::with_courses(engine, &[]).await
    }

    pub async fn with_courses(engine: Engine, courses: &[&str]) -> Self {
        let fresh = Fresh::on(engine).await;
        let office = fresh.office().await;
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

    /// The node with a code.
    pub async fn node(&self, code: &str) -> OrganisationId {
        OrganisationId(self.number(&format!("SELECT id FROM organisations WHERE code = '{code}'")).await)
    }

    /// A class of this school year at TH014.
    pub async fn class(&self, name: &str) -> ClassId {
        let school = self.school("TH014").await;
        class_by_name(self.store(), school, 2026, name).await.unwrap().unwrap()
    }

    pub async fn lead(&self, school: &str) -> SchoolLead {
        self.fresh.operator.school_lead(self.school(school).await)
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
        submit_attempt(self.store(), &learner, attempt, &fields.into(), true, now).await.unwrap()
    }
}
