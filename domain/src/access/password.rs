//! What a new password must not be: common, a pattern, or made of what is known about its owner.
//!
//! There are no rules of composition: length and rarity are what counts (NIST SP 800-63B-4).

use super::credentials::{CredentialError, LONGEST_PASSWORD, SHORTEST_PASSWORD, is_demo_password};
use crate::people::search::fold;
use chrono::NaiveDate;
use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};
use unicode_normalization::UnicodeNormalization;

/// A password has at least so many steps that nobody can foresee (see [`steps`]).
const FEWEST_STEPS: usize = 4;
/// So many must be left beside common words and what is known about the owner.
const FEWEST_STEPS_BESIDE: usize = 6;

/// Common passwords of ten characters and more, folded, one a line.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Words that common passwords are made of; what stands around them is a year or `123` more often than not.
const COMMON_WORDS: &[&str] = &[
    "administrator",
    "anhyeuem",
    "babygirl",
    "baseball",
    "basketball",
    "computer",
    "emyeuanh",
    "facebook",
    "football",
    "giadinh",
    "giaovien",
    "hieutruong",
    "hocsinh",
    "iloveyou",
    "internet",
    "khongbiet",
    "letmein",
    "liverpool",
    "matkhau",
    "passw",
    "password",
    "princess",
    "qwerty",
    "saigon",
    "sunshine",
    "superman",
    "taikhoan",
    "tinhyeu",
    "truonghoc",
    "vietnam",
    "welcome",
    "yeuanh",
    "yeuem",
];

/// Rows of keys and other orders that fingers follow.
const ROWS: &[&str] = &[
    "1234567890",
    "!@#$%^&*()",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qazwsxedcrfvtgbyhnujm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "147258369",
];

/// The password as it is hashed: Unicode's composed form, so that the same letters typed on another keyboard are the same.
pub fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// What is known about somebody, and so must not be what the password is made of.
#[derive(Debug, Clone, Default)]
pub struct OwnWords(BTreeSet<String>);

impl OwnWords {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The full name: its parts, rows of them, and the ways to shorten it.
    #[must_use]
    pub fn name(mut self, full_name: &str) -> Self {
        let folded = fold(full_name);
        let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
        self.add_rows(&parts, 1);
        if let (Some(family), Some((given, before))) = (parts.first(), parts.split_last()) {
            let initials: String = before.iter().filter_map(|part| part.chars().next()).collect();
            for word in [format!("{family}{given}"), format!("{given}{family}")] {
                self.add(&word);
            }
            for word in [format!("{initials}{given}"), format!("{given}{initials}")] {
                self.add(&word);
            }
        }
        self
    }

    /// The user name.
    #[must_use]
    pub fn username(mut self, username: &str) -> Self {
        self.add_pieces(username);
        self
    }

    /// The e-mail address: what stands before the sign, and the house it is at.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        let (local, host) = email.split_once('@').unwrap_or((email, ""));
        self.add_pieces(local);
        self.add(host.split('.').next().unwrap_or_default());
        self
    }

    /// The day of birth in the ways people write it.
    #[must_use]
    pub fn birthday(mut self, day: NaiveDate) -> Self {
        for format in ["%d%m%Y", "%d%m%y", "%Y%m%d", "%y%m%d", "%m%d%Y", "%-d%-m%Y", "%-d%-m%y", "%d%m", "%Y"] {
            self.add(&day.format(format).to_string());
        }
        self
    }

    /// The school: its code, its name and rows of words of it.
    #[must_use]
    pub fn school(mut self, name: &str, code: &str) -> Self {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        // Single words of it, such as "học", are in many a sentence.
        self.add_rows(&words, 2);
        self.add(code);
        self
    }

    /// All rows of neighbouring words, from a length on.
    fn add_rows(&mut self, words: &[&str], shortest: usize) {
        for length in shortest..=words.len() {
            for row in words.windows(length) {
                self.add(&row.concat());
            }
        }
    }

    fn add_pieces(&mut self, text: &str) {
        self.add(text);
        for piece in text.split(|c: char| !c.is_alphanumeric()) {
            self.add(piece);
        }
    }

    /// Words of one or two letters are in every text and say nothing.
    fn add(&mut self, word: &str) {
        let word = letters_and_digits(&fold(word));
        if word.chars().count() >= 3 {
            self.0.insert(word);
        }
    }
}

/// Checks a password that somebody chooses on an installation that is not a demo.
///
/// # Errors
/// When it is too short, too long, one of the demo's, common, or made of what is known about its owner.
pub fn check_new_password(password: &str, own: &OwnWords) -> Result<(), CredentialError> {
    if is_demo_password(password) {
        return Err(CredentialError::DemoPassword);
    }
    let password = composed(password);
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(CredentialError::PasswordTooShort);
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(CredentialError::PasswordTooLong);
    }
    let plain: String = fold(&password).split(' ').collect();
    for spelling in [plain.clone(), spelled_out(&plain)] {
        if COMMON.contains(spelling.as_str()) || is_repetition(&spelling) || steps(&spelling) < FEWEST_STEPS {
            return Err(CredentialError::CommonPassword);
        }
        let text = letters_and_digits(&spelling);
        let (rest, is_own) = without(&text, own.0.iter().map(String::as_str));
        let (rest, is_common) = without(&rest, COMMON_WORDS.iter().copied());
        let left: usize = rest.split(GAP).map(steps).sum();
        if left < FEWEST_STEPS_BESIDE && is_own {
            return Err(CredentialError::PersonalPassword);
        }
        if left < FEWEST_STEPS_BESIDE && is_common {
            return Err(CredentialError::CommonPassword);
        }
    }
    Ok(())
}

/// Stands where a word was taken out, so that what stood around it makes no new word.
const GAP: char = '\n';

fn without<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> (String, bool) {
    let mut words: Vec<&str> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = text.to_owned();
    for word in words {
        if rest.contains(word) {
            rest = rest.replace(word, &GAP.to_string());
        }
    }
    let is_changed = rest != text;
    (rest, is_changed)
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `p@ssw0rd` as it is read: signs and digits that stand for letters.
fn spelled_out(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Whether a text is a shorter one again and again.
fn is_repetition(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).any(|unit| letters.iter().enumerate().all(|(place, c)| *c == letters[place % unit]))
}

/// How many steps it takes to say a text, when three and more letters in a row that are the same, follow one another in
/// the alphabet or stand side by side on the keyboard are said in one.
fn steps(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let (mut place, mut count) = (0, 0);
    while place < letters.len() {
        let longest = run(&letters[place..]);
        place += if longest >= 3 { longest } else { 1 };
        count += 1;
    }
    count
}

/// The length of the longest foreseeable row at the beginning.
fn run(letters: &[char]) -> usize {
    let follows =
        |rule: &dyn Fn(char, char) -> bool| 1 + letters.windows(2).take_while(|pair| rule(pair[0], pair[1])).count();
    let beside = |row: &str, a: char, b: char| row.chars().zip(row.chars().skip(1)).any(|pair| pair == (a, b));
    let mut longest = follows(&|a, b| a == b)
        .max(follows(&|a, b| u32::from(a) + 1 == u32::from(b)))
        .max(follows(&|a, b| u32::from(a) == u32::from(b) + 1));
    for row in ROWS {
        longest = longest.max(follows(&|a, b| beside(row, a, b))).max(follows(&|a, b| beside(row, b, a)));
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::{super::credentials::DEMO_ACCOUNTS, *};
    use proptest::prelude::*;

    fn lan() -> OwnWords {
        OwnWords::new()
            .name("Phạm Thị Ngọc Lan")
            .username("lan.pham")
            .email("ngoclan.mx@truong.example")
            .birthday(NaiveDate::from_ymd_opt(1985, 3, 7).unwrap())
            .school("Trường Tiểu học Mỹ Xuân", "TH014")
    }

    #[test]
    fn the_list_is_long_folded_and_of_passwords_that_are_long_enough() {
        assert!(COMMON.len() > 1_000, "{}", COMMON.len());
        for password in COMMON.iter() {
            assert!(password.chars().count() >= SHORTEST_PASSWORD, "{password}");
            assert_eq!(fold(password).replace(' ', ""), *password);
        }
    }

    #[test]
    fn passwords_are_long_enough_and_never_the_demos() {
        let nobody = OwnWords::new();
        assert_eq!(check_new_password("ba con mèo ngủ", &nobody), Ok(()));
        assert_eq!(check_new_password("ngắn quá", &nobody), Err(CredentialError::PasswordTooShort));
        assert_eq!(check_new_password(&"a".repeat(257), &nobody), Err(CredentialError::PasswordTooLong));
        for account in DEMO_ACCOUNTS {
            assert_eq!(check_new_password(account.password, &nobody), Err(CredentialError::DemoPassword));
        }
    }

    #[test]
    fn ten_letters_are_counted_as_people_see_them() {
        let decomposed: String = "mưa rơi ạ".nfd().collect();
        assert!(decomposed.chars().count() >= 10);
        assert_eq!(check_new_password(&decomposed, &OwnWords::new()), Err(CredentialError::PasswordTooShort));
        let other: String = composed("ba con mèo ngủ").nfd().collect();
        assert_eq!(composed(&other), composed("ba con mèo ngủ"), "whatever keyboard it was typed on");
    }

    #[test]
    fn common_passwords_and_their_likes_are_refused() {
        for password in [
            "matkhau123",
            "Mật khẩu 123",
            "123456789a",
            "anhyeuem123",
            "ANH YÊU EM 123",
            "1234567890",
            "qwertyuiop",
            "aaaaaaaaaa",
            "abcabcabcabc",
            "p@ssw0rd123",
            "Password2031!",
            "matkhau#9999",
            "9876543210",
            "1q2w3e4r5t",
            "!@#$%^&*()",
            "          ",
            "qwerty!2345678",
            "Viet Nam 2031",
        ] {
            assert_eq!(
                check_new_password(password, &OwnWords::new()),
                Err(CredentialError::CommonPassword),
                "{password}"
            );
        }
    }

    #[test]
    fn what_is_known_about_the_owner_makes_no_password() {
        for password in [
            "phamngoclan",
            "Ngọc Lan 1985",
            "lanpham@2031",
            "07031985lan",
            "lan.pham123456",
            "ptnlan070385",
            "TH014myxuan",
            "Tiểu học Mỹ Xuân",
            "ngoclan.mx!",
            "L4n.Ph4m.1985",
        ] {
            assert_eq!(check_new_password(password, &lan()), Err(CredentialError::PersonalPassword), "{password}");
        }
    }

    #[test]
    fn sentences_are_taken_even_with_a_name_in_them() {
        for password in [
            "ba con mèo ngủ",
            "một câu dài dễ nhớ",
            "mot-cau-rat-dai",
            "cô Lan thích mưa rào mùa hạ",
            "xanh-cá-trời-9-bàn",
            "k8$vT2!qLm",
            "correct horse battery staple",
            "sân trường có bốn cây phượng",
        ] {
            assert_eq!(check_new_password(password, &lan()), Ok(()), "{password}");
        }
    }

    proptest! {
        #[test]
        fn neither_case_nor_marks_make_a_bad_password_good(password in "[a-zđăâêôơư0-9 ]{10,20}") {
            let shouted = password.to_uppercase();
            let judged = |text: &str| check_new_password(text, &lan()).is_ok();
            prop_assert_eq!(judged(&password), judged(&shouted));
        }

        #[test]
        fn a_name_and_a_few_digits_never_do(digits in "[0-9]{0,4}", sign in "[-._!@#]?") {
            for name in ["phamthingoclan", "Phạm Ngọc Lan", "ngoclanmx", "tieuhocmyxuan"] {
                let (before, after) = (format!("{digits}{sign}{name}"), format!("{name}{sign}{digits}"));
                prop_assert!(check_new_password(&before, &lan()).is_err(), "{}", before);
                prop_assert!(check_new_password(&after, &lan()).is_err(), "{}", after);
            }
        }

        #[test]
        fn any_text_is_judged(password in ".{0,80}") {
            let verdict = check_new_password(&password, &lan());
            if verdict.is_ok() {
                prop_assert!(composed(&password).chars().count() >= SHORTEST_PASSWORD);
            }
        }
    }
}
