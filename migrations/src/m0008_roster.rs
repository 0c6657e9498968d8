//! Imports of rosters: their files, and what is needed to take them back.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [roster_imports(), roster_import_files(), import_changes()] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("roster_imports", &["organisation_id"])).await?;
        manager.create_index(unique("roster_import_files", &["import_id", "position"])).await?;
        manager.create_index(unique("import_changes", &["import_id", "table_name", "row_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["import_changes", "roster_import_files", "roster_imports"]).await
    }
}

/// Who brought a roster in, when, and for which office or school. `by_person_id` is null at the machine's console;
/// `counts` are lines by outcome, `school_ids` the schools there already that it touched.
fn roster_imports() -> TableCreateStatement {
    Table::create()
        .table("roster_imports")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(big_integer_null("by_person_id"))
        .col(string("state"))
        .col(timestamp_with_time_zone("uploaded_at"))
        .col(timestamp_with_time_zone_null("taken_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(boolean("good_lines_only"))
        .col(json_binary("counts"))
        .col(json_binary("school_ids"))
        .foreign_key(&mut references("roster_imports", "organisation_id", "organisations"))
        .foreign_key(&mut references("roster_imports", "by_person_id", "persons"))
        .to_owned()
}

/// The files of an import as they came. A discarded import keeps their names and digests only.
fn roster_import_files() -> TableCreateStatement {
    Table::create()
        .table("roster_import_files")
        .col(big_pk_auto("id"))
        .col(big_integer("import_id"))
        .col(integer("position"))
        .col(string("name"))
        .col(string("digest"))
        .col(binary("content"))
        .col(json_binary_null("mapping"))
        .foreign_key(&mut references("roster_import_files", "import_id", "roster_imports"))
        .to_owned()
}

/// The rows that an import wrote. `before` is the whole row as it was, null for a row that came in;
/// `after_digest` tells whether the row is still as the import left it.
fn import_changes() -> TableCreateStatement {
    Table::create()
        .table("import_changes")
        .col(big_pk_auto("id"))
        .col(big_integer("import_id"))
        .col(string("table_name"))
        .col(big_integer("row_id"))
        .col(json_binary_null("before"))
        .col(string("after_digest"))
        .foreign_key(&mut references("import_changes", "import_id", "roster_imports"))
        .to_owned()
}
