//! `tiendo demo`.

use super::{Bench, Failure, import::read_packs, progress_bar, words};
use crate::cli::DemoArguments;
use services::{
    access::installation,
    demo::{DemoContent, DemoError, build},
    people::RosterFile,
};
use std::process::ExitCode;

/// Fills an empty database with the demo district.
pub async fn run(bench: Bench, arguments: &DemoArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    if arguments.if_empty {
        let there = installation(&bench.store).await.map_err(|error| super::access_failure(&bench, error))?;
        if there.is_some() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let packs = read_packs(locale, &[arguments.content.join("courses")])?;
    let mut rosters = Vec::new();
    for name in ["schools.csv", "staff.csv", "pupils.csv"] {
        let path = arguments.content.join("demo").join(name);
        let content =
            std::fs::read(&path).map_err(|error| Failure::broken(words::cannot_read(locale, &path, &error)))?;
        rosters.push(RosterFile { name: name.to_owned(), content });
    }
    println!("{}", words::demo_begins(locale));
    let bar = progress_bar(0);
    let tell = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let content = DemoContent { packs, rosters };
    let now = bench.clock.now();
    let built = build(&bench.store, &bench.files, &bench.secrets, &bench.operator, &content, now, &tell).await;
    bar.finish_and_clear();
    match built {
        Ok(()) => {
            println!("{}", words::demo_done(locale));
            Ok(ExitCode::SUCCESS)
        }
        Err(DemoError::NotEmpty) => Err(Failure::refused(words::not_empty(locale))),
        Err(error) => Err(Failure::broken(error.to_string())),
    }
}
