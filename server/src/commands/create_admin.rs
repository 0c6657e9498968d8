//! `tiendo create-admin`.

use super::{Bench, Failure, access_failure, words};
use crate::cli::CreateAdminArguments;
use services::access::{Anyone, FirstAdministrator, create_first_administrator, issue_setup_code};
use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

/// Creates the office and its first administrator; the password comes from standard input.
pub async fn run(bench: Bench, arguments: &CreateAdminArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let now = bench.clock.now();
    let code =
        issue_setup_code(&bench.store, &bench.operator, now).await.map_err(|error| access_failure(&bench, error))?;
    let Some(code) = code else { return Err(Failure::refused(words::already_set_up(locale))) };
    if std::io::stdin().is_terminal() {
        eprint!("{} ", words::password_prompt(locale));
    }
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(|error| Failure::broken(error.to_string()))?;
    let first = FirstAdministrator {
        organisation: arguments.organisation.clone(),
        full_name: arguments.full_name.clone(),
        username: arguments.username.clone(),
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
    };
    create_first_administrator(&bench.store, Anyone::at(None), &code, first, now)
        .await
        .map_err(|error| access_failure(&bench, error))?;
    println!("{}", words::admin_created(locale, &arguments.username));
    Ok(ExitCode::SUCCESS)
}
