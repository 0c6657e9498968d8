//! Codes that open the list of a class's names: the class code, and the number of a lesson with the class.

use rand::Rng;

/// Letters and digits that a child of six does not mix up, printed or by hand: no 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V, G.
const ALPHABET: &[u8] = b"ACDEFHJKMNPRTWXY34679";
/// So many signs a class code has: 86 million codes.
pub const CODE_LENGTH: usize = 6;
/// So many digits the number of a lesson has. It lives for less than an hour.
pub const NUMBER_LENGTH: usize = 6;

/// Class codes of the demo, which everybody knows: with PIN, and with pictures.
pub const DEMO_CODE: &str = "DEMO31";
/// The demo's class that signs in by pictures.
pub const DEMO_PICTURES_CODE: &str = "DEMO11";

/// Draws a class code. It has a letter, so that it is no lesson's number.
pub fn draw_code(chance: &mut impl Rng) -> String {
    loop {
        let code: String =
            (0..CODE_LENGTH).map(|_| char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])).collect();
        if code.bytes().any(|sign| sign.is_ascii_alphabetic()) && !is_demo_code(&code) {
            return code;
        }
    }
}

/// Draws the number of a lesson.
pub fn draw_number(chance: &mut impl Rng) -> String {
    (0..NUMBER_LENGTH).map(|_| char::from(b'0' + chance.random_range(0..10_u8))).collect()
}

/// Whether a class code is one that every reader of the manual knows.
pub fn is_demo_code(code: &str) -> bool {
    matches!(code, DEMO_CODE | DEMO_PICTURES_CODE)
}

/// What somebody typed to see the names of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassKey {
    /// A class code, in capitals and without signs between.
    Code(String),
    /// The number of a lesson.
    Lesson(String),
}

impl ClassKey {
    /// Reads what was typed: small letters, blanks and hyphens do not matter. `None` for what can be neither.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = String::with_capacity(CODE_LENGTH);
        for sign in text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '.')) {
            if !sign.is_ascii_alphanumeric() || key.len() >= CODE_LENGTH {
                return None;
            }
            key.push(sign.to_ascii_uppercase());
        }
        match key.len() {
            NUMBER_LENGTH if key.bytes().all(|sign| sign.is_ascii_digit()) => Some(Self::Lesson(key)),
            CODE_LENGTH => Some(Self::Code(key)),
            _ => None,
        }
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Code(key) | Self::Lesson(key) => key,
        }
    }
}

/// A code or number as it is printed, in two groups: `K74-MXP`.
pub fn grouped(key: &str) -> String {
    match key.split_at_checked(key.len() / 2) {
        Some((first, second)) if !first.is_empty() => format!("{first}-{second}"),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    proptest! {
        #[test]
        fn a_drawn_code_is_short_clear_and_read_back(seed: u64) {
            let code = draw_code(&mut StdRng::seed_from_u64(seed));
            prop_assert_eq!(code.len(), CODE_LENGTH);
            prop_assert!(code.chars().all(|sign| !"0OQ1IL2Z5S8BGUV".contains(sign)), "{}", code);
            prop_assert_eq!(ClassKey::parse(&code), Some(ClassKey::Code(code.clone())));
            prop_assert_eq!(ClassKey::parse(&grouped(&code).to_lowercase()), Some(ClassKey::Code(code)));
        }

        #[test]
        fn a_lessons_number_is_never_taken_for_a_code(seed: u64) {
            let number = draw_number(&mut StdRng::seed_from_u64(seed));
            prop_assert_eq!(ClassKey::parse(&grouped(&number)), Some(ClassKey::Lesson(number)));
        }

        #[test]
        fn anything_can_be_typed(text in ".*") {
            if let Some(key) = ClassKey::parse(&text) {
                prop_assert_eq!(key.as_str().len(), CODE_LENGTH);
                prop_assert!(key.as_str().bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit()));
            }
        }
    }

    #[test]
    fn codes_are_read_as_children_type_them() {
        let code = Some(ClassKey::Code("K74MXP".to_owned()));
        for text in ["K74-MXP", " k74 mxp ", "k74mxp", "K7-4MXP", "K74–MXP"] {
            assert_eq!(ClassKey::parse(text), code, "{text}");
        }
        for text in ["", "K74", "K74-MXPA", "K74-MX!", "đ74MXP", "'; DROP"] {
            assert_eq!(ClassKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_demos_codes_are_read_and_known() {
        for code in [DEMO_CODE, DEMO_PICTURES_CODE] {
            assert_eq!(ClassKey::parse(code), Some(ClassKey::Code(code.to_owned())));
            assert!(is_demo_code(code));
        }
        assert!(!is_demo_code("K74MXP"));
    }
}
