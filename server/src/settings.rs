//! Settings from the file, the environment and flags, the later winning.

use crate::cli::SettingsArguments;
use app::i18n::Locale;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use services::{
    Store,
    mail::{MailError, Mailer},
};
use std::{net::SocketAddr, path::PathBuf};

/// Whom letters come from where no sender is set.
const NOBODY: &str = "Tiến Độ <tiendo@localhost>";

/// What the program runs with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Folder of the database and of kept files.
    pub data: PathBuf,
    /// Address of the database; the SQLite file in the data folder if not set.
    pub database: Option<String>,
    /// Address to listen at.
    pub listen: SocketAddr,
    /// Folder of the built browser side.
    pub site: PathBuf,
    /// Whether browsers come through TLS.
    pub tls: bool,
    /// How many proxies of ours stand before us and add to `X-Forwarded-For`.
    pub proxies: usize,
    /// File of the secret that is not in the database; `secret.key` in the data folder if not set.
    pub secret: Option<PathBuf>,
    /// Address under which browsers reach the server, for links in letters; the address listened at if not set.
    pub base_url: Option<String>,
    /// Address of the mail server, with its password; letters go into a folder if not set.
    pub smtp: Option<String>,
    /// Whom letters come from.
    pub mail_from: Option<String>,
    /// Language of messages on the console.
    pub language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            site: PathBuf::from("target/site"),
            tls: false,
            proxies: 0,
            secret: None,
            base_url: None,
            smtp: None,
            mail_from: None,
            language: "vi".to_owned(),
        }
    }
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    /// When a value is none, a key of the file is unknown, or a named file is not there.
    pub fn read(arguments: &SettingsArguments) -> Result<Self, Box<figment::Error>> {
        let file = match &arguments.config {
            Some(file) => Toml::file_exact(file),
            None => Toml::file("tiendo.toml"),
        };
        let environment = Env::prefixed("TIENDO_").only(&[
            "data",
            "database",
            "listen",
            "site",
            "tls",
            "proxies",
            "secret",
            "base_url",
            "smtp",
            "mail_from",
            "language",
        ]);
        Figment::from(Serialized::defaults(Self::default()))
            .merge(file)
            .merge(Env::raw().only(&["DATABASE_URL"]).map(|_| "database".into()))
            .merge(environment)
            .merge(Serialized::defaults(arguments))
            .extract()
            .map_err(Box::new)
    }

    /// Address of the database.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| Store::sqlite_url(&self.data.join("tiendo.db")))
    }

    /// Folder of kept files.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// File of the secret that is not in the database.
    pub fn secret_file(&self) -> PathBuf {
        self.secret.clone().unwrap_or_else(|| self.data.join("secret.key"))
    }

    /// Address under which browsers reach the server that listens at `bound`, without a slash at the end.
    pub fn base_url(&self, bound: SocketAddr) -> String {
        let url = self.base_url.clone().unwrap_or_else(|| format!("http://{bound}"));
        url.trim_end_matches('/').to_owned()
    }

    /// Folder of letters where no mail server is set.
    pub fn outbox(&self) -> PathBuf {
        self.data.join("outbox")
    }

    /// The post office.
    ///
    /// # Errors
    /// When mail server or sender are none.
    pub fn mailer(&self) -> Result<Mailer, MailError> {
        let from = self.mail_from.as_deref().unwrap_or(NOBODY);
        match &self.smtp {
            Some(url) => Mailer::through_server(url, from),
            None => Mailer::into_folder(self.outbox(), from),
        }
    }

    /// Language of messages on the console.
    pub fn locale(&self) -> Locale {
        app::language::locale_from_tag(&self.language).unwrap_or_default()
    }
}
