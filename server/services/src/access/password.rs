//! Hashing of passwords: argon2id with the parameters that OWASP's Password Storage Cheat Sheet
//! names first (19 MiB, 2 passes, 1 lane), which are also the crate's defaults.
//!
//! Few hash at once, so that a school signing in together takes some 80 MiB and no more; the others queue, block no
//! other request, and are told to come again when the queue is full or slow.

use super::AccessError;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use domain::access::password::composed;
use rand::RngCore;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many hash at once at the most.
static HASHERS: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4))));
/// So many wait for it at the most.
static QUEUE: Semaphore = Semaphore::const_new(256);
/// So long each of them waits at the most.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Stored in place of a hash: no password opens such an account.
pub const NONE: &str = "!";

/// One's turn to hash.
pub struct Place(Arc<OwnedSemaphorePermit>);

/// Waits for a turn.
///
/// # Errors
/// [`AccessError::Busy`] when too many wait or it takes too long.
pub async fn place() -> Result<Place, AccessError> {
    let _queueing = QUEUE.try_acquire().map_err(|_| AccessError::Busy)?;
    let turn = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&HASHERS).acquire_owned()).await;
    match turn {
        Ok(Ok(permit)) => Ok(Place(Arc::new(permit))),
        _ => Err(AccessError::Busy),
    }
}

/// Hashes a password for storing, when its turn has come.
pub async fn hash(password: &str) -> Result<String, AccessError> {
    place().await?.hash(password).await
}

impl Place {
    /// Hashes a password for storing.
    pub async fn hash(&self, password: &str) -> Result<String, AccessError> {
        let password = composed(password);
        self.work(move || hash_with_new_salt(password.as_bytes())).await?
    }

    /// Whether a password is the one hashed. Without a hash it takes as long and says no.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AccessError> {
        /// Of a random password nobody knows.
        static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| {
            let mut password = [0_u8; 32];
            rand::rng().fill_bytes(&mut password);
            hash_with_new_salt(&password).ok()
        });
        let password = composed(password);
        let hash = hash.filter(|hash| *hash != NONE).map(str::to_owned);
        self.work(move || {
            let known = hash.is_some();
            let hash = hash.or_else(|| NOBODYS.clone()).ok_or(AccessError::Hashing)?;
            let hash = PasswordHash::new(&hash).map_err(|_| AccessError::Hashing)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await?
    }

    /// The work keeps the place even when nobody waits for it any more.
    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccessError> {
        let place = Arc::clone(&self.0);
        let working = move || {
            let done = work();
            drop(place);
            done
        };
        tokio::task::spawn_blocking(working).await.map_err(|_| AccessError::Hashing)
    }
}

/// Whether a stored hash was made with other parameters than ours are today.
pub fn is_outdated(hash: &str) -> bool {
    let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    PasswordHash::new(hash).is_ok_and(|hash| {
        let is_same = Params::try_from(&hash).is_ok_and(|params| costs(&params) == costs(&Params::DEFAULT));
        hash.algorithm != Algorithm::Argon2id.ident() || !is_same
    })
}

fn hash_with_new_salt(password: &[u8]) -> Result<String, AccessError> {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).map_err(|_| AccessError::Hashing)?;
    let hash = Argon2::default().hash_password(password, &salt).map_err(|_| AccessError::Hashing)?;
    Ok(hash.to_string())
}
