//! A look at a file before it is parsed, for what makes a parser's time grow with the square of its size: tags of many
//! attributes, and namespaces declared within namespaces.

use crate::quizzes::moodle_xml::{XmlProblemKind, limits};

/// Where a text is more than a parser is given, and what is said of it.
pub fn check(text: &str) -> Result<(), (usize, XmlProblemKind)> {
    let (mut depth, mut namespaces, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let Some(rest) = text.get(at..) else { return Ok(()) };
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((start, end)) = skipped.iter().find(|(start, _)| rest.starts_with(start)) {
            match rest.get(start.len()..).and_then(|inner| inner.find(end)) {
                Some(length) => at += start.len() + length + end.len(),
                None => return Ok(()),
            }
            continue;
        }
        if rest.starts_with("<!") {
            return Err((at, XmlProblemKind::DocumentType));
        }
        let length = tag_length(rest).ok_or((at, XmlProblemKind::TooComplex))?;
        let tag = rest.get(..length).unwrap_or_default();
        namespaces += tag.matches("xmlns").count();
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with("/>") {
            depth += 1;
        }
        if depth > limits::DEPTH || namespaces > limits::NAMESPACES {
            return Err((at, XmlProblemKind::TooComplex));
        }
        at += length;
    }
    Ok(())
}

/// The bytes of a tag, to its `>` or to the end of the text; `None` if they are too many.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate().take(limits::TAG) {
        match (byte, quote) {
            (b'>', None) => return Some(place + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    // The parser says what is wrong with a tag that is not closed.
    (text.len() < limits::TAG).then_some(text.len())
}
