use super::*;

fn description(identifier: &str, title: &str, body: &str) -> String {
    item(&format!("<itemBody><p>{body}</p></itemBody>"))
        .replace("\"i1\"", &format!("\"{identifier}\""))
        .replace("Tiêu đề", title)
}

fn manifest(resources: &str) -> String {
    format!(
        r#"<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>{resources}</resources></manifest>"#
    )
}

fn resource(kind: &str, identifier: &str, href: &str) -> String {
    format!(r#"<resource identifier="{identifier}" type="{kind}" href="{href}"><file href="{href}"/></resource>"#)
}

const TEST: &str = r#"<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Bài thi"><testPart identifier="p" navigationMode="linear" submissionMode="individual">
    <assessmentSection identifier="s1" title="Luật" visible="true"><selection select="1"/><assessmentItemRef identifier="b" href="../items/b.xml"/>
      <assessmentSection identifier="s2" title="Trẻ em / mạng" visible="true"><assessmentItemRef identifier="a" href="../items/a.xml"><weight identifier="W" value="2"/></assessmentItemRef></assessmentSection>
    </assessmentSection><assessmentSectionRef identifier="s3" href="section.xml"/>
    <assessmentSection identifier="s4" title="Lại" visible="true"><assessmentItemRef identifier="b2" href="../items/b.xml"/></assessmentSection>
  </testPart></assessmentTest>"#;
const SECTION: &str = r#"<assessmentSection xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="s3" title="Riêng" visible="true"><assessmentItemRef identifier="c" href="../items/c.xml"/><assessmentSectionRef identifier="s3" href="section.xml"/></assessmentSection>"#;

fn package() -> Files {
    let item_type = "imsqti_item_xmlv2p1";
    let resources = ["a", "b", "c", "d"].map(|id| resource(item_type, id, &format!("items/{id}.xml"))).concat();
    let picture = resource("webcontent", "pic", "images/map.png");
    let all = resources.replacen("</resource>", r#"<dependency identifierref="pic"/></resource>"#, 1)
        + &picture
        + &resource("imsqti_test_xmlv2p1", "t", "tests/test.xml");
    files(&[
        ("imsmanifest.xml", manifest(&all).as_bytes()),
        ("tests/test.xml", TEST.as_bytes()),
        ("tests/section.xml", SECTION.as_bytes()),
        ("items/a.xml", description("a", "Một", r#"<img src="../images/map.png" alt="Bản đồ"/>"#).as_bytes()),
        ("items/b.xml", description("b", "Hai", "b").as_bytes()),
        ("items/c.xml", description("c", "Hai", "c").as_bytes()),
        ("items/d.xml", description("d", "Bốn", "d").as_bytes()),
        ("items/unlisted.xml", description("e", "Năm", "e").as_bytes()),
        ("images/map.png", PNG),
    ])
}

fn in_three(mut files: Files) -> Files {
    for (path, bytes) in &mut files {
        if path.ends_with(".xml") && path != "imsmanifest.xml" {
            *bytes = in_qti_3(std::str::from_utf8(bytes).unwrap()).into_bytes();
        }
    }
    files
}

#[test]
fn questions_come_in_the_order_of_the_test_with_its_sections_as_category() {
    for files in [package(), in_three(package())] {
        let file = read(&files).unwrap();
        let listed: Vec<_> =
            file.questions.iter().map(|q| (q.question.name.as_str(), q.question.category.as_str())).collect();
        let expected = [("Hai", "Luật"), ("Một", "Luật/Trẻ em - mạng"), ("Hai (items/c.xml)", "Riêng"), ("Bốn", "")];
        assert_eq!(listed, expected);
        let whys: Vec<_> = file.left_out.iter().map(|left| left.why.clone()).collect();
        let rule = |name: &str| LeftOutWhy::TestRule(name.to_owned());
        assert_eq!(whys, [rule("selection"), rule("weight"), LeftOutWhy::Twice, LeftOutWhy::Twice]);
        assert_eq!(file.media.into_iter().collect::<Vec<_>>(), [("media/map.png".to_owned(), PNG.to_vec())]);
    }
}

#[test]
fn what_stays_out_is_named_with_its_file_and_place() {
    let mut files = package();
    let bad = description("d", "Bốn", "d").replace("adaptive=\"false\"", "adaptive=\"true\"");
    files.insert("items/d.xml".into(), format!("<?xml version=\"1.0\"?>\n\n  {bad}").into_bytes());
    let left = read(&files).unwrap().left_out.pop().unwrap();
    assert_eq!((left.name.as_str(), left.why), ("items/d.xml: Bốn", LeftOutWhy::AdaptiveItem));
    assert_eq!((left.place.line, left.place.column), (3, 3));
}

#[test]
fn all_that_is_wrong_is_said_and_nothing_is_taken() {
    let mut files = package();
    files.remove("items/a.xml");
    files.insert("items/b.xml".into(), b"<assessmentItem>".to_vec());
    let problems = read(&files).unwrap_err();
    let of: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(of, ["imsmanifest.xml", "tests/test.xml"], "{problems:?}");
    assert_eq!(problems[0].problem.kind, QtiProblemKind::MissingFile("items/a.xml".into()));
    assert!(problems[1].to_string().starts_with("tests/test.xml:3:"), "{}", problems[1]);
    let mut files = package();
    files.insert("items/b.xml".into(), b"<assessmentItem>".to_vec());
    assert!(matches!(read(&files).unwrap_err()[0].problem.kind, QtiProblemKind::Xml(_)));
}

#[test]
fn missing_resources_old_versions_and_other_documents_stay_out() {
    let all = resource("imsqti_item_xmlv2p1", "a", "a.xml")
        .replace("</resource>", r#"<dependency identifierref="gone"/></resource>"#)
        + &resource("imsqti_xmlv1p2", "old", "old.xml")
        + &resource("imsqti_item_xmlv3p0", "text", "text.xml")
        + &resource("imsqti_test_xmlv3p0", "test", "text.xml");
    let files = files(&[
        ("imsmanifest.xml", manifest(&all).as_bytes()),
        ("a.xml", description("a", "Một", "a").as_bytes()),
        ("text.xml", b"<qti-assessment-stimulus/>"),
    ]);
    let file = read(&files).unwrap();
    assert_eq!(file.questions.len(), 1);
    let whys: Vec<_> = file.left_out.into_iter().map(|left| left.why).collect();
    let other = LeftOutWhy::NotAnItem("assessmentStimulus".into());
    assert_eq!(whys, [LeftOutWhy::NoSuchResource, LeftOutWhy::OldVersion, other.clone(), other]);
}

#[test]
fn pictures_of_one_name_get_names_of_their_own() {
    let body = r#"<img src="x/hình%201.png"/><img src="y/hình%201.PNG"/><img src="./x/../x/hình 1.png"/>"#;
    let files = files(&[
        ("a.xml", description("a", "Một", body).as_bytes()),
        ("x/hình 1.png", b"x"),
        ("y/hình 1.PNG", b"y"),
        ("z/unused.png", b"z"),
    ]);
    let file = read(&files).unwrap();
    let names: Vec<(&str, &[u8])> = file.media.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(names, [("media/hình-1-2.png", &b"y"[..]), ("media/hình-1.png", b"x")]);
    let prompt = &file.questions[0].question.prompt;
    let sources: Vec<&str> = prompt.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(sources, ["media/hình-1.png", "media/hình-1-2.png", "media/hình-1.png"]);
}

#[test]
fn a_text_that_items_share_stands_before_each_and_keeps_its_pictures() {
    let shared = |id: &str, body: &str| {
        in_qti_3(&item(&format!(
            r#"<assessmentStimulusRef identifier="s" href="shared/text.xml" title="t"/><itemBody><p>{body}</p></itemBody>"#
        )))
        .replace("\"i1\"", &format!("\"{id}\""))
    };
    let stimulus = r#"<qti-assessment-stimulus identifier="s" title="t"><qti-stimulus-body><p>Đọc</p><img src="map.png" alt=""/></qti-stimulus-body></qti-assessment-stimulus>"#;
    let files = files(&[
        // The first that names the text stays out.
        ("a.xml", shared("a", r#"<img src="gone.png"/>"#).as_bytes()),
        ("b.xml", shared("b", "b").as_bytes()),
        ("c.xml", shared("c", "c").as_bytes()),
        ("shared/text.xml", stimulus.as_bytes()),
        ("shared/map.png", PNG),
    ]);
    let file = read(&files).unwrap();
    let prompts: Vec<&str> = file.questions.iter().map(|found| found.question.prompt.as_str()).collect();
    let picture = r#"<img src="media/map.png" alt="">"#;
    assert_eq!(prompts, [format!("<p>Đọc</p>{picture}<p>b</p>"), format!("<p>Đọc</p>{picture}<p>c</p>")]);
    assert_eq!(file.left_out[0].why, LeftOutWhy::MissingFile("gone.png".into()));
    assert_eq!(file.media.keys().collect::<Vec<_>>(), ["media/map.png"]);
}

#[test]
fn a_package_packed_with_its_folder_is_read() {
    let files: Files = package().into_iter().map(|(path, bytes)| (format!("folder/{path}"), bytes)).collect();
    assert_eq!(read(&files).unwrap().questions.len(), 4);
}

#[test]
fn the_same_item_is_read_in_utf_16() {
    let xml = description("a", "Tiếng Việt", "ạ");
    let bytes: Vec<u8> = [0xFEFF].into_iter().chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let file = read(&files(&[("only", &bytes)])).unwrap();
    assert_eq!(file.questions[0].question.name, "Tiếng Việt");
    assert_eq!(read(&files(&[("only", b"\xFF\x80")])).unwrap_err()[0].problem.kind, QtiProblemKind::NotText);
}
