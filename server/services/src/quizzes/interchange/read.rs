//! A file of questions, whatever its format: its content tells, not its name.

use super::archive::{self, ArchiveProblem};
use domain::quizzes::{
    gift,
    interchange::{FoundQuestion, Place},
    moodle_xml, qti,
};
use std::{collections::BTreeMap, fmt::Display};

/// A file as it came.
#[derive(Debug, Clone, Default)]
pub struct FileOfQuestions {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsProblem {
    /// The file; for a package, the file within it.
    pub file: String,
    /// Where, if that is known.
    pub place: Option<Place>,
    /// What.
    pub what: String,
}

impl Display for QuestionsProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.place {
            Some(place) => write!(f, "{}:{}:{}: {}", self.file, place.line, place.column, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

/// Something in a file that was not taken, or not as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsLeftOut {
    /// The file.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What it is called there.
    pub name: String,
    /// Why.
    pub why: String,
    /// Whether the question was taken all the same.
    pub is_part: bool,
}

/// What a file holds.
pub struct Read {
    pub questions: Vec<FoundQuestion>,
    pub media: BTreeMap<String, Vec<u8>>,
    pub left_out: Vec<QuestionsLeftOut>,
}

/// Reads a file whole, or says all that is wrong with it.
pub fn read(file: &FileOfQuestions) -> Result<Read, Vec<QuestionsProblem>> {
    let content = file.content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.content);
    if content.starts_with(b"PK\x03\x04") {
        let files = archive::unpack(content).map_err(|problem| vec![of_archive(file, &problem)])?;
        return read_qti(file, &files);
    }
    match root_of(content) {
        Some("quiz") => read_moodle_xml(file),
        Some(_) => read_qti(file, &BTreeMap::from([(file.name.clone(), content.to_vec())])),
        None => read_gift(file, content),
    }
}

/// The name of the first element, for bytes that look like XML.
fn root_of(content: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(content).ok()?;
    let mut rest = text.trim_start();
    if !rest.starts_with('<') {
        return None;
    }
    loop {
        if rest.starts_with("<?") {
            rest = rest.split_once("?>")?.1.trim_start();
        } else if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1.trim_start();
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
            return name.get(..end);
        }
    }
}

fn of_archive(file: &FileOfQuestions, problem: &ArchiveProblem) -> QuestionsProblem {
    QuestionsProblem { file: file.name.clone(), place: None, what: problem.to_string() }
}

fn problem(file: &str, place: Place, what: &impl Display) -> QuestionsProblem {
    QuestionsProblem { file: file.to_owned(), place: Some(place), what: what.to_string() }
}

fn read_gift(file: &FileOfQuestions, content: &[u8]) -> Result<Read, Vec<QuestionsProblem>> {
    let not_text = || QuestionsProblem { file: file.name.clone(), place: None, what: "not UTF-8 text".to_owned() };
    let text = std::str::from_utf8(content).map_err(|_| vec![not_text()])?;
    let found = gift::read(text).map_err(|problems| {
        problems.iter().map(|found| problem(&file.name, found.place, &found.kind)).collect::<Vec<_>>()
    })?;
    Ok(Read { questions: found.questions, media: found.media, left_out: Vec::new() })
}

fn read_moodle_xml(file: &FileOfQuestions) -> Result<Read, Vec<QuestionsProblem>> {
    let found = moodle_xml::read(&file.content).map_err(|problems| {
        problems.iter().map(|found| problem(&file.name, found.place, &found.kind)).collect::<Vec<_>>()
    })?;
    let left_out = found.left_out.iter().map(|left| QuestionsLeftOut {
        file: file.name.clone(),
        place: left.place,
        name: left.name.clone(),
        why: left.why.to_string(),
        is_part: !left.why.is_whole_question(),
    });
    let left_out = left_out.collect();
    Ok(Read { questions: found.questions, media: found.media, left_out })
}

fn read_qti(file: &FileOfQuestions, files: &BTreeMap<String, Vec<u8>>) -> Result<Read, Vec<QuestionsProblem>> {
    let found = qti::read(files).map_err(|problems| {
        let within = |found: &qti::QtiProblem| {
            let name =
                if found.file == file.name { file.name.clone() } else { format!("{}/{}", file.name, found.file) };
            problem(&name, found.problem.place, &found.problem.kind)
        };
        problems.iter().map(within).collect::<Vec<_>>()
    })?;
    let left_out = found.left_out.iter().map(|left| QuestionsLeftOut {
        file: file.name.clone(),
        place: left.place,
        name: left.name.clone(),
        why: left.why.to_string(),
        is_part: left.why.is_part(),
    });
    let left_out = left_out.collect();
    Ok(Read { questions: found.questions, media: found.media, left_out })
}
