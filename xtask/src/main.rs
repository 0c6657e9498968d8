//! Build steps that cargo alone does not do. `make` calls them; see `cargo xtask --help`.

#![allow(missing_docs)]

mod bench;
mod postgres;
mod web;

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use std::{
    path::PathBuf,
    process::{Command, ExitStatus},
};

#[derive(Parser)]
#[command(name = "cargo xtask", about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the browser's side into target/site: WebAssembly, style, fonts; hashed and compressed.
    Web {
        /// Keeps names and skips size optimisation: quick to build, large to load.
        #[arg(long)]
        quick: bool,
    },
    /// Measures the release build: requests per second beside a bare handler, bytes of the first page.
    Bench,
    /// Starts a PostgreSQL cluster in a temporary folder, runs a command with `TIENDO_TEST_POSTGRES` set, stops it.
    WithPostgres {
        /// The command and its arguments.
        #[arg(trailing_var_arg = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Web { quick } => web::build(quick),
        Task::Bench => bench::run(),
        Task::WithPostgres { command } => postgres::run(&command),
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// Runs a command and fails with its words when it does.
fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status: ExitStatus = command.status().with_context(|| format!("cannot run {program}"))?;
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    Ok(())
}
