//! Organisations, persons, memberships, responsibilities, classes, teams.

use super::{drop_tables, index, references, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            organisations(),
            placements(),
            persons(),
            memberships(),
            responsibilities(),
            classes(),
            enrolments(),
            class_teachers(),
            founding_decisions(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let indexes = [
            index("placements", &["organisation_id", "from_on"]),
            index("memberships", &["organisation_id", "kind"]),
            index("memberships", &["person_id"]),
            index("responsibilities", &["person_id"]),
            index("responsibilities", &["organisation_id", "responsibility"]),
            unique("classes", &["organisation_id", "school_year", "name"]),
            index("enrolments", &["class_id"]),
            index("enrolments", &["membership_id"]),
            index("class_teachers", &["class_id"]),
            index("class_teachers", &["person_id"]),
            index("founding_decisions", &["organisation_id"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "founding_decisions",
                "class_teachers",
                "enrolments",
                "classes",
                "responsibilities",
                "memberships",
                "persons",
                "placements",
                "organisations",
            ],
        )
        .await
    }
}

/// Nodes of the tree; a school's level, address and e-mail are null on inner nodes.
fn organisations() -> TableCreateStatement {
    Table::create()
        .table("organisations")
        .col(big_pk_auto("id"))
        .col(string("kind"))
        .col(string_uniq("code"))
        .col(string("name"))
        .col(string("short_name"))
        .col(string_null("level"))
        .col(string("address"))
        .col(string("email"))
        .col(binary("sort_key"))
        .col(string("search_key"))
        .col(date("opened_on"))
        .col(date_null("closed_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .to_owned()
}

/// Which node stands under which, from when to when.
fn placements() -> TableCreateStatement {
    Table::create()
        .table("placements")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(big_integer("parent_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .foreign_key(&mut references("placements", "organisation_id", "organisations"))
        .foreign_key(&mut references("placements", "parent_id", "organisations"))
        .to_owned()
}

fn persons() -> TableCreateStatement {
    Table::create()
        .table("persons")
        .col(big_pk_auto("id"))
        .col(ColumnDef::new("code").string().unique_key().null())
        .col(string("full_name"))
        .col(binary("sort_key"))
        .col(string("search_key"))
        .col(date_null("born_on"))
        .col(string_null("sex"))
        .col(timestamp_with_time_zone("learned_at"))
        .to_owned()
}

fn memberships() -> TableCreateStatement {
    Table::create()
        .table("memberships")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("organisation_id"))
        .col(string("kind"))
        .col(string("post"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("memberships", "person_id", "persons"))
        .foreign_key(&mut references("memberships", "organisation_id", "organisations"))
        .to_owned()
}

fn responsibilities() -> TableCreateStatement {
    Table::create()
        .table("responsibilities")
        .col(big_pk_auto("id"))
        .col(big_integer("person_id"))
        .col(big_integer("organisation_id"))
        .col(string("responsibility"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("responsibilities", "person_id", "persons"))
        .foreign_key(&mut references("responsibilities", "organisation_id", "organisations"))
        .to_owned()
}

/// `school_year` is the calendar year in which it begins.
fn classes() -> TableCreateStatement {
    Table::create()
        .table("classes")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(integer("school_year"))
        .col(string("name"))
        .col(integer("grade"))
        .foreign_key(&mut references("classes", "organisation_id", "organisations"))
        .to_owned()
}

/// Which pupil's membership is in which class, from when to when.
fn enrolments() -> TableCreateStatement {
    Table::create()
        .table("enrolments")
        .col(big_pk_auto("id"))
        .col(big_integer("membership_id"))
        .col(big_integer("class_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("enrolments", "membership_id", "memberships"))
        .foreign_key(&mut references("enrolments", "class_id", "classes"))
        .to_owned()
}

fn class_teachers() -> TableCreateStatement {
    Table::create()
        .table("class_teachers")
        .col(big_pk_auto("id"))
        .col(big_integer("class_id"))
        .col(big_integer("person_id"))
        .col(date("from_on"))
        .col(date_null("to_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("end_learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("class_teachers", "class_id", "classes"))
        .foreign_key(&mut references("class_teachers", "person_id", "persons"))
        .to_owned()
}

/// The decision by which a school founded its team (target C).
fn founding_decisions() -> TableCreateStatement {
    Table::create()
        .table("founding_decisions")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("number"))
        .col(date("decided_on"))
        .col(timestamp_with_time_zone("learned_at"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .foreign_key(&mut references("founding_decisions", "organisation_id", "organisations"))
        .to_owned()
}
