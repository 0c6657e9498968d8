//! What an answer earns.

mod best;
mod choices;
mod number;
mod places;
mod text;

pub use best::best_response;
pub use number::parse_number;

pub use crate::courses::quiz::NegativeMarks;

use super::{Credit, Question, QuestionKind, Response};

/// What an answer earned, and what to say to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The part of the full mark.
    pub credit: Credit,
    /// Feedback to what was answered.
    pub feedback: Vec<String>,
}

impl Graded {
    const NOTHING: Self = Self { credit: Credit::NONE, feedback: Vec::new() };

    fn found(found: Option<(Credit, &Option<String>)>) -> Self {
        found.map_or(Self::NOTHING, |(credit, feedback)| Self { credit, feedback: feedback.iter().cloned().collect() })
    }
}

/// Grades an answer; `None` for one that a person marks. An answer of another kind than the question earns nothing.
///
/// Each option's weight is its part of the question's mark; weights of several options add up, never below nothing
/// (<https://docs.moodle.org/en/Multiple_Choice_question_type>).
pub fn grade(question: &Question, response: &Response, negative: NegativeMarks) -> Option<Graded> {
    if question.kind.is_marked_by_a_person() && response.is_answered() {
        return None;
    }
    let mut graded = grade_kind(&question.kind, response);
    if negative == NegativeMarks::Off {
        graded.credit = graded.credit.max(Credit::NONE);
    }
    Some(graded)
}

fn grade_kind(kind: &QuestionKind, response: &Response) -> Graded {
    match (kind, response) {
        (QuestionKind::SingleChoice { options }, Response::Choice(chosen)) => choices::one(options, *chosen),
        (QuestionKind::MultipleChoice { options }, Response::Choices(chosen)) => {
            choices::several(options, chosen.iter().copied())
        }
        (QuestionKind::TrueFalse { answer, right, wrong }, Response::Judgement(judgement)) => {
            let is_right = answer == judgement;
            let (credit, said) = if is_right { (Credit::FULL, right) } else { (Credit::NONE, wrong) };
            Graded { credit, feedback: said.iter().cloned().collect() }
        }
        (QuestionKind::Matching { pairs, .. }, Response::Matches(given)) => {
            places::matching(&kind.matching_answers(), pairs.iter().map(|pair| pair.answer.as_str()), given)
        }
        (QuestionKind::DragOntoPicture { places, .. }, Response::Matches(given)) => {
            places::matching(&kind.matching_answers(), places.iter().map(|place| place.text.as_str()), given)
        }
        (QuestionKind::Ordering { items }, Response::Places(given)) => places::ordering(items.len(), given),
        (QuestionKind::Hotspot { spots, several: false, .. }, Response::Choice(chosen)) => choices::one(spots, *chosen),
        (QuestionKind::Hotspot { spots, several: true, .. }, Response::Choices(chosen)) => {
            choices::several(spots, chosen.iter().copied())
        }
        (QuestionKind::ShortAnswer { accepted, matching }, Response::Text(given)) => {
            text::grade(accepted, *matching, given)
        }
        (QuestionKind::Numeric { accepted, units, unit_required }, Response::Text(given)) => {
            number::grade(accepted, units, *unit_required, given)
        }
        (QuestionKind::Cloze { gaps }, Response::Gaps(filled)) => {
            let graded: Vec<(u32, Graded)> =
                gaps.iter().zip(filled).map(|(gap, filled)| (gap.weight, grade_kind(&gap.kind, filled))).collect();
            let of_all = gaps.iter().skip(graded.len()).map(|gap| (gap.weight, Credit::NONE));
            let credits = graded.iter().map(|(weight, graded)| (*weight, graded.credit)).chain(of_all);
            Graded {
                credit: Credit::weighted(credits),
                feedback: graded.iter().flat_map(|(_, graded)| graded.feedback.clone()).collect(),
            }
        }
        _ => Graded::NOTHING,
    }
}

/// What each gap of a text earned, in their order; empty for other kinds.
pub fn grade_gaps(question: &Question, response: &Response) -> Vec<Graded> {
    match (&question.kind, response) {
        (QuestionKind::Cloze { gaps }, Response::Gaps(filled)) => {
            gaps.iter().zip(filled).map(|(gap, filled)| grade_kind(&gap.kind, filled)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
