//! E-mail addresses of people, by which they sign in and get letters.

use unicode_normalization::UnicodeNormalization;

/// The most bytes of an address, as mail itself has it.
const LONGEST: usize = 254;

/// What was typed is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

/// An address as it is stored and compared: in lower case, composed. Whether it exists, only a message to it can tell.
///
/// # Errors
/// When it has no name, no host with a dot in it, blanks, or more bytes than an address may have.
pub fn parse_email(text: &str) -> Result<String, NotAnEmail> {
    let address: String = text.trim().to_lowercase().nfc().collect();
    let is_plain = address.len() <= LONGEST && !address.contains(|c: char| c.is_whitespace() || c.is_control());
    let parts =
        address.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let is_address = is_plain && parts.is_some_and(|(_, host)| !host.starts_with('.') && !host.ends_with('.'));
    if is_address { Ok(address) } else { Err(NotAnEmail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(parse_email(" Vinh@Truong.Example "), Ok("vinh@truong.example".to_owned()));
        assert_eq!(parse_email("o'an+1@a.b.vn"), Ok("o'an+1@a.b.vn".to_owned()));
    }

    #[test]
    fn what_no_letter_reaches_is_no_address() {
        let too_long = format!("{}@truong.example", "a".repeat(LONGEST));
        for text in
            ["", " ", "vinh", "@truong.vn", "vinh@", "vinh@truong", "v@.vn", "v@truong.", "a b@c.vn", "a@b@c.vn"]
        {
            assert_eq!(parse_email(text), Err(NotAnEmail), "{text:?}");
        }
        assert_eq!(parse_email(&too_long), Err(NotAnEmail));
        assert_eq!(parse_email("a@b\u{0}.vn"), Err(NotAnEmail));
    }

    #[test]
    fn what_is_stored_is_read_as_itself() {
        for text in ["Oa\u{300}nh@truong.example", "VINH@TRUONG.EXAMPLE", "-a@b.vn"] {
            let stored = parse_email(text).unwrap();
            assert_eq!(parse_email(&stored), Ok(stored));
        }
    }
}
