//! So many questions of one category.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The most draws a quiz may name.
pub const MOST_DRAWS: usize = 100;

/// "Draw so many questions from this category": `[[quiz.draws]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDraw {
    /// The category, parts split at `/`; those below it belong to it.
    pub category: String,
    /// How many.
    pub count: u32,
}

impl CategoryDraw {
    /// Whether a category is the one meant or one below it. Parts are compared whole, without blanks around them, and
    /// however their accents are encoded.
    pub fn takes(&self, category: &str) -> bool {
        let mut theirs = parts(category);
        parts(&self.category).all(|own| theirs.next().is_some_and(|their| own.nfc().eq(their.nfc())))
    }

    /// Whether no category is named.
    pub(super) fn is_nowhere(&self) -> bool {
        parts(&self.category).any(str::is_empty)
    }
}

fn parts(category: &str) -> impl Iterator<Item = &str> {
    category.split('/').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(own: &str, category: &str) -> bool {
        CategoryDraw { category: own.to_owned(), count: 1 }.takes(category)
    }

    #[test]
    fn a_category_has_those_below_it_but_not_those_that_begin_alike() {
        assert!(takes("mật khẩu", "mật khẩu"));
        assert!(takes("mật khẩu", "mật khẩu/dài"));
        assert!(takes("mật khẩu", " mật khẩu / dài / 12"));
        assert!(!takes("mật khẩu", "mật khẩu dài"));
        assert!(!takes("mật khẩu/dài", "mật khẩu"));
        assert!(!takes("mật khẩu", "khác/mật khẩu"));
        assert!(!takes("mật khẩu", ""));
    }

    #[test]
    fn the_same_accents_written_otherwise_are_the_same_category() {
        let apart: String = "mật khẩu".nfd().collect();
        assert_ne!(apart, "mật khẩu");
        assert!(takes(&apart, "mật khẩu/dài"));
    }
}
