//! Pictures, sound and video in a file.

use super::{super::LeftOutWhy, *};
use std::collections::BTreeMap;

fn shows(text: &str, files: &str) -> String {
    format!(
        "<question type=\"description\"><name><text>a</text></name><questiontext format=\"html\"><text><![CDATA[{text}]]></text>{files}</questiontext></question>"
    )
}

fn attached(name: &str, content: &str) -> String {
    format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{content}</file>")
}

#[test]
fn a_file_is_named_so_that_texts_need_no_escapes() {
    let file = file(&shows(
        "<img src=\"@@PLUGINFILE@@/%E1%BA%A2nh%20%281%29.png?forcedownload=1\" alt=\"x\"> và @@PLUGINFILE@@ thôi",
        &(attached("Ảnh (1).png", "Y\nWI=") + &attached("unused.png", "YWI=")),
    ));
    assert_eq!(file.questions[0].question.prompt, "<img src=\"media/Anh--1-.png\" alt=\"x\"> và @@PLUGINFILE@@ thôi");
    assert_eq!(file.media, BTreeMap::from([("media/Anh--1-.png".to_owned(), b"ab".to_vec())]));
}

#[test]
fn files_of_one_name_are_kept_apart_and_the_same_file_is_kept_once() {
    let text = "@@PLUGINFILE@@/a.png";
    let questions = ["YWE=", "YWI=", "YWE=", "YWM"].map(|content| shows(text, &attached("a.png", content))).concat();
    let file = file(&questions);
    let prompts: Vec<_> = file.questions.iter().map(|found| found.question.prompt.as_str()).collect();
    assert_eq!(prompts, ["media/a.png", "media/a-2.png", "media/a.png", "media/a-3.png"]);
    assert_eq!(file.media.len(), 3);
    assert_eq!(file.media["media/a-3.png"], b"ac");
}

#[test]
fn a_text_that_shows_what_is_not_there_stays_out_by_name() {
    let gone = out(&shows("<img src='@@PLUGINFILE@@/x/b.png'>", &attached("a.png", "YWI=")));
    assert_eq!(gone, LeftOutWhy::MissingFile("x/b.png".into()));
}

#[test]
fn names_that_lead_elsewhere_and_contents_that_are_none_are_refused() {
    for name in ["../a.png", "..", "", "a/../../b", "a\\b"] {
        let kind = problem(&shows("a", &attached(name, "YWI=")));
        assert!(matches!(kind, XmlProblemKind::BadFileName(_)), "{name}: {kind:?}");
    }
    let path = shows("a", "<file name=\"a.png\" path=\"/../\" encoding=\"base64\">YWI=</file>");
    assert!(matches!(problem(&path), XmlProblemKind::BadFileName(_)));
    for content in ["!", "Y", "YWI=YWI="] {
        let kind = problem(&shows("@@PLUGINFILE@@/a.png", &attached("a.png", content)));
        assert_eq!(kind, XmlProblemKind::BadFile("a.png".into()), "{content}");
    }
    let other = shows("@@PLUGINFILE@@/a.png", "<file name=\"a.png\" encoding=\"hex\">00</file>");
    assert_eq!(problem(&other), XmlProblemKind::BadFile("a.png".into()));
}

#[test]
fn files_have_a_size_beyond_which_they_are_refused() {
    use crate::quizzes::moodle_xml::limits;
    let content = "A".repeat(limits::MEDIUM / 3 * 4 + 8);
    let kind = problem(&shows("@@PLUGINFILE@@/a.png", &attached("a.png", &content)));
    assert_eq!(kind, XmlProblemKind::FileTooLarge("a.png".into()));
}
