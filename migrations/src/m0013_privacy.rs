//! When the program's own daily work was done, and the log by who did what.

use super::drop_tables;
use sea_orm_migration::{prelude::*, schema::*};

/// A name of its own, so that it meets no other index of these columns.
const OF_ACTOR: &str = "ix_audit_events_of_actor";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(job_runs()).await?;
        let index = Index::create().name(OF_ACTOR).table("audit_events").col("actor_person_id").to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(OF_ACTOR).table("audit_events").to_owned()).await?;
        drop_tables(manager, &["job_runs"]).await
    }
}

/// Which process does a piece of regular work until when, and when it was last done. Moments in seconds since 1970.
fn job_runs() -> TableCreateStatement {
    Table::create()
        .table("job_runs")
        .col(ColumnDef::new("name").string().not_null().primary_key())
        .col(big_integer("leased_until"))
        .col(big_integer_null("finished_at"))
        .to_owned()
}
