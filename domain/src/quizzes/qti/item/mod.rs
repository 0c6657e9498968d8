//! One item: a question.

mod choice;
mod cloze;
mod entry;
mod gaps;
mod order;
mod pairs;
mod places;
mod reading;
mod stimulus;

pub use stimulus::Stimuli;

use super::{
    Files, LeftOutWhy, QtiProblem, QtiProblemKind, Stop,
    lines::Lines,
    markup::{Marks, escaped},
    media::Media,
    xml::{self, Element, Node, folded},
};
use crate::quizzes::{
    Question, QuestionKind,
    interchange::Place,
    question::{EssayRules, TextFormat},
};
use reading::Reading;
use std::collections::BTreeSet;

/// What came of an item.
#[derive(Debug)]
pub struct Item {
    /// Where it begins in its file.
    pub place: Place,
    /// What it is called.
    pub title: String,
    /// What of it was not taken.
    pub parts: BTreeSet<LeftOutWhy>,
    /// The question, without its category.
    pub question: Result<Question, Stop>,
    /// The length of its texts in bytes.
    pub bytes: usize,
}

/// Reads the file of an item.
pub fn read(files: &Files, path: &str, media: &mut Media<'_>, stimuli: &mut Stimuli) -> Result<Item, QtiProblem> {
    let whole = |kind| QtiProblem::whole(path, kind);
    let bytes = files.get(path).ok_or_else(|| whole(QtiProblemKind::MissingFile(path.to_owned())))?;
    let text = xml::text(bytes).map_err(whole)?;
    let document = xml::parse(path, &text)?;
    let item = document.root_element();
    let identifier = item.attr("identifier").unwrap_or_default().to_owned();
    let title = [folded(item.attr("title").unwrap_or_default()), identifier.clone(), path.to_owned()];
    let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let mut parts = BTreeSet::new();
    let mut spent = 0;
    // Shared texts come first and keep their pictures even where this item stays out: they are read once for all.
    let start = media.len();
    let shared = if item.is("assessmentItem") {
        stimulus::read(files, (path, &item), media, &mut parts, stimuli)
    } else {
        Err(LeftOutWhy::NotAnItem(item.name().into_owned()).into())
    };
    let start = if shared.is_ok() { media.len() } else { start };
    let question = shared.and_then(|shared| {
        let mut reading = Reading::new(path, item, media, &mut parts)?;
        let question = question(&mut reading, shared, &title);
        spent = reading.spent();
        question
    });
    if question.is_err() {
        media.give_back(start);
    }
    let question = question.map(|question| Question { external_id: identifier, format: TextFormat::Html, ..question });
    Ok(Item { place: Lines::of(&text).begin(&item), title, parts, question, bytes: spent })
}

fn question(reading: &mut Reading<'_, '_, '_>, shared: String, title: &str) -> Result<Question, Stop> {
    let interactions = reading.interactions()?;
    let (mut kind, marks) = kind(reading, &interactions)?;
    let notes = reading.notes()?;
    match &mut kind {
        QuestionKind::Essay { rules } => rules.notes = notes,
        _ if !notes.is_empty() => reading.lose(LeftOutWhy::Element("rubricBlock".to_owned())),
        _ => {}
    }
    let body = reading.body(&marks)?;
    let prompt = match (shared.is_empty(), body.is_empty()) {
        (true, true) if interactions.is_empty() => return Err(LeftOutWhy::Empty.into()),
        (true, true) => escaped(title),
        _ => shared + &body,
    };
    reading.spend(prompt.len())?;
    let general_feedback = reading.feedback.general();
    reading.lose_the_rest();
    Ok(Question { general_feedback, ..Question::new(title, prompt, kind) })
}

fn kind<'a>(reading: &mut Reading<'a, '_, '_>, interactions: &[Node<'a>]) -> Result<(QuestionKind, Marks), Stop> {
    let unmarked = |kind| (kind, Marks::new());
    let is_inline =
        |node: &Node<'_>| matches!(node.name().as_ref(), "textEntryInteraction" | "inlineChoiceInteraction");
    let [interaction] = interactions else {
        return match interactions.iter().find(|node| !is_known(&node.name())) {
            _ if interactions.is_empty() => Ok(unmarked(QuestionKind::Description)),
            Some(unknown) => Err(LeftOutWhy::UnsupportedInteraction(unknown.name().into_owned()).into()),
            None if interactions.iter().all(is_inline) => cloze::read(reading, interactions),
            None => Err(LeftOutWhy::SeveralInteractions.into()),
        };
    };
    match interaction.name().as_ref() {
        "choiceInteraction" => choice::read(reading, interaction).map(unmarked),
        "inlineChoiceInteraction" => cloze::read(reading, interactions),
        "textEntryInteraction" => entry::read_alone(reading, interaction),
        "orderInteraction" => order::read(reading, interaction).map(unmarked),
        "matchInteraction" => pairs::matched(reading, interaction).map(unmarked),
        "associateInteraction" => pairs::associated(reading, interaction).map(unmarked),
        "gapMatchInteraction" => gaps::read(reading, interaction),
        "hotspotInteraction" => places::hotspot(reading, interaction).map(unmarked),
        "graphicGapMatchInteraction" => places::drag(reading, interaction).map(unmarked),
        "extendedTextInteraction" => Ok(unmarked(essay(interaction))),
        unknown => Err(LeftOutWhy::UnsupportedInteraction(unknown.to_owned()).into()),
    }
}

fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 10] = [
        "choiceInteraction",
        "inlineChoiceInteraction",
        "textEntryInteraction",
        "orderInteraction",
        "matchInteraction",
        "associateInteraction",
        "gapMatchInteraction",
        "hotspotInteraction",
        "graphicGapMatchInteraction",
        "extendedTextInteraction",
    ];
    KNOWN.contains(&name)
}

/// A person marks it: how the item would give points does not matter.
fn essay(interaction: &Node<'_>) -> QuestionKind {
    const MOST_LINES: u32 = 100;
    let lines = interaction.attr("expectedLines").and_then(|lines| lines.parse().ok()).unwrap_or(0);
    QuestionKind::Essay { rules: EssayRules { lines: u32::min(lines, MOST_LINES), ..EssayRules::default() } }
}
