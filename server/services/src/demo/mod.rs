//! The demo district: a made-up office with its schools, and a history made through the same use cases as a real one.
//!
//! The same content, day and program give the same district: chance is seeded from the schools' codes.

mod history;
mod people;

use crate::{
    Store, StoreError,
    access::{AccessError, Operator, Secrets, mark_as_demo},
    courses::{Pack, TakeError, import_course},
    files::Files,
    people::{ClassError, ImportError, PeopleError, RosterFile, create_office, import_rosters},
    progress::ProgressError,
    quizzes::QuizError,
};
use chrono::{NaiveDate, TimeDelta};
use domain::calendar::{Moment, SchoolYear, day_of, start_of};

/// Name of the demo's office.
pub const OFFICE: &str = "Phòng Giáo dục và Đào tạo Bình Hòa (dữ liệu mẫu)";

/// What the demo is made from.
#[derive(Debug, Clone)]
pub struct DemoContent {
    /// The starter courses.
    pub packs: Vec<Pack>,
    /// Rosters of schools, staff and pupils.
    pub rosters: Vec<RosterFile>,
}

/// Why the demo cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds something already.
    #[error("the database holds something already; the demo needs an empty one")]
    NotEmpty,
    /// A roster has wrong lines.
    #[error("a roster of the demo has wrong lines")]
    WrongRoster,
    /// A roster cannot be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A course cannot be taken.
    #[error(transparent)]
    Take(#[from] TakeError),
    /// Accounts or roles failed.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A class failed.
    #[error(transparent)]
    Class(#[from] ClassError),
    /// A team's founding decision failed.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// A lesson or activity failed.
    #[error(transparent)]
    Progress(#[from] ProgressError),
    /// A quiz failed.
    #[error(transparent)]
    Quiz(#[from] QuizError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for DemoError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// The days over which the demo's history is spread: this school year's, up to yesterday.
#[derive(Debug, Clone, Copy)]
struct Window {
    year: SchoolYear,
    begin: Moment,
    end: Moment,
}

impl Window {
    fn before(now: Moment) -> Self {
        let year = SchoolYear::containing(day_of(now));
        let begin = start_of(year.first_day()) + TimeDelta::hours(8);
        Self { year, begin: begin.min(now), end: (now - TimeDelta::days(1)).max(begin.min(now)) }
    }

    /// The moment a share (0 to 1) of the way through.
    fn at(&self, share: f64) -> Moment {
        let length = (self.end - self.begin).num_seconds() as f64;
        self.begin + TimeDelta::seconds((length * share) as i64)
    }

    fn first_day(&self) -> NaiveDate {
        self.year.first_day()
    }
}

/// Fills an empty database. `tell` hears how many steps of how many are done.
///
/// # Errors
/// [`DemoError::NotEmpty`] when there is something in it.
pub async fn build(
    store: &Store,
    files: &Files,
    secrets: &Secrets,
    operator: &Operator,
    content: &DemoContent,
    now: Moment,
    tell: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), DemoError> {
    let window = Window::before(now);
    mark_as_demo(store, operator, window.begin).await.map_err(|error| match error {
        AccessError::AlreadySetUp => DemoError::NotEmpty,
        error => error.into(),
    })?;
    let office = operator.office(create_office(store, operator, OFFICE, window.first_day(), window.begin).await?);
    let rosters: Vec<RosterFile> = content.rosters.iter().map(|file| for_school_year(file, window.year)).collect();
    if !import_rosters(store, &office, &rosters, false, window.begin).await?.taken {
        return Err(DemoError::WrongRoster);
    }
    for pack in &content.packs {
        import_course(store, files, operator, pack, window.begin).await?;
    }
    let accounts = people::appoint(store, operator, &office, &window).await?;
    people::let_pupils_in(store, secrets, operator, &window).await?;
    history::live(store, operator, &office, &accounts, &window, tell).await
}

/// The roster with its school year moved to the one of the day, so that the demo is never out of date.
fn for_school_year(file: &RosterFile, year: SchoolYear) -> RosterFile {
    const SAMPLE_YEAR: &str = "2026-2027";
    let text = String::from_utf8_lossy(&file.content).replace(SAMPLE_YEAR, &year.to_string());
    RosterFile { name: file.name.clone(), content: text.into_bytes() }
}
