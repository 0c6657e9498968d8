//! The secret that is not in the database: keys digests of short codes and seals what must be read again.

use chacha20poly1305::{ChaCha20Poly1305, KeyInit, aead::Aead};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;
use std::{fmt, io, path::Path, sync::Arc};

const LENGTH: usize = 32;

/// A key of 256 bits, kept in a file outside the database. Whoever has only one of the two learns no PIN and no
/// second step.
#[derive(Clone)]
pub struct Secrets(Arc<[u8; LENGTH]>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// The key in a file; makes it, readable by its owner only, if it is not there.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds something else.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = hex::encode(&Self::random().0[..]);
                write_new(path, &text)?;
                // Another process may have been first; what is in the file holds.
                std::fs::read_to_string(path)?
            }
            Err(error) => return Err(error),
        };
        let mut key = [0_u8; LENGTH];
        match hex::decode_to_slice(text.trim(), &mut key) {
            Ok(()) => Ok(Self(Arc::new(key))),
            Err(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "not a key of 64 hexadecimal digits")),
        }
    }

    /// A key that nobody keeps: for tests.
    pub fn random() -> Self {
        let mut key = [0_u8; LENGTH];
        rand::rng().fill_bytes(&mut key);
        Self(Arc::new(key))
    }

    /// The keyed digest (HMAC-SHA256, RFC 2104) of something for one purpose, in hexadecimal digits.
    pub fn digest(&self, purpose: &str, content: &[u8]) -> String {
        // HMAC fills a key shorter than a block of its hash up with zeros.
        let mut block = [0_u8; 64];
        block[..LENGTH].copy_from_slice(&self.0[..]);
        let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(content);
        hex::encode(mac.finalize().into_bytes())
    }

    /// Seals something (ChaCha20-Poly1305, RFC 8439) so that it can be read again with this key only.
    pub fn seal(&self, content: &[u8]) -> Option<String> {
        let mut bytes = [0_u8; 12];
        rand::rng().fill_bytes(&mut bytes);
        let nonce = chacha20poly1305::Nonce::from(bytes);
        let sealed = self.cipher().encrypt(&nonce, content).ok()?;
        Some(hex::encode([&bytes[..], &sealed].concat()))
    }

    /// Reads what was sealed; `None` when it was sealed with another key or altered.
    pub fn open(&self, sealed: &str) -> Option<Vec<u8>> {
        let bytes = hex::decode(sealed).ok()?;
        let (nonce, content) = bytes.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        self.cipher().decrypt(&nonce.into(), content).ok()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new((&*self.0).into())
    }
}

/// Writes a file that must not exist yet, for its owner only.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
