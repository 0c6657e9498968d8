//! Items and packages written by hand, in both versions.

mod any_bytes;
mod choices;
mod feedback;
mod packages;
mod pairs;
mod places;
mod refused;
mod texts;

use super::*;
use crate::quizzes::{Graded, NegativeMarks, Question, Response};

/// A picture of 40 × 30 pixels, as far as its first bytes tell.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x1e\x08\x06\0\0\0";

const MATCH: &str =
    r#"<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>"#;
const MAP: &str =
    r#"<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>"#;

/// An item of QTI 2.1 around its parts.
fn item(parts: &str) -> String {
    format!(
        r#"<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="Tiêu đề" adaptive="false" timeDependent="false">{parts}</assessmentItem>"#
    )
}

/// A declaration of the response `RESPONSE`.
fn declared(cardinality: &str, base_type: &str, inner: &str) -> String {
    format!(
        r#"<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base_type}">{inner}</responseDeclaration>"#
    )
}

fn correct(values: &[&str]) -> String {
    let values: String = values.iter().map(|value| format!("<value>{value}</value>")).collect();
    format!("<correctResponse>{values}</correctResponse>")
}

fn mapping(attributes: &str, entries: &[(&str, &str)]) -> String {
    let entry = |(key, points): &(&str, &str)| format!(r#"<mapEntry mapKey="{key}" mappedValue="{points}"/>"#);
    format!("<mapping {attributes}>{}</mapping>", entries.iter().map(entry).collect::<String>())
}

fn files(all: &[(&str, &[u8])]) -> Files {
    all.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
}

type Read = Result<QuestionFile<LeftOutWhy>, Vec<QtiProblem>>;

fn read_item(xml: &str) -> Read {
    read(&files(&[("item.xml", xml.as_bytes()), ("images/map.png", PNG), ("images/a.png", PNG), ("a.mp3", b"ID3")]))
}

/// The question of an item and what is left out, the same in both versions.
fn both(xml: &str) -> (Question, Vec<LeftOutWhy>) {
    let whys = |file: &QuestionFile<LeftOutWhy>| file.left_out.iter().map(|left| left.why.clone()).collect::<Vec<_>>();
    let two = read_item(xml).unwrap();
    let three = read_item(&in_qti_3(xml)).unwrap();
    assert_eq!(two.questions.len(), 1, "{:?}", two.left_out);
    assert_eq!(two.questions[0].question, three.questions[0].question);
    assert_eq!(whys(&two), whys(&three));
    assert_eq!(two.media, three.media);
    let whys = whys(&two);
    assert!(whys.iter().all(LeftOutWhy::is_part), "{whys:?}");
    (two.questions.into_iter().next().unwrap().question, whys)
}

/// Why an item is not taken, the same in both versions.
fn refused(xml: &str) -> LeftOutWhy {
    let why = |xml: &str| {
        let file = read_item(xml).unwrap();
        assert!(file.questions.is_empty(), "{:?}", file.questions);
        assert!(file.media.is_empty(), "pictures of a question that is not taken");
        file.left_out.into_iter().find(|left| !left.why.is_part()).unwrap().why
    };
    let two = why(xml);
    assert_eq!(two, why(&in_qti_3(xml)));
    two
}

fn graded(question: &Question, response: &Response) -> Graded {
    crate::quizzes::grade(question, response, NegativeMarks::Off).unwrap()
}

fn earned(question: &Question, response: &Response) -> i32 {
    graded(question, response).credit.thousandths()
}

fn text(value: &str) -> Response {
    Response::Text(value.to_owned())
}

/// The same document in the names of QTI 3.
fn in_qti_3(xml: &str) -> String {
    const HTML: [&str; 17] = [
        "p", "div", "span", "b", "em", "strong", "br", "img", "audio", "video", "source", "object", "a", "math", "mi",
        "pre", "script",
    ];
    fn kebab(name: &str) -> String {
        name.chars().map(|c| if c.is_uppercase() { format!("-{}", c.to_lowercase()) } else { c.to_string() }).collect()
    }
    fn write(node: roxmltree::Node<'_, '_>, out: &mut String) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        let name = if HTML.contains(&name) { name.to_owned() } else { format!("qti-{}", kebab(name)) };
        out.push_str(&format!("<{name}"));
        for attribute in node.attributes() {
            let value =
                attribute.value().replace("qti_v2p1/rptemplates/", "qti_v3p0/rptemplates/").replace('&', "&amp;");
            out.push_str(&format!(r#" {}="{value}""#, kebab(attribute.name())));
        }
        out.push('>');
        node.children().for_each(|child| write(child, out));
        out.push_str(&format!("</{name}>"));
    }
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut out = String::new();
    write(document.root_element(), &mut out);
    out.replacen('>', r#" xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0">"#, 1)
}
