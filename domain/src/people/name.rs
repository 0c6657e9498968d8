//! Names of persons in the Vietnamese order: family, middle, given.

use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;
use serde::{Deserialize, Serialize};
use std::{fmt, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// A person's full name, composed (NFC), without stray blanks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

/// Why a text is not taken as a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but blanks.
    #[error("no name given")]
    Missing,
    /// Digits, signs or formulas that no name has, or far too long.
    #[error("not a person's name")]
    NotAName,
}

/// The longest name taken, in characters; the longest recorded Vietnamese names have fewer.
const LONGEST: usize = 120;

impl PersonName {
    /// Takes a name as people type it: composes accents, folds blanks.
    ///
    /// # Errors
    /// When nothing is left, or when it holds what no name holds.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = text.nfc().collect::<String>();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NameError::Missing);
        }
        let allowed = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '.');
        let begins_with_letter = name.chars().next().is_some_and(char::is_alphabetic);
        if !begins_with_letter || name.chars().count() > LONGEST || !name.chars().all(allowed) {
            return Err(NameError::NotAName);
        }
        Ok(Self(name))
    }

    /// The whole name, as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last word: how Vietnamese address and sort a person.
    pub fn given(&self) -> &str {
        self.0.rsplit(' ').next().unwrap_or(&self.0)
    }

    /// The first word of a name that has more than one.
    pub fn family(&self) -> &str {
        self.0.split_once(' ').map_or("", |(family, _)| family)
    }

    /// What stands between family and given name.
    pub fn middle(&self) -> &str {
        let rest = self.0.split_once(' ').map_or("", |(_, rest)| rest);
        rest.rsplit_once(' ').map_or("", |(middle, _)| middle)
    }

    /// Bytes whose order is the order of Vietnamese name lists: given, then family, then middle name.
    pub fn sort_key(&self) -> Vec<u8> {
        let mut key = Vec::new();
        for part in [self.given(), self.family(), self.middle()] {
            write_collation_key(part, &mut key);
            key.push(0);
        }
        key
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes whose order is the Vietnamese alphabet's (CLDR collation `vi`), for titles and places.
pub fn collation_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    write_collation_key(text, &mut key);
    key
}

fn write_collation_key(text: &str, key: &mut Vec<u8>) {
    static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> =
        LazyLock::new(|| CollatorBorrowed::try_new(locale!("vi").into(), CollatorOptions::default()).ok());
    match VIETNAMESE.as_ref() {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, key);
        }
        // The collation is compiled in; should it ever be missing, an order without tones is the next best.
        None => key.extend_from_slice(super::search::fold(text).as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    fn sorted(names: &[&str]) -> Vec<String> {
        let mut names: Vec<PersonName> = names.iter().map(|text| name(text)).collect();
        names.sort_by_key(PersonName::sort_key);
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_name_falls_into_family_middle_and_given() {
        let hoa = name("Nguyễn Thị Mỹ Hòa");
        assert_eq!((hoa.family(), hoa.middle(), hoa.given()), ("Nguyễn", "Thị Mỹ", "Hòa"));
        let nam = name("Lê Nam");
        assert_eq!((nam.family(), nam.middle(), nam.given()), ("Lê", "", "Nam"));
        let mai = name("Mai");
        assert_eq!((mai.family(), mai.middle(), mai.given()), ("", "", "Mai"));
    }

    #[test]
    fn lists_are_sorted_by_given_name_first() {
        let order = ["Trần Văn An", "Lê Thị Bình", "Nguyễn Thị Bình", "Nguyễn Văn Bình", "Đỗ Văn Dũng", "An Thị Đào"];
        let mut mixed = order;
        mixed.reverse();
        assert_eq!(sorted(&mixed), order);
    }

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        let order = [
            "Lê An", "Lê Ăn", "Lê Ân", "Lê Da", "Lê Đa", "Lê Em", "Lê Êm", "Lê Oa", "Lê Ôa", "Lê Ơa", "Lê Ua", "Lê Ưa",
        ];
        let mut mixed = order;
        mixed.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(sorted(&mixed), order);
    }

    #[test]
    fn tones_follow_the_vietnamese_order() {
        let order = ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"];
        let mut mixed = order;
        mixed.reverse();
        assert_eq!(sorted(&mixed), order);
    }

    #[test]
    fn stray_blanks_and_decomposed_accents_are_mended() {
        let decomposed: String = "  Phạm   Thị  Lan ".nfd().collect();
        assert_eq!(name(&decomposed).as_str(), "Phạm Thị Lan");
    }

    #[test]
    fn what_no_name_holds_is_refused() {
        assert_eq!(PersonName::parse("  "), Err(NameError::Missing));
        for text in ["=HYPERLINK(\"http://x\")", "Nguyễn 2", "<b>", "-", "@x", &"a".repeat(121)] {
            assert_eq!(PersonName::parse(text), Err(NameError::NotAName), "{text}");
        }
        assert!(PersonName::parse("Y Moan Ênuôl").is_ok());
        assert!(PersonName::parse("H'Hen Niê").is_ok());
    }
}
