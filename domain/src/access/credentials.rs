//! User names and passwords.

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

/// Checks a password that somebody chooses on an installation that is not a demo.
///
/// # Errors
/// When it is too short, too long, or one of the demo's.
pub fn check_new_password(password: &str) -> Result<(), CredentialError> {
    if is_demo_password(password) {
        Err(CredentialError::DemoPassword)
    } else if password.chars().count() < SHORTEST_PASSWORD {
        Err(CredentialError::PasswordTooShort)
    } else if password.len() > LONGEST_PASSWORD {
        Err(CredentialError::PasswordTooLong)
    } else {
        Ok(())
    }
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
    fn passwords_are_long_enough_and_never_the_demos() {
        assert_eq!(check_new_password("ba con mèo ngủ"), Ok(()));
        assert_eq!(check_new_password("ngắn quá"), Err(CredentialError::PasswordTooShort));
        assert_eq!(check_new_password(&"a".repeat(257)), Err(CredentialError::PasswordTooLong));
        for account in DEMO_ACCOUNTS {
            assert_eq!(check_new_password(account.password), Err(CredentialError::DemoPassword));
        }
    }
}
