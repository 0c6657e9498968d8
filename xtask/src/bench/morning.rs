//! A whole school signs in at once: does everybody get in, and does a dashboard still answer meanwhile?

use super::{
    OFFICE,
    http::{Connection, Request, Server},
};
use anyhow::{Result, bail};
use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

/// A school's staff.
const PEOPLE: usize = 40;

pub fn whole_school_at_once(server: &Server, office: &str) -> Result<()> {
    let dashboard = || -> Result<Duration> {
        let begun = Instant::now();
        let answer = Connection::open(server.address)?.send(&Request::page("/office", office))?;
        if answer.status == 200 { Ok(begun.elapsed()) } else { bail!("the dashboard was answered {}", answer.status) }
    };
    let mut alone = (0..20).map(|_| dashboard()).collect::<Result<Vec<_>>>()?;
    let before = memory(server);
    let over = AtomicBool::new(false);
    let (whole, mut meanwhile) = thread::scope(|scope| -> Result<_> {
        let looking = scope.spawn(|| -> Result<Vec<Duration>> {
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                times.push(dashboard()?);
            }
            Ok(times)
        });
        let begun = Instant::now();
        let people: Vec<_> = (0..PEOPLE).map(|_| scope.spawn(|| server.sign_in(OFFICE))).collect();
        let outcomes: Vec<_> = people.into_iter().map(|person| person.join()).collect();
        let whole = begun.elapsed();
        over.store(true, Ordering::Relaxed);
        for outcome in outcomes {
            outcome.map_err(|_| anyhow::anyhow!("a sign-in failed"))??;
        }
        let times = looking.join().map_err(|_| anyhow::anyhow!("nobody looked at the dashboard"))??;
        Ok((whole, times))
    })?;
    let (alone, meanwhile) = (median(&mut alone), median(&mut meanwhile));
    println!("{PEOPLE} sign-ins at once: all in within {:.2} s", whole.as_secs_f64());
    println!(
        "  dashboard: {:.1} ms alone, {:.1} ms meanwhile ({:.1}×)",
        alone * 1000.0,
        meanwhile * 1000.0,
        meanwhile / alone
    );
    if let (Some(before), Some(after)) = (before, memory(server)) {
        println!("  most memory held: {before} MB before, {after} MB after");
    }
    Ok(())
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}

/// The most memory that the server ever held, in megabytes, where the system tells it.
fn memory(server: &Server) -> Option<u64> {
    let process = server.process.as_ref()?.id();
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
