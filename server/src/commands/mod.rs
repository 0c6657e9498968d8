//! What each command does.

mod anonymise;
mod create_admin;
mod demo;
mod import;
mod import_oneroster;
mod questions;
mod serve;
mod words;

use crate::{
    cli::{Arguments, CommandArguments, ExportArguments, ImportArguments},
    settings::Settings,
};
use app::door::Clock;
use indicatif::{ProgressBar, ProgressStyle};
use services::{
    Store,
    access::{AccessError, Operator, Secrets},
    files::Files,
    store::{Durability, StoreError},
};
use std::process::ExitCode;

/// Why a command ended without doing its work: one line that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    message: String,
    exit_code: u8,
}

impl Failure {
    /// What was asked for cannot be done: exit code 1.
    fn refused(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 1 }
    }

    /// The machine or the settings do not allow it: exit code 2.
    fn broken(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 2 }
    }

    /// What the process ends with.
    pub const fn exit_code(&self) -> u8 {
        self.exit_code
    }
}

/// What every command works with.
struct Bench {
    settings: Settings,
    store: Store,
    files: Files,
    secrets: Secrets,
    operator: Operator,
    clock: Clock,
}

impl Bench {
    async fn open(settings: Settings, durability: Durability) -> Result<Self, Failure> {
        let locale = settings.locale();
        std::fs::create_dir_all(&settings.data)
            .map_err(|error| Failure::broken(words::cannot_write(locale, &settings.data, &error)))?;
        let url = settings.database_url();
        let fail = |error: &StoreError| Failure::broken(words::cannot_open(locale, &url, error));
        let store = Store::open(&url, durability).await.map_err(|error| fail(&error))?;
        store.migrate().await.map_err(|error| fail(&error))?;
        let files = Files::in_folder(settings.files());
        let secret_file = settings.secret_file();
        let secrets = Secrets::in_file(&secret_file)
            .map_err(|error| Failure::broken(words::cannot_write(locale, &secret_file, &error)))?;
        Ok(Self { settings, store, files, secrets, operator: Operator::at_console(), clock: Clock::System })
    }
}

/// Runs a command.
///
/// # Errors
/// One line that says what went wrong and what to do.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let settings = Settings::read(&arguments.settings).map_err(|error| Failure::broken(error.to_string()))?;
    match arguments.command {
        CommandArguments::Serve => serve::run(Bench::open(settings, Durability::Full).await?).await,
        CommandArguments::Migrate => {
            let bench = Bench::open(settings, Durability::Full).await?;
            println!("{}", words::migrated(bench.settings.locale(), &bench.settings.database_url()));
            Ok(ExitCode::SUCCESS)
        }
        CommandArguments::Import(ImportArguments::Roster(roster)) => {
            import::rosters(Bench::open(settings, Durability::Full).await?, &roster).await
        }
        CommandArguments::Import(ImportArguments::Oneroster(archive)) => {
            import_oneroster::run(Bench::open(settings, Durability::Full).await?, &archive).await
        }
        CommandArguments::Import(ImportArguments::Courses(courses)) => {
            import::courses(Bench::open(settings, Durability::Full).await?, &courses).await
        }
        CommandArguments::Import(ImportArguments::Questions(arguments)) => {
            questions::import(Bench::open(settings, Durability::Full).await?, &arguments).await
        }
        CommandArguments::Export(ExportArguments::Questions(arguments)) => {
            questions::export(Bench::open(settings, Durability::Full).await?, &arguments).await
        }
        CommandArguments::Demo(demo) => demo::run(Bench::open(settings, Durability::Bulk).await?, &demo).await,
        CommandArguments::CreateAdmin(admin) => {
            create_admin::run(Bench::open(settings, Durability::Full).await?, &admin).await
        }
        CommandArguments::Anonymise(anonymise) => {
            anonymise::run(Bench::open(settings, Durability::Full).await?, &anonymise).await
        }
    }
}

/// A bar that shows itself once work takes over a second.
fn progress_bar(steps: u64) -> ProgressBar {
    let bar = ProgressBar::new(steps);
    if let Ok(style) = ProgressStyle::with_template("{bar:32.cyan/black} {pos}/{len} {msg} {eta}") {
        bar.set_style(style);
    }
    bar
}

fn access_failure(bench: &Bench, error: AccessError) -> Failure {
    let locale = bench.settings.locale();
    match app::error::AppError::from(error) {
        app::error::AppError::Invalid(problem) => Failure::refused(app::words::problem_in(locale, problem)),
        other => Failure::broken(other.to_string()),
    }
}
