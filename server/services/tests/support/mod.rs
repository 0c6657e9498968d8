//! A small office to try use cases on.

mod accounts;
mod house;
mod sql;

pub use accounts::PASSWORD;
pub use house::{House, PUPILS, SCHOOLS, STAFF};

use chrono::{NaiveDate, TimeDelta};
use domain::{
    calendar::{Moment, start_of},
    language::Language,
};
use sea_orm::{ConnectionTrait, Database};
use services::{
    Store,
    access::{Office, Operator},
    courses::{Pack, read_pack},
    files::Files,
    people::{RosterFile, create_office},
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

    /// The office above all, which this makes.
    pub async fn office(&self) -> Office {
        let opened = september().date_naive();
        let node = create_office(&self.store, &self.operator, "Phòng GD&ĐT thử", opened, september()).await.unwrap();
        self.operator.office(node)
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
