//! The little of HTML that stands between two ways of writing a text.

use std::borrow::Cow;

/// Names of the characters from U+00A0 to U+00FF, in their order
/// (<https://html.spec.whatwg.org/multipage/named-characters.html>); old editors write Vietnamese with them.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
    Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

/// The longest character reference that is looked for.
const LONGEST_REFERENCE: usize = 12;

/// The character of a reference that a text begins with, and its length: `&lt;`, `&#39;`, `&#x27;`.
pub fn reference(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let length = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = rest.get(..length)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        _ => match name.strip_prefix('#') {
            Some(number) => numbered(number)?,
            None => {
                let place = LATIN_1.split_whitespace().position(|known| known == name)?;
                char::from_u32(u32::try_from(place).ok()? + 0xa0)?
            }
        },
    };
    Some((character, length + 2))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| *c != '\0')
}

/// Character references undone.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let (character, length) = reference(from).unwrap_or(('&', 1));
        plain.push(character);
        rest = from.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// A text as HTML shows it as it stands.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What is left of HTML where only plain text can stand: its words, and line breaks where blocks end.
pub fn to_plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let inside = from.get(1..).unwrap_or_default();
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = if is_tag { from.find('>') } else { None };
        match end {
            Some(end) => {
                let (tag, after) = from.split_at(end + 1);
                let name: String =
                    tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
                let ends_a_line = name.eq_ignore_ascii_case("br")
                    || (tag.starts_with("</")
                        && ["p", "div", "li"].iter().any(|block| name.eq_ignore_ascii_case(block)));
                if ends_a_line && !plain.ends_with('\n') {
                    plain.push('\n');
                }
                rest = after;
            }
            None if is_tag => break,
            None => {
                plain.push('<');
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    unescape(&plain).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_are_undone_once() {
        assert_eq!(
            unescape("a &lt; b &amp;lt; c &#7855;&#x1EAF; h&ograve;a &yuml;&nbsp;|"),
            "a < b &lt; c ắắ hòa ÿ\u{a0}|"
        );
        assert_eq!(unescape("& &; &nothing; &#xfffffff; &#0;"), "& &; &nothing; &#xfffffff; &#0;");
    }

    #[test]
    fn words_are_left_of_markup() {
        assert_eq!(to_plain("<p>một<br>hai</p><p>H<sub>2</sub>O &lt; 3</p>"), "một\nhai\nH2O < 3");
        assert_eq!(to_plain("1 < 2 and 3<4"), "1 < 2 and 3<4");
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert_eq!(unescape(&escaped), text.as_str());
            prop_assert_eq!(to_plain(&escape(&text)), text.trim());
        }
    }
}
