//! A PostgreSQL cluster for tests: its own folder, its own port, gone when the tests are.

use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long the cluster may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts a cluster, runs the command with its address in `TIENDO_TEST_POSTGRES`, stops the cluster.
pub fn run(command: &[String]) -> Result<()> {
    let cluster = Cluster::start()?;
    let url = format!("postgres://tiendo@127.0.0.1:{}/postgres", cluster.port);
    let (program, arguments) = command.split_first().context("no command given")?;
    let outcome = crate::run(Command::new(program).args(arguments).env("TIENDO_TEST_POSTGRES", url));
    drop(cluster);
    outcome
}

/// A running cluster; stopped and removed when dropped.
struct Cluster {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    fn start() -> Result<Self> {
        let tools = tools()?;
        let folder = env::temp_dir().join(format!("tiendo-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let user = other_user()?;
        if let Some(user) = user {
            crate::run(Command::new("chown").arg(user).arg(&folder))?;
        }
        let data = folder.join("data");
        let mut init = as_user(&tools.join("initdb"), user);
        init.args([
            "--username",
            "tiendo",
            "--auth",
            "trust",
            "--no-sync",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--pgdata",
        ]);
        crate::run(init.arg(&data).stdout(Stdio::null()))?;
        let port = free_port()?;
        let mut server = as_user(&tools.join("postgres"), user);
        server.args([
            "-p",
            &port.to_string(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "max_connections=300",
            "-c",
            "fsync=off",
        ]);
        server.arg("-k").arg(&folder).arg("-D").arg(&data).stdout(Stdio::null()).stderr(Stdio::null());
        let server = server.spawn().context("cannot start postgres")?;
        let mut cluster = Self { server, folder, port };
        cluster.wait_until_it_answers(&tools)?;
        Ok(cluster)
    }

    fn wait_until_it_answers(&mut self, tools: &Path) -> Result<()> {
        let begun = Instant::now();
        let port = self.port.to_string();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.server.try_wait()? {
                bail!("postgres stopped at once ({status})");
            }
            let mut ready = Command::new(tools.join("pg_isready"));
            ready.args(["-q", "-h", "127.0.0.1", "-p", &port]).stderr(Stdio::null());
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok()
                && ready.status().is_ok_and(|status| status.success())
            {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("postgres did not answer within {} s", PATIENCE.as_secs())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; the child may be setpriv's, which became postgres itself.
        let stopped = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of initdb and postgres: `PG_BIN`, the PATH's, or Debian's newest.
fn tools() -> Result<PathBuf> {
    let on_path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    let candidates =
        env::var_os("PG_BIN").map(PathBuf::from).into_iter().chain(on_path).chain(debian.into_iter().rev());
    candidates
        .into_iter()
        .find(|folder| ["initdb", "postgres", "pg_isready"].iter().all(|tool| folder.join(tool).is_file()))
        .context("PostgreSQL's initdb and postgres are not here: install the package `postgresql`, or set PG_BIN to their folder")
}

/// PostgreSQL refuses to run as root; then the package's own user runs it.
fn other_user() -> Result<Option<&'static str>> {
    let id = Command::new("id").arg("-u").output()?;
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Ok(None);
    }
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| {
            Command::new("id").arg(user).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
        })
        .map(Some)
        .context("no user `postgres` or `nobody` to run PostgreSQL as")
}

fn as_user(program: &Path, user: Option<&str>) -> Command {
    match user {
        None => Command::new(program),
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user, "--regid", user, "--clear-groups"]).arg(program);
            command.current_dir("/");
            command
        }
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
