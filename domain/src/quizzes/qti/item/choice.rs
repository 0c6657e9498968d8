//! One or several of a few.

use super::{Reading, Stop, reading::Asked};
use crate::quizzes::{
    Choice, QuestionKind,
    qti::{
        response::Options,
        xml::{Element, Node},
    },
};
use rust_decimal::Decimal;

/// A `choiceInteraction`.
pub fn read<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let most = most(node);
    let is_several = asked.is_several && most != 1;
    let choices = reading.choices(node, &["simpleChoice"])?;
    let ids: Vec<&str> = choices.iter().map(|choice| choice.attr("identifier").unwrap_or_default()).collect();
    let found = if is_several { asked.key.several(&ids, most)? } else { asked.key.one(&ids)? };
    let (options, _) = options(reading, &asked, node, &choices, found, is_several)?;
    Ok(if is_several { QuestionKind::MultipleChoice { options } } else { QuestionKind::SingleChoice { options } })
}

/// How many may be chosen at most; 0 for any number.
pub fn most(node: &Node<'_>) -> u32 {
    node.attr("maxChoices").and_then(|most| most.parse().ok()).unwrap_or(1)
}

/// The options of an `inlineChoiceInteraction`, and the points for the right one.
pub fn inline<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<(Vec<Choice>, Decimal), Stop> {
    let asked = reading.asked(node)?;
    let choices = reading.choices(node, &["inlineChoice"])?;
    let ids: Vec<&str> = choices.iter().map(|choice| choice.attr("identifier").unwrap_or_default()).collect();
    let found = asked.key.one(&ids)?;
    options(reading, &asked, node, &choices, found, false)
}

/// Things to choose from with what they earn. Without `shuffle="true"` all stay at their places.
fn options<'a>(
    reading: &mut Reading<'a, '_, '_>,
    asked: &Asked<'a>,
    interaction: &Node<'a>,
    choices: &[Node<'a>],
    found: Options,
    is_several: bool,
) -> Result<(Vec<Choice>, Decimal), Stop> {
    let stays = !interaction.says("shuffle");
    found.lost.into_iter().for_each(|why| reading.lose(why));
    let mut options = Vec::with_capacity(choices.len());
    for (choice, credit) in choices.iter().zip(found.credits) {
        let answer = asked.answer(choice.attr("identifier").unwrap_or_default(), Some(choice), is_several);
        let feedback = reading.said_to(&answer)?;
        options.push(Choice { text: reading.inline(choice)?, credit, feedback, fixed: stays || choice.says("fixed") });
    }
    Ok((options, found.full))
}
