//! The house door by HTTP: who may call what, plain forms, and what must not come out.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod audit;
mod command_line;
mod downloads;
mod forms;
mod pages;
mod policy;
mod pupils;
mod sign_in;
mod support;
