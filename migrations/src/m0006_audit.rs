//! The audit log, settings of the installation, and counters of attempts.

use super::{drop_tables, index, references};
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [audit_events(), installation_settings(), rate_limits()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            index("audit_events", &["happened_at"]),
            index("audit_events", &["organisation_id", "happened_at"]),
            index("audit_events", &["subject_kind", "subject_id"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        let connection = manager.get_connection();
        for statement in append_only(manager.get_database_backend()) {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["rate_limits", "installation_settings", "audit_events"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION refuse_change()").await?;
        }
        Ok(())
    }
}

/// Who did what to whom, when, from where. Holds ids and words, never names: those are looked up when it is read.
fn audit_events() -> TableCreateStatement {
    Table::create()
        .table("audit_events")
        .col(big_pk_auto("id"))
        .col(timestamp_with_time_zone("happened_at"))
        .col(big_integer_null("actor_person_id"))
        .col(string_null("address"))
        .col(string("action"))
        .col(big_integer_null("organisation_id"))
        .col(string_null("subject_kind"))
        .col(big_integer_null("subject_id"))
        .col(json_binary("details"))
        .foreign_key(&mut references("audit_events", "actor_person_id", "persons"))
        .foreign_key(&mut references("audit_events", "organisation_id", "organisations"))
        .to_owned()
}

/// What holds for the whole installation and from now on, one row a room.
fn installation_settings() -> TableCreateStatement {
    Table::create()
        .table("installation_settings")
        .col(ColumnDef::new("name").string().not_null().primary_key())
        .col(json_binary("value"))
        .col(timestamp_with_time_zone("changed_at"))
        .to_owned()
}

/// How often something was tried since a moment (seconds since 1970), by what is counted.
fn rate_limits() -> TableCreateStatement {
    Table::create()
        .table("rate_limits")
        .col(ColumnDef::new("name").string().not_null().primary_key())
        .col(big_integer("started_at"))
        .col(big_integer("count"))
        .to_owned()
}

/// Makes the database itself refuse to change or remove what the audit log holds.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
            "CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ],
        _ => &[
            "CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            "CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ],
    }
}
