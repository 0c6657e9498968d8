//! Persons get an e-mail address; sessions belong to a person, with or without an account.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column a statement.
        for column in [string_null("email"), timestamp_with_time_zone_null("anonymised_at")] {
            manager.alter_table(Table::alter().table("persons").add_column(column).to_owned()).await?;
        }
        manager.create_index(unique("persons", &["email"])).await?;
        // Whoever was signed in signs in anew: a session holds nothing that must last.
        drop_tables(manager, &["sessions"]).await?;
        manager.create_table(sessions()).await?;
        for column in ["person_id", "expires_at"] {
            manager.create_index(index("sessions", &[column])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().table("persons").name("ux_persons_email").to_owned()).await?;
        for column in ["email", "anonymised_at"] {
            manager.alter_table(Table::alter().table("persons").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// The id is the digest of the cookie's token: whoever reads this table cannot sign in with it. Pupils who come by
/// their class have no account.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(ColumnDef::new("id").string().not_null().primary_key())
        .col(big_integer("person_id"))
        .col(big_integer_null("account_id"))
        .col(string("kind"))
        .col(string_null("address"))
        .col(string("browser"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut references("sessions", "person_id", "persons"))
        .foreign_key(&mut references("sessions", "account_id", "accounts"))
        .to_owned()
}
