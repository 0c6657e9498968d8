//! The answer that earns the full mark.

use crate::quizzes::{Credit, Question, QuestionKind, Response};
use std::collections::BTreeSet;

/// An answer that earns the full mark; for an essay none is known.
pub fn best_response(question: &Question) -> Response {
    best(&question.kind)
}

fn best(kind: &QuestionKind) -> Response {
    match kind {
        QuestionKind::SingleChoice { options } => one(options.iter().map(|choice| choice.credit)),
        QuestionKind::MultipleChoice { options } => {
            Response::Choices(earning(options.iter().map(|choice| choice.credit)))
        }
        QuestionKind::TrueFalse { answer, .. } => Response::Judgement(*answer),
        QuestionKind::Matching { pairs, .. } => {
            matching(&kind.matching_answers(), pairs.iter().map(|pair| pair.answer.as_str()))
        }
        QuestionKind::DragOntoPicture { places, .. } => {
            matching(&kind.matching_answers(), places.iter().map(|place| place.text.as_str()))
        }
        QuestionKind::Ordering { items } => Response::Places((0..items.len()).map(Some).collect()),
        QuestionKind::ShortAnswer { accepted, .. } => {
            let best = accepted.iter().max_by_key(|accepted| accepted.credit);
            let text = best.map_or_else(String::new, |best| {
                best.text.replace("\\*", "\u{e000}").replace('*', "").replace('\u{e000}', "*")
            });
            Response::Text(text)
        }
        QuestionKind::Numeric { accepted, units, unit_required } => {
            let best = accepted.iter().max_by_key(|accepted| accepted.credit);
            let number = best.map_or_else(String::new, |best| best.min.to_string());
            let own = units.iter().find(|unit| unit.multiplier == rust_decimal::Decimal::ONE);
            let unit = own.filter(|_| *unit_required).map(|unit| unit.name.as_str());
            Response::Text(format!("{number}{}", unit.unwrap_or_default()))
        }
        QuestionKind::Cloze { gaps } => Response::Gaps(gaps.iter().map(|gap| best(&gap.kind)).collect()),
        QuestionKind::Hotspot { spots, several: false, .. } => one(spots.iter().map(|spot| spot.credit)),
        QuestionKind::Hotspot { spots, several: true, .. } => {
            Response::Choices(earning(spots.iter().map(|spot| spot.credit)))
        }
        QuestionKind::Description | QuestionKind::Essay { .. } => Response::Unanswered,
    }
}

fn one(credits: impl Iterator<Item = Credit>) -> Response {
    let best = credits.enumerate().max_by_key(|(place, credit)| (*credit, std::cmp::Reverse(*place)));
    best.map_or(Response::Unanswered, |(place, _)| Response::Choice(place))
}

fn earning(credits: impl Iterator<Item = Credit>) -> BTreeSet<usize> {
    credits.enumerate().filter(|(_, credit)| *credit > Credit::NONE).map(|(place, _)| place).collect()
}

fn matching<'a>(answers: &[&str], right: impl Iterator<Item = &'a str>) -> Response {
    Response::Matches(right.map(|right| answers.iter().position(|answer| *answer == right)).collect())
}
