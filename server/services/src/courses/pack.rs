//! Reading a course pack from its folder, whole, before anything is taken.

use super::markdown::{self, Finding};
use crate::files::digest;
use domain::{
    courses::pack::{Manifest, ManifestProblem, is_kebab_case},
    language::Language,
    quizzes::{
        Banked, DrawError, Question,
        draw::shortages,
        gift::{self, GiftProblemKind},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
};

/// The largest file of a pack, in bytes.
const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// A lesson's title and text by language.
pub type LessonTexts = BTreeMap<Language, (String, String)>;

/// A pack without any problem.
#[derive(Debug, Clone)]
pub struct Pack {
    /// `course.toml`.
    pub manifest: Manifest,
    /// The lessons in order: address, and by language title and text.
    pub lessons: Vec<(String, LessonTexts)>,
    /// The questions in order, by language.
    pub questions: Vec<BTreeMap<Language, Question>>,
    /// Pictures, sound, video: name within the pack, content type and content.
    pub media: Vec<(String, &'static str, Vec<u8>)>,
    /// Digest of each file, by its name.
    pub file_digests: BTreeMap<String, String>,
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// The file, as named within the pack.
    pub file: String,
    /// The line, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: PackProblemKind,
}

/// What can be wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackProblemKind {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Not UTF-8.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// `course.toml` is no such TOML.
    #[error("{0}")]
    Toml(String),
    /// `course.toml` says what cannot be.
    #[error("{0}")]
    Manifest(#[from] ManifestProblem),
    /// The folder is not named after the course.
    #[error("the folder should be named after the course: {0}")]
    FolderName(String),
    /// A file that no pack has.
    #[error("no file of a course pack is named so")]
    UnknownFile,
    /// No lesson at all.
    #[error("there is no lesson")]
    NoLesson,
    /// A translation that the manifest promises lacks.
    #[error("missing in language {0}")]
    MissingTranslation(Language),
    /// A language that the manifest does not have.
    #[error("language {0} is not in course.toml")]
    LanguageNotInManifest(Language),
    /// The first line is no `# Title`.
    #[error("the first line is not a title (# …)")]
    NoTitle,
    /// Raw HTML.
    #[error("raw HTML is not allowed")]
    RawHtml,
    /// An unknown `:::` block.
    #[error("unknown block :::{0}")]
    UnknownBlock(String),
    /// A picture that is not in the pack.
    #[error("the picture {0} is not in the pack")]
    MissingPicture(String),
    /// A file type that is not taken.
    #[error("files of this type are not taken")]
    UnknownMediaType,
    /// Too large.
    #[error("larger than 20 MB")]
    TooLarge,
    /// A quiz in the manifest, but no questions; or the other way round.
    #[error("course.toml and the quiz files do not agree on whether there is a quiz")]
    QuizMismatch,
    /// Fewer questions than are to be drawn.
    #[error("{draw} questions are to be drawn from {questions}")]
    TooFewQuestions {
        /// To be drawn.
        draw: u32,
        /// There are.
        questions: usize,
    },
    /// More is drawn from a category than it has.
    #[error("{0}")]
    Draw(DrawError),
    /// Something is wrong with a question.
    #[error("{0}")]
    Gift(GiftProblemKind),
    /// A question differs between languages.
    #[error("question {0} does not have the same name, kind and key in every language")]
    QuestionDiffers(String),
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.kind),
            None => write!(f, "{}: {}", self.file, self.kind),
        }
    }
}

/// Reads and checks a pack in a folder.
///
/// # Errors
/// All that is wrong with it.
pub fn read_pack(folder: &Path) -> Result<Pack, Vec<PackProblem>> {
    let mut reading = Reading::default();
    let files = reading.files(folder);
    let Some(manifest) = reading.manifest(&files, folder) else { return Err(reading.problems) };
    let languages: BTreeSet<Language> = manifest.languages().cloned().collect();
    let lessons = reading.lessons(&files, &languages);
    let questions = reading.questions(&files, &languages, &manifest);
    let media = reading.media(&files);
    for name in files.keys().filter(|name| !is_known_file(name)) {
        reading.found(name, None, PackProblemKind::UnknownFile);
    }
    if reading.problems.is_empty() {
        let file_digests = files.iter().map(|(name, content)| (name.clone(), digest(content))).collect();
        Ok(Pack { manifest, lessons, questions, media, file_digests })
    } else {
        Err(reading.problems)
    }
}

type PackFiles = BTreeMap<String, Vec<u8>>;

const MANIFEST: &str = "course.toml";

fn is_known_file(name: &str) -> bool {
    name == MANIFEST || name.starts_with("media/") || lesson_name(name).is_some() || quiz_language(name).is_some()
}

/// `01-why.vi.md` → address `01-why`… without its number: (`01`, `why`, `vi`).
fn lesson_name(name: &str) -> Option<(&str, &str, Language)> {
    let stem = name.strip_suffix(".md")?;
    let (stem, language) = stem.rsplit_once('.')?;
    let (number, slug) = stem.split_once('-')?;
    let numbered = number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit());
    // `quiz` is the address of the quiz itself.
    (numbered && is_kebab_case(slug) && slug != "quiz").then_some(())?;
    Some((number, slug, language.parse().ok()?))
}

fn quiz_language(name: &str) -> Option<Language> {
    name.strip_prefix("quiz.")?.strip_suffix(".gift")?.parse().ok()
}

/// The type of a file, by its name's ending; `None` for one that is not taken.
pub(crate) fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        _ => return None,
    })
}

#[derive(Default)]
struct Reading {
    problems: Vec<PackProblem>,
}

impl Reading {
    fn found(&mut self, file: &str, line: Option<usize>, kind: PackProblemKind) {
        self.problems.push(PackProblem { file: file.to_owned(), line, kind });
    }

    fn files(&mut self, folder: &Path) -> PackFiles {
        let mut files = PackFiles::new();
        for (part, prefix) in [(folder.to_path_buf(), ""), (folder.join("media"), "media/")] {
            let entries = match std::fs::read_dir(&part) {
                Ok(entries) => entries,
                Err(_) if !prefix.is_empty() => continue,
                Err(error) => {
                    self.found(&part.display().to_string(), None, PackProblemKind::Unreadable(error.to_string()));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let metadata = entry.metadata();
                if name == "media" || name.starts_with('.') || metadata.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
                    continue;
                }
                if metadata.is_ok_and(|metadata| metadata.len() > LARGEST_FILE) {
                    self.found(&name, None, PackProblemKind::TooLarge);
                    continue;
                }
                match std::fs::read(entry.path()) {
                    Ok(content) => {
                        files.insert(name, content);
                    }
                    Err(error) => self.found(&name, None, PackProblemKind::Unreadable(error.to_string())),
                }
            }
        }
        files
    }

    fn text<'a>(&mut self, name: &str, content: &'a [u8]) -> Option<&'a str> {
        match std::str::from_utf8(content) {
            Ok(text) => Some(text),
            Err(_) => {
                self.found(name, None, PackProblemKind::NotUtf8);
                None
            }
        }
    }

    fn manifest(&mut self, files: &PackFiles, folder: &Path) -> Option<Manifest> {
        let Some(content) = files.get(MANIFEST) else {
            if self.problems.is_empty() {
                self.found(MANIFEST, None, PackProblemKind::Unreadable("no such file".to_owned()));
            }
            return None;
        };
        let text = self.text(MANIFEST, content)?;
        match toml::from_str::<Manifest>(text) {
            Ok(manifest) => {
                for problem in manifest.problems() {
                    self.found(MANIFEST, None, problem.into());
                }
                let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
                if named.as_deref().is_some_and(|named| named != manifest.id) {
                    self.found(MANIFEST, None, PackProblemKind::FolderName(manifest.id.clone()));
                }
                Some(manifest)
            }
            Err(error) => {
                let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
                self.found(MANIFEST, line, PackProblemKind::Toml(error.message().to_owned()));
                None
            }
        }
    }

    fn lessons(&mut self, files: &PackFiles, languages: &BTreeSet<Language>) -> Vec<(String, LessonTexts)> {
        let mut lessons: BTreeMap<(String, String), LessonTexts> = BTreeMap::new();
        for (name, content) in files {
            let Some((number, slug, language)) = lesson_name(name) else { continue };
            let Some(text) = self.text(name, content) else { continue };
            if !languages.contains(&language) {
                self.found(name, None, PackProblemKind::LanguageNotInManifest(language.clone()));
            }
            let title = markdown::title(text);
            if title.is_none() {
                self.found(name, Some(1), PackProblemKind::NoTitle);
            }
            for finding in markdown::findings(text) {
                match finding {
                    Finding::RawHtml(line) => self.found(name, Some(line), PackProblemKind::RawHtml),
                    Finding::UnknownBlock(line, word) => {
                        self.found(name, Some(line), PackProblemKind::UnknownBlock(word));
                    }
                    Finding::Picture(line, picture) if !files.contains_key(&picture) => {
                        self.found(name, Some(line), PackProblemKind::MissingPicture(picture));
                    }
                    Finding::Picture(..) => {}
                }
            }
            let texts = lessons.entry((number.to_owned(), slug.to_owned())).or_default();
            texts.insert(language, (title.unwrap_or_default(), text.to_owned()));
        }
        if lessons.is_empty() {
            self.found("", None, PackProblemKind::NoLesson);
        }
        for ((number, slug), texts) in &lessons {
            for language in languages.iter().filter(|language| !texts.contains_key(language)) {
                self.found(&format!("{number}-{slug}"), None, PackProblemKind::MissingTranslation(language.clone()));
            }
        }
        lessons.into_iter().map(|((_, slug), texts)| (slug, texts)).collect()
    }

    fn questions(
        &mut self,
        files: &PackFiles,
        languages: &BTreeSet<Language>,
        manifest: &Manifest,
    ) -> Vec<BTreeMap<Language, Question>> {
        let mut by_language: BTreeMap<Language, Vec<Question>> = BTreeMap::new();
        for (name, content) in files {
            let Some(language) = quiz_language(name) else { continue };
            let Some(text) = self.text(name, content) else { continue };
            if !languages.contains(&language) {
                self.found(name, None, PackProblemKind::LanguageNotInManifest(language.clone()));
            }
            let file = gift::parse(text);
            for problem in file.problems {
                self.found(name, Some(problem.place.line as usize), PackProblemKind::Gift(problem.kind));
            }
            by_language.insert(language, file.questions.into_iter().map(|found| found.question).collect());
        }
        let has_questions = by_language.values().any(|questions| !questions.is_empty());
        if has_questions != manifest.quiz.is_some() {
            self.found(MANIFEST, None, PackProblemKind::QuizMismatch);
        }
        if !has_questions {
            return Vec::new();
        }
        for language in languages.iter().filter(|language| !by_language.contains_key(language)) {
            self.found(&format!("quiz.{language}.gift"), None, PackProblemKind::MissingTranslation(language.clone()));
        }
        self.same_in_every_language(&by_language);
        let count = by_language.values().map(Vec::len).min().unwrap_or_default();
        if let Some(draw) = manifest.quiz.as_ref().map(|quiz| quiz.draw).filter(|draw| *draw as usize > count) {
            self.found(MANIFEST, None, PackProblemKind::TooFewQuestions { draw, questions: count });
        }
        if let (Some(rules), Some(questions)) = (&manifest.quiz, by_language.values().next()) {
            let bank: Vec<Banked<'_>> = questions
                .iter()
                .map(|question| Banked { kind: &question.kind, category: &question.category })
                .collect();
            for shortage in shortages(&bank, rules) {
                self.found(MANIFEST, None, PackProblemKind::Draw(shortage));
            }
        }
        (0..count)
            .map(|place| {
                let at_place = by_language.iter().filter_map(|(language, questions)| {
                    questions.get(place).map(|question| (language.clone(), question.clone()))
                });
                at_place.collect()
            })
            .collect()
    }

    fn same_in_every_language(&mut self, by_language: &BTreeMap<Language, Vec<Question>>) {
        let mut languages = by_language.iter();
        let Some((_, first)) = languages.next() else { return };
        for (language, questions) in languages {
            let file = format!("quiz.{language}.gift");
            let longest = first.len().max(questions.len());
            for place in 0..longest {
                let same = match (first.get(place), questions.get(place)) {
                    (Some(a), Some(b)) => a.name == b.name && a.kind.has_same_key(&b.kind),
                    _ => false,
                };
                if !same {
                    let name = first.get(place).or(questions.get(place)).map_or_else(String::new, |q| q.name.clone());
                    self.found(&file, None, PackProblemKind::QuestionDiffers(name));
                }
            }
        }
    }

    fn media(&mut self, files: &PackFiles) -> Vec<(String, &'static str, Vec<u8>)> {
        let mut media = Vec::new();
        for (name, content) in files.iter().filter(|(name, _)| name.starts_with("media/")) {
            match content_type(name) {
                Some(content_type) => media.push((name.clone(), content_type, content.clone())),
                None => self.found(name, None, PackProblemKind::UnknownMediaType),
            }
        }
        media
    }
}
