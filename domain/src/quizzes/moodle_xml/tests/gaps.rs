//! Texts with gaps.

use super::{super::LeftOutWhy, *};
use crate::quizzes::{
    QuestionKind,
    question::{AcceptedText, Gap, TextMatching},
};

fn cloze(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<question type=\"cloze\"><name><text>a</text></name><questiontext format=\"html\"><text>{text}</text></questiontext></question>"
    )
}

fn gaps(text: &str) -> (String, Vec<Gap>) {
    let question = one(&cloze(text));
    let QuestionKind::Cloze { gaps } = question.kind else { panic!() };
    (question.prompt, gaps)
}

#[test]
fn gaps_of_every_kind_are_taken_out_of_the_text() {
    let (prompt, gaps) = gaps(
        "<p>Thủ đô là {1:SHORTANSWER:=Hà Nội#Đúng~%50%Ha Noi~*#Sai}, có {2:MULTICHOICE:=phố cổ~núi#Không} \
         và {:NM:=3:0.5~%25%9} hồ; chọn {3:MRHS:%50%a~%50%b~%-100%c}, {SA} {x} [[1]].</p>",
    );
    assert_eq!(prompt, "<p>Thủ đô là [[1]], có [[2]] và [[3]] hồ; chọn [[4]], {SA} {x} [ [1]].</p>");
    assert_eq!(gaps.iter().map(|gap| gap.weight).collect::<Vec<_>>(), [1, 2, 1, 3]);
    let words: Vec<_> = gaps.iter().map(|gap| gap.kind.word()).collect();
    assert_eq!(words, ["short_answer", "single_choice", "numeric", "multiple_choice"]);
    let QuestionKind::ShortAnswer { accepted, .. } = &gaps[0].kind else { panic!() };
    let said: Vec<_> =
        accepted.iter().map(|a| (a.text.as_str(), a.credit.thousandths(), a.feedback.as_deref())).collect();
    assert_eq!(said, [("Hà Nội", 100_000, Some("Đúng")), ("Ha Noi", 50_000, None), ("*", 0, Some("Sai"))]);
    let QuestionKind::Numeric { accepted, .. } = &gaps[2].kind else { panic!() };
    assert_eq!((accepted[0].min.to_string(), accepted[0].max.to_string()), ("2.5".into(), "3.5".into()));
}

#[test]
fn every_short_name_is_known() {
    let kind = |word: &str| {
        let text = if word.starts_with("NUM") || word == "NM" { "=1~2" } else { "=a~b" };
        let (_, gaps) = gaps(&format!("{{1:{word}:{text}}}"));
        gaps[0].kind.clone()
    };
    for word in [
        "MULTICHOICE",
        "MC",
        "MULTICHOICE_V",
        "MCV",
        "MULTICHOICE_H",
        "MCH",
        "MULTIRESPONSE",
        "MR",
        "MULTIRESPONSE_H",
        "MRH",
    ] {
        let (QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options }) = kind(word) else {
            panic!("{word}")
        };
        assert!(options.iter().all(|option| option.fixed), "{word}");
    }
    for word in [
        "MULTICHOICE_S",
        "MCS",
        "MULTICHOICE_VS",
        "MCVS",
        "MULTICHOICE_HS",
        "MCHS",
        "MULTIRESPONSE_S",
        "MRS",
        "MULTIRESPONSE_HS",
        "MRHS",
    ] {
        let (QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options }) = kind(word) else {
            panic!("{word}")
        };
        assert!(!options.iter().any(|option| option.fixed), "{word}");
    }
    for (word, case) in
        [("SHORTANSWER", false), ("SA", false), ("MW", false), ("SHORTANSWER_C", true), ("SAC", true), ("MWC", true)]
    {
        let QuestionKind::ShortAnswer { matching, .. } = kind(word) else { panic!("{word}") };
        assert_eq!(matching, TextMatching { case, any_accents: false }, "{word}");
    }
    for word in ["NUMERICAL", "NM"] {
        assert_eq!(kind(word).word(), "numeric");
    }
}

#[test]
fn what_is_escaped_in_a_gap_is_text() {
    let (_, gaps) = gaps(r"{1:SA:=a\}b\#c\~d &amp; e &#126; &lt;f#g\}~=&eacute;\*}");
    let QuestionKind::ShortAnswer { accepted, .. } = &gaps[0].kind else { panic!() };
    let texts: Vec<_> =
        accepted.iter().map(|AcceptedText { text, feedback, .. }| (text.as_str(), feedback.as_deref())).collect();
    assert_eq!(texts, [("a}b#c~d & e ~ <f", Some("g}")), ("é\\*", None)]);
}

#[test]
fn a_gap_that_would_show_its_key_is_refused() {
    assert_eq!(problem(&cloze("a {1:SHORTANSWER:=b")), XmlProblemKind::GapNotClosed);
    assert_eq!(problem(&cloze("a {1:SA:b~c}")), XmlProblemKind::FullMarkOutOfReach("0".into()));
    assert_eq!(problem(&cloze("a {1:SA:}")), XmlProblemKind::TooFewAnswers);
    assert_eq!(problem(&cloze("a {1:NM:=b}")), XmlProblemKind::BadNumber("b".into()));
    assert_eq!(problem(&cloze("a {99999999999:SA:=b}")), XmlProblemKind::BadNumber("99999999999".into()));
    assert_eq!(problem(&cloze("a {x} b")), XmlProblemKind::NoGaps);
    assert_eq!(out(&cloze("a {1:REGEXP:=b.*}")), LeftOutWhy::GapKind("REGEXP".into()));
}
