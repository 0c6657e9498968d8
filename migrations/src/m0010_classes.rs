//! Roll-overs of school years; placements in the tree and classes can be taken back.

use super::{drop_tables, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [(&str, &str); 3] =
    [("placements", "end_learned_at"), ("placements", "voided_at"), ("classes", "voided_at")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column a statement.
        for (table, column) in COLUMNS {
            let column = timestamp_with_time_zone_null(column);
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.create_table(roll_overs()).await?;
        manager.create_index(unique("roll_overs", &["organisation_id", "school_year"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["roll_overs"]).await?;
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// How a school's classes of a school year go on to the next: what is chosen, and what undoing it needs.
///
/// `school_year` is the calendar year in which the one that ends began.
fn roll_overs() -> TableCreateStatement {
    Table::create()
        .table("roll_overs")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(integer("school_year"))
        .col(string("state"))
        .col(json_binary("exceptions"))
        .col(json_binary_null("written"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(big_integer_null("changed_by_person_id"))
        .foreign_key(&mut references("roll_overs", "organisation_id", "organisations"))
        .foreign_key(&mut references("roll_overs", "changed_by_person_id", "persons"))
        .to_owned()
}
