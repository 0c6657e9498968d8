//! From a file to questions.

mod answers;
mod category;
mod choices;
mod essay;
mod files;
pub mod gap;
mod gaps;
mod guard;
mod node;
mod numbers;
mod picture;
mod picture_size;
mod places;
mod question;
mod scope;
mod text;

use super::{LeftOutWhy, XmlProblemKind, limits};
use crate::quizzes::interchange::{FileProblem, FoundQuestion, LeftOut, Place, QuestionFile};
use files::Media;
use node::{Node, Stop, children};
use places::Places;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a whole file.
///
/// # Errors
/// All that is wrong with it, the first thing of each question.
pub fn read(bytes: &[u8]) -> Result<QuestionFile<LeftOutWhy>, Vec<FileProblem<XmlProblemKind>>> {
    let start = Place { line: 1, column: 1 };
    if bytes.len() > limits::FILE {
        return Err(vec![FileProblem { place: start, kind: XmlProblemKind::TooLarge }]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(before);
            let place = Places::new(&before).at(before.len());
            return Err(vec![FileProblem { place, kind: XmlProblemKind::NotUtf8 }]);
        }
    };
    let places = Places::new(text);
    let whole = |(byte, kind): (usize, XmlProblemKind)| vec![FileProblem { place: places.at(byte), kind }];
    guard::check(text).map_err(whole)?;
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: limits::NODES, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(not_xml)?;
    let quiz = document.root_element();
    if !quiz.has_tag_name("quiz") {
        return Err(whole((quiz.range().start, XmlProblemKind::NotQuiz(quiz.tag_name().name().to_owned()))));
    }
    if let Some(beyond) = children(quiz, "question").nth(limits::QUESTIONS) {
        return Err(whole((beyond.range().start, XmlProblemKind::TooManyQuestions)));
    }
    questions(quiz, &places)
}

fn not_xml(error: roxmltree::Error) -> Vec<FileProblem<XmlProblemKind>> {
    let pos = error.pos();
    let kind = match error {
        roxmltree::Error::DtdDetected => XmlProblemKind::DocumentType,
        roxmltree::Error::NodesLimitReached
        | roxmltree::Error::AttributesLimitReached
        | roxmltree::Error::NamespacesLimitReached => XmlProblemKind::TooComplex,
        error => XmlProblemKind::NotXml(error.to_string()),
    };
    vec![FileProblem { place: Place { line: pos.row, column: pos.col }, kind }]
}

fn questions(
    quiz: Node<'_>,
    places: &Places<'_>,
) -> Result<QuestionFile<LeftOutWhy>, Vec<FileProblem<XmlProblemKind>>> {
    let mut file = QuestionFile { questions: Vec::new(), media: BTreeMap::new(), left_out: Vec::new() };
    let (mut problems, mut category, mut media) = (Vec::new(), String::new(), Media::default());
    let mut names = Names::default();
    for node in children(quiz, "question") {
        let place = places.at(node.range().start);
        let read = if node.attribute("type") == Some("category") {
            category::of(node).map(|name| category = name).map(|()| None)
        } else {
            question::of(node, &category, &mut media).map(Some)
        };
        match read {
            Ok(None) => {}
            Ok(Some((mut question, notes))) => {
                question.name = names.unique(question.name, file.questions.len() + 1);
                let left_out = notes.into_iter().map(|why| LeftOut { place, name: question.name.clone(), why });
                file.left_out.extend(left_out);
                file.questions.push(FoundQuestion { place, question });
            }
            Err(Stop::LeftOut(why)) => {
                let name = node::text_in(node, "name").unwrap_or_default();
                file.left_out.push(LeftOut { place, name, why });
            }
            Err(Stop::Problem(byte, kind)) => problems.push(FileProblem { place: places.at(byte), kind }),
        }
    }
    file.media = media.files;
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}

/// The names given so far.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Names {
    /// The name itself, a made one where it is empty, or one with a number where it is taken.
    fn unique(&mut self, name: String, number: usize) -> String {
        let name = if name.is_empty() { format!("q{number:02}") } else { name };
        let mut unique = name.clone();
        while self.taken.contains(&unique) {
            let next = self.next.entry(name.clone()).or_insert(1);
            *next = next.saturating_add(1);
            unique = format!("{name} ({next})");
        }
        self.taken.insert(unique.clone());
        unique
    }
}
