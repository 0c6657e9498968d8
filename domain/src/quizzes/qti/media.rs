//! Pictures, sound and video of a package.

use super::{
    Files, LeftOutWhy, QtiProblemKind, Stop,
    path::{Target, resolve},
};
use std::collections::BTreeMap;

/// What kind of thing a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    Picture,
    Sound,
    Video,
    Subtitles,
}

const KINDS: [(MediaKind, &[&str]); 4] = [
    (MediaKind::Picture, &["png", "jpg", "jpeg", "gif", "webp", "svg"]),
    (MediaKind::Sound, &["mp3", "ogg", "oga", "wav", "m4a"]),
    (MediaKind::Video, &["mp4", "m4v", "webm", "ogv"]),
    (MediaKind::Subtitles, &["vtt"]),
];

/// The kind of a file, by the end of its name.
pub fn kind_of(path: &str) -> Option<MediaKind> {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let (_, ending) = path.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    KINDS.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map(|(kind, _)| *kind)
}

/// The media that questions name, each once.
#[derive(Debug)]
pub struct Media<'a> {
    files: &'a Files,
    /// Path in the package and name in texts, as they were met.
    taken: Vec<(&'a str, String)>,
    names: BTreeMap<String, &'a str>,
    paths: BTreeMap<&'a str, String>,
    /// How often a file name was met.
    met: BTreeMap<String, usize>,
}

impl<'a> Media<'a> {
    pub const fn new(files: &'a Files) -> Self {
        Self { files, taken: Vec::new(), names: BTreeMap::new(), paths: BTreeMap::new(), met: BTreeMap::new() }
    }

    /// The name by which texts call what a file refers to: `media/name`.
    pub fn take(&mut self, from: &str, href: &str) -> Result<String, Stop> {
        let Target::Inside(path) = resolve(from, href)? else {
            return Err(LeftOutWhy::MediaElsewhere(shortened(href)).into());
        };
        let (path, _) = self.files.get_key_value(&path).ok_or(LeftOutWhy::MissingFile(path))?;
        if kind_of(path).is_none() {
            return Err(LeftOutWhy::UnsupportedMedia(path.clone()).into());
        }
        if let Some(name) = self.paths.get(path.as_str()) {
            return Ok(name.clone());
        }
        let name = self.free_name(path);
        self.names.insert(name.clone(), path);
        self.paths.insert(path, name.clone());
        self.taken.push((path, name.clone()));
        Ok(name)
    }

    /// The bytes of a file taken.
    pub fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        self.names.get(name).and_then(|path| self.files.get(*path)).map(Vec::as_slice)
    }

    fn free_name(&mut self, path: &str) -> String {
        let file = path.rsplit('/').next().unwrap_or(path);
        let plain: String =
            file.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' }).collect();
        let (stem, ending) = plain.rsplit_once('.').unwrap_or((&plain, ""));
        let stem = stem.trim_matches(['.', '-']);
        let stem = if stem.is_empty() { "file" } else { stem };
        let ending = ending.to_ascii_lowercase();
        let met = self.met.entry(format!("{stem}.{ending}")).or_default();
        loop {
            *met += 1;
            let name = match *met {
                1 => format!("media/{stem}.{ending}"),
                n => format!("media/{stem}-{n}.{ending}"),
            };
            if !self.names.contains_key(&name) {
                return name;
            }
        }
    }

    /// How many were taken so far.
    pub const fn len(&self) -> usize {
        self.taken.len()
    }

    /// Gives back all but the first `len`: their question stays out.
    pub fn give_back(&mut self, len: usize) {
        for (path, name) in self.taken.drain(len.min(self.taken.len())..) {
            self.names.remove(&name);
            self.paths.remove(path);
        }
    }

    /// The files by their names.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        let file = |(name, path): (String, &str)| Some((name, self.files.get(path)?.clone()));
        self.names.into_iter().filter_map(file).collect()
    }
}

/// A file of the package that another one names and needs.
pub fn inside(files: &Files, from: &str, href: &str) -> Result<String, QtiProblemKind> {
    match resolve(from, href)? {
        Target::Inside(path) if files.contains_key(&path) => Ok(path),
        Target::Inside(path) => Err(QtiProblemKind::MissingFile(path)),
        Target::Elsewhere => Err(QtiProblemKind::PathOutside(shortened(href))),
    }
}

/// An address for a message: a picture written into one is long.
fn shortened(href: &str) -> String {
    href.chars().take(80).collect()
}
