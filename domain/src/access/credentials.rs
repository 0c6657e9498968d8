//! User names and passwords. What a password must not be is in [`super::password`].

use crate::people::search::fold;
use std::collections::HashSet;

/// The fewest characters of a password (NIST SP 800-63B-4 asks for at least 8; the plan asks for 10).
pub const SHORTEST_PASSWORD: usize = 10;
/// The most bytes of a password that are hashed; longer ones are refused, not cut.
pub const LONGEST_PASSWORD: usize = 256;

/// Why a user name or password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// Not 3 to 64 letters, digits, `.`, `_`, `-`, `@`.
    #[error("a user name has 3 to 64 letters, digits, dots, hyphens or underscores")]
    BadUsername,
    /// Fewer than [`SHORTEST_PASSWORD`] characters.
    #[error("a password has at least {SHORTEST_PASSWORD} characters")]
    PasswordTooShort,
    /// More than [`LONGEST_PASSWORD`] bytes.
    #[error("the password is too long")]
    PasswordTooLong,
    /// One of the demo's, which everybody knows.
    #[error("this is a password of the demo")]
    DemoPassword,
    /// One that many people have, or a pattern.
    #[error("this password is easy to guess")]
    CommonPassword,
    /// Made of what is known about its owner.
    #[error("this password is made of its owner's name, birthday or school")]
    PersonalPassword,
}

/// One account of the demo district, the same on every demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoAccount {
    /// User name.
    pub username: &'static str,
    /// Password; refused on any installation that is not a demo.
    pub password: &'static str,
}

/// The office's account of the demo.
pub const DEMO_OFFICE: DemoAccount = DemoAccount { username: "phong", password: "demo-phong-2026" };
/// The principal's account of the demo.
pub const DEMO_PRINCIPAL: DemoAccount = DemoAccount { username: "hieutruong", password: "demo-hieutruong-2026" };
/// The teacher's account of the demo.
pub const DEMO_TEACHER: DemoAccount = DemoAccount { username: "giaovien", password: "demo-giaovien-2026" };
/// The pupil's account of the demo.
pub const DEMO_PUPIL: DemoAccount = DemoAccount { username: "hocsinh", password: "demo-hocsinh-2026" };

/// All accounts of the demo.
pub const DEMO_ACCOUNTS: [DemoAccount; 4] = [DEMO_OFFICE, DEMO_PRINCIPAL, DEMO_TEACHER, DEMO_PUPIL];

/// Whether a password is one that every reader of the manual knows.
pub fn is_demo_password(password: &str) -> bool {
    DEMO_ACCOUNTS.iter().any(|account| account.password == password)
}

/// The user name as it is stored and compared: trimmed, lower case.
///
/// # Errors
/// When it is no user name.
pub fn username(text: &str) -> Result<String, CredentialError> {
    let name = text.trim().to_lowercase();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    if (3..=64).contains(&name.len()) && name.chars().all(allowed) {
        Ok(name)
    } else {
        Err(CredentialError::BadUsername)
    }
}

/// A user name from a person's name, given name first: `lan.pham`. Who has no such letters is `nguoi.dung`.
pub fn username_from_name(full_name: &str) -> String {
    let folded = fold(full_name);
    let letters = |part: &str| part.chars().filter(char::is_ascii_alphanumeric).take(28).collect::<String>();
    let parts: Vec<String> = folded.split(' ').map(letters).filter(|part| !part.is_empty()).collect();
    let name = match parts.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [family, .., given] => format!("{given}.{family}"),
    };
    if name.len() >= 3 { name } else { "nguoi.dung".to_owned() }
}

/// The user name, or the first one with a number behind it, that nobody has: `lan.pham`, `lan.pham2`, `lan.pham3`.
pub fn first_free(username: &str, taken: &HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{username}{number}"));
    let mut all = std::iter::once(username.to_owned()).chain(numbered);
    all.find(|name| !taken.contains(name)).unwrap_or_else(|| username.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_compared_in_lower_case() {
        assert_eq!(username(" Phong "), Ok("phong".to_owned()));
        assert_eq!(username("lan.pham@truong.example"), Ok("lan.pham@truong.example".to_owned()));
        for text in ["", "ab", "có dấu", "a b c", "<script>", &"a".repeat(65)] {
            assert_eq!(username(text), Err(CredentialError::BadUsername), "{text}");
        }
    }

    #[test]
    fn user_names_are_made_of_given_and_family_name() {
        for (name, expected) in [
            ("Phạm Thị Ngọc Lan", "lan.pham"),
            ("Đỗ Đức", "duc.do"),
            ("H'Hen Niê", "nie.hhen"),
            ("Mai", "mai"),
            ("An", "nguoi.dung"),
            ("Ý", "nguoi.dung"),
        ] {
            assert_eq!(username_from_name(name), expected, "{name}");
            assert_eq!(username(&username_from_name(name)), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn a_taken_user_name_gets_a_number() {
        let taken: HashSet<String> = ["lan.pham", "lan.pham2", "lan.phamx"].map(str::to_owned).into();
        assert_eq!(first_free("lan.pham", &taken), "lan.pham3");
        assert_eq!(first_free("hoa.le", &taken), "hoa.le");
    }

    proptest::proptest! {
        #[test]
        fn a_proposed_user_name_is_one(name in "\\PC{0,80}") {
            let proposed = username_from_name(&name);
            proptest::prop_assert_eq!(username(&proposed), Ok(proposed.clone()));
        }
    }
}
