//! Just enough HTTP over loopback to load a server of ours and time it.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

/// A request as bytes.
pub struct Request {
    pub bytes: Vec<u8>,
}

impl Request {
    pub fn page(path: &str, cookie: &str) -> Self {
        let head = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n");
        Self { bytes: head.into_bytes() }
    }

    pub fn form(path: &str, cookie: &str, form: &str) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        Self { bytes: head.into_bytes() }
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// A kept-alive connection that speaks just enough HTTP/1.1.
pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    pub fn send(&mut self, request: &Request) -> Result<Answer> {
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
pub struct Server {
    pub process: Option<Child>,
    pub address: SocketAddr,
}

impl Server {
    pub fn start(command: impl Fn(&str) -> Command) -> Result<Self> {
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
    pub fn bare(bytes: usize) -> Result<Self> {
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

    pub fn ask(&self, request: &Request) -> Result<Answer> {
        Connection::open(self.address)?.send(request)
    }

    /// The cookie of a new session.
    pub fn sign_in(&self, credentials: &str) -> Result<String> {
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
pub struct Measured {
    pub each: Vec<Duration>,
    pub whole: Duration,
    pub bytes: usize,
}

pub fn load(
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
    pub fn per_second(&self) -> f64 {
        self.each.len() as f64 / self.whole.as_secs_f64()
    }

    pub fn percentile(&self, share: f64) -> f64 {
        let place = ((self.each.len() as f64 * share) as usize).min(self.each.len().saturating_sub(1));
        self.each.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    pub fn print(&self, name: &str, connections: usize, bare: &Self) {
        println!(
            "{name:<34} {connections:>5} {:>10.0} {:>9.2} {:>9.2} {:>12.3}",
            self.per_second(),
            self.percentile(0.5),
            self.percentile(0.99),
            self.per_second() / bare.per_second()
        );
    }
}
