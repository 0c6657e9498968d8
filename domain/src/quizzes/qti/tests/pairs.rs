use super::*;
use crate::quizzes::{QuestionKind, question::Pair};

fn order(key: &[&str], processing: &str) -> String {
    let body = r#"<itemBody><orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Xếp</prompt>
        <simpleChoice identifier="A">một</simpleChoice><simpleChoice identifier="B">hai</simpleChoice><simpleChoice identifier="C">ba</simpleChoice>
        </orderInteraction></itemBody>"#;
    item(&format!("{}{body}{processing}", declared("ordered", "identifier", &correct(key))))
}

#[test]
fn things_come_in_their_right_order() {
    let (question, lost) = both(&order(&["C", "A", "B"], MATCH));
    assert_eq!(question.kind, QuestionKind::Ordering { items: ["ba", "một", "hai"].map(str::to_owned).to_vec() });
    assert_eq!(lost, [LeftOutWhy::AllOrNothing]);
    for key in [&["C", "A"][..], &["C", "A", "A"], &["C", "A", "X"]] {
        assert_eq!(refused(&order(key, MATCH)), LeftOutWhy::IncompleteKey, "{key:?}");
    }
}

fn matched(key: &str, processing: &str) -> String {
    let body = r#"<itemBody><matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="0"><prompt>Ghép</prompt>
        <simpleMatchSet><simpleAssociableChoice identifier="A" matchMax="1">mèo</simpleAssociableChoice><simpleAssociableChoice identifier="B" matchMax="1">chó</simpleAssociableChoice></simpleMatchSet>
        <simpleMatchSet><simpleAssociableChoice identifier="X" matchMax="2">meo</simpleAssociableChoice><simpleAssociableChoice identifier="Y" matchMax="2">gâu</simpleAssociableChoice><simpleAssociableChoice identifier="Z" matchMax="2">bò</simpleAssociableChoice></simpleMatchSet>
        </matchInteraction></itemBody>"#;
    item(&format!("{}{body}{processing}", declared("multiple", "directedPair", key)))
}

fn pair(stem: &str, answer: &str) -> Pair {
    Pair { stem: stem.into(), answer: answer.into() }
}

#[test]
fn each_of_the_first_set_has_its_answer_in_the_second() {
    let (question, lost) = both(&matched(&mapping("", &[("A X", "1"), ("B Y", "1")]), MAP));
    let pairs = vec![pair("mèo", "meo"), pair("chó", "gâu")];
    assert_eq!(question.kind, QuestionKind::Matching { pairs, extra: vec!["bò".into()] });
    assert_eq!(question.prompt, "<p>Ghép</p>");
    assert_eq!(lost, []);
    let shared = both(&matched(&correct(&["A X", "B X"]), MATCH)).0.kind;
    let pairs = vec![pair("mèo", "meo"), pair("chó", "meo")];
    assert_eq!(shared, QuestionKind::Matching { pairs, extra: vec!["gâu".into(), "bò".into()] });
}

#[test]
fn where_the_second_set_has_one_answer_each_it_is_turned_round() {
    let (question, _) = both(&matched(&correct(&["A X", "A Y", "B Z"]), MATCH));
    let pairs = vec![pair("meo", "mèo"), pair("gâu", "mèo"), pair("bò", "chó")];
    assert_eq!(question.kind, QuestionKind::Matching { pairs, extra: vec![] });
}

#[test]
fn weights_of_pairs_are_named_as_lost() {
    for points in [
        mapping("", &[("A X", "1"), ("B Y", "2")]),
        mapping(r#"defaultValue="-1""#, &[("A X", "1"), ("B Y", "1")]),
        mapping("", &[("A X", "1"), ("B Y", "1"), ("A Y", "-1")]),
    ] {
        assert_eq!(both(&matched(&points, MAP)).1, [LeftOutWhy::Weights], "{points}");
    }
}

#[test]
fn pairs_that_are_no_matching_stay_out() {
    let cases = [
        (&["A X", "A Y", "B X"][..], LeftOutWhy::ManyToMany),
        (&["A X"], LeftOutWhy::IncompleteKey),
        (&["A B"], LeftOutWhy::NoCorrectResponse),
        (&["A"], LeftOutWhy::NoCorrectResponse),
    ];
    for (key, why) in cases {
        assert_eq!(refused(&matched(&correct(key), MATCH)), why, "{key:?}");
    }
}

fn associated(key: &[&str]) -> String {
    let names = [("A", "Romeo"), ("B", "Juliet"), ("C", "Lan"), ("D", "Điệp"), ("E", "Tấm")];
    let choice = |(id, name): (&str, &str)| {
        format!("<simpleAssociableChoice identifier='{id}' matchMax='3'>{name}</simpleAssociableChoice>")
    };
    item(&format!(
        "{}<itemBody><associateInteraction responseIdentifier='RESPONSE' maxAssociations='3'>{}</associateInteraction></itemBody>{MATCH}",
        declared("multiple", "pair", &correct(key)),
        names.map(choice).concat()
    ))
}

#[test]
fn of_two_that_belong_together_one_becomes_the_stem() {
    let (question, _) = both(&associated(&["A B", "D C"]));
    let pairs = vec![pair("Romeo", "Juliet"), pair("Điệp", "Lan")];
    assert_eq!(question.kind, QuestionKind::Matching { pairs, extra: vec!["Tấm".into()] });
    assert_eq!(question.prompt, "Tiêu đề", "where nothing is asked the title does");
    let (star, _) = both(&associated(&["A B", "A C"]));
    let pairs = vec![pair("Juliet", "Romeo"), pair("Lan", "Romeo")];
    assert_eq!(star.kind, QuestionKind::Matching { pairs, extra: vec!["Điệp".into(), "Tấm".into()] });
    assert_eq!(refused(&associated(&["A B", "B C", "C A"])), LeftOutWhy::ManyToMany);
    assert_eq!(refused(&associated(&["A B", "B C", "C D"])), LeftOutWhy::ManyToMany);
}
