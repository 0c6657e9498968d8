use super::*;
use crate::quizzes::best_response;
use proptest::prelude::*;

/// Names and values that mean something here, to be put together in any way.
const NAMES: [&str; 34] = [
    "itemBody",
    "choiceInteraction",
    "simpleChoice",
    "orderInteraction",
    "matchInteraction",
    "simpleMatchSet",
    "simpleAssociableChoice",
    "associateInteraction",
    "textEntryInteraction",
    "inlineChoiceInteraction",
    "inlineChoice",
    "gapMatchInteraction",
    "gapText",
    "gap",
    "hotspotInteraction",
    "hotspotChoice",
    "graphicGapMatchInteraction",
    "associableHotspot",
    "extendedTextInteraction",
    "prompt",
    "p",
    "object",
    "img",
    "feedbackInline",
    "modalFeedback",
    "responseProcessing",
    "responseCondition",
    "responseIf",
    "responseElse",
    "match",
    "variable",
    "correct",
    "setOutcomeValue",
    "baseValue",
];

fn element() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![Just("A".to_owned()), "[A-C0-9 \\[\\]]{0,6}", Just("1".to_owned())];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let attributes = "( (identifier|responseIdentifier|outcomeIdentifier)=\"(A|B|RESPONSE|SCORE)\")?( (maxChoices|shape|coords|data|src)=\"(0|2|rect|circle|1,2,3,4|images/map.png|../x)\")?";
        (proptest::sample::select(&NAMES[..]), attributes, proptest::collection::vec(inner, 0..6))
            .prop_map(|(name, attributes, inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

fn declaration() -> impl Strategy<Value = String> {
    let value = "(A|B|A B|1|99999999999999999999999999999|1e28|-5)";
    let cardinality = "(single|multiple|ordered)";
    let base_type = "(identifier|string|float|integer|directedPair|pair)";
    (cardinality, base_type, proptest::collection::vec(value, 0..3), proptest::collection::vec((value, value), 0..3))
        .prop_map(|(cardinality, base_type, right, points)| {
            let right: Vec<&str> = right.iter().map(String::as_str).collect();
            let points: Vec<(&str, &str)> = points.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            declared(&cardinality, &base_type, &(correct(&right) + &mapping("upperBound='3'", &points)))
        })
}

fn use_all(read: &Read) {
    if let Ok(file) = read {
        for found in &file.questions {
            let response = best_response(&found.question);
            if !found.question.kind.is_marked_by_a_person() {
                let _ = graded(&found.question, &response);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_as_any_file_are_an_error_or_questions(
        manifest in proptest::collection::vec(any::<u8>(), 0..200),
        item in proptest::collection::vec(any::<u8>(), 0..200),
        path in "[a-z./\\\\]{0,12}",
    ) {
        use_all(&read(&files(&[("imsmanifest.xml", &manifest), ("item.xml", &item)])));
        use_all(&read(&files(&[(&path, &item)])));
        let listed = r#"<manifest><resources><resource type="imsqti_item_xmlv2p1" href="item.xml"/><resource type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>"#;
        use_all(&read(&files(&[("imsmanifest.xml", listed.as_bytes()), ("item.xml", &item), ("test.xml", &manifest)])));
    }

    #[test]
    fn any_picture_is_measured_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..80), magic in 0..4_usize) {
        let start = [&b"\x89PNG"[..], b"\xFF\xD8\xFF", b"GIF8", b"RIFF\0\0\0\0WEBPVP8"][magic];
        let xml = item(&format!(
            "{}<itemBody><hotspotInteraction responseIdentifier='RESPONSE' maxChoices='1'><img src='a.png'/><hotspotChoice identifier='A' shape='circle' coords='1,1,1'/><hotspotChoice identifier='B' shape='circle' coords='3,1,1'/></hotspotInteraction></itemBody>",
            declared("single", "identifier", &correct(&["A"]))
        ));
        prop_assert!(read(&files(&[("item.xml", xml.as_bytes()), ("a.png", &[start, &bytes].concat())])).is_ok());
    }

    #[test]
    fn any_elements_in_any_order_are_read_without_a_panic(
        declaration in declaration(),
        parts in proptest::collection::vec(element(), 0..6),
        body in element(),
        processing in element(),
    ) {
        let xml = item(&format!(
            "{declaration}{}<itemBody>{body}</itemBody><responseProcessing>{processing}</responseProcessing>",
            parts.concat()
        ));
        let two = read_item(&xml);
        use_all(&two);
        // Brackets that look like a gap stand only where there is one.
        for found in two.iter().flat_map(|file| &file.questions) {
            if !matches!(found.question.kind, crate::quizzes::QuestionKind::Cloze { .. }) {
                prop_assert!(!found.question.prompt.contains("[["), "{}", found.question.prompt);
            }
        }
    }

    #[test]
    fn an_interaction_with_any_key_is_read_without_a_panic(
        declaration in declaration(),
        interaction in proptest::sample::select(&NAMES[1..19]),
        choices in proptest::collection::vec(element(), 0..5),
    ) {
        let xml = item(&format!(
            "{declaration}<itemBody><{interaction} responseIdentifier='RESPONSE' maxChoices='2'>{}</{interaction}></itemBody>",
            choices.concat()
        ));
        use_all(&read_item(&xml));
    }
}
