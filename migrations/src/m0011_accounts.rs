//! What accounts need to be kept by their owners: codes for a forgotten password, the second step and its recovery
//! codes, sign-ins half done, and counters of wrong tries.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let language = string_null("language");
        manager.alter_table(Table::alter().table("accounts").add_column(language).to_owned()).await?;
        for table in [account_resets(), second_steps(), recovery_codes(), pending_sign_ins(), sign_in_tries()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            index("account_resets", &["account_id"]),
            unique("account_resets", &["digest"]),
            unique("second_steps", &["account_id"]),
            unique("recovery_codes", &["account_id", "digest"]),
            index("pending_sign_ins", &["expires_at"]),
            index("sessions", &["account_id"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().table("sessions").name("ix_sessions_account_id").to_owned()).await?;
        let tables = ["sign_in_tries", "pending_sign_ins", "recovery_codes", "second_steps", "account_resets"];
        drop_tables(manager, &tables).await?;
        manager.alter_table(Table::alter().table("accounts").drop_column("language").to_owned()).await
    }
}

/// One-time ways to a new password: a letter's link or a printed code, kept as digests.
fn account_resets() -> TableCreateStatement {
    Table::create()
        .table("account_resets")
        .col(big_pk_auto("id"))
        .col(big_integer("account_id"))
        .col(string("way"))
        .col(string("digest"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut references("account_resets", "account_id", "accounts"))
        .to_owned()
}

/// The secret is sealed with a key outside the database. A step (half a minute since 1970) that was used is not taken again.
fn second_steps() -> TableCreateStatement {
    Table::create()
        .table("second_steps")
        .col(big_pk_auto("id"))
        .col(big_integer("account_id"))
        .col(string("secret"))
        .col(big_integer("last_step"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .foreign_key(&mut references("second_steps", "account_id", "accounts"))
        .to_owned()
}

/// For whoever has lost the second step; keyed digests.
fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(big_pk_auto("id"))
        .col(big_integer("account_id"))
        .col(string("digest"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut references("recovery_codes", "account_id", "accounts"))
        .to_owned()
}

/// The password was right and the second step is still to come. The id is the digest of the browser's token.
fn pending_sign_ins() -> TableCreateStatement {
    Table::create()
        .table("pending_sign_ins")
        .col(ColumnDef::new("id").string().not_null().primary_key())
        .col(big_integer("account_id"))
        .col(string("kind"))
        .col(big_integer("tries"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut references("pending_sign_ins", "account_id", "accounts"))
        .to_owned()
}

/// Wrong tries in a row, by what was tried; moments are seconds since 1970.
fn sign_in_tries() -> TableCreateStatement {
    Table::create()
        .table("sign_in_tries")
        .col(ColumnDef::new("name").string().not_null().primary_key())
        .col(big_integer("wrong"))
        .col(big_integer("last_at"))
        .col(big_integer("free_at"))
        .to_owned()
}
