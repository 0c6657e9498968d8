//! From bytes to text, in the encodings that schools' programs write.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};
use std::borrow::Cow;

/// Letters in which Vietnamese is written beyond `a` to `z`, folded to lower case and without tones.
const LETTERS: &str = "ăâđêôơưàáãèéìíòóõùúýñçäöü";

/// The text of a file: UTF-8 or UTF-16 with a mark at the beginning, UTF-8 without, else Windows-1258 or whatever
/// the letters look like. `None` when it is no text.
pub fn decode(content: &[u8]) -> Option<Cow<'_, str>> {
    let text = match Encoding::for_bom(content) {
        Some((encoding, mark)) => without_errors(encoding, &content[mark..])?,
        None => match std::str::from_utf8(content) {
            Ok(text) if !text.contains('\0') => Cow::Borrowed(text),
            _ => unmarked(content)?,
        },
    };
    // A picture or a program read as text is full of these.
    let is_text =
        !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}'));
    is_text.then_some(text)
}

fn without_errors<'a>(encoding: &'static Encoding, content: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(content)
}

/// The text of a file that does not say its encoding and is no UTF-8.
fn unmarked(content: &[u8]) -> Option<Cow<'_, str>> {
    if content.contains(&0) {
        // Every other byte of Latin letters in UTF-16 is zero.
        let zeros_at = |odd: usize| content.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
        let encoding = if zeros_at(1) >= zeros_at(0) { UTF_16LE } else { UTF_16BE };
        return without_errors(encoding, content);
    }
    if let Some(text) = without_errors(WINDOWS_1258, content).filter(|text| looks_vietnamese(text)) {
        return Some(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(content, true);
    let encoding = detector.guess(Some(b"vn"), Utf8Detection::Deny);
    without_errors(if encoding == UTF_8 { WINDOWS_1258 } else { encoding }, content)
}

/// Whether all that is beyond ASCII could stand in a Vietnamese list: its letters, tone marks, and usual signs.
fn looks_vietnamese(text: &str) -> bool {
    let is_tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let is_sign = |c: char| "–—‘’“”«»…·•₫\u{a0}".contains(c);
    text.chars()
        .filter(|c| !c.is_ascii())
        .all(|c| is_tone(c) || is_sign(c) || c.to_lowercase().all(|c| LETTERS.contains(c)))
}
