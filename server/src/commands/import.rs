//! `tiendo import`.

use super::{Bench, Failure, progress_bar, words};
use crate::cli::{CoursesArguments, RosterArguments};
use app::i18n::Locale;
use domain::people::roster::view::OutcomeKind;
use services::{
    courses::{Pack, Taken, import_course, read_pack},
    people::{ImportSummary, RosterFile, import_rosters, root_office},
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Takes rosters in; prints what becomes of every line, and takes nothing if one is wrong.
pub async fn rosters(bench: Bench, arguments: &RosterArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let mut files = Vec::new();
    for path in &arguments.files {
        let content = std::fs::read(path).map_err(|error| Failure::broken(words::cannot_read(locale, path, &error)))?;
        files.push(RosterFile { name: path.display().to_string(), content });
    }
    let node = root_office(bench.store.connection()).await.map_err(|error| Failure::broken(error.to_string()))?;
    let node = node.ok_or_else(|| Failure::refused(words::no_office(locale)))?;
    let office = bench.operator.office(node);
    let waiting = progress_bar(0);
    waiting.enable_steady_tick(std::time::Duration::from_millis(200));
    let summary = import_rosters(&bench.store, &office, &files, arguments.dry_run, bench.clock.now()).await;
    waiting.finish_and_clear();
    let summary = summary.map_err(|error| Failure::refused(words::import_error(locale, &error)))?;
    say_outcome(locale, &summary)
}

/// Prints what became of an import, line by line; a wrong line is a failure.
pub fn say_outcome(locale: Locale, summary: &ImportSummary) -> Result<ExitCode, Failure> {
    print_lines(locale, summary).map_err(|error| Failure::broken(error.to_string()))?;
    let count = |kind: OutcomeKind| usize::try_from(summary.counts().count(kind)).unwrap_or(usize::MAX);
    let wrong = count(OutcomeKind::Wrong);
    let (new, changed) = (count(OutcomeKind::New), count(OutcomeKind::Changed));
    println!("{}", words::import_counts(locale, new, changed, count(OutcomeKind::Unchanged), wrong));
    if wrong > 0 {
        return Err(Failure::refused(words::nothing_taken(locale)));
    }
    if !summary.taken {
        println!("{}", words::dry_run(locale));
    }
    Ok(ExitCode::SUCCESS)
}

/// One line of output for each thing that there is to say of a line: `file:line: outcome`.
fn print_lines(locale: Locale, summary: &ImportSummary) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in &summary.files {
        for (line, outcome) in &file.lines {
            for text in words::line_outcome(locale, outcome) {
                writeln!(out, "{}:{line}: {text}", file.name)?;
            }
        }
    }
    out.flush()
}

/// Takes course packs in, all of them or, if any has a problem, none.
pub async fn courses(bench: Bench, arguments: &CoursesArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let packs = read_packs(locale, &arguments.paths)?;
    for pack in &packs {
        let id = &pack.manifest.id;
        let taken = import_course(&bench.store, &bench.files, &bench.operator, pack, bench.clock.now())
            .await
            .map_err(|error| Failure::refused(format!("{id}: {}", words::take_error(locale, &error))))?;
        let word = match taken {
            Taken::NewCourse => words::new_course(locale),
            Taken::NewVersion(version) => words::new_version(locale, version),
            Taken::Unchanged => words::unchanged(locale),
        };
        println!("{id}: {word}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads packs from folders that are packs, or that hold packs; lists every problem of every pack.
pub fn read_packs(locale: Locale, paths: &[PathBuf]) -> Result<Vec<Pack>, Failure> {
    let mut packs = Vec::new();
    let mut wrong = 0;
    for folder in pack_folders(locale, paths)? {
        match read_pack(&folder) {
            Ok(pack) => packs.push(pack),
            Err(problems) => {
                wrong += problems.len();
                for problem in problems {
                    println!("{}", words::pack_problem(&folder, &problem));
                }
            }
        }
    }
    if wrong > 0 { Err(Failure::refused(words::packs_wrong(locale, wrong))) } else { Ok(packs) }
}

fn pack_folders(locale: Locale, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let is_pack = |folder: &Path| folder.join("course.toml").is_file();
    let mut folders = Vec::new();
    for path in paths {
        if is_pack(path) {
            folders.push(path.clone());
            continue;
        }
        let entries =
            std::fs::read_dir(path).map_err(|error| Failure::broken(words::cannot_read(locale, path, &error)))?;
        let mut inside: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|folder| is_pack(folder)).collect();
        if inside.is_empty() {
            return Err(Failure::refused(words::no_pack(locale, path)));
        }
        inside.sort();
        folders.extend(inside);
    }
    Ok(folders)
}
