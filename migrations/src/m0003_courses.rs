//! Courses, their versions, lessons and media.

use super::{drop_tables, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [courses(), course_versions(), course_texts(), lessons(), lesson_texts(), course_media()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            unique("course_versions", &["course_id", "number"]),
            unique("course_texts", &["course_version_id", "language"]),
            unique("lessons", &["course_version_id", "slug"]),
            unique("lesson_texts", &["lesson_id", "language"]),
            unique("course_media", &["course_version_id", "name"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["course_media", "lesson_texts", "lessons", "course_texts", "course_versions", "courses"])
            .await
    }
}

/// `organisation_id` is the node that gave the course; null for one that every organisation has.
fn courses() -> TableCreateStatement {
    Table::create()
        .table("courses")
        .col(big_pk_auto("id"))
        .col(string_uniq("slug"))
        .col(big_integer_null("organisation_id"))
        .foreign_key(&mut references("courses", "organisation_id", "organisations"))
        .to_owned()
}

/// Never edited: a change of text or quiz is a new version. `file_digests` says what the pack held.
fn course_versions() -> TableCreateStatement {
    Table::create()
        .table("course_versions")
        .col(big_pk_auto("id"))
        .col(big_integer("course_id"))
        .col(integer("number"))
        .col(string("audience_kind"))
        .col(json_binary("audience"))
        .col(boolean("required"))
        .col(boolean("must_be_retaken"))
        .col(integer("minutes"))
        .col(integer("display_order"))
        .col(json_binary_null("quiz"))
        .col(integer("valid_months"))
        .col(json_binary("file_digests"))
        .col(date("published_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .foreign_key(&mut references("course_versions", "course_id", "courses"))
        .to_owned()
}

fn course_texts() -> TableCreateStatement {
    Table::create()
        .table("course_texts")
        .col(big_pk_auto("id"))
        .col(big_integer("course_version_id"))
        .col(string("language"))
        .col(string("title"))
        .col(text("summary"))
        .foreign_key(&mut references("course_texts", "course_version_id", "course_versions"))
        .to_owned()
}

fn lessons() -> TableCreateStatement {
    Table::create()
        .table("lessons")
        .col(big_pk_auto("id"))
        .col(big_integer("course_version_id"))
        .col(integer("position"))
        .col(string("slug"))
        .foreign_key(&mut references("lessons", "course_version_id", "course_versions"))
        .to_owned()
}

fn lesson_texts() -> TableCreateStatement {
    Table::create()
        .table("lesson_texts")
        .col(big_pk_auto("id"))
        .col(big_integer("lesson_id"))
        .col(string("language"))
        .col(string("title"))
        .col(text("markdown"))
        .foreign_key(&mut references("lesson_texts", "lesson_id", "lessons"))
        .to_owned()
}

/// Names of files in the data folder's store, which keeps them by the digest of their content.
fn course_media() -> TableCreateStatement {
    Table::create()
        .table("course_media")
        .col(big_pk_auto("id"))
        .col(big_integer("course_version_id"))
        .col(string("name"))
        .col(string("digest"))
        .col(string("content_type"))
        .foreign_key(&mut references("course_media", "course_version_id", "course_versions"))
        .to_owned()
}
