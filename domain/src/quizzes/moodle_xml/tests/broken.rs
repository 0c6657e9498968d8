//! Files that are none, or meant to harm.

use super::*;
use crate::quizzes::{
    interchange::{FileProblem, Place},
    moodle_xml::limits,
};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn only(bytes: &[u8]) -> FileProblem<XmlProblemKind> {
    let mut problems = read(bytes).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_nothing_is_taken() {
    let bad = "<question type=\"description\"><name/></question>";
    let problems = read(quiz(&format!("{bad}\n{}\nđ {bad}", question("description", ""))).as_bytes()).unwrap_err();
    let at = |line, column| FileProblem { place: Place { line, column }, kind: XmlProblemKind::NoPrompt };
    assert_eq!(problems, [at(3, 1), at(5, 3)]);
    let markup = question("description", "").replace("<![CDATA[<p>Hỏi?</p>]]>", "<p>Hỏi?</p>");
    assert_eq!(problem(&markup), XmlProblemKind::MarkupInText);
    for (weight, is_bad) in [("101", true), ("x", true), ("-100.001", true), ("1e999", true), ("100", false)] {
        let inside = question("truefalse", &format!("<answer fraction=\"{weight}\"><text>true</text></answer>"));
        let read = read(quiz(&inside).as_bytes());
        assert_eq!(read.is_err_and(|p| p[0].kind == XmlProblemKind::BadWeight(weight.into())), is_bad, "{weight}");
    }
}

#[test]
fn what_is_no_moodle_file_is_refused() {
    assert!(matches!(only(b"").kind, XmlProblemKind::NotXml(_)));
    assert!(matches!(only(b"PK\x03\x04").kind, XmlProblemKind::NotXml(_)));
    assert!(matches!(only(b"<quiz><question></quiz>").kind, XmlProblemKind::NotXml(_)));
    assert_eq!(only(b"<html/>").kind, XmlProblemKind::NotQuiz("html".into()));
    let place = Place { line: 2, column: 2 };
    assert_eq!(only(b"<quiz>\na\xff</quiz>"), FileProblem { place, kind: XmlProblemKind::NotUtf8 });
    assert_eq!(read("\u{feff}<quiz/>".as_bytes()).map(|file| file.questions.len()), Ok(0));
}

#[test]
fn entities_that_grow_are_refused() {
    let bomb = "<!DOCTYPE quiz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><quiz>&b;</quiz>";
    assert_eq!(only(bomb.as_bytes()).kind, XmlProblemKind::DocumentType);
    let outside = "<!DOCTYPE quiz SYSTEM \"file:///etc/passwd\"><quiz/>";
    assert_eq!(only(outside.as_bytes()).kind, XmlProblemKind::DocumentType);
    assert!(matches!(only(b"<quiz>&b;</quiz>").kind, XmlProblemKind::NotXml(_)));
}

fn cloze(text: &str, times: usize) -> String {
    question("cloze", "").replace("Hỏi?", &text.repeat(times))
}

#[test]
fn texts_that_nearly_mean_something_cost_no_more_than_others() {
    for piece in ["< ", "media/", "=media/", "[[", "@@PLUGINFILE@@", "{1", "&", "[[1]"] {
        let text = piece.repeat(300_000);
        let start = Instant::now();
        for kind in [
            question(
                "essay",
                &format!("<responsetemplate format=\"html\"><text><![CDATA[{text}]]></text></responsetemplate>"),
            ),
            cloze(&format!("{{:SA:=a}}{text}"), 1),
        ] {
            let read = file(&kind);
            let questions: Vec<Question> = read.questions.into_iter().map(|found| found.question).collect();
            let _ = crate::quizzes::moodle_xml::write(&questions, &read.media);
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{piece} took {:?}", start.elapsed());
    }
}

#[test]
fn files_beyond_the_limits_are_refused_soon() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    let namespaces: String = (0..100_000).map(|n| format!("<a xmlns:n{n}=\"x{n}\"/>")).collect();
    let description = question("description", "");
    let many = [
        (
            "deep",
            format!("<quiz>{}{}</quiz>", "<a>".repeat(500_000), "</a>".repeat(500_000)),
            XmlProblemKind::TooComplex,
        ),
        ("attributes", format!("<quiz{attributes}/>"), XmlProblemKind::TooComplex),
        ("namespaces", format!("<quiz>{namespaces}</quiz>"), XmlProblemKind::TooComplex),
        ("nodes", format!("<quiz>{}</quiz>", "<a/>".repeat(limits::NODES as usize + 1)), XmlProblemKind::TooComplex),
        ("questions", quiz(&description.repeat(limits::QUESTIONS + 1)), XmlProblemKind::TooManyQuestions),
        ("parts", quiz(&question("essay", &"<hint/>".repeat(limits::PARTS))), XmlProblemKind::TooManyAnswers),
        ("gaps", quiz(&cloze("{:SA:=a}", limits::GAPS + 1)), XmlProblemKind::TooManyAnswers),
        (
            "answers",
            quiz(&cloze(&format!("{{:SA:=a{}}}", "~a".repeat(limits::GAP_ANSWERS)), 1)),
            XmlProblemKind::TooManyAnswers,
        ),
        ("braces", quiz(&cloze("{", 2_000_000)), XmlProblemKind::NoGaps),
        ("gaps that stay open", quiz(&cloze("{:SA:=", 500_000)), XmlProblemKind::GapNotClosed),
        ("bytes", " ".repeat(limits::FILE + 1), XmlProblemKind::TooLarge),
    ];
    for (what, text, kind) in many {
        let start = Instant::now();
        assert_eq!(only(text.as_bytes()).kind, kind, "{what}");
        assert!(start.elapsed() < Duration::from_secs(20), "{what} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_pieces_are_read_without_a_panic(
        kind in 0..KINDS.len(),
        pieces in proptest::collection::vec((0..PIECES.len(), "[a-z0-9@{}=~#%:;,.* -]{0,6}"), 0..12),
    ) {
        let inside: String = pieces.into_iter().map(|(piece, text)| PIECES[piece].replace('$', &text)).collect();
        let _ = read(quiz(&question(KINDS[kind], &inside)).as_bytes());
    }
}

const KINDS: &[&str] = &[
    "multichoice",
    "truefalse",
    "matching",
    "ordering",
    "shortanswer",
    "numerical",
    "cloze",
    "ddmarker",
    "ddimageortext",
    "essay",
    "description",
    "category",
    "calculated",
];

const PIECES: &[&str] = &[
    "<answer fraction=\"100\"><text>$</text></answer>",
    "<answer fraction=\"$\"><text>$</text><tolerance>$</tolerance><feedback><text>$</text></feedback></answer>",
    "<subquestion><text>$</text><answer><text>$</text></answer></subquestion>",
    "<units><unit><multiplier>$</multiplier><unit_name>m</unit_name></unit></units>",
    "<single>$</single><shuffleanswers>$</shuffleanswers><usecase>$</usecase>",
    "<file name=\"$\" encoding=\"base64\">R0lGODdhAQABAAAAACw=</file>",
    "<drag><no>$</no><text>$</text><noofdrags>$</noofdrags></drag>",
    "<drag><no>1</no><text>a</text></drag><drop><no>1</no><shape>circle</shape><coords>$,1;2</coords><choice>1</choice></drop>",
    "<drop><no>$</no><shape>rectangle</shape><coords>$;$</coords><choice>$</choice><xleft>$</xleft></drop>",
    "<generalfeedback format=\"$\"><text>@@PLUGINFILE@@/$</text></generalfeedback>",
    "<category><text>$</text></category><tags><tag><text>$</text></tag></tags>",
    "<minwordlimit>$</minwordlimit><graderinfo><text>$</text></graderinfo>",
];
