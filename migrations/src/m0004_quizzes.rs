//! Questions, attempts and responses.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [questions(), question_versions(), quiz_questions(), attempts(), attempt_questions()] {
            manager.create_table(table).await?;
        }
        let indexes = [
            unique("questions", &["course_id", "name"]),
            unique("question_versions", &["question_id", "number"]),
            unique("quiz_questions", &["course_version_id", "position"]),
            unique("attempts", &["person_id", "course_version_id", "number"]),
            index("attempts", &["course_version_id"]),
            unique("attempt_questions", &["attempt_id", "position"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        // One open attempt a person and quiz, whatever races: the database refuses a second.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX ux_attempts_open ON attempts (person_id, course_version_id) WHERE submitted_at IS NULL",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["attempt_questions", "attempts", "quiz_questions", "question_versions", "questions"])
            .await
    }
}

fn questions() -> TableCreateStatement {
    Table::create()
        .table("questions")
        .col(big_pk_auto("id"))
        .col(big_integer("course_id"))
        .col(string("name"))
        .foreign_key(&mut references("questions", "course_id", "courses"))
        .to_owned()
}

/// `texts` holds the question with its key, by language; never edited once answered.
fn question_versions() -> TableCreateStatement {
    Table::create()
        .table("question_versions")
        .col(big_pk_auto("id"))
        .col(big_integer("question_id"))
        .col(integer("number"))
        .col(string("kind"))
        .col(json_binary("texts"))
        .col(string("digest"))
        .foreign_key(&mut references("question_versions", "question_id", "questions"))
        .to_owned()
}

/// The bank of a course version's quiz.
fn quiz_questions() -> TableCreateStatement {
    Table::create()
        .table("quiz_questions")
        .col(big_pk_auto("id"))
        .col(big_integer("course_version_id"))
        .col(integer("position"))
        .col(big_integer("question_version_id"))
        .foreign_key(&mut references("quiz_questions", "course_version_id", "course_versions"))
        .foreign_key(&mut references("quiz_questions", "question_version_id", "question_versions"))
        .to_owned()
}

fn attempts() -> TableCreateStatement {
    Table::create()
        .table("attempts")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("course_version_id"))
        .col(integer("number"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(big_integer_null("earned"))
        .col(integer("question_count"))
        .col(string_null("outcome"))
        .foreign_key(&mut references("attempts", "person_id", "persons"))
        .foreign_key(&mut references("attempts", "course_version_id", "course_versions"))
        .to_owned()
}

/// A drawn question, the order of its options as shown, and the answer as it stands.
fn attempt_questions() -> TableCreateStatement {
    Table::create()
        .table("attempt_questions")
        .col(big_pk_auto("id"))
        .col(big_integer("attempt_id"))
        .col(integer("position"))
        .col(big_integer("question_version_id"))
        .col(json_binary("option_order"))
        .col(json_binary("response"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(integer_null("credit"))
        .foreign_key(&mut references("attempt_questions", "attempt_id", "attempts"))
        .foreign_key(&mut references("attempt_questions", "question_version_id", "question_versions"))
        .to_owned()
}
