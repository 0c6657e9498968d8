//! Languages of content and screens.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language tag as course packs use it in file names: two or three lower-case letters (`vi`, `en`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// The text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag: {0}")]
pub struct NotALanguage(String);

impl Language {
    /// Vietnamese, the language in which content is written first.
    pub fn vietnamese() -> Self {
        Self("vi".to_owned())
    }

    /// The tag, as in `<html lang>`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of the texts at hand, the one in this language, else Vietnamese, else any.
    pub fn choose<'a, T>(&self, texts: impl IntoIterator<Item = (&'a Language, T)>) -> Option<T> {
        let mut fallback = None;
        for (language, text) in texts {
            if language == self {
                return Some(text);
            }
            if fallback.is_none() || *language == Self::vietnamese() {
                fallback = Some(text);
            }
        }
        fallback
    }
}

impl FromStr for Language {
    type Err = NotALanguage;
    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let is_tag = matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase());
        if is_tag { Ok(Self(text.to_owned())) } else { Err(NotALanguage(text.to_owned())) }
    }
}

impl TryFrom<String> for Language {
    type Error = NotALanguage;
    fn try_from(text: String) -> Result<Self, NotALanguage> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_vietnamese_then_to_any() {
        let (vi, en, fr) = (Language::vietnamese(), Language("en".into()), Language("fr".into()));
        assert_eq!(en.choose([(&vi, 1), (&en, 2)]), Some(2));
        assert_eq!(fr.choose([(&en, 2), (&vi, 1)]), Some(1));
        assert_eq!(fr.choose([(&en, 2)]), Some(2));
        assert_eq!(fr.choose::<i32>([]), None);
    }

    #[test]
    fn refuses_what_is_no_tag() {
        assert!("../etc".parse::<Language>().is_err());
        assert!("".parse::<Language>().is_err());
        assert!("VI".parse::<Language>().is_err());
    }
}
