//! Keeping people: merged records, roles in a team, the scanned founding decision.

use super::{drop_tables, index, references};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.create_table(team_roles()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["team_roles"]).await?;
        for name in ["ix_persons_sort_key", "ix_persons_search_key_born_on", "ix_persons_merged_into_id"] {
            manager.drop_index(Index::drop().table("persons").name(name).to_owned()).await?;
        }
        for (table, column) in [
            ("persons", "merged_into_id"),
            ("persons", "former_codes"),
            ("founding_decisions", "file_digest"),
            ("founding_decisions", "content_type"),
        ] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// SQLite adds one column a statement, and cannot take away one that refers to another table: `merged_into_id` is the
/// record that stayed when two were merged, `former_codes` the codes that the other one had.
fn columns() -> [(&'static str, ColumnDef); 4] {
    [
        ("persons", big_integer_null("merged_into_id")),
        ("persons", string_null("former_codes")),
        ("founding_decisions", string_null("file_digest")),
        ("founding_decisions", string_null("content_type")),
    ]
}

fn indexes() -> [IndexCreateStatement; 5] {
    [
        index("persons", &["sort_key"]),
        index("persons", &["search_key", "born_on"]),
        index("persons", &["merged_into_id"]),
        index("team_roles", &["organisation_id"]),
        index("team_roles", &["person_id"]),
    ]
}

/// What a member is in a school's team; a plain member has no row.
fn team_roles() -> TableCreateStatement {
    Table::create()
        .table("team_roles")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("organisation_id"))
        .col(string("role"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("team_roles", "person_id", "persons"))
        .foreign_key(&mut references("team_roles", "organisation_id", "organisations"))
        .to_owned()
}
