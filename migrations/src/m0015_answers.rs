//! Answers that come from several computers, late or twice.

use super::{drop_tables, index, references};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// `sequence` numbers the answers that stood; `slot` says what is known of where they came from, for as long as the
/// attempt is under way.
fn columns() -> [ColumnDef; 3] {
    [
        integer("sequence").default(0).to_owned(),
        json_binary_null("slot").to_owned(),
        boolean("flagged").default(false).to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column a statement.
        let extra = integer("extra_minutes").default(0).to_owned();
        manager.alter_table(Table::alter().table("attempts").add_column(extra).to_owned()).await?;
        for column in columns() {
            manager.alter_table(Table::alter().table("attempt_questions").add_column(column).to_owned()).await?;
        }
        manager.create_table(answer_conflicts()).await?;
        manager.create_index(index("answer_conflicts", &["attempt_question_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["answer_conflicts"]).await?;
        manager.alter_table(Table::alter().table("attempts").drop_column("extra_minutes").to_owned()).await?;
        for column in columns() {
            let column = Alias::new(column.get_column_name());
            manager.alter_table(Table::alter().table("attempt_questions").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// An answer that came when another computer had given another one meanwhile. It is kept until its giver has chosen.
fn answer_conflicts() -> TableCreateStatement {
    Table::create()
        .table("answer_conflicts")
        .col(big_pk_auto("id"))
        .col(big_integer("attempt_question_id"))
        .col(json_binary("response"))
        .col(big_integer("device"))
        .col(timestamp_with_time_zone("given_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .foreign_key(&mut references("answer_conflicts", "attempt_question_id", "attempt_questions"))
        .to_owned()
}
