//! How pupils sign in: class codes, PINs and pictures, lessons with the class.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [class_codes(), pupil_secrets(), class_lessons()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            // A code that was changed never opens another class.
            unique("class_codes", &["code"]),
            index("class_codes", &["class_id"]),
            index("class_lessons", &["number", "until_at"]),
            index("class_lessons", &["class_id"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["class_lessons", "pupil_secrets", "class_codes"]).await
    }
}

/// Which code opened the list of a class's names, from when to when; one without an end holds.
fn class_codes() -> TableCreateStatement {
    Table::create()
        .table("class_codes")
        .col(big_pk_auto("id"))
        .col(big_integer("class_id"))
        .col(string("code"))
        .col(timestamp_with_time_zone("from_at"))
        .col(timestamp_with_time_zone_null("to_at"))
        .foreign_key(&mut references("class_codes", "class_id", "classes"))
        .to_owned()
}

/// What a pupil signs in with: a digest whose key is not in the database, and how often it was tried wrongly.
fn pupil_secrets() -> TableCreateStatement {
    Table::create()
        .table("pupil_secrets")
        .col(ColumnDef::new("person_id").big_integer().not_null().primary_key())
        .col(string("kind"))
        .col(string("digest"))
        .col(timestamp_with_time_zone("set_at"))
        .col(integer("wrong_tries"))
        .col(timestamp_with_time_zone_null("locked_at"))
        .col(timestamp_with_time_zone_null("signed_in_at"))
        .foreign_key(&mut references("pupil_secrets", "person_id", "persons"))
        .to_owned()
}

/// During a lesson its number opens the list of names, as the class code does.
fn class_lessons() -> TableCreateStatement {
    Table::create()
        .table("class_lessons")
        .col(big_pk_auto("id"))
        .col(big_integer("class_id"))
        .col(string("number"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone("until_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .foreign_key(&mut references("class_lessons", "class_id", "classes"))
        .to_owned()
}
