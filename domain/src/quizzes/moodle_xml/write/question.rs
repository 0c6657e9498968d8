//! What all types of questions have.

use super::{DIFFICULTY, UnsaidWhy, answers, files, gaps, numbers, picture, xml::Xml};
use crate::quizzes::{Question, QuestionKind, question::TextFormat};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// A question that can be written.
pub struct Written<'a> {
    question: &'a Question,
    prompt: String,
    pub(super) media: &'a BTreeMap<String, Vec<u8>>,
    /// What is not said of it.
    pub unsaid: Vec<UnsaidWhy>,
}

/// How a text is written.
pub struct Words<'a> {
    format: &'static str,
    media: &'a BTreeMap<String, Vec<u8>>,
    missing: &'a RefCell<BTreeSet<String>>,
}

impl<'a> Written<'a> {
    /// Looks whether a question can be said.
    pub fn of(question: &'a Question, media: &'a BTreeMap<String, Vec<u8>>) -> Result<Self, UnsaidWhy> {
        let mut unsaid = Vec::new();
        let prompt = match &question.kind {
            QuestionKind::Cloze { gaps } => gaps::into_text(&question.prompt, gaps, &mut unsaid)?,
            _ => question.prompt.clone(),
        };
        match &question.kind {
            QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => {
                answers::note_fixed(options, &mut unsaid);
            }
            QuestionKind::ShortAnswer { matching, .. } if matching.any_accents => unsaid.push(UnsaidWhy::AnyAccents),
            QuestionKind::Numeric { accepted, .. } if !accepted.iter().all(|a| numbers::said(a).is_some()) => {
                return Err(UnsaidWhy::Range);
            }
            QuestionKind::Essay { rules } if !rules.rubric.is_empty() => unsaid.push(UnsaidWhy::Rubric),
            QuestionKind::Hotspot { picture, .. } | QuestionKind::DragOntoPicture { picture, .. }
                if !media.contains_key(&picture.file) =>
            {
                return Err(UnsaidWhy::MissingPicture(picture.file.clone()));
            }
            _ => {}
        }
        Ok(Self { question, prompt, media, unsaid })
    }

    /// Writes it, and says which files are missing.
    pub fn write(&mut self, xml: &mut Xml) {
        let missing = RefCell::new(BTreeSet::new());
        let words = Words { format: format_word(self.question.format), media: self.media, missing: &missing };
        xml.with("question", &[("type", type_word(&self.question.kind))], |xml| self.write_inside(xml, &words));
        self.unsaid.extend(missing.into_inner().into_iter().map(UnsaidWhy::MissingFile));
    }

    fn write_inside(&self, xml: &mut Xml, words: &Words<'_>) {
        let question = self.question;
        xml.text("name", &question.name);
        words.write(xml, "questiontext", &self.prompt);
        words.write(xml, "generalfeedback", question.general_feedback.as_deref().unwrap_or_default());
        xml.words("defaultgrade", if question.kind.counts() { "1" } else { "0" });
        xml.words("hidden", "0");
        xml.words("idnumber", &question.external_id);
        match &question.kind {
            QuestionKind::SingleChoice { options } => answers::options(xml, words, options, true),
            QuestionKind::MultipleChoice { options } => answers::options(xml, words, options, false),
            QuestionKind::TrueFalse { answer, right, wrong } => {
                answers::true_false(xml, words, *answer, right.as_deref(), wrong.as_deref());
            }
            QuestionKind::Matching { pairs, extra } => answers::matching(xml, words, pairs, extra),
            QuestionKind::Ordering { items } => answers::ordering(xml, words, items),
            QuestionKind::ShortAnswer { accepted, matching } => {
                answers::short_answer(xml, words, accepted, matching.case);
            }
            QuestionKind::Numeric { accepted, units, unit_required } => {
                numbers::write(xml, words, accepted, units, *unit_required);
            }
            QuestionKind::Hotspot { picture, spots, several } => picture::spots(xml, words, picture, spots, *several),
            QuestionKind::DragOntoPicture { picture, places, extra } => {
                picture::places(xml, words, picture, places, extra);
            }
            QuestionKind::Essay { rules } => answers::essay(xml, words, rules),
            QuestionKind::Cloze { .. } | QuestionKind::Description => {}
        }
        let difficulty = question.difficulty.map(|difficulty| format!("{DIFFICULTY}{difficulty}"));
        let tags: Vec<&String> = difficulty.iter().chain(&question.tags).collect();
        if !tags.is_empty() {
            xml.element("tags", |xml| tags.iter().for_each(|tag| xml.text("tag", tag)));
        }
    }
}

impl Words<'_> {
    /// Writes a text with its files.
    pub fn write(&self, xml: &mut Xml, name: &str, text: &str) {
        self.write_with(xml, name, &[], text, |_| {});
    }

    /// Writes a text with its files, and what else stands in the element.
    pub fn write_with(
        &self,
        xml: &mut Xml,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
        inside: impl FnOnce(&mut Xml),
    ) {
        let shown = files::shown(text, self.media);
        self.missing.borrow_mut().extend(shown.missing);
        let attributes: Vec<(&str, &str)> = attributes.iter().copied().chain([("format", self.format)]).collect();
        xml.with(name, &attributes, |xml| {
            xml.words("text", &shown.text);
            shown.files.iter().for_each(|file| self.file(xml, file));
            inside(xml);
        });
    }

    /// Writes a file.
    pub fn file(&self, xml: &mut Xml, file: &str) {
        let Some(bytes) = self.media.get(file) else { return };
        let path = file.trim_start_matches(crate::quizzes::moodle_xml::MEDIA);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        let attributes = [("name", name), ("path", folder.as_str()), ("encoding", "base64")];
        xml.with("file", &attributes, |xml| xml.put_words(&STANDARD.encode(bytes)));
    }
}

const fn format_word(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Markdown => "markdown",
        TextFormat::Html => "html",
        TextFormat::Plain => "plain_text",
        TextFormat::Moodle => "moodle_auto_format",
    }
}

const fn type_word(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::SingleChoice { .. } | QuestionKind::MultipleChoice { .. } => "multichoice",
        QuestionKind::TrueFalse { .. } => "truefalse",
        QuestionKind::Matching { .. } => "matching",
        QuestionKind::Ordering { .. } => "ordering",
        QuestionKind::ShortAnswer { .. } => "shortanswer",
        QuestionKind::Numeric { .. } => "numerical",
        QuestionKind::Cloze { .. } => "cloze",
        QuestionKind::Hotspot { .. } => "ddmarker",
        QuestionKind::DragOntoPicture { .. } => "ddimageortext",
        QuestionKind::Description => "description",
        QuestionKind::Essay { .. } => "essay",
    }
}
