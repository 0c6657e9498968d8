//! Accounts, roles, sessions, the installation and its one-time codes.

use super::{drop_tables, index, references};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [installation(), accounts(), role_grants(), sessions(), one_time_codes()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            index("accounts", &["person_id"]),
            index("role_grants", &["person_id"]),
            index("sessions", &["account_id"]),
            index("sessions", &["expires_at"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["one_time_codes", "sessions", "role_grants", "accounts", "installation"]).await
    }
}

/// One row that says what this installation is.
fn installation() -> TableCreateStatement {
    Table::create()
        .table("installation")
        .col(ColumnDef::new("id").big_integer().not_null().primary_key())
        .col(boolean("is_demo"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(string_uniq("username"))
        .col(string("password_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .foreign_key(&mut references("accounts", "person_id", "persons"))
        .to_owned()
}

fn role_grants() -> TableCreateStatement {
    Table::create()
        .table("role_grants")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("organisation_id"))
        .col(string("role"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("role_grants", "person_id", "persons"))
        .foreign_key(&mut references("role_grants", "organisation_id", "organisations"))
        .to_owned()
}

/// The id is the digest of the cookie's token: whoever reads this table cannot sign in with it.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(ColumnDef::new("id").string().not_null().primary_key())
        .col(big_integer("account_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut references("sessions", "account_id", "accounts"))
        .to_owned()
}

/// Codes that open one door once, kept as digests.
fn one_time_codes() -> TableCreateStatement {
    Table::create()
        .table("one_time_codes")
        .col(ColumnDef::new("purpose").string().not_null().primary_key())
        .col(string("digest"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}
