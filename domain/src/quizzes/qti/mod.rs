//! QTI 2 and QTI 3, the formats of questions that testing programs exchange: read only.
//!
//! The formats are 1EdTech's: QTI 2.1 (<https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html>) and QTI 3.0
//! (<https://www.imsglobal.org/spec/qti/v3p0/impl>), which says nearly the same in other names; one reader reads both by
//! the names of QTI 2. A package is a manifest with items, tests, pictures, sound and video. The questions come in the
//! order of the tests, with their sections' titles as category; then those that stand in no test, in the manifest's order.
//!
//! Texts stay HTML. What an item looks like (style sheets, classes, measures of fields) is dropped without a word; all
//! else that is not taken is listed.

mod feedback;
mod item;
mod lines;
mod markup;
mod media;
mod package;
mod path;
mod problem;
mod response;
mod scan;
mod section;
mod xml;

pub use problem::{LeftOutWhy, QtiProblem, QtiProblemKind};

use super::interchange::{FoundQuestion, LeftOut, QuestionFile};
use item::Item;
use media::Media;
use problem::Stop;
use std::collections::{BTreeMap, BTreeSet};

/// The largest XML file, in bytes.
pub const LARGEST_XML: usize = 4 << 20;
/// The most elements and texts of an XML file.
pub const MOST_NODES: u32 = 200_000;
/// How deep elements may stand in one another.
pub const DEEPEST: usize = 100;
/// The most questions of a package.
pub const MOST_ITEMS: usize = 5_000;
/// The most things to choose from in one question.
pub const MOST_CHOICES: usize = 200;
/// The most things to choose from and answers accepted in all gaps of one question.
pub const MOST_CHOICES_OF_ITEM: usize = 1_000;
/// The most gaps of a text.
pub const MOST_GAPS: usize = 100;
/// The most text of one question, in bytes; what is repeated (the choices of each gap) counts as often.
pub const MOST_TEXT_OF_ITEM: usize = 1 << 20;
/// The most text of all questions, in bytes.
pub const MOST_TEXT: usize = 64 << 20;

/// The unpacked files of a package by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads a package, or the files of items without a manifest.
///
/// A question's place is the one in its own file; what stays out is named by its file and title.
///
/// # Errors
/// All that is wrong with the package: see [`QtiProblemKind`].
pub fn read(files: &Files) -> Result<QuestionFile<LeftOutWhy>, Vec<QtiProblem>> {
    let listing = package::list(files)?;
    let mut media = Media::new(files);
    let mut stimuli = item::Stimuli::default();
    let mut left_out = listing.left_out;
    let mut questions: Vec<FoundQuestion> = Vec::new();
    let mut names = BTreeSet::new();
    let mut problems = Vec::new();
    let mut text = 0_usize;
    for listed in listing.items {
        let item = match item::read(files, &listed.path, &mut media, &mut stimuli) {
            Ok(item) => item,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let Item { place, title, parts, question, bytes } = item;
        let named = |why| LeftOut { place, name: format!("{}: {title}", listed.path), why };
        match question {
            Ok(mut question) => {
                text = text.saturating_add(bytes);
                question.category = listed.category;
                question.name = free_name(&question.name, &listed.path, &mut names);
                questions.push(FoundQuestion { place, question });
                left_out.extend(parts.into_iter().map(named));
            }
            Err(Stop::LeftOut(why)) => left_out.push(named(why)),
            Err(Stop::Refused(kind)) => problems.push(QtiProblem::new(&listed.path, place, kind)),
        }
        if text > MOST_TEXT {
            problems.push(QtiProblem::whole(&listed.path, QtiProblemKind::TooMuchText));
            break;
        }
    }
    if problems.is_empty() {
        Ok(QuestionFile { questions, media: media.into_files(), left_out })
    } else {
        Err(problems)
    }
}

/// A name that no earlier question has: titles need not differ, names in a bank do.
fn free_name(title: &str, file: &str, names: &mut BTreeSet<String>) -> String {
    // No two questions come from one file.
    let mut name = if names.contains(title) { format!("{title} ({file})") } else { title.to_owned() };
    // Unless a title says the same on purpose.
    while names.contains(&name) {
        name.push('*');
    }
    names.insert(name.clone());
    name
}

#[cfg(test)]
mod tests;
