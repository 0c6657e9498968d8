use super::*;

fn problem(xml: &str) -> QtiProblemKind {
    read(&files(&[("item.xml", xml.as_bytes())])).unwrap_err().remove(0).problem.kind
}

#[test]
fn ways_of_answering_that_have_no_like_here_are_named() {
    for name in ["hottextInteraction", "sliderInteraction", "selectPointInteraction", "uploadInteraction"] {
        let xml = item(&format!(
            "{}<itemBody><{name} responseIdentifier='RESPONSE'><prompt>?</prompt></{name}></itemBody>",
            declared("single", "identifier", &correct(&["A"]))
        ));
        assert_eq!(refused(&xml), LeftOutWhy::UnsupportedInteraction(name.into()));
    }
}

#[test]
fn items_that_ask_several_things_adapt_or_draw_values_stay_out() {
    let essay = "<extendedTextInteraction responseIdentifier='RESPONSE'/>";
    assert_eq!(refused(&item(&format!("<itemBody>{essay}{essay}</itemBody>"))), LeftOutWhy::SeveralInteractions);
    let mixed = format!("<itemBody>{essay}<drawingInteraction/></itemBody>");
    assert_eq!(refused(&item(&mixed)), LeftOutWhy::UnsupportedInteraction("drawingInteraction".into()));
    let adaptive = item("<itemBody><p>x</p></itemBody>").replace(r#"adaptive="false""#, r#"adaptive="true""#);
    assert_eq!(refused(&adaptive), LeftOutWhy::AdaptiveItem);
    let template =
        "<templateDeclaration identifier='X' cardinality='single' baseType='integer'/><itemBody><p>x</p></itemBody>";
    assert_eq!(refused(&item(template)), LeftOutWhy::TemplateItem);
    let printed = "<itemBody><p>x <printedVariable identifier='X'/></p></itemBody>";
    assert_eq!(refused(&item(printed)), LeftOutWhy::TemplateItem);
    let hidden = format!(
        "<itemBody><feedbackBlock outcomeIdentifier='F' identifier='x' showHide='show'>{essay}</feedbackBlock></itemBody>"
    );
    assert_eq!(refused(&item(&hidden)), LeftOutWhy::UnsupportedInteraction("extendedTextInteraction".into()));
}

#[test]
fn media_that_are_missing_elsewhere_or_of_unknown_kinds_keep_an_item_out() {
    let cases = [
        ("gone.png", LeftOutWhy::MissingFile("gone.png".into())),
        ("https://example.org/a.png", LeftOutWhy::MediaElsewhere("https://example.org/a.png".into())),
        ("item.xml", LeftOutWhy::UnsupportedMedia("item.xml".into())),
    ];
    for (address, why) in cases {
        // A picture before it is given back.
        let body = format!("<itemBody><p><img src='images/map.png'/><img src='{address}'/></p></itemBody>");
        assert_eq!(refused(&item(&body)), why);
    }
}

#[test]
fn a_path_that_leads_out_refuses_the_whole() {
    for address in ["../a.png", "%2e%2e/a.png", "x/../../a.png", "file:///etc/passwd"] {
        let body = item(&format!("<itemBody><p><img src='{address}'/></p></itemBody>"));
        assert_eq!(problem(&body), QtiProblemKind::PathOutside(address.into()));
    }
}

#[test]
fn a_document_type_is_refused_and_so_is_what_is_no_item() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><assessmentItem>&a;</assessmentItem>"#;
    assert!(matches!(problem(bomb), QtiProblemKind::Xml(_)));
    assert_eq!(problem("<html/>"), QtiProblemKind::WrongRoot("html".into()));
    assert_eq!(read(&Files::new()).unwrap_err()[0].problem.kind, QtiProblemKind::NothingInIt);
    let other = files(&[("a.txt", b"x"), ("b.png", PNG)]);
    assert_eq!(read(&other).unwrap_err()[0].problem.kind, QtiProblemKind::NothingInIt);
}

#[test]
fn limits_hold() {
    let deep =
        |depth: usize| item(&format!("<itemBody>{}x{}</itemBody>", "<div>".repeat(depth), "</div>".repeat(depth)));
    assert_eq!(problem(&deep(DEEPEST)), QtiProblemKind::TooDeep);
    assert!(read_item(&deep(DEEPEST / 2)).is_ok());
    let wide = item(&format!("<itemBody>{}</itemBody>", "<br/>".repeat(MOST_NODES as usize)));
    assert!(matches!(problem(&wide), QtiProblemKind::Xml(_)));
    assert_eq!(problem(&" ".repeat(LARGEST_XML + 1)), QtiProblemKind::TooLarge);

    let many = |count: usize| (0..count).map(|n| format!(" a{n}=''")).collect::<String>();
    assert_eq!(problem(&item(&format!("<itemBody{}/>", many(100_000)))), QtiProblemKind::TooManyAttributes);
    let spaces: String = (0..65).map(|n| format!("<p xmlns:n{n}='x'/>")).collect();
    assert_eq!(problem(&item(&format!("<itemBody>{spaces}</itemBody>"))), QtiProblemKind::TooManyAttributes);

    let choices = |count: usize, text: &str| {
        let choice = |n| format!("<simpleChoice identifier='C{n}'>{text}</simpleChoice>");
        item(&format!(
            "{}<itemBody><choiceInteraction responseIdentifier='RESPONSE' maxChoices='1'>{}</choiceInteraction></itemBody>",
            declared("single", "identifier", &correct(&["C0"])),
            (0..count).map(choice).collect::<String>()
        ))
    };
    assert_eq!(refused(&choices(MOST_CHOICES + 1, "x")), LeftOutWhy::TooMuch);
    assert_eq!(refused(&choices(1, "x")), LeftOutWhy::TooFewChoices);
    assert_eq!(refused(&choices(MOST_CHOICES, &"x".repeat(MOST_TEXT_OF_ITEM / 100))), LeftOutWhy::TooMuch);
}

#[test]
fn words_repeated_in_each_gap_count_as_often() {
    let pairs: Vec<String> = (0..MOST_GAPS).map(|n| format!("W0 G{n}")).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    let word = |n| format!("<gapText identifier='W{n}' matchMax='0'>{}</gapText>", "x".repeat(1_000));
    let gap = |n| format!("<gap identifier='G{n}'/>");
    let xml = item(&format!(
        "{}<itemBody><gapMatchInteraction responseIdentifier='RESPONSE'>{}<p>{}</p></gapMatchInteraction></itemBody>{MATCH}",
        declared("multiple", "directedPair", &correct(&pairs)),
        (0..20).map(word).collect::<String>(),
        (0..MOST_GAPS).map(gap).collect::<String>(),
    ));
    assert_eq!(refused(&xml), LeftOutWhy::TooMuch);
}
