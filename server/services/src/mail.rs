//! Letters by e-mail: through a mail server, or into a folder where none is set.

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Body, Mailbox,
        header::{ContentTransferEncoding, ContentType},
    },
};
use std::{fmt, path::PathBuf, time::Duration};

/// The mail server must answer within so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A letter to one person, plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Why letters cannot be sent. Never holds the server's password nor an address of a person.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Not the address of a mail server.
    #[error("not the address of a mail server, such as smtps://user:password@host or smtp://host:587?tls=required")]
    BadServer,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    BadAddress,
    /// The letter cannot be put together.
    #[error("cannot write the letter: {0}")]
    Letter(#[from] lettre::error::Error),
    /// The mail server refused or did not answer.
    #[error("the mail server failed: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    /// The folder cannot be written.
    #[error("cannot write the outbox: {0}")]
    Outbox(String),
}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Sends letters. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match &self.way {
            Way::Server(_) => "server".to_owned(),
            Way::Folder(folder) => folder.display().to_string(),
        };
        f.debug_struct("Mailer").field("way", &way).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Through the mail server at an address, from a sender such as `Tiến Độ <tiendo@phong.example>`.
    ///
    /// # Errors
    /// When server or sender are none.
    pub fn through_server(url: &str, from: &str) -> Result<Self, MailError> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| MailError::BadServer)?;
        Ok(Self { way: Way::Server(server.timeout(Some(PATIENCE)).build()), from: mailbox(from)? })
    }

    /// Into a folder, one file a letter (`.eml`). It is made at the first letter.
    ///
    /// # Errors
    /// When the sender is none.
    pub fn into_folder(folder: impl Into<PathBuf>, from: &str) -> Result<Self, MailError> {
        Ok(Self { way: Way::Folder(folder.into()), from: mailbox(from)? })
    }

    /// Sends a letter and waits until the server or the disk has it.
    ///
    /// # Errors
    /// When it cannot be sent.
    pub async fn send(&self, letter: Letter) -> Result<(), MailError> {
        // Base64 keeps every line as it is, whatever the mail servers on the way think of long ones.
        let body =
            Body::new_with_encoding(letter.text, ContentTransferEncoding::Base64).map_err(|_| MailError::BadAddress)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(mailbox(&letter.to)?)
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(body)?;
        match &self.way {
            Way::Server(server) => {
                server.send(message).await?;
            }
            Way::Folder(folder) => {
                let failed = |error: &dyn fmt::Display| MailError::Outbox(error.to_string());
                tokio::fs::create_dir_all(folder).await.map_err(|error| failed(&error))?;
                let outbox = AsyncFileTransport::<Tokio1Executor>::new(folder);
                outbox.send(message).await.map_err(|error| failed(&error))?;
            }
        }
        Ok(())
    }
}

fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    text.parse().map_err(|_| MailError::BadAddress)
}
