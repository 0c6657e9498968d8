//! A question as its form shows it: without credits, feedback, names or the order of the bank.

use super::{
    attempt::Asked,
    entity::attempt,
    shown::{Media, Shown},
};
use crate::StoreError;
use domain::{
    ids::AttemptId,
    language::Language,
    quizzes::{
        Choice, QuestionKind,
        question::{Picture, Zone},
        response::in_gaps,
        sheet::{AskedKind, AskedPicture, AskedQuestion, QuizSheet},
    },
};

/// Lines of an essay whose author asked for none.
const USUAL_LINES: u32 = 8;

pub fn sheet(
    row: &attempt::Model,
    asked: &[Asked],
    media: &Media,
    language: &Language,
) -> Result<QuizSheet, StoreError> {
    Ok(QuizSheet {
        attempt: AttemptId(row.id),
        number: u32::try_from(row.number).unwrap_or_default(),
        questions: asked.iter().map(|asked| as_asked(asked, media, language)).collect::<Result<_, _>>()?,
    })
}

fn as_asked(asked: &Asked, media: &Media, language: &Language) -> Result<AskedQuestion, StoreError> {
    let question = asked.question(language)?;
    let shown = Shown::new(question, media);
    Ok(AskedQuestion {
        position: asked.position,
        prompt: shown.html(&question.prompt),
        kind: kind(&question.kind, &asked.order, &shown),
        fields: asked.response.to_fields(&question.kind, &asked.order),
        answered: asked.response.is_answered() || !question.kind.counts(),
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
