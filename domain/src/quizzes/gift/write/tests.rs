use super::*;
use crate::quizzes::{
    gift::{GiftProblemKind, read},
    question::{Difficulty, EssayRules, TextMatching, Unit, arbitrary},
};
use proptest::prelude::*;

fn read_back(text: &str) -> Vec<Question> {
    read(text).unwrap().questions.into_iter().map(|found| found.question).collect()
}

fn losses<'a>(file: &'a GiftText, name: &str) -> Vec<&'a GiftLoss> {
    file.left_out.iter().filter(|(of, _)| of == name).map(|(_, loss)| loss).collect()
}

fn with_names(mut questions: Vec<Question>) -> Vec<Question> {
    for (place, question) in questions.iter_mut().enumerate() {
        question.name = format!("{place}{}", question.name);
    }
    questions
}

fn choice(text: &str, thousandths: i32) -> Choice {
    Choice { text: text.into(), credit: Credit::from_thousandths(thousandths).unwrap(), feedback: None, fixed: false }
}

proptest! {
    #[test]
    fn out_and_in_again_is_the_identity_for_what_the_format_can_say(questions in arbitrary::questions()) {
        let file = write(&questions);
        // Sound questions lose nothing but what is said to be lost.
        let as_said = |question: &Question| {
            let (said, losses) = sayable(question);
            for loss in losses {
                assert_ne!(loss, GiftLoss::Blanks);
            }
            said
        };
        let sayable_kind = |question: &&Question| losses(&file, &question.name) != [&GiftLoss::Kind(question.kind.word())];
        let expected: Vec<Question> = questions.iter().filter(sayable_kind).map(as_said).collect();
        prop_assert_eq!(read_back(&file.text), expected);
        for question in &questions {
            let lost = losses(&file, &question.name);
            prop_assert!(!lost.iter().any(|loss| matches!(loss, GiftLoss::Refused(_) | GiftLoss::Unsayable)), "{lost:?}");
        }
    }

    #[test]
    fn a_question_of_which_nothing_is_noted_comes_back_as_it_was(questions in arbitrary::questions()) {
        let file = write(&questions);
        let back = read_back(&file.text);
        for question in questions {
            if losses(&file, &question.name).iter().all(|loss| **loss == GiftLoss::Arrow) {
                prop_assert!(back.contains(&question), "{question:#?}\n{}", file.text);
            }
        }
    }

    #[test]
    fn whatever_a_text_is_it_comes_back_or_its_loss_is_noted(
        texts in proptest::collection::vec(arbitrary::wild_text(), 9),
        format in proptest::sample::select(TextFormat::ALL),
    ) {
        let [name, id, tag, category, prompt, a, b, c, d] = texts.as_slice() else { unreachable!() };
        let pair = |stem: &String, answer: &String| Pair { stem: stem.clone(), answer: answer.clone() };
        let accepted = |text: &String, feedback: &String| {
            AcceptedText { text: text.clone(), credit: Credit::FULL, feedback: Some(feedback.clone()) }
        };
        let kinds = [
            QuestionKind::SingleChoice { options: vec![choice(a, 100_000), choice(b, -50_000), choice(c, 0)] },
            QuestionKind::MultipleChoice { options: vec![choice(a, 50_000), choice(b, 50_000), choice(c, -1)] },
            QuestionKind::TrueFalse { answer: false, right: Some(a.clone()), wrong: Some(b.clone()) },
            QuestionKind::Matching { pairs: vec![pair(a, b), pair(c, d)], extra: vec![d.clone()] },
            QuestionKind::ShortAnswer { accepted: vec![accepted(a, b), accepted(c, d)], matching: TextMatching::USUAL },
            QuestionKind::Description,
        ];
        let question = |kind| Question {
            external_id: id.clone(),
            category: category.clone(),
            tags: [tag.clone()].into(),
            difficulty: Some(Difficulty::Hard),
            format,
            general_feedback: Some(d.clone()),
            ..Question::new(name.clone(), prompt.clone(), kind)
        };
        let questions = with_names(kinds.into_iter().map(question).collect());
        let file = write(&questions);
        let mut back = read_back(&file.text).into_iter().peekable();
        for question in questions {
            let lost = losses(&file, &question.name);
            if lost.iter().any(|loss| loss.is_whole()) {
                continue;
            }
            let read = back.next().unwrap();
            prop_assert_eq!(read.kind.word(), question.kind.word());
            if lost.is_empty() {
                prop_assert_eq!(read, question);
            }
        }
        prop_assert_eq!(back.next(), None);
    }

    #[test]
    fn what_is_written_says_the_same_when_written_again(questions in arbitrary::questions()) {
        let once = write(&questions).text;
        prop_assert_eq!(write(&read_back(&once)).text, once);
    }
}

#[test]
fn a_file_as_written() {
    let mut options = vec![choice("Em", 100_000), choice("%5% bạn", 0), choice("[html]", -33_333)];
    options[0].feedback = Some("Đúng: nhớ nhé".into());
    let mut first = Question::new("q01", "Ai giữ\n\nmật khẩu {x}?", QuestionKind::SingleChoice { options });
    first.category = "mạng/mật khẩu".into();
    first.tags = ["a]b".into()].into();
    first.external_id = "7".into();
    first.difficulty = Some(Difficulty::Easy);
    first.general_feedback = Some("Nhớ.".into());
    let mut second = Question::new(
        "q02",
        "Đất tròn",
        QuestionKind::TrueFalse { answer: true, right: Some("đúng".into()), wrong: None },
    );
    second.format = TextFormat::Html;
    let third = Question::new("q03", "Kể", QuestionKind::Essay { rules: EssayRules::default() });
    let file = write(&[first, second, third]);
    let expected = concat!(
        "$CATEGORY: mạng/mật khẩu\n\n",
        "// [id:7] [tag:a\\]b] [tag:difficulty:easy]\n",
        "::q01::[markdown]Ai giữ\\n\\nmật khẩu \\{x\\}?{\n",
        "\t=Em#Đúng\\: nhớ nhé\n",
        "\t~[markdown]%5% bạn\n",
        "\t~%-33.333%[markdown][html]\n",
        "\t####Nhớ.\n}\n\n",
        "$CATEGORY: $course$/top\n\n",
        "::q02::[html]Đất tròn{TRUE##đúng}\n\n",
        "::q03::[markdown]Kể{}\n\n",
    );
    assert_eq!(file, GiftText { text: expected.to_owned(), left_out: vec![] });
}

#[test]
fn what_is_lost_is_named_and_nothing_else() {
    let numeric = |units, unit_required| QuestionKind::Numeric {
        accepted: vec![AcceptedRange { min: Decimal::ONE, max: Decimal::ONE, credit: Credit::FULL, feedback: None }],
        units,
        unit_required,
    };
    let short = |text: &str, matching| QuestionKind::ShortAnswer {
        accepted: vec![AcceptedText { text: text.into(), credit: Credit::FULL, feedback: None }],
        matching,
    };
    let cm = Unit { name: "cm".into(), multiplier: Decimal::ONE };
    let mut fixed = vec![choice("a", 100_000), choice("b", 0)];
    fixed[1].fixed = true;
    let cases = [
        (QuestionKind::Ordering { items: vec!["a".into(), "b".into()] }, GiftLoss::Kind("ordering")),
        (QuestionKind::Cloze { gaps: vec![] }, GiftLoss::Kind("cloze")),
        (QuestionKind::SingleChoice { options: fixed }, GiftLoss::FixedOptions),
        (QuestionKind::SingleChoice { options: vec![choice("a", 100_000)] }, GiftLoss::Unsayable),
        (
            QuestionKind::MultipleChoice { options: vec![choice("a", 50_000), choice("b", 0)] },
            GiftLoss::Refused(GiftProblemKind::FullMarkOutOfReach("50".into())),
        ),
        (
            QuestionKind::SingleChoice { options: vec![choice("a", 100_000), choice("", 0)] },
            GiftLoss::Refused(GiftProblemKind::EmptyAnswer),
        ),
        (short("a", TextMatching { case: true, any_accents: false }), GiftLoss::TextMatching),
        (short("a->b", TextMatching::USUAL), GiftLoss::Arrow),
        (short(" a", TextMatching::USUAL), GiftLoss::Blanks),
        (numeric(vec![cm], true), GiftLoss::Units),
        (QuestionKind::Essay { rules: EssayRules { max_words: 100, ..EssayRules::default() } }, GiftLoss::EssayRules),
    ];
    for (kind, loss) in cases {
        let file = write(&[Question::new("q", "Hỏi", kind)]);
        assert_eq!(file.text.is_empty(), loss.is_whole(), "{loss}");
        assert_eq!(file.left_out, [("q".to_owned(), loss)]);
    }
}

#[test]
fn what_no_comment_or_line_can_carry_is_dropped_and_named() {
    let mut question = Question::new("q", "Hỏi", QuestionKind::Description);
    question.external_id = "a\\".into();
    question.tags = ["difficulty:hard".into(), "x\ny".into(), "còn".into()].into();
    question.category = "$course$/a".into();
    question.general_feedback = Some("Nhớ".into());
    let file = write(&[question]);
    let lost: Vec<GiftLoss> = file.left_out.into_iter().map(|(_, loss)| loss).collect();
    assert_eq!(
        lost,
        [
            GiftLoss::Category("$course$/a".into()),
            GiftLoss::ExternalId("a\\".into()),
            GiftLoss::Tag("difficulty:hard".into()),
            GiftLoss::Tag("x\ny".into()),
            GiftLoss::DescriptionFeedback,
        ]
    );
    let back = read_back(&file.text);
    assert_eq!((back[0].difficulty, back[0].tags.len()), (None, 1));
}

#[test]
fn questions_of_one_name_or_none_are_told_apart() {
    let named = |name: &str| Question::new(name, "Hỏi", QuestionKind::Description);
    let file = write(&[named("a"), named("a"), named("a (2)"), named("")]);
    let names: Vec<String> = read_back(&file.text).into_iter().map(|question| question.name).collect();
    assert_eq!(names, ["a", "a (2)", "a (2) (3)", "q04"]);
    assert_eq!(losses(&file, "a"), [&GiftLoss::NameTwice("a (2)".into())]);
    assert_eq!(losses(&file, "q04"), [&GiftLoss::NoName("q04".into())]);
}
