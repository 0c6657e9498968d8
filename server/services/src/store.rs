//! The database: SQLite or PostgreSQL, chosen by the address at start.

use crate::people::UnderWay;
use domain::ids::PersonId;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::{path::Path, time::Duration};

/// Something went wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened, reached or written.
    #[error("cannot open the database {url}: {source}")]
    Open {
        /// Its address, without a password.
        url: String,
        /// What the driver says.
        source: DbErr,
    },
    /// A statement failed.
    #[error("the database refused: {0}")]
    Database(#[from] DbErr),
    /// A stored value is none that this version knows.
    #[error("unknown value in the database: {0}")]
    Unreadable(String),
}

/// Whether a commit waits until the disk has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// What is acknowledged is on disk.
    Full,
    /// For filling a new database that is thrown away should the machine fail meanwhile.
    Bulk,
}

/// What a writing transaction decides about, and so must not be decided by another meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing: rows that stand alone, such as sessions.
    Free,
    /// Who is where and may do what, and what the installation is.
    Roster,
    /// Courses and their versions.
    Courses,
    /// What one person has done, and how they sign in.
    Person(PersonId),
}

impl Turn {
    /// Turns with the same key follow one another.
    const fn key(self) -> Option<i64> {
        match self {
            Self::Free => None,
            Self::Roster => Some(-1),
            Self::Courses => Some(-2),
            Self::Person(person) => Some(person.0),
        }
    }
}

/// The database behind all use cases. Cheap to clone.
///
/// On SQLite all writes go through one connection, so that writers queue here and never meet
/// "database is locked"; reads have connections of their own and, in WAL mode, never wait.
#[derive(Debug, Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    under_way: UnderWay,
}

impl Store {
    /// Opens the database; on SQLite the file is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Open`] with the address, when it cannot be opened for writing.
    pub async fn open(url: &str, durability: Durability) -> Result<Self, StoreError> {
        let failed = |source| StoreError::Open { url: without_password(url), source };
        if !url.starts_with("sqlite:") {
            let pool = Database::connect(options(url, 16)).await.map_err(failed)?;
            if durability == Durability::Bulk {
                pool.execute_unprepared("SET synchronous_commit = off").await?;
            }
            return Ok(Self { read: pool.clone(), write: pool, under_way: UnderWay::default() });
        }
        let synchronous = if durability == Durability::Bulk { "OFF" } else { "FULL" };
        let sqlite = |connections: u32, read_only: bool| {
            let mut options = options(url, connections);
            options.map_sqlx_sqlite_opts(move |opts| {
                opts.create_if_missing(!read_only)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", synchronous)
                    .pragma("cache_size", "-32000")
                    .pragma("query_only", if read_only { "ON" } else { "OFF" })
            });
            options
        };
        let write = Database::connect(sqlite(1, false)).await.map_err(failed)?;
        let read = Database::connect(sqlite(4, true)).await.map_err(failed)?;
        Ok(Self { read, write, under_way: UnderWay::default() })
    }

    /// The address of a SQLite file.
    pub fn sqlite_url(file: &Path) -> String {
        format!("sqlite://{}", file.display())
    }

    /// Brings the schema to its newest state; does nothing when it is.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Migrator::up(&self.write, None).await.map_err(StoreError::from)
    }

    /// For reading. Sees what is committed.
    pub(crate) const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// What this process is writing just now, for whoever waits for it; a second process needs none of it.
    pub(crate) const fn under_way(&self) -> &UnderWay {
        &self.under_way
    }

    /// Begins a transaction that will write, when its turn has come: transactions of the same turn follow one another,
    /// so that each sees what the one before it wrote.
    ///
    /// On SQLite all writers take turns; on PostgreSQL those of the same [`Turn`] do, by an advisory lock that ends
    /// with the transaction.
    pub(crate) async fn begin(&self, turn: Turn) -> Result<DatabaseTransaction, StoreError> {
        let backend = self.write.get_database_backend();
        let sqlite_transaction_mode = (backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
        let transaction = self.write.begin_with_options(options).await?;
        self.take_turn(&transaction, turn).await?;
        Ok(transaction)
    }

    /// Takes a further turn within a transaction. A turn at one person may follow the turn at the roster, and never the
    /// other way round, so that nobody waits for each other.
    pub(crate) async fn take_turn(&self, transaction: &DatabaseTransaction, turn: Turn) -> Result<(), StoreError> {
        let backend = self.write.get_database_backend();
        if let (DbBackend::Postgres, Some(key)) = (backend, turn.key()) {
            let lock = "SELECT pg_advisory_xact_lock($1)";
            transaction.query_one_raw(Statement::from_sql_and_values(backend, lock, [key.into()])).await?;
        }
        Ok(())
    }

    /// A read-only connection for exports and checks that no use case covers.
    pub const fn connection(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.read.ping().await?)
    }
}

/// Rows are written in chunks of so many, well below both databases' limits on bound values.
pub(crate) const CHUNK: usize = 500;

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(15))
        .connect_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        .test_before_acquire(false);
    options
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

/// Reads a stored word back as its value.
pub(crate) fn known<T>(word: &str, from_word: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    from_word(word).ok_or_else(|| StoreError::Unreadable(word.to_owned()))
}

/// Reads a stored JSON value back as its type.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// Makes a value into the JSON that is stored.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// Declares the sea-orm entity of a table whose key is `id`.
macro_rules! entity {
    ($(#[$doc:meta])* $name:ident of $table:literal { $($field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        pub mod $name {
            #![allow(missing_docs)]
            #[allow(unused_imports)]
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $(pub $field: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
pub(crate) use entity;

/// The condition that a row of a table with `from_on`, `to_on` and `voided_at` holds at the end of a day.
macro_rules! open_on {
    ($entity:ident, $day:expr) => {
        sea_orm::Condition::all()
            .add($entity::Column::FromOn.lte($day))
            .add($entity::Column::VoidedAt.is_null())
            .add(sea_orm::Condition::any().add($entity::Column::ToOn.is_null()).add($entity::Column::ToOn.gt($day)))
    };
}
pub(crate) use open_on;
