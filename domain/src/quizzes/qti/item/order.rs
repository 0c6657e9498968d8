//! Things to be put in order.

use super::{LeftOutWhy, QuestionKind, Reading, Stop};
use crate::quizzes::qti::{
    response::Scoring,
    xml::{Element, Node},
};

/// An `orderInteraction` whose every choice has a place in the right order.
pub fn read<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let choices = reading.choices(node, &["simpleChoice"])?;
    // Points for single values say nothing about their order.
    if !matches!(asked.scoring, Scoring::Correct { .. }) {
        return Err(LeftOutWhy::CustomResponseProcessing.into());
    }
    let mut items = Vec::with_capacity(choices.len());
    for id in &asked.correct {
        let choice = choices.iter().find(|choice| choice.attr("identifier") == Some(id));
        items.push(reading.inline(choice.ok_or(LeftOutWhy::IncompleteKey)?)?);
    }
    let is_whole = choices.iter().all(|choice| asked.correct.iter().any(|id| choice.attr("identifier") == Some(id)));
    if !is_whole || items.len() != choices.len() {
        return Err(LeftOutWhy::IncompleteKey.into());
    }
    reading.lose(LeftOutWhy::AllOrNothing);
    Ok(QuestionKind::Ordering { items })
}
