//! Versions of a quiz: the same lessons, another bank of questions.

use super::{drop_tables, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(quiz_versions()).await?;
        manager.create_table(quiz_places()).await?;
        let version = big_integer_null("quiz_version_id").to_owned();
        manager.alter_table(Table::alter().table("attempts").add_column(version).to_owned()).await?;
        // Every bank there is becomes the first version of its quiz.
        for sql in [
            "INSERT INTO quiz_versions (course_version_id, number, published_at) \
             SELECT id, 1, learned_at FROM course_versions WHERE quiz IS NOT NULL",
            "INSERT INTO quiz_places (quiz_version_id, position, question_version_id) \
             SELECT v.id, q.position, q.question_version_id FROM quiz_questions q \
             JOIN quiz_versions v ON v.course_version_id = q.course_version_id",
            "UPDATE attempts SET quiz_version_id = \
             (SELECT v.id FROM quiz_versions v WHERE v.course_version_id = attempts.course_version_id)",
        ] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        drop_tables(manager, &["quiz_questions"]).await?;
        manager.create_index(unique("quiz_versions", &["course_version_id", "number"])).await?;
        manager.create_index(unique("quiz_places", &["quiz_version_id", "position"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(quiz_questions()).await?;
        let newest = "INSERT INTO quiz_questions (course_version_id, position, question_version_id) \
                      SELECT v.course_version_id, p.position, p.question_version_id FROM quiz_places p \
                      JOIN quiz_versions v ON v.id = p.quiz_version_id \
                      WHERE v.number = (SELECT MAX(n.number) FROM quiz_versions n WHERE n.course_version_id = v.course_version_id)";
        manager.get_connection().execute_unprepared(newest).await?;
        manager.create_index(unique("quiz_questions", &["course_version_id", "position"])).await?;
        manager.alter_table(Table::alter().table("attempts").drop_column("quiz_version_id").to_owned()).await?;
        drop_tables(manager, &["quiz_places", "quiz_versions"]).await
    }
}

/// A state of a course version's bank. It is never edited: another bank is another version.
fn quiz_versions() -> TableCreateStatement {
    Table::create()
        .table("quiz_versions")
        .col(big_pk_auto("id"))
        .col(big_integer("course_version_id"))
        .col(integer("number"))
        .col(timestamp_with_time_zone("published_at"))
        .foreign_key(&mut references("quiz_versions", "course_version_id", "course_versions"))
        .to_owned()
}

/// A question's place in a bank.
fn quiz_places() -> TableCreateStatement {
    Table::create()
        .table("quiz_places")
        .col(big_pk_auto("id"))
        .col(big_integer("quiz_version_id"))
        .col(integer("position"))
        .col(big_integer("question_version_id"))
        .foreign_key(&mut references("quiz_places", "quiz_version_id", "quiz_versions"))
        .foreign_key(&mut references("quiz_places", "question_version_id", "question_versions"))
        .to_owned()
}

/// As it was before.
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
