//! Files kept once, by the digest of their content, under the data folder.

use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The store of files. Writing the same content twice keeps it once.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// A store in a folder, which is made at the first file.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Keeps a content and returns its digest.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn keep(&self, content: &[u8]) -> io::Result<String> {
        let digest = digest(content);
        let place = self.place(&digest);
        if tokio::fs::try_exists(&place).await? {
            return Ok(digest);
        }
        tokio::fs::create_dir_all(place.parent().unwrap_or(&self.folder)).await?;
        // Written aside and moved into place: a file that is there is whole.
        let aside = place.with_extension(format!("{}.part", std::process::id()));
        tokio::fs::write(&aside, content).await?;
        tokio::fs::rename(&aside, &place).await?;
        Ok(digest)
    }

    /// The content with a digest, if it is kept.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub async fn content(&self, digest: &str) -> io::Result<Option<Vec<u8>>> {
        if !is_digest(digest) {
            return Ok(None);
        }
        match tokio::fs::read(self.place(digest)).await {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn place(&self, digest: &str) -> PathBuf {
        let (shelf, rest) = digest.split_at_checked(2).unwrap_or((digest, ""));
        Path::new(&self.folder).join(shelf).join(rest)
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
