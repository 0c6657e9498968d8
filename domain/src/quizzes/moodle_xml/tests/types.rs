//! Each type as Moodle gives it out.

use super::{super::LeftOutWhy, *};
use crate::quizzes::{
    Choice, Credit, NegativeMarks, QuestionKind, Response, grade,
    interchange::Place,
    question::{Difficulty, TextFormat},
};

#[test]
fn a_whole_export_with_categories_tags_and_settings() {
    let file = file(
        r#"<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Mặc định của Tin 6/An toàn//mạng</text>
    </category>
    <info format="moodle_auto_format">
      <text></text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 2311  -->
  <question type="multichoice">
    <name>
      <text>Mật khẩu</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>Mật khẩu nào <b>mạnh</b>?</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text>Càng dài càng tốt.</text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>tin6-01</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Câu trả lời của bạn đúng.</text>
    </correctfeedback>
    <shownumcorrect/>
    <answer fraction="0" format="html">
      <text>123456</text>
      <feedback format="html">
        <text>Ai cũng đoán được.</text>
      </feedback>
    </answer>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>m&egrave;o-9-x&ocirc;i</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <tags>
      <tag><text>mật khẩu</text></tag>
      <tag><text>difficulty:hard</text></tag>
      <tag><text>difficulty:unknown</text></tag>
    </tags>
  </question>
  <question type="category"><category><text>$course$/top</text></category></question>
  <question type="description"><name><text>Mật khẩu</text></name>
    <questiontext format="markdown"><text>Đọc đoạn sau.</text></questiontext>
  </question>
  <question type="description"><name><text></text></name>
    <questiontext format="plain_text"><text>Đọc tiếp.</text></questiontext>
  </question>"#,
    );
    assert_eq!(file.left_out, []);
    let [choice, first, second] = &file.questions[..] else { panic!() };
    assert_eq!(choice.place, Place { line: 15, column: 3 });
    let question = &choice.question;
    assert_eq!((question.name.as_str(), question.external_id.as_str()), ("Mật khẩu", "tin6-01"));
    assert_eq!(question.category, "Mặc định của Tin 6/An toàn-mạng");
    assert_eq!(question.difficulty, Some(Difficulty::Hard));
    assert_eq!(question.tags, ["mật khẩu", "difficulty:unknown"].map(str::to_owned).into());
    assert_eq!((question.format, question.prompt.as_str()), (TextFormat::Html, "<p>Mật khẩu nào <b>mạnh</b>?</p>"));
    assert_eq!(question.general_feedback.as_deref(), Some("Càng dài càng tốt."));
    let QuestionKind::SingleChoice { options } = &question.kind else { panic!() };
    let option = |text: &str, credit, feedback: Option<&str>| Choice {
        text: text.into(),
        credit,
        feedback: feedback.map(str::to_owned),
        fixed: false,
    };
    let wrong = option("123456", Credit::NONE, Some("Ai cũng đoán được."));
    assert_eq!(options[..], [wrong, option("<p>m&egrave;o-9-x&ocirc;i</p>", Credit::FULL, None)]);
    assert_eq!((first.question.name.as_str(), first.question.category.as_str()), ("Mật khẩu (2)", ""));
    assert_eq!(first.question.format, TextFormat::Markdown);
    assert_eq!((second.question.name.as_str(), second.question.format), ("q03", TextFormat::Plain));
}

#[test]
fn several_options_of_odd_thirds_are_the_full_mark() {
    let answer = |fraction: &str| format!("<answer fraction=\"{fraction}\"><text>x</text></answer>");
    let inside = ["33.33333", "33.3333333333", "33.33333", "-100"].map(answer).concat();
    let read = one(&question("multichoice", &format!("<single>false</single>{inside}")));
    let all = Response::Choices([0, 1, 2].into());
    assert_eq!(grade(&read, &all, NegativeMarks::Off).unwrap().credit, Credit::FULL);
    let short = ["40", "40", "0"].map(answer).concat();
    let short = problem(&question("multichoice", &format!("<single>0</single>{short}")));
    assert_eq!(short, XmlProblemKind::FullMarkOutOfReach("80".into()));
    let single = problem(&question("multichoice", &answer("50").repeat(2)));
    assert_eq!(single, XmlProblemKind::FullMarkOutOfReach("50".into()));
}

#[test]
fn options_that_are_not_shuffled_stay() {
    let answers =
        "<answer fraction=\"100\"><text>a</text></answer><answer><text>b</text></answer><answer><text/></answer>";
    for (setting, stays) in
        [("<shuffleanswers>0</shuffleanswers>", true), ("<shuffleanswers>1</shuffleanswers>", false), ("", false)]
    {
        let read = one(&question("multichoice", &format!("{setting}{answers}")));
        let QuestionKind::SingleChoice { options } = read.kind else { panic!() };
        assert_eq!(options.iter().map(|option| option.fixed).collect::<Vec<_>>(), [stays, stays], "{setting}");
    }
}

#[test]
fn true_and_false_in_any_order_and_in_old_words() {
    let answer = |fraction: u8, text: &str| {
        format!(
            "<answer fraction=\"{fraction}\"><text>{text}</text><feedback><text>với {text}</text></feedback></answer>"
        )
    };
    let read = |a: String, b: String| one(&question("truefalse", &(a + &b))).kind;
    let expected = |answer, right: &str, wrong: &str| QuestionKind::TrueFalse {
        answer,
        right: Some(format!("với {right}")),
        wrong: Some(format!("với {wrong}")),
    };
    assert_eq!(read(answer(0, "true"), answer(100, "false")), expected(false, "false", "true"));
    assert_eq!(read(answer(0, "false"), answer(100, "true")), expected(true, "true", "false"));
    assert_eq!(read(answer(0, "Đúng"), answer(100, "Sai")), expected(false, "Sai", "Đúng"));
}

#[test]
fn a_matching_has_wrong_answers_without_a_stem() {
    let pair = |stem: &str, answer: &str| {
        format!("<subquestion format=\"html\"><text>{stem}</text><answer><text>{answer}</text></answer></subquestion>")
    };
    let pairs = [pair("a", "1"), pair("b", "2"), pair("", "3"), pair("", "")].concat();
    for kind in ["matching", "match"] {
        let QuestionKind::Matching { pairs, extra } = one(&question(kind, &pairs)).kind else { panic!() };
        assert_eq!((pairs.len(), extra), (2, vec!["3".to_owned()]));
    }
    assert_eq!(problem(&question("matching", &(pair("a", "1") + &pair("b", "")))), XmlProblemKind::BadMatching);
    assert_eq!(problem(&question("matching", &pair("a", "1"))), XmlProblemKind::BadMatching);
}

#[test]
fn an_ordering_is_in_the_order_of_the_file() {
    let items = "<answer fraction=\"2.0000000\"><text>một</text></answer><answer fraction=\"1.0000000\"><text>hai</text></answer>";
    let read = one(&question(
        "ordering",
        &format!("<selecttype>ALL</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype>{items}"),
    ));
    assert_eq!(read.kind, QuestionKind::Ordering { items: vec!["một".into(), "hai".into()] });
    let other = file(&question("ordering", &format!("<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>{items}")));
    assert_eq!((other.questions.len(), &other.left_out[0].why), (1, &LeftOutWhy::OrderingRules));
}

#[test]
fn texts_are_lifted_to_the_richest_way_of_writing() {
    let text = |name: &str, format: &str, text: &str| {
        format!("<{name} format=\"{format}\"><text><![CDATA[{text}]]></text></{name}>")
    };
    let read = |main: &str, feedback: &str, words: &str| {
        let inside = text("questiontext", main, "1 < 2\nvà *x*") + &text("generalfeedback", feedback, words);
        let question = one(&format!("<question type=\"description\"><name><text>a</text></name>{inside}</question>"));
        (question.format, question.prompt)
    };
    assert_eq!(read("plain_text", "html", "<b>a</b>"), (TextFormat::Html, "1 &lt; 2<br>\nvà *x*".into()));
    assert_eq!(read("plain_text", "markdown", "a"), (TextFormat::Markdown, "1 \\< 2  \nvà \\*x\\*".into()));
    assert_eq!(read("markdown", "plain_text", "a"), (TextFormat::Markdown, "1 < 2\nvà *x*".into()));
    assert_eq!(
        read("plain_text", "html", ""),
        (TextFormat::Plain, "1 < 2\nvà *x*".into()),
        "nothing is written in HTML"
    );
}

#[test]
fn what_has_no_like_is_named_and_the_rest_is_read() {
    let inside = [
        question("calculated", ""),
        question("description", ""),
        question("description", "<hidden>1</hidden>"),
        question("description", "<hint format=\"html\"><text>Nghĩ kĩ.</text></hint>"),
        question("description", "<image>a.gif</image><image_base64>R0lGODdh</image_base64>"),
    ];
    let file = file(&inside.concat());
    assert_eq!(file.questions.len(), 2);
    let why: Vec<_> = file.left_out.iter().map(|left| (left.name.as_str(), left.why.clone())).collect();
    let expected = [
        ("Câu 1", LeftOutWhy::QuestionType("calculated".into())),
        ("Câu 1", LeftOutWhy::Hidden),
        ("Câu 1 (2)", LeftOutWhy::Hints),
        ("Câu 1", LeftOutWhy::OldPicture),
    ];
    assert_eq!(why, expected);
    let whole: Vec<bool> = file.left_out.iter().map(|left| left.why.is_whole_question()).collect();
    assert_eq!(whole, [true, true, false, true]);
}
