//! A question without what GIFT cannot say.

use super::{GiftLoss, blocks::within_its_context, comment};
use crate::quizzes::{
    Question, QuestionKind,
    question::{EssayRules, TextMatching},
};

/// The question as it will be read again, and what of it is lost. Its name is looked after by whoever knows the others.
pub fn sayable(question: &Question) -> (Question, Vec<GiftLoss>) {
    let mut said = question.clone();
    let mut losses = Vec::new();
    if tidy_texts(&mut said) {
        losses.push(GiftLoss::Blanks);
    }
    let category = &mut said.category;
    let is_line = !category.chars().any(char::is_control) && category.trim() == category.as_str();
    if !is_line || within_its_context(category) != category {
        losses.push(GiftLoss::Category(std::mem::take(category)));
    }
    if !said.external_id.is_empty() && !comment::can_carry(&said.external_id) {
        losses.push(GiftLoss::ExternalId(std::mem::take(&mut said.external_id)));
    }
    said.tags.retain(|tag| {
        let stays = comment::can_carry(tag) && comment::difficulty(tag).is_none();
        if !stays {
            losses.push(GiftLoss::Tag(tag.clone()));
        }
        stays
    });
    if said.kind == QuestionKind::Description && said.general_feedback.take().is_some() {
        losses.push(GiftLoss::DescriptionFeedback);
    }
    losses.extend(strip(&mut said.kind));
    if has_arrow(&said.kind) {
        losses.push(GiftLoss::Arrow);
    }
    (said, losses)
}

/// Takes away the settings of a kind that have no like.
fn strip(kind: &mut QuestionKind) -> Option<GiftLoss> {
    match kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => {
            let fixed = options.iter().any(|choice| choice.fixed);
            options.iter_mut().for_each(|choice| choice.fixed = false);
            fixed.then_some(GiftLoss::FixedOptions)
        }
        QuestionKind::ShortAnswer { matching, .. } => {
            (std::mem::replace(matching, TextMatching::USUAL) != TextMatching::USUAL).then_some(GiftLoss::TextMatching)
        }
        QuestionKind::Numeric { units, unit_required, .. } => {
            let had_units = !units.is_empty() || *unit_required;
            units.clear();
            *unit_required = false;
            had_units.then_some(GiftLoss::Units)
        }
        QuestionKind::Essay { rules } => {
            (std::mem::take(rules) != EssayRules::default()).then_some(GiftLoss::EssayRules)
        }
        _ => None,
    }
}

/// Whether Moodle would take an arrow in it for one that parts a pair.
fn has_arrow(kind: &QuestionKind) -> bool {
    let is_in = |text: &str| text.contains("->");
    match kind {
        QuestionKind::Matching { pairs, .. } => pairs.iter().any(|pair| is_in(&pair.stem)),
        QuestionKind::ShortAnswer { accepted, .. } => {
            accepted.iter().any(|accepted| is_in(&accepted.text) || accepted.feedback.as_deref().is_some_and(is_in))
        }
        _ => false,
    }
}

/// Drops what no reader keeps of a text; says whether there was such a thing.
fn tidy_texts(question: &mut Question) -> bool {
    let mut tidied = tidy(&mut question.name) | tidy(&mut question.prompt);
    tidied |= tidy_feedback(&mut question.general_feedback);
    match &mut question.kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => {
            for choice in options {
                tidied |= tidy(&mut choice.text) | tidy_feedback(&mut choice.feedback);
            }
        }
        QuestionKind::TrueFalse { right, wrong, .. } => tidied |= tidy_feedback(right) | tidy_feedback(wrong),
        QuestionKind::Matching { pairs, extra } => {
            for pair in pairs {
                tidied |= tidy(&mut pair.stem) | tidy(&mut pair.answer);
            }
            for answer in extra {
                tidied |= tidy(answer);
            }
        }
        QuestionKind::ShortAnswer { accepted, .. } => {
            for accepted in accepted {
                tidied |= tidy(&mut accepted.text) | tidy_feedback(&mut accepted.feedback);
            }
        }
        QuestionKind::Numeric { accepted, .. } => {
            for accepted in accepted {
                tidied |= tidy_feedback(&mut accepted.feedback);
            }
        }
        // No text of these is written.
        QuestionKind::Ordering { .. }
        | QuestionKind::Cloze { .. }
        | QuestionKind::Hotspot { .. }
        | QuestionKind::DragOntoPicture { .. }
        | QuestionKind::Description
        | QuestionKind::Essay { .. } => {}
    }
    tidied
}

fn tidy(text: &mut String) -> bool {
    let tidy = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    std::mem::replace(text, tidy) != *text
}

fn tidy_feedback(feedback: &mut Option<String>) -> bool {
    let tidied = feedback.as_mut().is_some_and(tidy);
    // Nothing said is no feedback.
    tidied | feedback.take_if(|text| text.is_empty()).is_some()
}
