//! Texts that several items share.

use crate::quizzes::qti::{
    Files, LeftOutWhy, MOST_TEXT_OF_ITEM, QtiProblemKind, Stop,
    markup::{Marks, Markup},
    media::{Media, inside},
    xml::{self, Element, Node},
};
use std::collections::{BTreeMap, BTreeSet};

/// The shared texts read so far, by the path of their file.
pub type Stimuli = BTreeMap<String, String>;

/// The texts that an item shares with others, which stand before its own (QTI 3 only).
pub fn read(
    files: &Files,
    item: (&str, &Node<'_>),
    media: &mut Media<'_>,
    parts: &mut BTreeSet<LeftOutWhy>,
    stimuli: &mut Stimuli,
) -> Result<String, Stop> {
    let (file, item) = item;
    let mut all = String::new();
    for reference in item.named("assessmentStimulusRef") {
        let path = match inside(files, file, reference.attr("href").unwrap_or_default()) {
            Err(QtiProblemKind::MissingFile(path)) => return Err(LeftOutWhy::MissingFile(path).into()),
            found => found?,
        };
        if !stimuli.contains_key(&path) {
            let text = from_file(files, &path, media, parts)?;
            stimuli.insert(path.clone(), text);
        }
        all.push_str(stimuli.get(&path).map_or("", String::as_str));
        if all.len() > MOST_TEXT_OF_ITEM {
            return Err(LeftOutWhy::TooMuch.into());
        }
    }
    Ok(all)
}

fn from_file(
    files: &Files,
    path: &str,
    media: &mut Media<'_>,
    parts: &mut BTreeSet<LeftOutWhy>,
) -> Result<String, Stop> {
    let text = xml::text(files.get(path).map_or(&[][..], Vec::as_slice))?;
    let document = xml::parse(path, &text).map_err(|problem| problem.problem.kind)?;
    let Some(body) = document.root_element().first("stimulusBody") else { return Ok(String::new()) };
    Markup { file: path, media, parts, marks: &Marks::new() }.block(&body)
}
