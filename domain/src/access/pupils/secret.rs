//! What a pupil knows: a PIN of four digits or, in grades 1 and 2, three pictures in order.

use crate::people::{Grade, words};
use rand::{Rng, seq::IndexedRandom};

words! {
    /// What kind of secret a pupil has.
    SecretKind {
        /// Four digits.
        Pin = "pin",
        /// Three pictures in order.
        Pictures = "pictures",
    }
}

impl SecretKind {
    /// Children who do not read numbers quickly yet choose pictures.
    pub const fn for_grade(grade: Grade) -> Self {
        if grade.number() <= 2 { Self::Pictures } else { Self::Pin }
    }
}

words! {
    /// One of twelve pictures, each known by its shape alone.
    Picture {
        /// Con mèo.
        Cat = "cat",
        /// Bông hoa.
        Flower = "flower",
        /// Mặt trời.
        Sun = "sun",
        /// Con cá.
        Fish = "fish",
        /// Ngôi nhà.
        House = "house",
        /// Cái cây.
        Tree = "tree",
        /// Ngôi sao.
        Star = "star",
        /// Mặt trăng.
        Moon = "moon",
        /// Cái ô.
        Umbrella = "umbrella",
        /// Con thuyền.
        Boat = "boat",
        /// Quả táo.
        Apple = "apple",
        /// Ô tô.
        Car = "car",
    }
}

/// PIN of the demo's pupils; refused on any installation that is not a demo.
pub const DEMO_PIN: &str = "2580";
/// Pictures of the demo's youngest pupils; refused on any installation that is not a demo.
pub const DEMO_PICTURES: [Picture; 3] = [Picture::Sun, Picture::Cat, Picture::Flower];

/// A pupil's secret, as it is drawn and as it is typed. It is never stored.
#[derive(Clone, PartialEq, Eq)]
pub enum PupilSecret {
    /// Four digits.
    Pin(String),
    /// Three pictures in order.
    Pictures([Picture; 3]),
}

impl std::fmt::Debug for PupilSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PupilSecret({}, …)", self.kind())
    }
}

impl PupilSecret {
    /// Draws a secret that is not among the first that anybody would try.
    pub fn draw(kind: SecretKind, chance: &mut impl Rng) -> Self {
        loop {
            let secret = match kind {
                SecretKind::Pin => Self::Pin(format!("{:04}", chance.random_range(0..10_000))),
                SecretKind::Pictures => {
                    let drawn: Vec<Picture> = Picture::ALL.choose_multiple(chance, 3).copied().collect();
                    let [first, second, third] = drawn.as_slice() else { continue };
                    Self::Pictures([*first, *second, *third])
                }
            };
            if !secret.is_obvious() {
                return secret;
            }
        }
    }

    /// A PIN as typed: four digits, blanks around or between them do not matter.
    pub fn pin(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        (digits.len() == 4 && digits.bytes().all(|sign| sign.is_ascii_digit())).then_some(Self::Pin(digits))
    }

    /// Three pictures as chosen, by their words.
    pub fn pictures(words: [&str; 3]) -> Option<Self> {
        let [first, second, third] = words.map(Picture::from_word);
        Some(Self::Pictures([first?, second?, third?]))
    }

    /// Its kind.
    pub const fn kind(&self) -> SecretKind {
        match self {
            Self::Pin(_) => SecretKind::Pin,
            Self::Pictures(_) => SecretKind::Pictures,
        }
    }

    /// The text that is digested.
    pub fn text(&self) -> String {
        match self {
            Self::Pin(digits) => digits.clone(),
            Self::Pictures(pictures) => pictures.map(Picture::as_str).join(","),
        }
    }

    /// Whether it is one that every reader of the manual knows.
    pub fn is_demo(&self) -> bool {
        match self {
            Self::Pin(digits) => digits == DEMO_PIN,
            Self::Pictures(pictures) => *pictures == DEMO_PICTURES,
        }
    }

    /// Whether it is among the first that anybody would try.
    pub fn is_obvious(&self) -> bool {
        self.is_demo()
            || match self {
                Self::Pin(digits) => is_obvious_pin(digits),
                // The first of the page, or one picture again and again.
                Self::Pictures(pictures) => {
                    pictures[..] == Picture::ALL[..3] || pictures[0] == pictures[1] || pictures[1] == pictures[2]
                }
            }
    }
}

/// Runs, repetitions, mirrors, straight lines on the keys, and years in which a pupil, or a pupil's parents, were born.
fn is_obvious_pin(digits: &str) -> bool {
    let signs: Vec<i16> = digits.bytes().map(|sign| i16::from(sign) - i16::from(b'0')).collect();
    let [a, b, c, d] = signs.as_slice() else { return true };
    let same_step = b - a == c - b && c - b == d - c;
    let repeats = (a, b) == (c, d) || (a == b && c == d) || (a, b) == (d, c);
    let thrice = b == c && (a == b || c == d);
    let is_year = digits.starts_with("19") || digits.starts_with("20");
    same_step || repeats || thrice || is_year || matches!(digits, "2580" | "0852" | "1470" | "3690" | "7890" | "0987")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};
    use std::collections::HashSet;

    #[test]
    fn obvious_pins_are_known() {
        for pin in [
            "0000", "1111", "1234", "4321", "3456", "9876", "1212", "1122", "1221", "1113", "7770", "2580", "2019",
            "1987", "2468", "7890",
        ] {
            assert!(PupilSecret::pin(pin).unwrap().is_obvious(), "{pin}");
        }
        for pin in ["4827", "7052", "3918", "6104"] {
            assert!(!PupilSecret::pin(pin).unwrap().is_obvious(), "{pin}");
        }
    }

    #[test]
    fn most_pins_are_left_to_draw() {
        let left = (0..10_000).filter(|pin| !is_obvious_pin(&format!("{pin:04}"))).count();
        assert!(left > 9_000, "{left}");
    }

    #[test]
    fn grades_one_and_two_have_pictures() {
        let kinds = [1, 2, 3, 9].map(|grade| SecretKind::for_grade(Grade::new(grade).unwrap()));
        assert_eq!(kinds, [SecretKind::Pictures, SecretKind::Pictures, SecretKind::Pin, SecretKind::Pin]);
    }

    #[test]
    fn twelve_pictures_have_twelve_words() {
        assert_eq!(Picture::ALL.iter().map(|picture| picture.as_str()).collect::<HashSet<_>>().len(), 12);
        let chosen = PupilSecret::pictures(["moon", "boat", "cat"]).unwrap();
        assert_eq!(chosen.text(), "moon,boat,cat");
        assert_ne!(Some(chosen), PupilSecret::pictures(["boat", "moon", "cat"]), "the order matters");
        assert_eq!(PupilSecret::pictures(["moon", "boat", "dragon"]), None);
    }

    #[test]
    fn what_is_no_pin_is_none() {
        assert_eq!(PupilSecret::pin(" 48 27 "), Some(PupilSecret::Pin("4827".to_owned())));
        for text in ["", "482", "48271", "48a7", "４８２７"] {
            assert_eq!(PupilSecret::pin(text), None, "{text}");
        }
    }

    #[test]
    fn the_demos_secrets_are_known() {
        assert!(PupilSecret::pin(DEMO_PIN).unwrap().is_demo());
        assert!(PupilSecret::Pictures(DEMO_PICTURES).is_demo());
    }

    #[test]
    fn a_secret_does_not_show_itself_in_logs() {
        assert!(!format!("{:?}", PupilSecret::Pin("4827".to_owned())).contains("4827"));
    }

    proptest! {
        #[test]
        fn no_obvious_secret_is_drawn(seed: u64) {
            for kind in SecretKind::ALL {
                let secret = PupilSecret::draw(*kind, &mut StdRng::seed_from_u64(seed));
                prop_assert!(!secret.is_obvious() && !secret.is_demo() && secret.kind() == *kind);
                let read = match &secret {
                    PupilSecret::Pin(digits) => PupilSecret::pin(digits),
                    PupilSecret::Pictures(pictures) => PupilSecret::pictures(pictures.map(Picture::as_str)),
                };
                prop_assert_eq!(read, Some(secret));
            }
        }
    }
}
