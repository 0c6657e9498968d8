//! Pictures, sound and video within the file.

use super::node::{Node, Read, Stop, own_text, problem};
use crate::quizzes::moodle_xml::{LeftOutWhy, MEDIA, PLUGIN_FILE, XmlProblemKind, html, limits, percent};
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};
use unicode_normalization::UnicodeNormalization;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The most characters of a name before its ending.
const LONGEST_STEM: usize = 80;

/// The files taken so far.
#[derive(Default)]
pub struct Media {
    /// By the name that texts call them.
    pub files: BTreeMap<String, Vec<u8>>,
    total: usize,
    /// By the byte at which they stand in the file.
    taken: BTreeMap<usize, String>,
    /// By the name wished for and the digest of the content.
    known: BTreeMap<(String, u64), String>,
    /// The next number for a name wished for.
    next: BTreeMap<String, u32>,
}

impl Media {
    /// Takes a file, and says how texts call it.
    pub fn take(&mut self, file: Node<'_>) -> Read<String> {
        let start = file.range().start;
        if let Some(name) = self.taken.get(&start) {
            return Ok(name.clone());
        }
        let path = path_of(file)?;
        let bytes = content(file, &path)?;
        self.total = self.total.saturating_add(bytes.len());
        if self.total > limits::MEDIA {
            return Err(problem(file, XmlProblemKind::FileTooLarge(path)));
        }
        let name = self.keep(safe_name(&path), bytes);
        self.taken.insert(start, name.clone());
        Ok(name)
    }

    fn keep(&mut self, wished: String, bytes: Vec<u8>) -> String {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let key = (wished, hasher.finish());
        if let Some(name) = self.known.get(&key).filter(|name| self.files.get(*name) == Some(&bytes)) {
            return name.clone();
        }
        let (stem, ending) = parts(&key.0);
        let next = self.next.entry(key.0.clone()).or_insert(1);
        let mut name = format!("{MEDIA}{}", key.0);
        while self.files.contains_key(&name) {
            *next = next.saturating_add(1);
            name = format!("{MEDIA}{stem}-{next}{ending}");
        }
        self.files.insert(name.clone(), bytes);
        self.known.insert(key, name.clone());
        name
    }
}

/// The files of one question, by the element they stand in and their path, and by their path alone: files made by hand
/// often have all of them at one place.
pub struct Attached<'a>(BTreeMap<(Option<usize>, String), Node<'a>>);

impl<'a> Attached<'a> {
    /// Lists the files of a question.
    pub fn to(question: Node<'a>) -> Read<Self> {
        let mut files = BTreeMap::new();
        for file in question.descendants().filter(|node| node.has_tag_name("file")) {
            let path = path_of(file)?;
            let parent = file.parent().map(|parent| parent.range().start);
            files.entry((parent, path.clone())).or_insert(file);
            files.entry((None, path)).or_insert(file);
        }
        Ok(Self(files))
    }

    /// A text with our names of the files that it shows.
    pub fn resolve(&self, text: &str, holder: Node<'a>, media: &mut Media) -> Read<String> {
        let mut resolved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(PLUGIN_FILE) {
            resolved.push_str(before);
            // Without an address it is a word like any other.
            let Some(after) = after.strip_prefix('/') else {
                resolved.push_str(PLUGIN_FILE);
                rest = after;
                continue;
            };
            let ends = |c: char| c.is_whitespace() || "\"'<>()?#\\".contains(c);
            let (address, tail) = after.split_at(after.find(ends).unwrap_or(after.len()));
            let path = percent::decode(&html::unescape(address));
            let own = Some(holder.range().start);
            let found = self.0.get(&(own, path.clone())).or_else(|| self.0.get(&(None, path.clone())));
            let file = found.ok_or(Stop::LeftOut(LeftOutWhy::MissingFile(path)))?;
            resolved.push_str(&media.take(*file)?);
            // `?forcedownload=1` and the like are for Moodle's server.
            rest = match tail.strip_prefix('?') {
                Some(query) => query.trim_start_matches(|c| !ends(c)),
                None => tail,
            };
        }
        resolved.push_str(rest);
        Ok(resolved)
    }
}

/// The path of a file without a slash before it.
fn path_of(file: Node<'_>) -> Read<String> {
    let name = file.attribute("name").unwrap_or_default();
    let whole = format!("{}/{name}", file.attribute("path").unwrap_or_default());
    let path = whole.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    let leads_elsewhere = path.split('/').any(|part| part == ".." || part == ".");
    if name.is_empty() || name.contains(['/', '\\']) || leads_elsewhere || path.contains(['\\', '\0']) {
        return Err(problem(file, XmlProblemKind::BadFileName(whole)));
    }
    Ok(path)
}

fn content(file: Node<'_>, path: &str) -> Read<Vec<u8>> {
    let bad = |kind: fn(String) -> XmlProblemKind| problem(file, kind(path.to_owned()));
    if file.attribute("encoding").is_some_and(|encoding| encoding != "base64") {
        return Err(bad(XmlProblemKind::BadFile));
    }
    let mut text = own_text(file);
    text.retain(|c| !c.is_ascii_whitespace());
    if text.len() / 4 * 3 > limits::MEDIUM {
        return Err(bad(XmlProblemKind::FileTooLarge));
    }
    BASE64.decode(text).map_err(|_| bad(XmlProblemKind::BadFile))
}

/// A name that needs no escapes in an address: `Ảnh 1.png` becomes `Anh-1.png`.
fn safe_name(path: &str) -> String {
    let plain = |c: char| match c {
        'đ' => Some('d'),
        'Đ' => Some('D'),
        c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => Some(c),
        c if unicode_normalization::char::is_combining_mark(c) => None,
        _ => Some('-'),
    };
    let name: String = path.nfd().filter_map(plain).collect();
    let name = name.trim_start_matches('.');
    let (stem, ending) = parts(name);
    let stem: String = stem.chars().take(LONGEST_STEM).collect();
    let stem = if stem.is_empty() { "file" } else { stem.as_str() };
    format!("{stem}{}", ending.chars().take(LONGEST_STEM).collect::<String>())
}

/// A name and its ending with the dot.
fn parts(name: &str) -> (&str, &str) {
    name.rfind('.').map_or((name, ""), |dot| name.split_at(dot))
}
