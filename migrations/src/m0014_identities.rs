//! Identities of other providers, joined to accounts.

use super::{drop_tables, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account_identities()).await?;
        manager.create_index(unique("account_identities", &["issuer", "subject"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["account_identities"]).await
    }
}

/// OpenID Connect: the subject is unique at its issuer and never given to another (Core 1.0, section 5.7).
fn account_identities() -> TableCreateStatement {
    Table::create()
        .table("account_identities")
        .col(big_pk_auto("id"))
        .col(big_integer("account_id"))
        .col(string("issuer"))
        .col(string("subject"))
        .col(timestamp_with_time_zone("linked_at"))
        .foreign_key(&mut references("account_identities", "account_id", "accounts"))
        .to_owned()
}
