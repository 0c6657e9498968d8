//! Hashing of passwords: argon2id with the parameters that OWASP's Password Storage Cheat Sheet
//! names first (19 MiB, 2 passes, 1 lane), which are also the crate's defaults.

use super::AccessError;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use rand::RngCore;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// So many hash at once at the most; others wait here and block no request.
static HASHERS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4)));

/// Hashes a password for storing.
pub async fn hash(password: String) -> Result<String, AccessError> {
    in_pool(move || hash_with_new_salt(password.as_bytes())).await?
}

fn hash_with_new_salt(password: &[u8]) -> Result<String, AccessError> {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).map_err(|_| AccessError::Hashing)?;
    let hash = Argon2::default().hash_password(password, &salt).map_err(|_| AccessError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether a password is the one hashed. Without a hash it takes as long and says no.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, AccessError> {
    /// Of a random password nobody knows.
    static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| {
        let mut password = [0_u8; 32];
        rand::rng().fill_bytes(&mut password);
        hash_with_new_salt(&password).ok()
    });
    in_pool(move || {
        let known = hash.is_some();
        let hash = hash.or_else(|| NOBODYS.clone()).ok_or(AccessError::Hashing)?;
        let hash = PasswordHash::new(&hash).map_err(|_| AccessError::Hashing)?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await?
}

async fn in_pool<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccessError> {
    let _place = HASHERS.acquire().await.map_err(|_| AccessError::Hashing)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| AccessError::Hashing)
}
