//! Lessons read, completions and their voids, activities, dated settings.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [lesson_readings(), completions(), completion_voids(), activities(), settings()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            unique("lesson_readings", &["person_id", "lesson_id"]),
            index("completions", &["person_id", "course_id"]),
            index("completions", &["course_id", "completed_at"]),
            unique("completion_voids", &["completion_id"]),
            index("activities", &["organisation_id", "happened_on"]),
            index("settings", &["name", "from_on"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["settings", "activities", "completion_voids", "completions", "lesson_readings"]).await
    }
}

/// How far somebody has read a lesson (per cent of its length), and when it was done.
fn lesson_readings() -> TableCreateStatement {
    Table::create()
        .table("lesson_readings")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("lesson_id"))
        .col(integer("percent"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone_null("done_at"))
        .foreign_key(&mut references("lesson_readings", "person_id", "persons"))
        .foreign_key(&mut references("lesson_readings", "lesson_id", "lessons"))
        .to_owned()
}

/// `version` repeats the version's number and `organisation_id` the school at that moment, as facts of the completion.
fn completions() -> TableCreateStatement {
    Table::create()
        .table("completions")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("course_id"))
        .col(big_integer("course_version_id"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("completed_at"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(string("how"))
        .col(integer_null("score_tenths"))
        .col(big_integer_null("attempt_id"))
        .col(big_integer_null("organisation_id"))
        .col(date_null("valid_until"))
        .foreign_key(&mut references("completions", "person_id", "persons"))
        .foreign_key(&mut references("completions", "course_id", "courses"))
        .foreign_key(&mut references("completions", "course_version_id", "course_versions"))
        .foreign_key(&mut references("completions", "attempt_id", "attempts"))
        .foreign_key(&mut references("completions", "organisation_id", "organisations"))
        .to_owned()
}

fn completion_voids() -> TableCreateStatement {
    Table::create()
        .table("completion_voids")
        .col(big_pk_auto("id"))
        .col(big_integer("completion_id"))
        .col(text("reason"))
        .col(big_integer_null("by_person_id"))
        .col(timestamp_with_time_zone("learned_at"))
        .foreign_key(&mut references("completion_voids", "completion_id", "completions"))
        .foreign_key(&mut references("completion_voids", "by_person_id", "persons"))
        .to_owned()
}

fn activities() -> TableCreateStatement {
    Table::create()
        .table("activities")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(date("happened_on"))
        .col(string("form"))
        .col(string("topic"))
        .col(integer("participants"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(big_integer_null("approved_by_person_id"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .foreign_key(&mut references("activities", "organisation_id", "organisations"))
        .foreign_key(&mut references("activities", "approved_by_person_id", "persons"))
        .to_owned()
}

/// Dated settings of a node; the newest that holds on a day answers for that day.
fn settings() -> TableCreateStatement {
    Table::create()
        .table("settings")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("name"))
        .col(integer("value"))
        .col(date("from_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .foreign_key(&mut references("settings", "organisation_id", "organisations"))
        .to_owned()
}
