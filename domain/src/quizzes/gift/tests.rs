use super::*;
use crate::quizzes::{Credit, Graded, NegativeMarks, QuestionKind, Response};
use proptest::prelude::*;

fn grade(question: &Question, response: &Response) -> Graded {
    crate::quizzes::grade(question, response, NegativeMarks::Off).unwrap()
}

fn one(text: &str) -> Question {
    let mut file = parse(text);
    assert_eq!(file.problems, [], "{text}");
    assert_eq!(file.questions.len(), 1);
    file.questions.remove(0).1
}

fn problem(text: &str) -> GiftProblem {
    let mut file = parse(text);
    assert_eq!(file.problems.len(), 1, "{:?}", file.problems);
    file.problems.remove(0)
}

#[test]
fn single_choice_with_feedback() {
    let question = one("// a comment\n::q01:: Ai giữ mật khẩu?{\n=Em #Đúng rồi\n~Bạn#Không\n~%25%Mẹ\n####Nhớ nhé\n}");
    assert_eq!((question.name.as_str(), question.prompt.as_str()), ("q01", "Ai giữ mật khẩu?"));
    assert_eq!(question.general_feedback.as_deref(), Some("Nhớ nhé"));
    let QuestionKind::SingleChoice { options } = question.kind else { panic!() };
    assert_eq!(options[0].text, "Em");
    assert_eq!(options[0].feedback.as_deref(), Some("Đúng rồi"));
    assert_eq!(options[0].credit, Credit::FULL);
    assert_eq!(options[2].credit.thousandths(), 25_000);
}

#[test]
fn multiple_choice_with_weights() {
    let question = one("Chọn:{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}");
    assert_eq!(question.kind.word(), "multiple_choice");
    let right = Response::Choices([0, 1, 2].into());
    assert_eq!(grade(&question, &right).credit, Credit::FULL);
}

#[test]
fn true_and_false_with_feedback_in_moodles_order() {
    let question = one("Đất tròn.{\nTRUE#sai rồi#đúng rồi\n}");
    assert_eq!(grade(&question, &Response::Judgement(true)).feedback, ["đúng rồi"]);
    assert_eq!(grade(&question, &Response::Judgement(false)).feedback, ["sai rồi"]);
    assert_eq!(one("x{F}").kind, QuestionKind::TrueFalse { answer: false, right: None, wrong: None });
}

#[test]
fn matching_with_an_extra_answer() {
    let question = one("Ghép:{=a -> 1 =b -> 2 = -> 3}");
    assert_eq!(question.kind.matching_answers(), ["1", "2", "3"]);
}

#[test]
fn short_answer_and_numeric() {
    let question = one("Gọi số nào?{=111#Đúng =số 111 =%50%1*}");
    assert_eq!(grade(&question, &Response::Text("Số 111".into())).credit, Credit::FULL);
    for text in ["Số?{#111:0#đúng\n####tổng đài}", "Số?{#111}", "Số?{#110..112}", "Số?{#=111:1#a =%50%100:20#b}"]
    {
        let question = one(text);
        assert_eq!(question.kind.word(), "numeric", "{text}");
        assert_eq!(grade(&question, &Response::Text("111".into())).credit, Credit::FULL, "{text}");
        assert_ne!(grade(&question, &Response::Text("200".into())).credit, Credit::FULL, "{text}");
    }
}

#[test]
fn escaped_characters_are_text() {
    let question = one(r"Lúc 12\:30 \{x\} là\n gì?{=a\=b\#c ~\~d}");
    assert_eq!(question.prompt, "Lúc 12:30 {x} là\n gì?");
    let QuestionKind::SingleChoice { options } = question.kind else { panic!() };
    assert_eq!((options[0].text.as_str(), options[1].text.as_str()), ("a=b#c", "~d"));
}

#[test]
fn a_missing_word_keeps_its_place() {
    assert_eq!(one("Mật khẩu phải {=dài ~ngắn} và bí mật.").prompt, "Mật khẩu phải _____ và bí mật.");
}

#[test]
fn categories_hold_until_the_next() {
    let file = parse("$CATEGORY: luật\n\na{T}\n\n$CATEGORY: mạng\nb{F}");
    let categories: Vec<_> = file.questions.iter().map(|(_, q)| q.category.as_str()).collect();
    assert_eq!(categories, ["luật", "mạng"]);
    assert_eq!(file.questions[1].1.name, "q02");
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    use GiftProblemKind as K;
    let cases = [
        ("\nchỉ là chữ", 2, K::NoAnswers),
        ("a{=b ~c", 1, K::NotClosed),
        ("a{=b ~c} {T}", 1, K::StrayBrace),
        ("a{}", 1, K::Essay),
        ("{T}", 1, K::NoPrompt),
        ("a{\nb\n=c ~d}", 2, K::StrayText("b".into())),
        ("a{\n=b\n~#x\n}", 3, K::EmptyAnswer),
        ("a{\n=b\n~%nhiều%c\n}", 3, K::BadWeight("nhiều".into())),
        ("a{~%200%b ~c}", 1, K::BadWeight("200".into())),
        ("a{#một}", 1, K::BadNumber("một".into())),
        ("a{#5..1}", 1, K::BadNumber("5..1".into())),
        ("a{~b}", 1, K::TooFewAnswers),
        ("a{~%40%b ~%40%c ~d}", 1, K::FullMarkOutOfReach("80".into())),
        ("a{=%50%b}", 1, K::FullMarkOutOfReach("50".into())),
        ("a{=b -> c\n=d}", 2, K::BadMatching),
        ("::x::a{T}\n\n::x::b{T}", 3, K::NameTwice("x".into())),
    ];
    for (text, line, kind) in cases {
        assert_eq!(problem(text), GiftProblem { line, kind }, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "[a-z=~#{}:%>\\\\0-9. \n/$-]{0,80}") {
        let file = parse(&text);
        for (_, question) in &file.questions {
            let _ = grade(question, &Response::Text(text.clone()));
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(text in any::<String>()) {
        let _ = parse(&text);
    }
}
