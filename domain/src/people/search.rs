//! Search without diacritics.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text as search compares it: lower case, marks taken off, đ as d, blanks folded.
///
/// Decomposition takes the marks off every Vietnamese letter but đ, whose bar is part of the
/// letter, so that one has a rule of its own. Both spellings of a tone (`hoà`, `hòa`) fold alike.
pub fn fold(text: &str) -> String {
    let bare: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every word sought begins a word of the text, both folded.
pub fn matches(folded_text: &str, sought: &str) -> bool {
    let sought = fold(sought);
    sought.split(' ').all(|word| folded_text.split(' ').any(|candidate| candidate.starts_with(word)))
}

/// The most words that are sought at once.
const MOST_WORDS: usize = 8;

/// How well a name fits what was typed. The better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// With the very marks that were typed.
    AsTyped,
    /// With other marks, or none.
    Folded,
}

/// What somebody seeks, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    words: Vec<SoughtWord>,
}

/// A word that begins a word of the name sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtWord {
    folded: String,
    spellings: Vec<String>,
}

impl Sought {
    /// Reads what was typed. Words beyond the eighth are left out.
    pub fn parse(text: &str) -> Self {
        let words = text.split_whitespace().take(MOST_WORDS).map(SoughtWord::parse);
        Self { words: words.filter(|word| !word.folded.is_empty()).collect() }
    }

    /// The words.
    pub fn words(&self) -> &[SoughtWord] {
        &self.words
    }

    /// Whether a mark was typed, so that names with the same marks come first.
    pub fn has_marks(&self) -> bool {
        self.words.iter().any(|word| !word.spellings.is_empty())
    }

    /// How well a name fits, if it does at all.
    pub fn rank(&self, name: &str) -> Option<Rank> {
        let folded = fold(name);
        let fits = |word: &SoughtWord| folded.split(' ').any(|part| part.starts_with(&word.folded));
        if !self.words.iter().all(fits) {
            return None;
        }
        let marked: String = lower(name);
        let as_typed = |word: &SoughtWord| {
            word.spellings.is_empty()
                || marked
                    .split_whitespace()
                    .any(|part| word.spellings.iter().any(|spelling| part.starts_with(spelling.as_str())))
        };
        Some(if self.words.iter().all(as_typed) { Rank::AsTyped } else { Rank::Folded })
    }
}

impl SoughtWord {
    fn parse(word: &str) -> Self {
        let folded = fold(word);
        let marked = lower(word);
        let spellings = if folded == marked { Vec::new() } else { both_spellings(&marked) };
        Self { folded, spellings }
    }

    /// Without marks, as stored keys are compared.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Every way in which a name may be written that begins with this word as typed; empty when no mark was typed.
    ///
    /// Databases fold the case of plain letters at most, so the cases are spelt out.
    pub fn ways_to_write(&self) -> Vec<String> {
        let mut ways: Vec<String> = self
            .spellings
            .iter()
            .flat_map(|spelling| [spelling.clone(), capitalised(spelling), spelling.to_uppercase()])
            .collect();
        ways.sort();
        ways.dedup();
        ways
    }
}

fn lower(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The word with its tone on the one and on the other vowel of `oa`, `oe`, `uy`: `hòa` and `hoà`.
fn both_spellings(word: &str) -> Vec<String> {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut letters: Vec<(String, Option<char>)> = Vec::new();
    for c in word.nfd() {
        match letters.last_mut() {
            Some((_, tone)) if TONES.contains(&c) => *tone = Some(c),
            Some((letter, _)) if is_combining_mark(c) => letter.push(c),
            _ => letters.push((c.to_string(), None)),
        }
    }
    let write = |letters: &[(String, Option<char>)]| -> String {
        letters.iter().flat_map(|(letter, tone)| letter.chars().chain(*tone)).nfc().collect()
    };
    let mut spellings = vec![write(&letters)];
    let pair = letters.windows(2).position(|pair| {
        let is_pair = matches!((pair[0].0.as_str(), pair[1].0.as_str()), ("o", "a" | "e") | ("u", "y"));
        is_pair && pair[0].1.is_some() != pair[1].1.is_some()
    });
    if let Some(place) = pair {
        let (first, second) = (letters[place].1, letters[place + 1].1);
        (letters[place].1, letters[place + 1].1) = (second, first);
        spellings.push(write(&letters));
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_with_and_without_diacritics() {
        let name = fold("Nguyễn Thị Hòa");
        for sought in ["nguyen thi hoa", "Nguyễn", "hoà", "HÒA", "hoa nguyen", "  thi  ", ""] {
            assert!(matches(&name, sought), "{sought}");
        }
        for sought in ["nguyen van", "hoang", "x"] {
            assert!(!matches(&name, sought), "{sought}");
        }
    }

    #[test]
    fn d_with_a_bar_matches_d() {
        assert_eq!(fold("Đặng Văn Đức"), "dang van duc");
        assert!(matches(&fold("Đỗ Thị Mai"), "do"));
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        let composed = "Trường Tiểu học Mỹ Xuân";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(fold(composed), fold(&decomposed));
    }

    #[test]
    fn what_is_typed_with_marks_ranks_the_same_marks_first() {
        let rank = |sought: &str, name: &str| Sought::parse(sought).rank(name);
        assert_eq!(rank("hòa", "Nguyễn Thị Hòa"), Some(Rank::AsTyped));
        assert_eq!(rank("hoà", "Nguyễn Thị Hòa"), Some(Rank::AsTyped), "the other place of the tone");
        assert_eq!(rank("hòa", "Nguyễn Thị Hoa"), Some(Rank::Folded));
        assert_eq!(rank("nguyen hòa", "Nguyễn Thị Hòa"), Some(Rank::AsTyped), "words without marks take any");
        assert_eq!(rank("Đỗ", "Do Thị Mai"), Some(Rank::Folded));
        assert_eq!(rank("hoa", "Nguyễn Thị Hòa"), Some(Rank::AsTyped), "no mark typed, none asked for");
        assert_eq!(rank("hòa", "Nguyễn Thị Huệ"), None);
        assert_eq!(rank("", "Nguyễn Thị Huệ"), Some(Rank::AsTyped));
    }

    #[test]
    fn cases_are_spelt_out_for_databases_that_know_plain_letters_only() {
        let sought = Sought::parse("Thúy");
        assert_eq!(sought.words()[0].ways_to_write(), ["THUÝ", "THÚY", "Thuý", "Thúy", "thuý", "thúy"]);
        assert!(Sought::parse("thuy").words()[0].ways_to_write().is_empty());
        assert_eq!(Sought::parse(&"a ".repeat(50)).words().len(), 8);
    }

    mod properties {
        use super::super::*;
        use proptest::prelude::*;

        /// Names such as `Nguyễn Thị Mỹ Hòa`, in any case.
        fn names() -> impl Strategy<Value = String> {
            let part = "[A-ZĐa-zđ]{0,2}[aăâeêioôơuưyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,2}[a-z]{0,2}";
            proptest::collection::vec(part, 1..5).prop_map(|parts| parts.join(" "))
        }

        proptest! {
            #[test]
            fn a_name_typed_as_it_is_written_ranks_best(name in names()) {
                prop_assert_eq!(Sought::parse(&name).rank(&name), Some(Rank::AsTyped));
                prop_assert_eq!(Sought::parse(&name.to_uppercase()).rank(&name), Some(Rank::AsTyped));
            }

            #[test]
            fn a_name_typed_without_marks_is_found(name in names()) {
                let sought = Sought::parse(&fold(&name));
                prop_assert!(!sought.has_marks());
                prop_assert!(sought.rank(&name).is_some());
            }

            #[test]
            fn other_marks_never_hide_a_name_and_never_outrank_it(name in names(), other in names()) {
                let sought = Sought::parse(&name);
                prop_assert_eq!(sought.rank(&other).is_some(), matches(&fold(&other), &name));
                let bare = fold(&name);
                if sought.has_marks() {
                    prop_assert_eq!(sought.rank(&bare), Some(Rank::Folded));
                    prop_assert!(sought.rank(&name) < sought.rank(&bare));
                }
            }

            #[test]
            fn anything_may_be_typed(text in any::<String>(), name in names()) {
                let sought = Sought::parse(&text);
                let _ = sought.rank(&name);
                prop_assert!(sought.words().len() <= 8);
            }

            #[test]
            fn a_way_to_write_begins_every_name_that_ranks_best(name in names()) {
                for (word, part) in Sought::parse(&name).words().iter().zip(name.split(' ')) {
                    let ways = word.ways_to_write();
                    let titled = super::super::capitalised(&super::super::lower(part));
                    prop_assert!(ways.is_empty() || ways.iter().any(|way| titled.starts_with(way.as_str())));
                }
            }
        }
    }
}
