//! Speed of the release build over loopback, beside a bare axum handler that returns as many bytes.
//!
//! Prints requests per second and the 50th and 99th percentile at 1 and 16 connections, the ratio to
//! the bare handler, and the bytes of a first page. It judges nothing: machines differ, ratios less so.

use crate::root;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
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
    first_page(&server)
}

/// A request as bytes.
struct Request {
    bytes: Vec<u8>,
}

impl Request {
    fn page(path: &str, cookie: &str) -> Self {
        let head = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n");
        Self { bytes: head.into_bytes() }
    }

    fn form(path: &str, cookie: &str, form: &str) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        Self { bytes: head.into_bytes() }
    }
}

/// What came back.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// A kept-alive connection that speaks just enough HTTP/1.1.
struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    fn send(&mut self, request: &Request) -> Result<Answer> {
        self.stream.get_mut().write_all(&request.bytes)?;
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status line")?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding") == "chunked" {
            loop {
                let length = usize::from_str_radix(self.line()?.trim(), 16)?;
                let start = answer.body.len();
                answer.body.resize(start + length, 0);
                self.stream.read_exact(&mut answer.body[start..])?;
                self.line()?;
                if length == 0 {
                    break;
                }
            }
        } else if let Ok(length) = answer.header("content-length").parse::<usize>() {
            answer.body.resize(length, 0);
            self.stream.read_exact(&mut answer.body)?;
        }
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A server of ours; stopped when dropped.
struct Server {
    process: Option<Child>,
    address: SocketAddr,
}

impl Server {
    fn start(command: impl Fn(&str) -> Command) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let process = command(&address.to_string()).spawn()?;
        let server = Self { process: Some(process), address };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let healthy = Connection::open(address).and_then(|mut c| c.send(&Request::page("/healthz", "")));
            if healthy.is_ok_and(|answer| answer.status == 200) {
                return Ok(server);
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not answer")
    }

    /// A bare axum handler that returns so many bytes.
    fn bare(bytes: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let body = "x".repeat(bytes);
        thread::spawn(move || -> Result<()> {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(async move {
                let handler = move || async move { body };
                let router = axum::Router::new().fallback(handler);
                axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await?;
                Ok(())
            })
        });
        Ok(Self { process: None, address })
    }

    fn ask(&self, request: &Request) -> Result<Answer> {
        Connection::open(self.address)?.send(request)
    }

    /// The cookie of a new session.
    fn sign_in(&self, credentials: &str) -> Result<String> {
        let answer = self.ask(&Request::form("/api/fn/sign_in", "", credentials))?;
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        if cookie.contains("tiendo_session=") { Ok(cookie) } else { bail!("sign-in failed ({})", answer.status) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Durations of all requests and the whole time they took.
struct Measured {
    each: Vec<Duration>,
    whole: Duration,
    bytes: usize,
}

fn load(
    server: &Server,
    connections: usize,
    count: usize,
    request: &(impl Fn(usize) -> Request + Sync),
) -> Result<Measured> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let mut each = Vec::with_capacity(count);
    let mut bytes = 0;
    thread::scope(|scope| -> Result<()> {
        let workers: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| -> Result<(Vec<Duration>, usize)> {
                    let mut connection = Connection::open(server.address)?;
                    let (mut times, mut bytes) = (Vec::new(), 0);
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            return Ok((times, bytes));
                        }
                        let request = request(number);
                        let begun = Instant::now();
                        let answer = connection.send(&request)?;
                        times.push(begun.elapsed());
                        if answer.status >= 400 {
                            bail!("answered {}", answer.status);
                        }
                        bytes = answer.body.len();
                    }
                })
            })
            .collect();
        for worker in workers {
            let (times, size) = worker.join().map_err(|_| anyhow::anyhow!("a worker failed"))??;
            each.extend(times);
            bytes = bytes.max(size);
        }
        Ok(())
    })?;
    each.sort_unstable();
    Ok(Measured { each, whole: begun.elapsed(), bytes })
}

impl Measured {
    fn per_second(&self) -> f64 {
        self.each.len() as f64 / self.whole.as_secs_f64()
    }

    fn percentile(&self, share: f64) -> f64 {
        let place = ((self.each.len() as f64 * share) as usize).min(self.each.len().saturating_sub(1));
        self.each.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    fn print(&self, name: &str, connections: usize, bare: &Self) {
        println!(
            "{name:<34} {connections:>5} {:>10.0} {:>9.2} {:>9.2} {:>12.3}",
            self.per_second(),
            self.percentile(0.5),
            self.percentile(0.99),
            self.per_second() / bare.per_second()
        );
    }
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
