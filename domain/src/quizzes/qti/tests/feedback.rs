use super::*;

fn with_feedback(cardinality: &str, inside: &str, rules: &str, modal: &str) -> String {
    item(&format!(
        r#"{}<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>
        <itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="{}"><prompt>?</prompt>
        <simpleChoice identifier="A">a{inside}</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction></itemBody>
        <responseProcessing>{rules}{SCORED}</responseProcessing>{modal}"#,
        declared(cardinality, "identifier", &correct(&["A"])),
        if cardinality == "single" { 1 } else { 0 }
    ))
}

const SCORED: &str = "<responseCondition><responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>
    <setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf></responseCondition>";

const CHOSEN: &str = "<setOutcomeValue identifier='FEEDBACK'><variable identifier='RESPONSE'/></setOutcomeValue>";

fn judged(right: &str, wrong: &str) -> String {
    format!(
        "<responseCondition><responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>
        {}</responseIf><responseElse>{}</responseElse></responseCondition>",
        says(right),
        says(wrong)
    )
}

fn says(identifier: &str) -> String {
    format!(
        "<setOutcomeValue identifier='FEEDBACK'><baseValue baseType='identifier'>{identifier}</baseValue></setOutcomeValue>"
    )
}

fn modal(identifier: &str, text: &str) -> String {
    format!(
        "<modalFeedback outcomeIdentifier='FEEDBACK' identifier='{identifier}' showHide='show'>{text}</modalFeedback>"
    )
}

fn said(question: &Question, choice: usize) -> Vec<String> {
    graded(question, &Response::Choice(choice)).feedback
}

#[test]
fn feedback_in_a_choice_is_said_to_it_and_is_no_part_of_its_text() {
    let inside = "<feedbackInline outcomeIdentifier='FEEDBACK' identifier='A' showHide='show'>Đúng</feedbackInline>";
    let (question, lost) = both(&with_feedback("single", inside, CHOSEN, ""));
    assert_eq!((said(&question, 0), said(&question, 1)), (vec!["Đúng".to_owned()], vec![]));
    let crate::quizzes::QuestionKind::SingleChoice { options } = &question.kind else { panic!() };
    assert_eq!(options[0].text, "a");
    assert_eq!(lost, []);
}

#[test]
fn modal_feedback_is_said_to_the_choice_that_calls_it() {
    let texts = modal("A", "<p>Đúng</p>") + &modal("B", "Sai") + &modal("C", "không ai");
    let (question, lost) = both(&with_feedback("single", "", CHOSEN, &texts));
    assert_eq!((said(&question, 0), said(&question, 1)), (vec!["Đúng".to_owned()], vec!["Sai".to_owned()]));
    assert_eq!(lost, [LeftOutWhy::Feedback("C".into())]);
}

#[test]
fn right_and_wrong_are_told_apart() {
    let texts = modal("yes", "Đúng") + &modal("no", "Sai");
    let later = format!(
        "{}{}",
        says("no"),
        judged("yes", "no").split("<responseElse>").next().unwrap().to_owned() + "</responseCondition>"
    );
    for rules in [judged("yes", "no"), later] {
        let (question, lost) = both(&with_feedback("single", "", &rules, &texts));
        assert_eq!(
            (said(&question, 0), said(&question, 1)),
            (vec!["Đúng".to_owned()], vec!["Sai".to_owned()]),
            "{rules}"
        );
        assert_eq!((lost, question.general_feedback), (vec![], None));
    }
}

#[test]
fn of_several_choices_none_is_told_that_all_is_right() {
    let texts = modal("yes", "Đúng") + &modal("no", "Sai");
    let (question, lost) = both(&with_feedback("multiple", "", &judged("yes", "no"), &texts));
    assert_eq!(graded(&question, &Response::Choices([0].into())).feedback, Vec::<String>::new());
    assert_eq!(lost, [LeftOutWhy::Feedback("no".into()), LeftOutWhy::Feedback("yes".into())]);
}

#[test]
fn what_is_always_said_is_general_feedback() {
    let always = both(&with_feedback("single", "", &says("all"), &modal("all", "Nhớ nhé")));
    assert_eq!((always.0.general_feedback.as_deref(), always.1), (Some("Nhớ nhé"), vec![]));
    let never_hidden = modal("x", "Nhớ nhé").replace("'show'", "'hide'");
    let (question, _) = both(&with_feedback("single", "", "", &never_hidden));
    assert_eq!(question.general_feedback.as_deref(), Some("Nhớ nhé"));
}

#[test]
fn what_is_said_under_a_condition_nobody_understands_is_left_out() {
    let unclear = format!(
        "{}<responseCondition><responseIf><gt><variable identifier='SCORE'/><baseValue>0</baseValue></gt>{}</responseIf></responseCondition>",
        says("no"),
        says("yes")
    );
    let texts = modal("yes", "Đúng") + &modal("no", "Sai");
    let (question, lost) = both(&with_feedback("single", "", &unclear, &texts));
    assert_eq!(
        (said(&question, 1), question.general_feedback),
        (vec![], None),
        "no one is told to be wrong who is right"
    );
    assert_eq!(lost, [LeftOutWhy::Feedback("no".into()), LeftOutWhy::Feedback("yes".into())]);
}

#[test]
fn rules_that_only_say_something_leave_the_declared_key() {
    let rules = format!("{CHOSEN}</responseProcessing>");
    let xml = with_feedback("single", "", CHOSEN, &modal("A", "Đúng"));
    let start = xml.find(CHOSEN).unwrap();
    let end = xml.find("</responseProcessing>").unwrap() + "</responseProcessing>".len();
    let (question, _) = both(&format!("{}{rules}{}", &xml[..start], &xml[end..]));
    assert_eq!((earned(&question, &Response::Choice(0)), earned(&question, &Response::Choice(1))), (100_000, 0));
}

#[test]
fn a_written_answer_is_told_right_from_wrong() {
    let xml = item(&format!(
        "{}<outcomeDeclaration identifier='FEEDBACK' cardinality='single' baseType='identifier'/>
        <itemBody><p><textEntryInteraction responseIdentifier='RESPONSE'/></p></itemBody><responseProcessing>{SCORED}{}</responseProcessing>{}{}",
        declared("single", "string", &correct(&["Huế"])),
        judged("yes", "no"),
        modal("yes", "Đúng"),
        modal("no", "Sai")
    ));
    let (question, lost) = both(&xml);
    let right = graded(&question, &text("Huế"));
    assert_eq!((right.credit.thousandths(), right.feedback), (100_000, vec!["Đúng".to_owned()]));
    let wrong = graded(&question, &text("Vinh"));
    assert_eq!((wrong.credit.thousandths(), wrong.feedback), (0, vec!["Sai".to_owned()]));
    assert_eq!(lost, []);
}
