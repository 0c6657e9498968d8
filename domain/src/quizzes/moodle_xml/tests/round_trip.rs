//! What is written is read back.

use crate::quizzes::{
    Choice, Question, QuestionKind,
    moodle_xml::{LeftOutWhy, read, write},
    question::{Gap, arbitrary},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The first bytes of a PNG of a size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    bytes
}

fn svg(width: u32, height: u32) -> Vec<u8> {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>").into_bytes()
}

/// A kind with nothing but what the format can say.
fn sayable(kind: &mut QuestionKind, place: usize, media: &mut BTreeMap<String, Vec<u8>>) {
    let shuffle_all = |options: &mut Vec<Choice>| {
        if !options.iter().all(|option| option.fixed) {
            options.iter_mut().for_each(|option| option.fixed = false);
        }
    };
    match kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => shuffle_all(options),
        QuestionKind::ShortAnswer { matching, .. } => matching.any_accents = false,
        QuestionKind::Essay { rules } => rules.rubric.clear(),
        QuestionKind::Cloze { gaps } => {
            for Gap { kind, .. } in gaps {
                if let QuestionKind::Numeric { units, unit_required, .. } = kind {
                    units.clear();
                    *unit_required = false;
                }
                sayable(kind, place, media);
            }
        }
        QuestionKind::Hotspot { picture, .. } | QuestionKind::DragOntoPicture { picture, .. } => {
            let is_svg = picture.file.ends_with("svg");
            picture.file = format!("media/picture-{place}.{}", if is_svg { "svg" } else { "png" });
            let (width, height) = (picture.width, picture.height);
            media.insert(picture.file.clone(), if is_svg { svg(width, height) } else { png(width, height) });
        }
        _ => {}
    }
}

fn marks_are_whole(question: &Question) -> bool {
    let QuestionKind::Cloze { gaps } = &question.kind else { return true };
    (1..=gaps.len()).all(|gap| question.prompt.matches(&format!("[[{gap}]]")).count() == 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_the_format_can_say_comes_back(mut questions in arbitrary::questions(), has_file: bool) {
        let mut media = BTreeMap::new();
        if has_file {
            media.insert("media/a.png".to_owned(), png(2, 3));
        }
        questions.retain(marks_are_whole);
        for (place, question) in questions.iter_mut().enumerate() {
            sayable(&mut question.kind, place, &mut media);
        }
        let written = write(&questions, &media);
        prop_assert!(!written.left_out.iter().any(|unsaid| unsaid.why.is_whole_question()), "{:?}", written.left_out);
        let read = read(written.text.as_bytes()).map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{}", written.text)))?;
        // An address of Moodle's without its file is not Moodle's way of saying anything.
        if read.left_out.iter().any(|left| matches!(left.why, LeftOutWhy::MissingFile(_))) {
            let debugged = format!("{questions:?}");
            prop_assert!(debugged.contains("@@PLUGINFILE@@/"));
            return Ok(());
        }
        let back: Vec<Question> = read.questions.into_iter().map(|found| found.question).collect();
        prop_assert_eq!(&back, &questions, "{}", written.text);
        for (name, bytes) in &read.media {
            prop_assert_eq!(media.get(name), Some(bytes));
        }
    }

    #[test]
    fn any_question_is_written_as_xml_and_never_lost_in_silence(
        mut questions in arbitrary::questions(),
        prompt in arbitrary::wild_text(),
        category in arbitrary::wild_text(),
    ) {
        for question in &mut questions {
            question.prompt.clone_from(&prompt);
            question.category.clone_from(&category);
        }
        let written = write(&questions, &BTreeMap::new());
        let out = written.left_out.iter().filter(|unsaid| unsaid.why.is_whole_question()).count();
        let document = roxmltree::Document::parse(&written.text).unwrap();
        let is_question = |node: &roxmltree::Node<'_, '_>| {
            node.has_tag_name("question") && node.attribute("type") != Some("category")
        };
        prop_assert_eq!(document.descendants().filter(is_question).count() + out, questions.len());
        let _ = read(written.text.as_bytes());
    }

    #[test]
    fn what_is_read_from_pieces_of_the_format_is_written_and_read_alike(pieces in proptest::collection::vec(0..PIECES.len(), 0..12)) {
        let inside: String = pieces.into_iter().filter_map(|piece| PIECES.get(piece)).copied().collect();
        let text = format!("<quiz><question type=\"cloze\"><name><text>a</text></name><questiontext><text><![CDATA[{inside}]]></text></questiontext></question></quiz>");
        if let Ok(file) = read(text.as_bytes()) {
            let questions: Vec<Question> = file.questions.into_iter().map(|found| found.question).collect();
            let again = read(write(&questions, &file.media).text.as_bytes()).unwrap();
            let again: Vec<Question> = again.questions.into_iter().map(|found| found.question).collect();
            prop_assert_eq!(again, questions);
        }
    }
}

const PIECES: &[&str] = &[
    "{1:SHORTANSWER:=",
    "{:SA:%50%",
    "{2:MULTICHOICE:=a~",
    "{MC:",
    "{1:NUMERICAL:=5:0.1",
    "{1:MR:%50%a~%50%b",
    "}",
    "~",
    "=",
    "#",
    "%",
    "%50%",
    "\\}",
    "\\#",
    "\\",
    "&amp;",
    "&#126;",
    "&",
    "Huế",
    " ",
    "1",
    "5:",
    "[[1]]",
    "[[",
    "\n",
    "<b>",
];

#[test]
fn what_cannot_be_said_is_named() {
    use crate::quizzes::{Credit, moodle_xml::UnsaidWhy as Why, question::*};
    let choice = |fixed| Choice { text: "a".into(), credit: Credit::FULL, feedback: None, fixed };
    let text = |any_accents| QuestionKind::ShortAnswer {
        accepted: vec![AcceptedText { text: "Huế".into(), credit: Credit::FULL, feedback: None }],
        matching: TextMatching { case: false, any_accents },
    };
    let picture = Picture { file: "media/none.png".into(), words: String::new(), width: 9, height: 9 };
    let number = |min: &str, max: &str| QuestionKind::Numeric {
        accepted: vec![AcceptedRange {
            min: min.parse().unwrap(),
            max: max.parse().unwrap(),
            credit: Credit::FULL,
            feedback: None,
        }],
        units: vec![Unit { name: "m".into(), multiplier: 1.into() }],
        unit_required: false,
    };
    let rubric = EssayRules { rubric: vec![Criterion { text: "a".into(), points: 1 }], ..EssayRules::default() };
    let gap = |weight, kind| QuestionKind::Cloze { gaps: vec![Gap { weight, kind }] };
    let cases = [
        ("?", QuestionKind::SingleChoice { options: vec![choice(true), choice(false)] }, vec![Why::FixedOptions]),
        ("?", QuestionKind::SingleChoice { options: vec![choice(true), choice(true)] }, vec![]),
        ("?", text(true), vec![Why::AnyAccents]),
        ("?", text(false), vec![]),
        ("?", QuestionKind::Essay { rules: rubric }, vec![Why::Rubric]),
        (
            "?",
            QuestionKind::Hotspot { picture, spots: vec![], several: false },
            vec![Why::MissingPicture("media/none.png".into())],
        ),
        ("?", number("0.0000000000000000000000000001", "9000000000000000000000000000"), vec![Why::Range]),
        ("?", number("1", "2"), vec![]),
        ("![x](media/none.png)", text(false), vec![Why::MissingFile("media/none.png".into())]),
        ("[[1]]", gap(1, number("1", "2")), vec![Why::UnitsInGap]),
        ("[[1]]", gap(0, text(false)), vec![Why::Gaps]),
        ("[[1]] [[1]]", gap(1, text(false)), vec![Why::Gaps]),
        ("[[2]]", gap(1, text(false)), vec![Why::Gaps]),
        ("[[1]]", gap(1, QuestionKind::Description), vec![Why::Gaps]),
    ];
    for (prompt, kind, expected) in cases {
        let written = write(&[Question::new("a", prompt, kind)], &BTreeMap::new());
        assert_eq!(written.left_out.into_iter().map(|unsaid| unsaid.why).collect::<Vec<_>>(), expected, "{prompt}");
    }
}
