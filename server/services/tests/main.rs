//! Use cases against a real SQLite file and a real PostgreSQL.
//!
//! PostgreSQL's address comes from `TIENDO_TEST_POSTGRES`; `cargo xtask with-postgres cargo test` starts one.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, clippy::missing_docs_in_private_items)]

mod access;
mod answers;
mod audit;
mod classes;
mod courses;
mod demo;
mod exports;
mod handed;
mod import;
mod interchange;
mod oneroster;
mod organisations;
mod people;
mod privacy;
mod progress;
mod pupils;
mod quizzes;
mod roles;
mod roster;
mod roster_email;
mod roster_former_codes;
mod sign_in;
mod support;
