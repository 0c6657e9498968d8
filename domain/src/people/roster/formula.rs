//! Cells that no spreadsheet takes for a formula.
//!
//! A program that opens CSV runs a cell that begins with `=` and the like. An apostrophe before it
//! makes it text. Who reads a roster takes that apostrophe away again, so nothing is lost either way.

use std::borrow::Cow;

/// What a cell must not begin with.
const SIGNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
const MARK: char = '\'';

/// Whether a text begins with such a sign, perhaps behind apostrophes of its own.
fn is_marked_or_harmful(text: &str) -> bool {
    text.trim_start_matches(MARK).starts_with(SIGNS)
}

/// The text as a cell of CSV: behind an apostrophe where it could be taken for a formula.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_marked_or_harmful(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text as a cell of a kind that is text by itself, such as in XLSX: changed only where [`original`] would
/// otherwise take something away.
pub fn literal(text: &str) -> Cow<'_, str> {
    if text.starts_with(MARK) { harmless(text) } else { Cow::Borrowed(text) }
}

/// What a cell said before [`harmless`] or [`literal`].
pub fn original(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if is_marked_or_harmful(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_be_a_formula_is_marked_and_nothing_else() {
        for text in ["=1+1", "+84 28", "-Trường", "@x", "\tx", "\rx", "'=1"] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "Lê Nam", "O'Brien", "'quoted'", "1-2", "0790001"] {
            assert_eq!(harmless(text), text);
            assert_eq!(original(text), text);
        }
        assert_eq!(literal("=1+1"), "=1+1");
        assert_eq!(literal("'=1"), "''=1");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "['=+@\\-\t\r\n]{0,4}(?s).{0,20}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(SIGNS));
            prop_assert_eq!(original(&cell), &text);
            let cell = literal(&text);
            prop_assert_eq!(original(&cell), &text);
        }
    }
}
