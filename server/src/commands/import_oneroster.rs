//! `tiendo import oneroster`.

use super::{Bench, Failure, import::say_outcome, progress_bar, words};
use crate::cli::OneRosterArguments;
use app::i18n::*;
use leptos_i18n::td_string;
use services::people::{OneRosterError, RosterFile, import_oneroster, root_office};
use std::process::ExitCode;

/// Takes a OneRoster archive in; prints every line that is wrong, and takes nothing if there is one.
pub async fn run(bench: Bench, arguments: &OneRosterArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let path = &arguments.file;
    let content = std::fs::read(path).map_err(|error| Failure::broken(words::cannot_read(locale, path, &error)))?;
    let file = RosterFile { name: path.display().to_string(), content };
    let node = root_office(bench.store.connection()).await.map_err(|error| Failure::broken(error.to_string()))?;
    let node = node.ok_or_else(|| Failure::refused(words::no_office(locale)))?;
    let waiting = progress_bar(0);
    waiting.enable_steady_tick(std::time::Duration::from_millis(200));
    let office = bench.operator.office(node);
    let summary = import_oneroster(&bench.store, &office, &file, arguments.dry_run, bench.clock.now()).await;
    waiting.finish_and_clear();
    say_outcome(locale, &summary.map_err(|error| Failure::refused(refusal(locale, &file.name, &error)))?)
}

fn refusal(locale: Locale, file: &str, error: &OneRosterError) -> String {
    match error {
        OneRosterError::NotAZip => td_string!(locale, exports.not_a_zip, file = file),
        OneRosterError::TooLarge => td_string!(locale, exports.too_large, file = file),
        OneRosterError::TooManyFiles => td_string!(locale, exports.too_many_files, file = file),
        OneRosterError::StrangeName(name) => {
            td_string!(locale, exports.strange_name, file = file, name = name.as_str())
        }
        OneRosterError::NoManifest => td_string!(locale, exports.no_manifest, file = file),
        OneRosterError::OtherVersion(version) => {
            td_string!(locale, exports.other_version, file = file, version = version.as_str())
        }
        OneRosterError::MissingFile(name) => {
            td_string!(locale, exports.missing_file, file = file, name = name.as_str())
        }
        OneRosterError::NotBulk(name) => td_string!(locale, exports.not_bulk, file = file, name = name.as_str()),
        OneRosterError::NotUtf8(name) => td_string!(locale, exports.not_utf8, file = file, name = name.as_str()),
        OneRosterError::NotATable { file: name, line } => {
            td_string!(locale, exports.not_a_table, file = file, name = name.as_str(), line = *line)
        }
        OneRosterError::MissingColumn { file: name, column } => {
            td_string!(locale, exports.missing_column, file = file, name = name.as_str(), column = *column)
        }
        OneRosterError::Import(error) => words::import_error(locale, error),
        OneRosterError::Store(error) => error.to_string(),
    }
}
