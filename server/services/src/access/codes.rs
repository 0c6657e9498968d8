//! Codes that people type off paper.

use rand::Rng;

/// Without letters and digits that look alike.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A new code of 60 random bits: `ABCD-EFGH-JKLM`.
pub fn new_code() -> String {
    let mut chance = rand::rng();
    let mut group =
        || -> String { (0..4).map(|_| char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])).collect() };
    format!("{}-{}-{}", group(), group(), group())
}

/// A code as it is compared, however it was typed: capital letters and digits only.
pub fn bare(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).take(64).map(|c| c.to_ascii_uppercase()).collect()
}
