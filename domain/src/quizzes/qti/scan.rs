//! A first look at XML, before a tree is made of it.
//!
//! The tree compares each attribute of an element with its others, and gives each element the namespaces of all around
//! it: a small file can make that take for ever. So what is counted here is counted before.

use super::{DEEPEST, QtiProblemKind};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::collections::BTreeSet;

/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 64;
/// The most prefixes of namespaces in a file.
const MOST_PREFIXES: usize = 64;

/// Looks through a text.
///
/// # Errors
/// The byte where it breaks a limit or is no XML.
pub fn scan(text: &str) -> Result<(), (usize, QtiProblemKind)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    let mut prefixes = BTreeSet::new();
    loop {
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let at = |kind| (place, kind);
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(at(QtiProblemKind::TooDeep));
                }
                attributes(&start, &mut prefixes).map_err(at)?;
            }
            Ok(Event::Empty(start)) => {
                if depth >= DEEPEST {
                    return Err(at(QtiProblemKind::TooDeep));
                }
                attributes(&start, &mut prefixes).map_err(at)?;
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(_)) => {
                return Err(at(QtiProblemKind::Xml("a document type definition is not taken".to_owned())));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => {
                let place = usize::try_from(reader.error_position()).unwrap_or(place);
                return Err((place, QtiProblemKind::Xml(error.to_string())));
            }
        }
    }
}

fn attributes(start: &BytesStart<'_>, prefixes: &mut BTreeSet<String>) -> Result<(), QtiProblemKind> {
    let mut count = 0_usize;
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| QtiProblemKind::Xml(error.to_string()))?;
        let name: &str = attribute.key.as_ref();
        if name.starts_with("xmlns") {
            prefixes.insert(name.to_owned());
        }
        count += 1;
        if count > MOST_ATTRIBUTES || prefixes.len() > MOST_PREFIXES {
            return Err(QtiProblemKind::TooManyAttributes);
        }
    }
    Ok(())
}
