//! What is refused, and where it is said to stand.

use super::*;
use proptest::prelude::*;

#[test]
fn what_is_wrong_is_said_with_its_place() {
    use GiftProblemKind as K;
    let cases = [
        ("a{=b ~c", (1, 2), K::NotClosed),
        ("a{=b\n\n", (1, 2), K::NotClosed),
        ("a\n =b ~c}", (2, 7), K::StrayBrace),
        ("a{=b {~c}", (1, 6), K::StrayBrace),
        ("a{=b ~c} {T}", (1, 10), K::StrayBrace),
        ("\n::x:: {T}", (2, 7), K::NoPrompt),
        ("::x::", (1, 6), K::NoPrompt),
        ("a{\nb\n=c ~d}", (2, 1), K::StrayText("b".into())),
        ("a{\n=b\n  ~#x\n}", (3, 3), K::EmptyAnswer),
        ("a{=}", (1, 3), K::EmptyAnswer),
        ("a{\n=b\n~%nhiều%c\n}", (3, 3), K::BadWeight("nhiều".into())),
        ("a{~ %200%b ~c}", (1, 6), K::BadWeight("200".into())),
        ("a{#một}", (1, 4), K::BadNumber("một".into())),
        ("a{#}", (1, 4), K::BadNumber(String::new())),
        ("a{#5..1}", (1, 4), K::BadNumber("5..1".into())),
        ("a{#=1 =  5:-1}", (1, 10), K::BadNumber("5:-1".into())),
        ("a{#1~2#x}", (1, 6), K::StrayText("2".into())),
        ("a{~b}", (1, 3), K::TooFewAnswers),
        ("a{~%40%b ~%40%c ~d}", (1, 3), K::FullMarkOutOfReach("80".into())),
        ("a{=%50%b}", (1, 3), K::FullMarkOutOfReach("50".into())),
        ("a{=%50%b ~c}", (1, 3), K::FullMarkOutOfReach("50".into())),
        ("a{=b -> c\n=d}", (2, 1), K::BadMatching),
        ("a{=b -> c}", (1, 3), K::BadMatching),
        ("a{=b -> c =d ->}", (1, 11), K::BadMatching),
        ("a{=b -> c#x =d -> e}", (1, 10), K::MatchingFeedback),
        ("::x::a{T}\n\n::x::b{T}", (3, 1), K::NameTwice("x".into())),
        ("Lúc \\{ ấ }{T}", (1, 10), K::StrayBrace),
    ];
    for (text, (line, column), kind) in cases {
        assert_eq!(problem(text), GiftProblem { place: Place { line, column }, kind }, "{text}");
    }
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    assert_eq!(read("a{T}\n\nb{").unwrap_err().len(), 1);
    assert_eq!(read("a{T}\n\nb{F}").unwrap().questions.len(), 2);
    assert_eq!(parse("a{T}\n\nb{\n\nc{F}").questions.len(), 2);
}

#[test]
fn large_files_and_endless_answers_are_refused() {
    assert_eq!(problem(&"a".repeat(LARGEST_FILE + 1)).kind, GiftProblemKind::TooLarge);
    let options = |count: usize| format!("a{{=b{}}}", "~c".repeat(count - 1));
    assert_eq!(one(&options(MOST_ANSWERS)).kind.options(), MOST_ANSWERS);
    assert_eq!(problem(&options(MOST_ANSWERS + 1)).kind, GiftProblemKind::TooManyAnswers);
    for mark in ["[tag:", "%", "{", "}", "#", "=", "~%", "->", "::", "\\", "a\n\n", "// [\n", "a{T}\n\n", "-"] {
        let _ = parse(&mark.repeat(LARGEST_FILE / 16 / mark.len()));
        let _ = parse(&format!("a{{={}}}", mark.repeat(LARGEST_FILE / 16 / mark.len())));
    }
    let Err(problems) = read(&format!("a{{{}}}", "ă".repeat(1000))) else { panic!() };
    assert!(problems[0].to_string().chars().count() < 120, "{}", problems[0]);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "[a-z=~#{}:%>\\\\0-9. \n/$\\[\\]-]{0,80}") {
        let file = parse(&text);
        for FoundQuestion { question, .. } in &file.questions {
            let _ = crate::quizzes::grade(question, &Response::Text(text.clone()), NegativeMarks::Off);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(text in any::<String>()) {
        let _ = parse(&text);
    }
}
