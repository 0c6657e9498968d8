//! Statements that no use case has.

use super::House;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

impl House {
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

    /// How many rows there are of `table WHERE condition`.
    pub async fn count(&self, rows: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {rows}")).await
    }

    /// The number that a query gives.
    pub async fn number(&self, query: &str) -> i64 {
        let db = self.store().connection();
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), query.to_owned())).await.unwrap();
        row.unwrap().try_get_by_index(0).unwrap()
    }

    async fn writing_url(&self) -> String {
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
