//! The `tiendo` program.

use clap::Parser;
use server::{cli::Arguments, commands};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("tiendo: {error}");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(commands::run(arguments)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("tiendo: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
