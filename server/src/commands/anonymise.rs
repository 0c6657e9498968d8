//! `tiendo anonymise`.

use super::{Bench, Failure, words};
use crate::cli::AnonymiseArguments;
use services::access::{anonymise_leavers, count_leavers};
use std::process::ExitCode;

/// Makes leavers anonymous whose period is over, or says how many there are.
pub async fn run(bench: Bench, arguments: &AnonymiseArguments) -> Result<ExitCode, Failure> {
    let now = bench.clock.now();
    let leavers = if arguments.dry_run {
        count_leavers(&bench.store, now).await
    } else {
        anonymise_leavers(&bench.store, &bench.operator, now).await
    };
    let leavers = leavers.map_err(|error| Failure::broken(error.to_string()))?;
    println!("{}", words::leavers(bench.settings.locale(), leavers, arguments.dry_run));
    Ok(ExitCode::SUCCESS)
}
