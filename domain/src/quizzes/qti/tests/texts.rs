use super::*;
use crate::quizzes::{Choice, QuestionKind, question::TextMatching};

fn entry(base_type: &str, key: &str, processing: &str) -> String {
    let body = r#"<itemBody><p>Số <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="5"/> là số nào?</p></itemBody>"#;
    item(&format!("{}{body}{processing}", declared("single", base_type, key)))
}

#[test]
fn a_word_in_a_sentence_keeps_its_place() {
    let (question, _) = both(&entry("string", &correct(&["Sao*"]), MATCH));
    assert_eq!(question.prompt, "<p>Số _____ là số nào?</p>");
    assert_eq!(earned(&question, &text("Sao*")), 100_000);
    assert_eq!(earned(&question, &text("Sao Mai")), 0, "a star in the file is a star");
    assert_eq!(earned(&question, &text("sao*")), 0, "capital letters count where the file says nothing");
    let alone = entry("string", &correct(&["x"]), MATCH).replace(" là số nào?", "");
    assert_eq!(both(&alone).0.prompt, "<p>Số </p>");
}

#[test]
fn accepted_words_come_with_their_points() {
    let key = r#"<mapping><mapEntry mapKey="york" mappedValue="1" caseSensitive="false"/>
        <mapEntry mapKey="Hà Nội" mappedValue="2" caseSensitive="false"/><mapEntry mapKey="không" mappedValue="0"/></mapping>"#;
    let (question, _) = both(&entry("string", key, MAP));
    assert_eq!(earned(&question, &text("hà nội")), 100_000);
    assert_eq!(earned(&question, &text("York")), 50_000);
    assert_eq!(earned(&question, &text("không")), 0);
    let QuestionKind::ShortAnswer { matching, .. } = question.kind else { panic!() };
    assert_eq!(matching, TextMatching { case: false, any_accents: false });
}

#[test]
fn numbers_are_right_within_their_tolerance() {
    let near = |mode: &str, tolerance: &str| {
        format!(
            "<responseProcessing><responseCondition><responseIf><equal toleranceMode='{mode}' tolerance='{tolerance}'>
            <variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></equal><setOutcomeValue identifier='SCORE'>
            <baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
        )
    };
    let cases = [
        ("float", "1.5e1", MATCH.to_owned(), "15", "15.1"),
        ("integer", "15", MATCH.to_owned(), "15", "14"),
        ("float", "15", near("absolute", "0.5 1"), "14.5", "14.4"),
        ("float", "15", near("absolute", "0.5 1"), "16", "16.1"),
        ("float", "-200", near("relative", "10"), "-220", "-221"),
    ];
    for (base_type, key, processing, right, wrong) in cases {
        let (question, _) = both(&entry(base_type, &correct(&[key]), &processing));
        assert_eq!(earned(&question, &text(right)), 100_000, "{right} of {key}");
        assert_eq!(earned(&question, &text(wrong)), 0, "{wrong} of {key}");
    }
    assert_eq!(refused(&entry("float", &correct(&["nhiều"]), MATCH)), LeftOutWhy::BadNumber("nhiều".into()));
    assert_eq!(
        refused(&entry("float", &correct(&["1"]), &near("absolute", "-1"))),
        LeftOutWhy::CustomResponseProcessing
    );
}

const INLINE: &str = r#"<inlineChoiceInteraction responseIdentifier="R1" shuffle="true"><inlineChoice identifier="H">Hà Nội</inlineChoice><inlineChoice identifier="N">Huế</inlineChoice></inlineChoiceInteraction>"#;

fn scored(name: &str, points: &str) -> String {
    format!(
        "<responseCondition><responseIf><match><variable identifier='{name}'/><correct identifier='{name}'/></match>
        <setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue baseType='float'>{points}</baseValue></sum>
        </setOutcomeValue></responseIf></responseCondition>"
    )
}

fn two_fields(processing: &str) -> String {
    let declared = |name: &str, base_type: &str, key: &str| {
        declared("single", base_type, &correct(&[key])).replace("\"RESPONSE\"", &format!("\"{name}\""))
    };
    item(&format!(
        "{}{}<itemBody><p>Thủ đô [[1]] là {INLINE}, có <textEntryInteraction responseIdentifier='R2'/> quận.</p></itemBody>{processing}",
        declared("R1", "identifier", "H"),
        declared("R2", "integer", "12"),
    ))
}

#[test]
fn fields_in_running_text_become_gaps_with_their_weights() {
    let rules = format!("<responseProcessing>{}{}</responseProcessing>", scored("R1", "1"), scored("R2", "3"));
    let (question, lost) = both(&two_fields(&rules));
    assert_eq!(question.prompt, "<p>Thủ đô [&#91;1]] là [[1]], có [[2]] quận.</p>", "brackets of the file are no gap");
    let QuestionKind::Cloze { gaps } = &question.kind else { panic!() };
    let kinds: Vec<_> = gaps.iter().map(|gap| (gap.kind.word(), gap.weight)).collect();
    assert_eq!(kinds, [("single_choice", 1), ("numeric", 3)]);
    assert_eq!(earned(&question, &Response::Gaps(vec![Response::Choice(1), text("12")])), 75_000);
    assert_eq!(lost, []);
    let unsaid: Vec<u32> = match both(&two_fields("")).0.kind {
        QuestionKind::Cloze { gaps } => gaps.iter().map(|gap| gap.weight).collect(),
        other => panic!("{other:?}"),
    };
    assert_eq!(unsaid, [1, 1]);
}

#[test]
fn several_fields_need_rules_for_each() {
    for processing in [
        MATCH.to_owned(),
        format!("<responseProcessing>{}</responseProcessing>", scored("R1", "1")),
        // The second rule sets what the first earned.
        format!(
            "<responseProcessing>{}{}</responseProcessing>",
            scored("R1", "1"),
            scored("R2", "1").replace("<variable identifier='SCORE'/>", "<baseValue baseType='float'>0</baseValue>")
        )
        .replacen("<variable identifier='SCORE'/>", "<baseValue baseType='float'>0</baseValue>", 1),
    ] {
        assert_eq!(refused(&two_fields(&processing)), LeftOutWhy::CustomResponseProcessing, "{processing}");
    }
}

fn gap_match(key: &str, processing: &str) -> String {
    let body = r#"<itemBody><gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Điền vào chỗ trống</prompt>
        <gapText identifier="W" matchMax="1">đông</gapText><gapText identifier="S" matchMax="1" fixed="true">hè</gapText>
        <gapImg identifier="P" matchMax="1"><object data="images/a.png" type="image/png">xuân</object></gapImg>
        <p>Mùa <gap identifier="G1"/> rồi mùa <gap identifier="G2"/>.</p></gapMatchInteraction></itemBody>"#;
    item(&format!("{}{body}{processing}", declared("multiple", "directedPair", key)))
}

#[test]
fn words_for_gaps_become_a_choice_in_each() {
    let (question, lost) = both(&gap_match(&correct(&["W G1", "S G2"]), MATCH));
    assert_eq!(question.prompt, "<p>Điền vào chỗ trống</p><p>Mùa [[1]] rồi mùa [[2]].</p>");
    assert_eq!(lost, [LeftOutWhy::AllOrNothing]);
    assert_eq!(earned(&question, &Response::Gaps(vec![Response::Choice(0), Response::Choice(0)])), 50_000);
    let QuestionKind::Cloze { gaps } = &question.kind else { panic!() };
    let QuestionKind::SingleChoice { options } = &gaps[1].kind else { panic!() };
    let texts: Vec<_> = options.iter().map(|Choice { text, fixed, .. }| (text.as_str(), *fixed)).collect();
    assert_eq!(texts, [("đông", false), ("hè", true), (r#"<img src="media/a.png" alt="xuân">"#, false)]);
}

#[test]
fn points_of_gaps_become_their_weights() {
    let (question, lost) = both(&gap_match(&mapping(r#"defaultValue="-1""#, &[("W G1", "1"), ("S G2", "2")]), MAP));
    assert_eq!(lost, []);
    let fill =
        |first, second| earned(&question, &Response::Gaps(vec![Response::Choice(first), Response::Choice(second)]));
    assert_eq!((fill(0, 1), fill(2, 1), fill(0, 2)), (100_000, 33_333, 0));
    assert_eq!(refused(&gap_match(&correct(&["W G1"]), MATCH)), LeftOutWhy::IncompleteKey);
}

#[test]
fn an_essay_keeps_what_scorers_are_told() {
    let body = r#"<itemBody><p>Kể lại.</p><extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="7"><prompt>Viết</prompt></extendedTextInteraction>
        <rubricBlock view="scorer tutor"><p>Ba ý.</p></rubricBlock><rubricBlock view="proctor"><p>Im lặng.</p></rubricBlock>
        <rubricBlock view="candidate"><p>Viết tay.</p></rubricBlock></itemBody>"#;
    let (question, lost) = both(&item(&format!("{}{body}", declared("single", "string", ""))));
    let QuestionKind::Essay { rules } = &question.kind else { panic!() };
    assert_eq!((rules.lines, rules.notes.as_str()), (7, "<p>Ba ý.</p>"));
    assert_eq!(question.prompt.replace(['\n', ' '], ""), "<p>Kểlại.</p><p>Viết</p><div><p>Viếttay.</p></div>");
    assert_eq!(lost, [LeftOutWhy::Element("rubricBlock".into())]);
}

#[test]
fn an_item_that_asks_nothing_is_a_description() {
    let (question, _) = both(&item(r#"<itemBody><p>Đọc kỹ. 1 &lt; 2</p><p><audio src="a.mp3"/></p></itemBody>"#));
    assert_eq!(question.kind, QuestionKind::Description);
    assert_eq!(question.prompt, r#"<p>Đọc kỹ. 1 &lt; 2</p><p><audio controls="" src="media/a.mp3"></audio></p>"#);
    assert_eq!(refused(&item("<itemBody> </itemBody>")), LeftOutWhy::Empty);
}

#[test]
fn only_html_that_is_known_is_written() {
    let (question, lost) = both(&item(
        r#"<itemBody><p class="x" onclick="alert(1)" lang="vi">a<script>alert(1)</script><a href="javascript:x()">b</a><a href="https://example.org/?a=1&amp;b=2">c</a></p>
        <math xmlns="http://www.w3.org/1998/Math/MathML"><mi onclick="x">x</mi></math><pre>d
  e</pre></itemBody>"#,
    ));
    assert_eq!(
        question.prompt,
        "<p lang=\"vi\">ab<a href=\"https://example.org/?a=1&amp;b=2\">c</a></p> <math><mi>x</mi></math><pre>d\n  e</pre>"
    );
    assert_eq!(lost, [LeftOutWhy::Element("a".into()), LeftOutWhy::Element("script".into())]);
}
