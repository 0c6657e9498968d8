//! The house door by HTTP: who may call what, plain forms, and what must not come out.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod command_line;
mod forms;
mod pages;
mod policy;
mod sign_in;
mod support;
