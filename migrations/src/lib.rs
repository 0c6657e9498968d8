//! The tables of Tiến Độ, for SQLite and PostgreSQL alike. One file a migration.
//!
//! Facts carry two dates: when they happened (`from_on`, `to_on`, `completed_at`) and when they
//! were learned (`learned_at`, `end_learned_at`). They are never edited: a mistake is voided by
//! `voided_at` or a voiding fact, and the right fact is added.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_people;
mod m0002_access;
mod m0003_courses;
mod m0004_quizzes;
mod m0005_progress;
mod m0006_audit;
mod m0007_sign_in;
mod m0008_roster;
mod m0009_people;
mod m0010_classes;
mod m0011_accounts;
mod m0012_pupils;
mod m0013_privacy;
mod m0014_identities;
mod m0015_answers;
mod m0016_quiz_versions;

/// Brings a database to the newest schema.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_access::Migration),
            Box::new(m0003_courses::Migration),
            Box::new(m0004_quizzes::Migration),
            Box::new(m0005_progress::Migration),
            Box::new(m0006_audit::Migration),
            Box::new(m0007_sign_in::Migration),
            Box::new(m0008_roster::Migration),
            Box::new(m0009_people::Migration),
            Box::new(m0010_classes::Migration),
            Box::new(m0011_accounts::Migration),
            Box::new(m0012_pupils::Migration),
            Box::new(m0013_privacy::Migration),
            Box::new(m0014_identities::Migration),
            Box::new(m0015_answers::Migration),
            Box::new(m0016_quiz_versions::Migration),
        ]
    }
}

/// A foreign key `table.column → target.id` that keeps what it points to from being deleted.
fn references(table: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(target, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).name(format!("ux_{table}_{}", columns.join("_"))).unique().to_owned()
}

async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
