use super::*;
use crate::quizzes::{
    Credit, Graded, NegativeMarks, Question, QuestionKind, Response,
    question::{Difficulty, EssayRules, TextFormat},
};

mod refused;

fn grade(question: &Question, response: &Response) -> Graded {
    crate::quizzes::grade(question, response, NegativeMarks::Off).unwrap()
}

fn one(text: &str) -> Question {
    let mut file = parse(text);
    assert_eq!(file.problems, [], "{text}");
    assert_eq!(file.questions.len(), 1);
    file.questions.remove(0).question
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
    let categories: Vec<_> = file.questions.iter().map(|found| found.question.category.as_str()).collect();
    assert_eq!(categories, ["luật", "mạng"]);
    assert_eq!(file.questions[1].question.name, "q02");
    assert_eq!(file.questions[1].place, Place { line: 6, column: 1 });
}

#[test]
fn moodles_own_place_is_no_part_of_a_category() {
    let cases = [
        ("$course$/top/luật/mạng", "luật/mạng"),
        ("$course$/luật", "luật"),
        ("$module$/top", ""),
        ("top/luật", "top/luật"),
        ("$5/luật", "$5/luật"),
        ("giá $5$ vàng", "giá $5$ vàng"),
        ("$a$b", "$a$b"),
    ];
    for (written, read) in cases {
        assert_eq!(one(&format!("$CATEGORY: {written}\n\na{{T}}")).category, read, "{written}");
    }
}

#[test]
fn a_comment_directly_before_or_in_a_question_tells_its_id_tags_and_difficulty() {
    let question = one("// [id:a] apart\n\n// [id:b] [tag:luật]\n//[tag:difficulty:easy]\na{\n// [tag:mạng]\nT}");
    assert_eq!(question.external_id, "b");
    assert_eq!(question.tags, ["luật".to_owned(), "mạng".to_owned()].into());
    assert_eq!(question.difficulty, Some(Difficulty::Easy));
    let file = parse("// [id:a]\na{T}\n\nb{T}\n\n// [id:c]\n$CATEGORY: x\nd{T}");
    let ids: Vec<_> = file.questions.iter().map(|found| found.question.external_id.as_str()).collect();
    assert_eq!(ids, ["a", "", ""]);
}

#[test]
fn a_text_without_braces_is_a_description_and_empty_braces_ask_for_an_essay() {
    let text = one("::q:: Đọc đoạn sau:\nAn toàn trên mạng.");
    assert_eq!((text.kind, text.prompt.as_str()), (QuestionKind::Description, "Đọc đoạn sau: An toàn trên mạng."));
    let essay = one("Kể một lần { \n#### Nhớ } em giúp bạn.");
    assert_eq!(essay.kind, QuestionKind::Essay { rules: EssayRules::default() });
    assert_eq!(essay.prompt, "Kể một lần _____ em giúp bạn.");
    assert_eq!(essay.general_feedback.as_deref(), Some("Nhớ"));
}

#[test]
fn a_format_is_the_questions_and_keeps_its_lines() {
    for format in TextFormat::ALL {
        let question = one(&format!("::q::[{format}] a  b\n  c\\n{{=x\ny#[{format}]z ~[{format}]w}}"));
        assert_eq!((question.format, question.prompt.as_str()), (*format, "a  b\n  c"));
        let QuestionKind::SingleChoice { options } = question.kind else { panic!() };
        assert_eq!((options[0].text.as_str(), options[1].text.as_str()), ("x\ny", "w"));
        assert_eq!(options[0].feedback.as_deref(), Some("z"));
    }
    let ours = one("a\n  b  c{=x\ny ~z}");
    assert_eq!((ours.format, ours.prompt.as_str()), (TextFormat::Markdown, "a b  c"));
    // Only these four are formats.
    assert_eq!(one("[x] [HTML] a{T}").prompt, "[x] [HTML] a");
}

#[test]
fn a_text_in_another_format_than_its_question_is_translated_or_refused() {
    let question = one("[html]a{=x#[plain]1 < 2 ~[moodle]y ~[markdown]một từ}");
    let QuestionKind::SingleChoice { options } = question.kind else { panic!() };
    assert_eq!(options[0].feedback.as_deref(), Some("1 &lt; 2"));
    assert_eq!(options[2].text, "một từ");
    let found = problem("[html]a{=x\n  ~ [markdown]*y*}");
    assert_eq!(found.place, Place { line: 2, column: 5 });
    let (text, question) = (TextFormat::Markdown, TextFormat::Html);
    assert_eq!(found.kind, GiftProblemKind::MixedFormats { text, question });
    // Short answers are compared, not shown.
    assert_eq!(one("[html]a{=[markdown]*y*}").kind.word(), "short_answer");
}

#[test]
fn numbers_that_are_not_accepted_may_have_feedback() {
    for text in ["Số?{#3:2~#sai\n}", "Số?{#\n=3:2 #đúng\n=%0%*#sai\n}", "Số?{#=1..5#đúng ~ # sai}"] {
        let question = one(text);
        let wrong = grade(&question, &Response::Text("9".into()));
        assert_eq!((wrong.credit, wrong.feedback), (Credit::NONE, vec!["sai".to_owned()]), "{text}");
        assert_eq!(grade(&question, &Response::Text("4,5".into())).credit, Credit::FULL, "{text}");
    }
}

#[test]
fn weights_and_percents_are_told_apart() {
    let question = one("a{=% người, 5 % ~%0%%5% x ~%-12,5%y ~ \\%7%z}");
    let QuestionKind::SingleChoice { options } = question.kind else { panic!() };
    let texts: Vec<_> = options.iter().map(|choice| (choice.text.as_str(), choice.credit.thousandths())).collect();
    assert_eq!(texts, [("% người, 5 %", 100_000), ("%5% x", 0), ("y", -12_500), ("%7%z", 0)]);
}

#[test]
fn an_arrow_makes_pairs_only_where_no_wrong_answers_are_and_it_is_no_text() {
    assert_eq!(one("a{=b -> c ~d}").kind.word(), "single_choice");
    assert_eq!(one(r"a{=b -\> c =d#x -> y}").kind.word(), "short_answer");
    let QuestionKind::Matching { pairs, extra } = one(r"a{=b -\> c -> d -> e = [plain] f -> [html]g}").kind else {
        panic!()
    };
    assert_eq!((pairs[0].stem.as_str(), pairs[0].answer.as_str()), ("b -> c", "d -> e"));
    assert_eq!((pairs[1].stem.as_str(), pairs[1].answer.as_str()), ("f", "[html]g"));
    assert!(extra.is_empty());
}

#[test]
fn a_file_of_another_program_is_read() {
    let text = r#"
// question: 2  name: Hoạt động
::Hoạt động::[html]Ghép <b>hoạt động</b> với lời tả.{
	=[html]Bàn bạc khi rảnh. -> Diễn đàn
	=[moodle]Hỏi một câu, cho chọn. -> Bình chọn
	=[plain]Nhiều mục, ai cũng thêm được -> Kho
	= -> Trò chuyện
}

// question: 7  name: Màu
::Màu::Ba chấm hai?
{
	~%50%vàng # đúng; tốt!
	~%-100%đỏ # [html]sai
	~%50%da cam # đúng
	####Xem lại
}

::Số:: Số từ 1 đến 5? {#3:2~#Sai rồi}.

::Thủ đô::Thủ đô là {
	=%100%Hà Nội#Đúng rồi
	=%50%Ha Noi#Thiếu dấu
	=%0%*#Sai
}, phải không?
"#;
    let questions = read(text).unwrap().questions;
    let words: Vec<_> = questions.iter().map(|found| found.question.kind.word()).collect();
    assert_eq!(words, ["matching", "multiple_choice", "numeric", "short_answer"]);
    assert_eq!(questions[0].question.format, TextFormat::Html);
    assert_eq!(questions[2].question.prompt, "Số từ 1 đến 5? _____.");
    assert_eq!(questions[3].question.prompt, "Thủ đô là _____, phải không?");
    let wrong = grade(&questions[3].question, &Response::Text("Huế".into()));
    assert_eq!(wrong.feedback, ["Sai"]);
}
