//! Random questions for property tests: every kind, with texts that trip readers and writers of formats.
//!
//! The questions are sound (a full mark can be reached, no text is empty, names differ), and their texts neither begin
//! nor end with a blank, as no format keeps such blanks. [`wild_text`] is for what is not that tame.

use super::{
    AcceptedRange, AcceptedText, Choice, Credit, Criterion, Difficulty, EssayRules, Gap, Hotspot, Pair, Picture,
    PlacedText, Question, QuestionKind, Shape, TextFormat, TextMatching, Unit, Zone,
};
use crate::quizzes::{NegativeMarks, best_response, grade};
use proptest::{collection, option, prelude::*, sample::select};
use rust_decimal::Decimal;

/// Pieces that mean something in one format or another.
#[rustfmt::skip]
const NASTY: &[&str] = &[
    "~", "=", "#", "####", "{", "}", ":", "::", "\\", "\\n", "\\\\", "\\=", "%", "%50%", "%-100%", "->", "//", "/", "*",
    "\\*", "_____", "[html]", "[plain]", "[moodle]", "[markdown]", "[", "]", "[[1]]", "[id:x]", "[tag:y]", "$CATEGORY:",
    "$", "T", "TRUE", "F", "<b>", "</b>", "&", "&amp;", "&#10;", "<![CDATA[", "]]>", "<!--", "-->", "\"", "'", "@@PLUGINFILE@@",
    "![x](media/a.png)", "1..2", "3:1", ",", ";", "\t", "  ", "\u{a0}", "\u{200b}", "\u{e005}", "😀", "mật khẩu", "Đúng",
    "hoà", "hòa", "e\u{301}", "x", "0", "-1",
];

const BETWEEN: &[&str] = &["", "", " ", " ", "\n", "\n\n"];

fn pieces(between: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(NASTY).prop_map(str::to_owned),
        2 => "[a-zăâđêôơư0-9]{1,6}",
        1 => "[ -~]{1,6}",
    ];
    collection::vec((piece, select(between)), 1..6)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, between)| piece + between).collect::<String>())
}

fn trimmed(text: String) -> String {
    match text.trim() {
        "" => "x".to_owned(),
        text => text.to_owned(),
    }
}

/// A text of one or several lines, some of them blank.
pub fn text() -> impl Strategy<Value = String> + Clone {
    pieces(BETWEEN).prop_map(trimmed).boxed()
}

/// A text of one line.
pub fn line() -> impl Strategy<Value = String> + Clone {
    pieces(&["", " "]).prop_map(trimmed).boxed()
}

/// Any text at all: empty, of blanks only, with control characters.
pub fn wild_text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![Just(String::new()), "[ \t\r\n]{1,3}", pieces(&["", "\r", "\r\n", "\n"]), any::<String>()].boxed()
}

/// Feedback, or none.
pub fn feedback() -> impl Strategy<Value = Option<String>> + Clone {
    option::of(text()).boxed()
}

/// A part of the mark.
pub fn credit() -> impl Strategy<Value = Credit> + Clone {
    let some = |thousandths: i32| Credit::from_thousandths(thousandths).unwrap();
    prop_oneof![Just(Credit::NONE), Just(Credit::FULL), (-100_000..=100_000).prop_map(some)].boxed()
}

/// A number with up to six decimals.
pub fn number() -> impl Strategy<Value = Decimal> + Clone {
    (-1_000_000_000_000_i64..1_000_000_000_000, 0_u32..7)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
        .boxed()
}

fn choice() -> impl Strategy<Value = Choice> {
    (text(), credit(), feedback(), prop::bool::weighted(0.1)).prop_map(|(text, credit, feedback, fixed)| Choice {
        text,
        credit,
        feedback,
        fixed,
    })
}

/// A choice of one: two options or more, one of them at least right.
pub fn single_choice() -> impl Strategy<Value = QuestionKind> {
    (collection::vec(choice(), 2..5), any::<prop::sample::Index>()).prop_map(|(mut options, right)| {
        right.get_mut(&mut options).credit = Credit::FULL;
        QuestionKind::SingleChoice { options }
    })
}

/// A choice of several: what is right shares the full mark to the last thousandth.
pub fn multiple_choice() -> impl Strategy<Value = QuestionKind> {
    (collection::vec(choice(), 1..4), collection::vec(choice(), 1..3), any::<bool>()).prop_map(
        |(mut right, mut wrong, wrong_first)| {
            let share = Credit::share(1, right.len());
            right.iter_mut().for_each(|choice| choice.credit = share);
            let rest = Credit::FULL.thousandths() - share.thousandths() * i32::try_from(right.len()).unwrap();
            right[0].credit = Credit::from_thousandths(share.thousandths() + rest).unwrap();
            for choice in &mut wrong {
                choice.credit = choice.credit.min(Credit::NONE);
            }
            let options = if wrong_first { [wrong, right].concat() } else { [right, wrong].concat() };
            QuestionKind::MultipleChoice { options }
        },
    )
}

/// A statement.
pub fn true_false() -> impl Strategy<Value = QuestionKind> {
    (any::<bool>(), feedback(), feedback()).prop_map(|(answer, right, wrong)| QuestionKind::TrueFalse {
        answer,
        right,
        wrong,
    })
}

/// Pairs, with or without answers that belong nowhere.
pub fn matching() -> impl Strategy<Value = QuestionKind> {
    let pair = (text(), text()).prop_map(|(stem, answer)| Pair { stem, answer });
    (collection::vec(pair, 2..5), collection::vec(text(), 0..3))
        .prop_map(|(pairs, extra)| QuestionKind::Matching { pairs, extra })
}

/// Things to be put in order.
pub fn ordering() -> impl Strategy<Value = QuestionKind> {
    collection::vec(text(), 2..6).prop_map(|items| QuestionKind::Ordering { items })
}

/// A word or a few, one of them at least right.
pub fn short_answer() -> impl Strategy<Value = QuestionKind> {
    let accepted =
        (line(), credit(), feedback()).prop_map(|(text, credit, feedback)| AcceptedText { text, credit, feedback });
    let usual = prop::bool::weighted(0.1);
    (collection::vec(accepted, 1..4), usual, usual).prop_map(|(mut accepted, case, any_accents)| {
        accepted[0].credit = Credit::FULL;
        QuestionKind::ShortAnswer { accepted, matching: TextMatching { case, any_accents } }
    })
}

/// Ranges of numbers, one of them at least right; at times the range of all numbers, at times units.
pub fn numeric() -> impl Strategy<Value = QuestionKind> {
    let ends = prop_oneof![
        2 => number().prop_map(|number| (number, number)),
        3 => (number(), number()).prop_map(|(a, b)| (a.min(b), a.max(b))),
        1 => Just((Decimal::MIN, Decimal::MAX)),
    ];
    let range = (ends, credit(), feedback()).prop_map(|((min, max), credit, feedback)| AcceptedRange {
        min,
        max,
        credit,
        feedback,
    });
    let unit = (select(&["m", "cm", "mm", "°C", "kg", "%"]), 1_i64..100_000, 0_u32..5)
        .prop_map(|(name, digits, scale)| Unit { name: name.to_owned(), multiplier: Decimal::new(digits, scale) });
    let units = prop_oneof![4 => Just(vec![]), 1 => collection::vec(unit, 1..3)];
    (collection::vec(range, 1..4), units, any::<bool>()).prop_map(|(mut accepted, mut units, required)| {
        accepted[0].credit = Credit::FULL;
        if let Some(own) = units.first_mut() {
            own.multiplier = Decimal::ONE;
        }
        units.dedup_by(|a, b| a.name == b.name);
        let unit_required = required && !units.is_empty();
        QuestionKind::Numeric { accepted, units, unit_required }
    })
}

/// A text with gaps; [`question`] puts their marks into its prompt.
pub fn cloze() -> impl Strategy<Value = QuestionKind> {
    let kind = prop_oneof![single_choice(), multiple_choice(), short_answer(), numeric()];
    let gap = (1_u32..5, kind).prop_map(|(weight, kind)| Gap { weight, kind });
    collection::vec(gap, 1..4).prop_map(|gaps| QuestionKind::Cloze { gaps })
}

fn picture() -> impl Strategy<Value = Picture> {
    ("[a-z0-9-]{1,8}\\.(png|svg)", line(), 600_u32..2000, 600_u32..2000)
        .prop_map(|(file, words, width, height)| Picture { file: format!("media/{file}"), words, width, height })
}

/// A part of a picture, within the smallest of those that are made here.
pub fn shape() -> impl Strategy<Value = Shape> {
    let ends = (0_u32..300, 0_u32..300, 1_u32..300, 1_u32..300);
    let circle = (200_u32..400, 200_u32..400, 1_u32..200);
    prop_oneof![
        ends.prop_map(|(x, y, width, height)| Shape::Rectangle { x, y, width, height }),
        circle.prop_map(|(x, y, radius)| Shape::Circle { x, y, radius }),
    ]
}

fn zone() -> impl Strategy<Value = Zone> {
    (line(), shape()).prop_map(|(label, shape)| Zone { label, shape })
}

/// Places to be pointed at, one of them at least right; several of them share the full mark.
pub fn hotspot() -> impl Strategy<Value = QuestionKind> {
    let spot = (zone(), credit(), feedback()).prop_map(|(zone, credit, feedback)| Hotspot { zone, credit, feedback });
    (picture(), collection::vec(spot, 1..4), any::<bool>()).prop_map(|(picture, mut spots, several)| {
        for (place, spot) in spots.iter_mut().enumerate() {
            spot.credit = match (place, several) {
                (0, _) => Credit::FULL,
                (_, true) => spot.credit.min(Credit::NONE),
                (_, false) => spot.credit,
            };
        }
        QuestionKind::Hotspot { picture, spots, several }
    })
}

/// Texts that are put onto places of a picture.
pub fn drag_onto_picture() -> impl Strategy<Value = QuestionKind> {
    let place = (zone(), line()).prop_map(|(zone, text)| PlacedText { zone, text });
    (picture(), collection::vec(place, 1..4), collection::vec(line(), 0..3))
        .prop_map(|(picture, places, extra)| QuestionKind::DragOntoPicture { picture, places, extra })
}

/// A few sentences, often without any rule.
pub fn essay() -> impl Strategy<Value = QuestionKind> {
    let optional_text = || prop_oneof![Just(String::new()), text()];
    let criterion = (text(), 1_u32..10).prop_map(|(text, points)| Criterion { text, points });
    let rules = (0_u32..50, 0_u32..50, 0_u32..40, optional_text(), optional_text(), collection::vec(criterion, 0..3))
        .prop_map(|(min_words, more, lines, template, notes, rubric)| {
            let max_words = if more == 0 { 0 } else { min_words + more };
            EssayRules { min_words, max_words, lines, template, notes, rubric }
        });
    prop_oneof![Just(EssayRules::default()), rules].prop_map(|rules| QuestionKind::Essay { rules })
}

/// Any kind.
pub fn kind() -> impl Strategy<Value = QuestionKind> {
    prop_oneof![
        single_choice(),
        multiple_choice(),
        true_false(),
        matching(),
        ordering(),
        short_answer(),
        numeric(),
        cloze(),
        hotspot(),
        drag_onto_picture(),
        Just(QuestionKind::Description),
        essay(),
    ]
}

/// A question of any kind.
pub fn question() -> impl Strategy<Value = Question> {
    question_of(kind())
}

/// A question of a kind. The prompt of a cloze names each gap once.
pub fn question_of(kind: impl Strategy<Value = QuestionKind>) -> impl Strategy<Value = Question> {
    let identity = (line(), prop_oneof![Just(String::new()), line()], category());
    let found_by = (collection::btree_set(line(), 0..3), option::of(select(Difficulty::ALL)));
    (identity, found_by, select(TextFormat::ALL), text(), kind, feedback()).prop_map(
        |((name, external_id, category), (tags, difficulty), format, prompt, kind, general_feedback)| {
            let prompt = with_gaps(prompt, &kind);
            Question { name, external_id, category, tags, difficulty, format, prompt, kind, general_feedback }
        },
    )
}

fn with_gaps(prompt: String, kind: &QuestionKind) -> String {
    let QuestionKind::Cloze { gaps } = kind else { return prompt };
    // The text may hold marks by chance.
    let prompt = prompt.replace("[[", "[ [");
    (1..=gaps.len()).fold(prompt, |prompt, gap| format!("{prompt} [[{gap}]]"))
}

fn category() -> impl Strategy<Value = String> {
    let part = line().prop_map(|part| trimmed(part.replace('/', "")));
    collection::vec(part, 0..3).prop_map(|parts| parts.join("/"))
}

/// Up to six questions with different names.
pub fn questions() -> impl Strategy<Value = Vec<Question>> {
    collection::vec(question(), 0..6).prop_map(|mut questions| {
        for (place, question) in questions.iter_mut().enumerate() {
            question.name = format!("{} {place}", question.name);
        }
        questions
    })
}

proptest! {
    #[test]
    fn every_question_made_here_can_be_answered_rightly(question in question()) {
        let graded = grade(&question, &best_response(&question), NegativeMarks::On).unwrap();
        let asks = question.kind.counts() && !question.kind.is_marked_by_a_person();
        // With a star a pattern may ask for blanks at its ends, which no answer has.
        if !format!("{:?}", question.kind).contains('*') {
            prop_assert_eq!(graded.credit == Credit::FULL, asks);
        }
    }
}
