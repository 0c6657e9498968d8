//! What is typed: words, numbers, essays.

use super::{super::LeftOutWhy, *};
use crate::quizzes::{
    Credit, NegativeMarks, QuestionKind, Response, grade,
    question::{AcceptedRange, TextMatching},
};
use rust_decimal::Decimal;

fn earns(question: &Question, response: &str) -> i32 {
    grade(question, &Response::Text(response.into()), NegativeMarks::Off).unwrap().credit.thousandths()
}

#[test]
fn a_short_answer_with_and_without_case() {
    let answers = "<answer fraction=\"100\" format=\"moodle_auto_format\"><text>Huế*</text></answer>\
        <answer fraction=\"0\"><text>*</text><feedback format=\"html\"><text>Xem lại.</text></feedback></answer>";
    for (setting, case) in [("0", false), ("1", true)] {
        let read = one(&question("shortanswer", &format!("<usecase>{setting}</usecase>{answers}")));
        let QuestionKind::ShortAnswer { matching, .. } = &read.kind else { panic!() };
        assert_eq!(*matching, TextMatching { case, any_accents: false });
        assert_eq!(earns(&read, "huế ơi"), if case { 0 } else { 100_000 });
        assert_eq!(earns(&read, "Huế ơi"), 100_000);
    }
}

#[test]
fn a_number_with_tolerance_and_units() {
    let inside = |rest: &str| {
        format!(
            "<answer fraction=\"100\" format=\"moodle_auto_format\"><text>1.5</text><tolerance>0.05</tolerance></answer>\
             <answer fraction=\"0\"><text>*</text><feedback><text>Không phải.</text></feedback></answer>\
             <units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>\
             <unit><multiplier>100.0000000000000000000</multiplier><unit_name>cm</unit_name></unit></units>{rest}"
        )
    };
    let optional = one(&question("numerical", &inside("<unitgradingtype>0</unitgradingtype><showunits>0</showunits>")));
    let required = one(&question("numerical", &inside("<unitgradingtype>1</unitgradingtype><showunits>0</showunits>")));
    let none = one(&question("numerical", &inside("<unitgradingtype>0</unitgradingtype><showunits>3</showunits>")));
    let table = [
        ("1,5", [100_000, 0, 100_000]),
        ("1.45 m", [100_000, 100_000, 0]),
        ("150cm", [100_000, 100_000, 0]),
        ("1.4", [0; 3]),
    ];
    for (answer, expected) in table {
        assert_eq!([&optional, &required, &none].map(|question| earns(question, answer)), expected, "{answer}");
    }
    let QuestionKind::Numeric { accepted, .. } = &optional.kind else { panic!() };
    let any = AcceptedRange {
        min: Decimal::MIN,
        max: Decimal::MAX,
        credit: Credit::NONE,
        feedback: Some("Không phải.".into()),
    };
    assert_eq!(accepted[1], any);
    let left = inside("<unitgradingtype>1</unitgradingtype><unitsleft>1</unitsleft>");
    assert_eq!(out(&question("numerical", &left)), LeftOutWhy::UnitBeforeNumber);
}

#[test]
fn numbers_that_are_none_are_said() {
    let bad = |text: &str| XmlProblemKind::BadNumber(text.into());
    let answer = |text: &str, tolerance: &str| {
        question(
            "numerical",
            &format!("<answer fraction=\"100\"><text>{text}</text><tolerance>{tolerance}</tolerance></answer>"),
        )
    };
    assert_eq!(problem(&answer("một", "0")), bad("một"));
    assert_eq!(problem(&answer("1", "x")), bad("x"));
    assert_eq!(problem(&answer("1", "-1")), bad("1"));
    let unit = "<answer fraction=\"100\"><text>1</text></answer><units><unit><multiplier>0</multiplier><unit_name>m</unit_name></unit></units>";
    assert_eq!(problem(&question("numerical", unit)), bad("0"));
}

#[test]
fn an_essay_with_what_is_asked_of_it() {
    let inside = "<responseformat>editor</responseformat><responserequired>1</responserequired>\
        <responsefieldlines>10</responsefieldlines><minwordlimit>20</minwordlimit><maxwordlimit></maxwordlimit>\
        <attachments>0</attachments><attachmentsrequired>0</attachmentsrequired>\
        <graderinfo format=\"html\"><text><![CDATA[<p>Hai ý.</p>]]></text></graderinfo>\
        <responsetemplate format=\"html\"><text><![CDATA[<p>Em nghĩ&nbsp;…</p>]]></text></responsetemplate>";
    let QuestionKind::Essay { rules } = one(&question("essay", inside)).kind else { panic!() };
    assert_eq!((rules.min_words, rules.max_words, rules.lines), (20, 0, 10));
    assert_eq!((rules.notes.as_str(), rules.template.as_str()), ("<p>Hai ý.</p>", "Em nghĩ\u{a0}…"));
    assert_eq!(out(&question("essay", "<responseformat>noinline</responseformat>")), LeftOutWhy::Attachments);
    assert_eq!(out(&question("essay", "<attachmentsrequired>1</attachmentsrequired>")), LeftOutWhy::Attachments);
}
