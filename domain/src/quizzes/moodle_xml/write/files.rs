//! Pictures, sound and video within texts.

use crate::quizzes::moodle_xml::{MEDIA, PLUGIN_FILE, percent};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// The most characters of an address that are looked at.
const LONGEST_ADDRESS: usize = 1_000;

/// A text as Moodle wants it.
pub struct Shown {
    /// With Moodle's names of its files.
    pub text: String,
    /// The files, by our names.
    pub files: BTreeSet<String>,
    /// Names of files that are not there; the text keeps them.
    pub missing: BTreeSet<String>,
}

/// Finds what a text shows.
pub fn shown(text: &str, media: &BTreeMap<String, Vec<u8>>) -> Shown {
    let mut shown = Shown { text: String::with_capacity(text.len()), files: BTreeSet::new(), missing: BTreeSet::new() };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MEDIA) {
        shown.text.push_str(before);
        let begins = shown.text.chars().next_back().is_none_or(|c| "(\"'<= \n".contains(c));
        let (address, tail) = if begins { address(after) } else { ("", after) };
        let name = begins.then(|| [address.to_owned(), percent::decode(address)].map(|name| format!("{MEDIA}{name}")));
        match name.into_iter().flatten().find(|name| media.contains_key(name)) {
            Some(name) => {
                shown.text.push_str(PLUGIN_FILE);
                for part in name.trim_start_matches(MEDIA).split('/') {
                    shown.text.push('/');
                    encode(part, &mut shown.text);
                }
                shown.files.insert(name);
                rest = tail;
            }
            None => {
                if begins && !address.is_empty() {
                    shown.missing.insert(format!("{MEDIA}{address}"));
                }
                shown.text.push_str(MEDIA);
                rest = after;
            }
        }
    }
    shown.text.push_str(rest);
    shown
}

/// What stands before the end of an address, and what after it; nothing if it does not end soon.
fn address(text: &str) -> (&str, &str) {
    let ends = |c: char| c.is_whitespace() || "\"'<>()?#\\".contains(c);
    let end = text.char_indices().take(LONGEST_ADDRESS).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    let end = end.or_else(|| (text.len() <= LONGEST_ADDRESS).then_some(text.len()));
    text.split_at(end.unwrap_or_default())
}

/// As PHP's `rawurlencode` does, so that no reader stumbles over a blank or a bracket.
fn encode(part: &str, text: &mut String) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
}
