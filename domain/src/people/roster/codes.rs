//! Which codes are known, and whose they are.

use std::collections::{HashMap, HashSet};

/// The codes of one kind of thing, as far as a file can mean them.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    own: HashSet<String>,
    foreign: HashSet<String>,
    /// Own codes of digits that begin with zeros, by what Excel leaves of them.
    without_zeros: HashMap<String, String>,
    /// Codes that somebody had before, with the one by which they are known now.
    former: HashMap<String, String>,
}

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Theirs who imports.
    Own,
    /// Of another organisation.
    Foreign,
    /// Not known, but this one is: the same with leading zeros.
    ZerosLost(String),
    /// Not known.
    Unknown,
}

impl Codes {
    /// Codes that whoever imports may fill, and codes that belong elsewhere.
    pub fn new(own: impl IntoIterator<Item = String>, foreign: impl IntoIterator<Item = String>) -> Self {
        let mut codes = Self { foreign: foreign.into_iter().collect(), ..Self::default() };
        for code in own {
            codes.add(code);
        }
        codes
    }

    /// One more code of theirs who imports, such as of a school that comes in with the same import.
    pub fn add(&mut self, code: String) {
        self.remember_zeros(&code);
        self.own.insert(code);
    }

    /// A code that somebody had before; `present` is the one of [`Codes::new`] by which they are known now. A code that
    /// is in use is whose it is now.
    pub fn add_former(&mut self, former: String, present: String) {
        if self.own.contains(&former) || self.foreign.contains(&former) {
            return;
        }
        if self.own.contains(&present) {
            self.remember_zeros(&former);
        }
        self.former.insert(former, present);
    }

    fn remember_zeros(&mut self, code: &str) {
        let rest = code.trim_start_matches('0');
        if rest.len() < code.len() && is_number(code) {
            // Should two differ in their zeros only, the shorter is the likelier one.
            let better = self.without_zeros.get(rest).is_none_or(|other| code.len() < other.len());
            if better {
                self.without_zeros.insert(rest.to_owned(), code.to_owned());
            }
        }
    }

    /// The code by which somebody is known now, of any that they had.
    pub(super) fn present<'a>(&'a self, code: &'a str) -> &'a str {
        self.former.get(code).map_or(code, String::as_str)
    }

    pub(super) fn standing(&self, code: &str) -> Standing {
        if self.own.contains(code) {
            Standing::Own
        } else if self.foreign.contains(code) {
            Standing::Foreign
        } else {
            match self.without_zeros.get(code) {
                Some(right) => Standing::ZerosLost(right.clone()),
                None => Standing::Unknown,
            }
        }
    }
}

/// The codes that a code of digits may have been before Excel dropped leading zeros; none for others.
pub fn with_zeros(code: &str) -> Vec<String> {
    const MOST_ZEROS: usize = 5;
    if !is_number(code) || code.starts_with('0') {
        return Vec::new();
    }
    (1..=MOST_ZEROS).map(|zeros| format!("{}{code}", "0".repeat(zeros))).collect()
}

fn is_number(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())
}
