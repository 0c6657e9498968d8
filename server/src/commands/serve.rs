//! `tiendo serve`.

use super::{Bench, Failure, words};
use crate::{
    http::{Door, router},
    jobs,
};
use app::door::House;
use domain::access::{
    credentials::{DEMO_OFFICE, DEMO_PRINCIPAL, DEMO_PUPIL, DEMO_TEACHER},
    pupils::{
        class_code::{DEMO_CODE, DEMO_PICTURES_CODE},
        secret::{DEMO_PICTURES, DEMO_PIN},
    },
};
use services::access::{installation, issue_setup_code};
use std::{net::SocketAddr, process::ExitCode};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Serves until it is told to stop.
pub async fn run(bench: Bench) -> Result<ExitCode, Failure> {
    let filter = EnvFilter::try_from_env("TIENDO_LOG").unwrap_or_else(|_| EnvFilter::new("warn,server=info,app=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let locale = bench.settings.locale();
    let address = bench.settings.listen;
    let mailer = bench.settings.mailer().map_err(|error| Failure::broken(words::bad_mail(locale, &error)))?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Failure::broken(words::cannot_listen(locale, address, &error)))?;
    let bound = listener.local_addr().unwrap_or(address);
    let house = House {
        store: bench.store.clone(),
        files: bench.files.clone(),
        clock: bench.clock,
        secrets: bench.secrets.clone(),
        mailer,
        base_url: bench.settings.base_url(bound).into(),
        behind_tls: bench.settings.tls,
    };
    let door = Door::open(house, &bench.settings.site)
        .map_err(|error| Failure::broken(words::no_site(locale, &bench.settings.site, &error)))?
        .behind(bench.settings.proxies);
    println!("{}", words::serving(locale, bound));
    tell_the_way_in(&bench, locale).await?;
    tokio::spawn(jobs::keep_house(bench.store.clone(), bench.operator, bench.clock));
    tokio::spawn(jobs::close_attempts(bench.store.clone(), bench.clock));
    axum::serve(listener, router(door).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stopped())
        .await
        .map_err(|error| Failure::broken(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the demo's accounts, or the code with which the first administrator is created.
async fn tell_the_way_in(bench: &Bench, locale: app::i18n::Locale) -> Result<(), Failure> {
    let fail = |error| super::access_failure(bench, error);
    if installation(&bench.store).await.map_err(fail)?.is_some_and(|installation| installation.is_demo) {
        println!("{}", words::demo_accounts(locale));
        let accounts = [
            (words::role_office(locale), DEMO_OFFICE),
            (words::role_principal(locale), DEMO_PRINCIPAL),
            (words::role_teacher(locale), DEMO_TEACHER),
            (words::role_pupil(locale), DEMO_PUPIL),
        ];
        for (role, account) in accounts {
            println!("  {:<12} {:<24} {role}", account.username, account.password);
        }
        println!("{}", words::demo_classes(locale));
        println!("  {DEMO_CODE:<12} {DEMO_PIN}");
        let pictures = DEMO_PICTURES.map(|picture| words::picture(locale, picture)).join(", ");
        println!("  {DEMO_PICTURES_CODE:<12} {pictures}");
    } else if let Some(code) = issue_setup_code(&bench.store, &bench.operator, bench.clock.now()).await.map_err(fail)? {
        println!("{}", words::setup_code(locale, &code));
    }
    Ok(())
}

/// Waits for Ctrl-C or, on Unix, the system's wish to stop.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}
