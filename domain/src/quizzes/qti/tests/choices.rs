use super::*;
use crate::quizzes::{QuestionKind, question::Choice};

fn choice(attributes: &str, declaration: &str, processing: &str) -> String {
    let body = format!(
        r#"<itemBody><p>Ai giữ mật khẩu?</p><choiceInteraction responseIdentifier="RESPONSE" {attributes}><prompt>Chọn</prompt>
        <simpleChoice identifier="A"><p>Em</p></simpleChoice><simpleChoice identifier="B">Bạn <b>thân</b></simpleChoice>
        <simpleChoice identifier="C" fixed="true">Không ai</simpleChoice></choiceInteraction></itemBody>"#
    );
    item(&format!("{declaration}{body}{processing}"))
}

fn options(question: &Question) -> &[Choice] {
    match &question.kind {
        QuestionKind::SingleChoice { options } | QuestionKind::MultipleChoice { options } => options,
        other => panic!("{other:?}"),
    }
}

fn credits(question: &Question) -> Vec<i32> {
    options(question).iter().map(|option| option.credit.thousandths()).collect()
}

#[test]
fn one_of_several_with_its_text_name_and_identifier() {
    let xml = choice(r#"shuffle="true" maxChoices="1""#, &declared("single", "identifier", &correct(&["A"])), MATCH);
    let (question, lost) = both(&xml);
    assert_eq!((question.name.as_str(), question.external_id.as_str()), ("Tiêu đề", "i1"));
    assert_eq!(question.format, crate::quizzes::question::TextFormat::Html);
    assert_eq!(question.prompt, "<p>Ai giữ mật khẩu?</p><p>Chọn</p>");
    assert_eq!(question.kind.word(), "single_choice");
    assert_eq!(credits(&question), [100_000, 0, 0]);
    let texts: Vec<_> = options(&question).iter().map(|option| (option.text.as_str(), option.fixed)).collect();
    assert_eq!(texts, [("Em", false), ("Bạn <b>thân</b>", false), ("Không ai", true)]);
    assert_eq!(lost, []);
}

#[test]
fn what_is_not_to_be_shuffled_stays() {
    for attributes in [r#"maxChoices="1""#, r#"maxChoices="1" shuffle="false""#] {
        let xml = choice(attributes, &declared("single", "identifier", &correct(&["A"])), MATCH);
        assert!(options(&both(&xml).0).iter().all(|option| option.fixed), "{attributes}");
    }
}

#[test]
fn mapped_points_become_parts_of_the_full_mark() {
    let points = mapping(r#"defaultValue="-1" lowerBound="-0.5""#, &[("A", "2"), ("B", "0.5")]);
    let (question, _) = both(&choice("maxChoices='1'", &declared("single", "identifier", &points), MAP));
    assert_eq!(credits(&question), [100_000, 25_000, -25_000]);
}

#[test]
fn several_with_points_add_up_to_the_full_mark() {
    let points = mapping(r#"defaultValue="-2""#, &[("A", "1"), ("B", "2")]);
    let (question, lost) = both(&choice("maxChoices='0'", &declared("multiple", "identifier", &points), MAP));
    assert_eq!(credits(&question), [33_333, 66_666, -66_666]);
    assert_eq!(earned(&question, &Response::Choices([0, 1].into())), 100_000);
    assert_eq!(earned(&question, &Response::Choices([1, 2].into())), 0);
    assert_eq!(lost, []);
}

#[test]
fn all_or_nothing_becomes_shares_and_is_said_to() {
    let xml = choice("maxChoices='0'", &declared("multiple", "identifier", &correct(&["A", "B"])), MATCH);
    let (question, lost) = both(&xml);
    assert_eq!(credits(&question), [50_000, 50_000, -100_000]);
    assert_eq!(earned(&question, &Response::Choices([0, 1, 2].into())), 0);
    assert_eq!(lost, [LeftOutWhy::AllOrNothing]);
    let only = choice("maxChoices='0'", &declared("multiple", "identifier", &correct(&["B"])), MATCH);
    assert_eq!(both(&only).1, [], "with one right choice it is the same");
}

#[test]
fn a_limit_of_choices_cannot_be_got_round_by_choosing_all() {
    let points = mapping("", &[("A", "1"), ("B", "1")]);
    let (question, lost) = both(&choice("maxChoices='2'", &declared("multiple", "identifier", &points), MAP));
    assert_eq!(earned(&question, &Response::Choices([0, 1].into())), 100_000);
    assert!(earned(&question, &Response::Choices([0, 1, 2].into())) < 100_000);
    assert_eq!(lost, [LeftOutWhy::LimitOfChoices(2)]);
}

#[test]
fn rules_at_length_that_say_what_the_templates_say_are_known() {
    let set = |value: &str| format!("<setOutcomeValue identifier='SCORE'>{value}</setOutcomeValue>");
    let constant = |value: &str| set(&format!("<baseValue baseType='float'>{value}</baseValue>"));
    let right = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>";
    let rules = |inner: &str| format!("<responseProcessing>{inner}</responseProcessing>");
    let condition = |inner: &str| rules(&format!("<responseCondition>{inner}</responseCondition>"));
    let is = |value: &str| format!("<match><variable identifier='RESPONSE'/><baseValue>{value}</baseValue></match>");
    let null = format!("<isNull><variable identifier='RESPONSE'/></isNull>{}", constant("0"));
    let key = correct(&["A"]) + &mapping("", &[("A", "4"), ("B", "1")]);
    let cases = [
        (condition(&format!("<responseIf>{right}{}</responseIf>", constant("3"))), [100_000, 0, 0]),
        (
            condition(&format!(
                "<responseIf>{right}{}</responseIf><responseElse>{}</responseElse>",
                constant("1"),
                constant("0")
            )),
            [100_000, 0, 0],
        ),
        (rules(&set("<mapResponse identifier='RESPONSE'/>")), [100_000, 25_000, 0]),
        (
            condition(&format!(
                "<responseIf>{null}</responseIf><responseElse>{}</responseElse>",
                set("<mapResponse identifier='RESPONSE'/>")
            )),
            [100_000, 25_000, 0],
        ),
        (
            condition(&format!(
                "<responseIf>{}{}</responseIf><responseElseIf>{}{}</responseElseIf>",
                is("C"),
                constant("2"),
                is("A"),
                constant("1")
            )),
            [50_000, 0, 100_000],
        ),
    ];
    for (processing, expected) in cases {
        let xml = choice("maxChoices='1'", &declared("single", "identifier", &key), &processing);
        assert_eq!(credits(&both(&xml).0), expected, "{processing}");
    }
}

#[test]
fn rules_of_its_own_keep_an_item_out() {
    let score = |value: &str| format!("<setOutcomeValue identifier='SCORE'>{value}</setOutcomeValue>");
    let one = score("<baseValue baseType='float'>1</baseValue>");
    let right = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>";
    let rules = [
        score("<product><mapResponse identifier='RESPONSE'/><baseValue baseType='float'>2</baseValue></product>"),
        format!("<lookupOutcomeValue identifier='SCORE'/>{one}"),
        // Points for a wrong answer, too.
        format!(
            "<responseCondition><responseIf>{right}{one}</responseIf><responseElse>{one}</responseElse></responseCondition>"
        ),
        format!("<responseCondition><responseIf><and>{right}{right}</and>{one}</responseIf></responseCondition>"),
        // What was earned is taken again by a rule about the score.
        format!(
            "<responseCondition><responseIf>{right}{one}</responseIf></responseCondition><responseCondition><responseIf><gt><variable identifier='SCORE'/><baseValue>0</baseValue></gt>{}</responseIf></responseCondition>",
            score("<baseValue baseType='float'>0</baseValue>")
        ),
        one.clone(),
    ];
    let declaration = declared("single", "identifier", &(correct(&["A"]) + &mapping("", &[("A", "1")])));
    for rule in rules {
        let processing = format!("<responseProcessing>{rule}</responseProcessing>");
        let xml = choice("maxChoices='1'", &declaration, &processing);
        assert_eq!(refused(&xml), LeftOutWhy::CustomResponseProcessing, "{rule}");
    }
    let other = MATCH.replace("match_correct", "map_response_point");
    assert_eq!(refused(&choice("maxChoices='1'", &declaration, &other)), LeftOutWhy::CustomResponseProcessing);
}

#[test]
fn without_a_key_there_is_no_question() {
    let cases = [
        (declared("single", "identifier", ""), MATCH),
        (declared("single", "identifier", &correct(&["nobody"])), MATCH),
        (declared("single", "identifier", &correct(&["A"])), MAP),
        (declared("single", "identifier", &mapping("", &[("A", "0"), ("B", "-1")])), MAP),
        (String::new(), MATCH),
    ];
    for (declaration, processing) in cases {
        let xml = choice("maxChoices='1'", &declaration, processing);
        assert_eq!(refused(&xml), LeftOutWhy::NoCorrectResponse, "{declaration}");
    }
    let numbers = declared("single", "identifier", &mapping("", &[("A", "nhiều")]));
    assert_eq!(refused(&choice("maxChoices='1'", &numbers, MAP)), LeftOutWhy::BadNumber("nhiều".into()));
}
