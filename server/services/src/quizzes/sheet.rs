//! A question as its form shows it: without credits, feedback, names or the order of the bank.

use super::{
    asked::Asked,
    entity::attempt,
    form::seen,
    result::answer_in_words,
    shown::{Media, Shown},
};
use crate::StoreError;
use domain::{
    ids::AttemptId,
    language::Language,
    quizzes::{
        Choice, QuestionKind, Response,
        question::{Picture, Zone},
        response::in_gaps,
        sheet::{AskedKind, AskedPicture, AskedQuestion, OtherAnswer, QuizSheet},
    },
};
use std::collections::HashMap;

/// Lines of an essay whose author asked for none.
const USUAL_LINES: u32 = 8;

/// The sheet of an attempt under way; `others` are answers that wait for a choice, by their question's row.
pub fn sheet(
    row: &attempt::Model,
    asked: &[Asked],
    others: &HashMap<i64, Vec<Response>>,
    seconds_left: Option<i64>,
    media: &Media,
    language: &Language,
) -> Result<QuizSheet, StoreError> {
    let none = Vec::new();
    let of = |asked: &Asked| as_asked(asked, others.get(&asked.row.id).unwrap_or(&none), media, language);
    Ok(QuizSheet {
        attempt: AttemptId(row.id),
        number: u32::try_from(row.number).unwrap_or_default(),
        questions: asked.iter().map(of).collect::<Result<_, _>>()?,
        seconds_left,
    })
}

fn as_asked(
    asked: &Asked,
    others: &[Response],
    media: &Media,
    language: &Language,
) -> Result<AskedQuestion, StoreError> {
    let question = asked.question(language)?;
    let shown = Shown::new(question, media);
    let fields = asked.fields()?;
    let other = |response: &Response| OtherAnswer {
        fields: response.to_fields(&question.kind, &asked.order),
        words: answer_in_words(&question.kind, response, &shown),
    };
    Ok(AskedQuestion {
        position: asked.position,
        prompt: shown.html(&question.prompt),
        kind: kind(&question.kind, &asked.order, &shown),
        seen: seen(asked.sequence(), &fields),
        sequence: asked.sequence(),
        fields,
        answered: asked.response.is_answered() || !question.kind.counts(),
        others: others.iter().map(other).collect(),
    })
}

fn kind(kind_of: &QuestionKind, order: &[usize], shown: &Shown<'_>) -> AskedKind {
    let options = |options: &[Choice]| -> Vec<String> {
        order.iter().filter_map(|place| options.get(*place)).map(|choice| shown.html(&choice.text)).collect()
    };
    let answers = || -> Vec<String> {
        let answers = kind_of.matching_answers();
        order.iter().filter_map(|place| answers.get(*place)).map(|text| (*text).to_owned()).collect()
    };
    let picture = |picture: &Picture| AskedPicture {
        address: shown.address(&picture.file),
        words: picture.words.clone(),
        width: picture.width,
        height: picture.height,
    };
    match kind_of {
        QuestionKind::SingleChoice { options: choices } => AskedKind::SingleChoice(options(choices)),
        QuestionKind::MultipleChoice { options: choices } => AskedKind::MultipleChoice(options(choices)),
        QuestionKind::TrueFalse { .. } => AskedKind::TrueFalse,
        QuestionKind::Matching { pairs, .. } => {
            AskedKind::Matching { stems: pairs.iter().map(|pair| shown.html(&pair.stem)).collect(), answers: answers() }
        }
        QuestionKind::Ordering { items } => AskedKind::Ordering(
            order.iter().filter_map(|place| items.get(*place)).map(|text| shown.html(text)).collect(),
        ),
        QuestionKind::ShortAnswer { .. } => AskedKind::ShortAnswer,
        QuestionKind::Numeric { units, .. } => {
            AskedKind::Numeric { units: units.iter().map(|unit| unit.name.clone()).collect() }
        }
        QuestionKind::Cloze { gaps } => {
            AskedKind::Cloze(in_gaps(gaps, order).map(|(gap, order)| kind(&gap.kind, order, shown)).collect())
        }
        QuestionKind::Hotspot { picture: of, spots, several } => AskedKind::Hotspot {
            picture: picture(of),
            zones: spots.iter().map(|spot| spot.zone.clone()).collect(),
            several: *several,
        },
        QuestionKind::DragOntoPicture { picture: of, places, .. } => AskedKind::DragOntoPicture {
            picture: picture(of),
            zones: places.iter().map(|place| place.zone.clone()).collect::<Vec<Zone>>(),
            answers: answers(),
        },
        QuestionKind::Essay { rules } => AskedKind::Essay {
            lines: if rules.lines == 0 { USUAL_LINES } else { rules.lines },
            min_words: rules.min_words,
            max_words: rules.max_words,
            template: rules.template.clone(),
        },
        QuestionKind::Description => AskedKind::Description,
    }
}
