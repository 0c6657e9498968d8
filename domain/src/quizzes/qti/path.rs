//! Paths between the files of a package.

use super::QtiProblemKind;

/// What a reference names.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// A file of the package, by its path from the top.
    Inside(String),
    /// Something elsewhere in the net.
    Elsewhere,
}

/// What a reference in a file names. Percent signs are undone first, so that `%2e%2e` hides nothing.
pub fn resolve(from: &str, href: &str) -> Result<Target, QtiProblemKind> {
    let outside = || QtiProblemKind::PathOutside(href.to_owned());
    let plain = undone(href.split(['#', '?']).next().unwrap_or_default()).replace('\\', "/");
    if plain.starts_with("//") {
        return Ok(Target::Elsewhere);
    }
    if let Some((scheme, _)) = plain.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        // `C:` and `file:` name places on somebody's disk.
        let is_disk = scheme.len() == 1 || scheme.eq_ignore_ascii_case("file");
        return if is_disk { Err(outside()) } else { Ok(Target::Elsewhere) };
    }
    // From the top of the package, as on a web site.
    let is_from_top = plain.starts_with('/');
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if is_from_top { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(plain.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(Target::Inside(parts.join("/")))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

/// `%20` and the like undone; a percent sign that begins nothing stays.
fn undone(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, beyond @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |c: u8| char::from(c).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
                bytes.push(digit(*high) * 16 + digit(*low));
                rest = beyond;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inside(path: &str) -> Result<Target, QtiProblemKind> {
        Ok(Target::Inside(path.to_owned()))
    }

    #[test]
    fn references_are_read_from_the_folder_of_their_file() {
        assert_eq!(resolve("items/a.xml", "../images/b%20c.png#x"), inside("images/b c.png"));
        assert_eq!(resolve("a.xml", "./images\\b.png?v=1"), inside("images/b.png"));
        assert_eq!(resolve("a.xml", "100%.png"), inside("100%.png"));
        assert_eq!(resolve("items/a.xml", "/images/b.png"), inside("images/b.png"));
    }

    #[test]
    fn what_lies_elsewhere_is_told_from_what_leads_out() {
        for href in ["https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,AA"] {
            assert_eq!(resolve("a.xml", href), Ok(Target::Elsewhere), "{href}");
        }
        for href in ["../a.png", "x/../../a.png", "%2e%2e/a.png", "/../a.png", "file:///a", "C:\\a.png", "..\\a"] {
            assert_eq!(resolve("a.xml", href), Err(QtiProblemKind::PathOutside(href.to_owned())), "{href}");
        }
    }

    proptest! {
        #[test]
        fn no_reference_leads_out(from in "[a-z./]{0,12}", href in r"[a-z./\\%25e:]{0,20}") {
            if let Ok(Target::Inside(path)) = resolve(&from, &href) {
                prop_assert!(path.split('/').all(|part| part != ".." && part != "."));
                prop_assert!(!path.starts_with('/'));
            }
        }
    }
}
