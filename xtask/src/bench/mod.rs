//! Speed of the release build over loopback, beside a bare axum handler that returns as many bytes.
//!
//! Then a whole school signing in at once, and an import of 10,000 pupils beside calamine alone.
//!
//! Prints requests per second and the 50th and 99th percentile at 1 and 16 connections, the ratio to
//! the bare handler, and the bytes of a first page. It judges nothing: machines differ, ratios less so.

mod http;
mod morning;
mod roster;

use crate::root;
use anyhow::{Context, Result, bail};
use http::{Connection, Measured, Request, Server, load};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// Requests of a measurement, after a tenth of them to warm up.
const REQUESTS: usize = 600;
/// Sign-in hashes a password each time, so fewer tell enough.
const SIGN_INS: usize = 60;
const CONNECTIONS: [usize; 2] = [1, 16];

const OFFICE: &str = "username=phong&password=demo-phong-2026";
const TEACHER: &str = "username=giaovien&password=demo-giaovien-2026";
const COURSE: &str = "cybersecurity-law-for-schools";

/// Measures everything and prints it.
pub fn run() -> Result<()> {
    let data = std::env::temp_dir().join(format!("tiendo-bench-{}", std::process::id()));
    let outcome = measure(&data);
    let _ = fs::remove_dir_all(&data);
    outcome
}

fn measure(data: &Path) -> Result<()> {
    let program = root().join("target/release/tiendo");
    let tiendo = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(root()).arg("--data").arg(data).args(arguments).stdout(Stdio::null());
        command
    };
    let begun = Instant::now();
    crate::run(&mut tiendo(&["demo"]))?;
    println!("demo district made in {:.1} s", begun.elapsed().as_secs_f64());
    let server = Server::start(|listen| tiendo(&["--listen", listen, "serve"]))?;
    let office = server.sign_in(OFFICE)?;
    let teacher = server.sign_in(TEACHER)?;
    let lesson = finish_lessons(&server, &teacher)?;

    println!("{:<34} {:>5} {:>10} {:>9} {:>9} {:>12}", "", "conns", "requests/s", "p50 ms", "p99 ms", "of bare (×)");
    let sign_in = |_: usize| Request::form("/api/fn/sign_in", "", OFFICE);
    compare(&server, "sign-in", SIGN_INS, sign_in)?;
    let lesson_page = |_: usize| Request::page(&lesson, &teacher);
    compare(&server, "lesson page", REQUESTS, lesson_page)?;
    let dashboard = |_: usize| Request::page("/office", &office);
    compare(&server, "dashboard of the demo district", REQUESTS, dashboard)?;
    submit(&server, &teacher)?;
    morning::whole_school_at_once(&server, &office)?;
    first_page(&server)?;
    drop(server);
    roster::import(data, tiendo)
}

fn compare(server: &Server, name: &str, count: usize, request: impl Fn(usize) -> Request + Sync) -> Result<()> {
    let warm = load(server, 1, count / 10, &request)?;
    let bare = Server::bare(warm.bytes)?;
    for connections in CONNECTIONS {
        load(&bare, connections, REQUESTS / 10, &|_| Request::page("/", ""))?;
        let beside = load(&bare, connections, REQUESTS, &|_| Request::page("/", ""))?;
        load(server, connections, count, &request)?.print(name, connections, &beside);
    }
    Ok(())
}

/// Does every lesson of the course, so that its quiz may be taken; gives the last lesson's address back.
fn finish_lessons(server: &Server, cookie: &str) -> Result<String> {
    let page = server.ask(&Request::page(&format!("/learn/{COURSE}"), cookie))?;
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let prefix = format!("href=\"/learn/{COURSE}/");
    let lessons: Vec<&str> =
        html.split(&prefix).skip(1).filter_map(|rest| rest.split('"').next()).filter(|slug| *slug != "quiz").collect();
    let mut last = String::new();
    for lesson in lessons {
        server.ask(&Request::form("/api/fn/finish_lesson", cookie, &format!("course={COURSE}&lesson={lesson}")))?;
        last = format!("/learn/{COURSE}/{lesson}");
    }
    if last.is_empty() { bail!("the course shows no lesson") } else { Ok(last) }
}

/// Whole attempts one after another: started, then submitted with nothing answered; the submissions are timed.
fn submit(server: &Server, cookie: &str) -> Result<()> {
    let mut connection = Connection::open(server.address)?;
    let mut each = Vec::new();
    let quiz = format!("/learn/{COURSE}/quiz");
    for _ in 0..REQUESTS / 4 {
        connection.send(&Request::form("/api/fn/start_attempt", cookie, &format!("course={COURSE}")))?;
        let page = connection.send(&Request::page(&quiz, cookie))?;
        let html = String::from_utf8_lossy(&page.body).into_owned();
        let attempt = html.split("name=\"attempt\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = format!("course={COURSE}&attempt={}&intent=submit_incomplete", attempt.context("no attempt")?);
        let begun = Instant::now();
        let answer = connection.send(&Request::form("/api/fn/submit_attempt", cookie, &form))?;
        each.push(begun.elapsed());
        if answer.status != 303 {
            bail!("a submission was answered {}", answer.status);
        }
    }
    each.sort_unstable();
    let whole = each.iter().sum();
    let measured = Measured { each, whole, bytes: 0 };
    let bare = Server::bare(measured.bytes)?;
    let beside = load(&bare, 1, REQUESTS, &|_| Request::page("/", ""))?;
    measured.print("quiz submit (durable, one learner)", 1, &beside);
    Ok(())
}

/// Bytes that a browser loads for its first page, compressed as it asks for.
fn first_page(server: &Server) -> Result<()> {
    let ask = |path: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\r\n");
        server.ask(&Request { bytes: head.into_bytes() })
    };
    let plain = server.ask(&Request::page("/sign-in", ""))?;
    let html = String::from_utf8_lossy(&plain.body).into_owned();
    let mut sum = ask("/sign-in")?.body.len();
    println!("first page, brotli:\n{sum:>9} bytes  /sign-in");
    let mut paths: Vec<String> =
        html.split(['"', '\'']).filter(|part| part.starts_with("/pkg/")).map(str::to_owned).collect();
    let fonts = root().join("target/site/pkg/fonts");
    for entry in fs::read_dir(fonts).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".woff2") {
            paths.push(format!("/pkg/fonts/{name}"));
        }
    }
    paths.sort();
    paths.dedup();
    for path in paths {
        let answer = ask(&path)?;
        if answer.status != 200 {
            bail!("{path} was answered {}", answer.status);
        }
        println!("{:>9} bytes  {path}", answer.body.len());
        sum += answer.body.len();
    }
    println!("{sum:>9} bytes  in all");
    Ok(())
}
