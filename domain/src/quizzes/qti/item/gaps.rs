//! Words to be put into the gaps of a text.

use super::{LeftOutWhy, Marks, QuestionKind, Reading, Stop, cloze, pairs::id};
use crate::quizzes::{
    Choice,
    qti::{
        MOST_GAPS,
        response::Key,
        xml::{Element, Node},
    },
};
use rust_decimal::Decimal;

/// A `gapMatchInteraction`: a text with gaps, each a choice among all the words.
pub fn read<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<(QuestionKind, Marks), Stop> {
    let asked = reading.asked(node)?;
    let words = reading.choices(node, &["gapText", "gapImg"])?;
    let gaps: Vec<Node<'a>> = node.descendants().filter(|child| child.is_element() && child.is("gap")).collect();
    if gaps.len() > MOST_GAPS {
        return Err(LeftOutWhy::TooMuch.into());
    }
    let mut texts = Vec::with_capacity(words.len());
    for word in &words {
        texts.push(reading.inline(word)?);
    }
    let stays = !node.says("shuffle");
    let mut kinds = Vec::with_capacity(gaps.len());
    for gap in &gaps {
        let own = own_key(&asked.key, id(gap));
        let ids: Vec<&str> = words.iter().map(id).collect();
        let found = own.one(&ids).map_err(|_| LeftOutWhy::IncompleteKey)?;
        let mut options = Vec::with_capacity(words.len());
        for ((word, text), credit) in words.iter().zip(&texts).zip(found.credits) {
            reading.spend(text.len())?;
            // Feedback is said to all gaps together, not to one.
            options.push(Choice { text: text.clone(), credit, feedback: None, fixed: stays || word.says("fixed") });
        }
        kinds.push((QuestionKind::SingleChoice { options }, found.full));
    }
    if kinds.is_empty() {
        return Err(LeftOutWhy::NoCorrectResponse.into());
    }
    if matches!(&asked.key, Key::Correct(right, _) if right.len() > 1) {
        reading.lose(LeftOutWhy::AllOrNothing);
    }
    Ok((cloze::cloze(kinds), cloze::marks(&gaps)))
}

/// The key of one gap: of the pairs of word and gap those with it, named by the word alone.
fn own_key(key: &Key, gap: &str) -> Key {
    let word = |pair: &str| pair.split_once(' ').filter(|(_, of)| *of == gap).map(|(word, _)| word.to_owned());
    match key {
        Key::Correct(right, _) => Key::Correct(right.iter().filter_map(|pair| word(pair)).collect(), Decimal::ONE),
        Key::Points(mapping) => {
            let mut own = mapping.clone();
            own.entries = own
                .entries
                .into_iter()
                .filter_map(|mut entry| {
                    entry.value = word(&entry.value)?;
                    Some(entry)
                })
                .collect();
            // Bounds hold for all gaps together.
            (own.lower, own.upper) = (None, None);
            Key::Points(own)
        }
    }
}
