//! From questions to a file.

mod answers;
mod files;
mod gaps;
mod numbers;
mod picture;
mod question;
mod unsaid;
mod xml;

pub use unsaid::{Unsaid, UnsaidWhy};

use super::DIFFICULTY;
use crate::quizzes::Question;
use question::Written;
use std::collections::BTreeMap;
use xml::Xml;

/// A file, and what it does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoodleXml {
    /// The file.
    pub text: String,
    /// What did not get into it.
    pub left_out: Vec<Unsaid>,
}

/// Writes questions with the files that their texts show, by the names that texts call them (`media/name`).
pub fn write(questions: &[Question], media: &BTreeMap<String, Vec<u8>>) -> MoodleXml {
    let mut xml = Xml::new();
    let mut left_out = Vec::new();
    xml.element("quiz", |xml| {
        let mut category = "";
        for (place, question) in questions.iter().enumerate() {
            let mut unsaid = |why| left_out.push(Unsaid { question: place, name: question.name.clone(), why });
            match Written::of(question, media) {
                Ok(mut written) => {
                    if question.category != category {
                        category = &question.category;
                        write_category(xml, category);
                    }
                    written.write(xml);
                    written.unsaid.into_iter().for_each(&mut unsaid);
                }
                Err(why) => unsaid(why),
            }
        }
    });
    MoodleXml { text: xml.finish(), left_out }
}

fn write_category(xml: &mut Xml, category: &str) {
    xml.with("question", &[("type", "category")], |xml| {
        let path = if category.is_empty() { "$course$/top".to_owned() } else { format!("$course$/top/{category}") };
        xml.text("category", &path);
    });
}
