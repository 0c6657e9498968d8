mod broken;
mod files;
mod gaps;
mod pictures;
mod round_trip;
mod typed;
mod types;

use super::{LeftOutWhy, XmlProblemKind, read};
use crate::quizzes::{Question, interchange::QuestionFile};

/// A file with some questions in it.
fn quiz(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n{inside}\n</quiz>")
}

/// A question of a type with what its type has of its own.
fn question(kind: &str, inside: &str) -> String {
    format!(
        "<question type=\"{kind}\"><name><text>Câu 1</text></name>\
         <questiontext format=\"html\"><text><![CDATA[<p>Hỏi?</p>]]></text></questiontext>{inside}</question>"
    )
}

fn file(inside: &str) -> QuestionFile<LeftOutWhy> {
    read(quiz(inside).as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The only question.
fn one(inside: &str) -> Question {
    let mut file = file(inside);
    assert_eq!((file.questions.len(), &*file.left_out), (1, &[][..]));
    file.questions.remove(0).question
}

/// Why the only question stays out.
fn out(inside: &str) -> LeftOutWhy {
    let mut file = file(inside);
    assert_eq!((file.questions.len(), file.left_out.len()), (0, 1));
    file.left_out.remove(0).why
}

/// What is wrong with the only question.
fn problem(inside: &str) -> XmlProblemKind {
    let mut problems = read(quiz(inside).as_bytes()).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0).kind
}
