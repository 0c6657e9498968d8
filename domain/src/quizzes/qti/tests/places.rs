use super::*;
use crate::quizzes::{
    QuestionKind,
    question::{Picture, PlacedText, Shape, Zone},
};

const SPOTS: &str = r#"<hotspotChoice identifier="A" shape="circle" coords="10,12,4" hotspotLabel="phía bắc"/><hotspotChoice identifier="B" shape="rect" coords="20.4,5,30,9"/>"#;

fn hotspot(picture: &str, spots: &str, cardinality: &str, key: &[&str]) -> String {
    item(&format!(
        "{}<itemBody><hotspotInteraction responseIdentifier='RESPONSE' maxChoices='{}'><prompt>Ở đâu?</prompt>{picture}{spots}</hotspotInteraction></itemBody>{MATCH}",
        declared(cardinality, "identifier", &correct(key)),
        if cardinality == "single" { 1 } else { 0 },
    ))
}

const MAP_PICTURE: &str = r#"<object data="images/map.png" type="image/png" width="80" height="60">Bản đồ</object>"#;

fn picture(question: &Question) -> &Picture {
    match &question.kind {
        QuestionKind::Hotspot { picture, .. } | QuestionKind::DragOntoPicture { picture, .. } => picture,
        other => panic!("{other:?}"),
    }
}

#[test]
fn places_in_a_picture_keep_shape_and_name() {
    let (question, lost) = both(&hotspot(MAP_PICTURE, SPOTS, "single", &["B"]));
    let QuestionKind::Hotspot { spots, several, .. } = &question.kind else { panic!() };
    assert!(!several);
    let zones: Vec<Zone> = spots.iter().map(|spot| spot.zone.clone()).collect();
    let north = Zone { label: "phía bắc".into(), shape: Shape::Circle { x: 10, y: 12, radius: 4 } };
    let other = Zone { label: "2".into(), shape: Shape::Rectangle { x: 20, y: 5, width: 10, height: 4 } };
    assert_eq!(zones, [north, other]);
    assert_eq!(earned(&question, &Response::Choice(1)), 100_000);
    let map = Picture { file: "media/map.png".into(), words: "Bản đồ".into(), width: 80, height: 60 };
    assert_eq!(picture(&question), &map);
    assert_eq!((question.prompt.as_str(), lost), ("<p>Ở đâu?</p>", vec![]));
}

#[test]
fn several_places_share_the_mark() {
    let (question, lost) = both(&hotspot(MAP_PICTURE, SPOTS, "multiple", &["A", "B"]));
    assert_eq!(earned(&question, &Response::Choices([0, 1].into())), 100_000);
    assert_eq!(lost, [LeftOutWhy::AllOrNothing]);
}

#[test]
fn a_picture_without_measures_has_its_own() {
    let cases = [
        (r#"<img src="images/map.png" alt="Bản đồ"/>"#, (40, 30)),
        (r#"<img src="images/map.png" alt="Bản đồ" width="100%"/>"#, (40, 30)),
        (r#"<img src="images/map.png" alt="Bản đồ" width="80"/>"#, (80, 60)),
        (r#"<img src="images/map.png" alt="Bản đồ" height="15px"/>"#, (20, 15)),
    ];
    for (img, size) in cases {
        let (question, _) = both(&hotspot(img, SPOTS, "single", &["A"]));
        assert_eq!((picture(&question).width, picture(&question).height), size, "{img}");
    }
    let no_picture = hotspot(r#"<img src="a.mp3" alt=""/>"#, SPOTS, "single", &["A"]);
    assert_eq!(refused(&no_picture), LeftOutWhy::UnsupportedMedia("media/a.mp3".into()));
    assert_eq!(refused(&hotspot("", SPOTS, "single", &["A"])), LeftOutWhy::NoPicture);
}

#[test]
fn other_shapes_stay_out() {
    for (shape, coordinates) in
        [("poly", "1,1,2,2,3,1"), ("ellipse", "5,5,2,3"), ("default", ""), ("rect", "5,5,1,9"), ("circle", "1,1,5%")]
    {
        let spots =
            SPOTS.replace(r#"shape="circle" coords="10,12,4""#, &format!("shape='{shape}' coords='{coordinates}'"));
        let why = refused(&hotspot(MAP_PICTURE, &spots, "single", &["A"]));
        assert_eq!(why, LeftOutWhy::UnsupportedShape(format!("{shape} {coordinates}")));
    }
}

fn drag(key: &[&str]) -> String {
    item(&format!(
        r#"{}<itemBody><graphicGapMatchInteraction responseIdentifier="RESPONSE"><prompt>Kéo</prompt>{MAP_PICTURE}
        <gapText identifier="T" matchMax="1">Huế</gapText><gapImg identifier="P" matchMax="1" objectLabel="Nha Trang"><object data="images/a.png" type="image/png" width="9" height="9"/></gapImg>
        <gapText identifier="U" matchMax="1">Vinh</gapText>
        <associableHotspot identifier="A" matchMax="1" shape="rect" coords="0,0,5,5"/><associableHotspot identifier="B" matchMax="1" shape="circle" coords="9,9,2" hotspotLabel="biển"/>
        </graphicGapMatchInteraction></itemBody>{MATCH}"#,
        declared("multiple", "directedPair", &correct(key))
    ))
}

#[test]
fn texts_and_pictures_are_dragged_onto_places() {
    let (question, _) = both(&drag(&["T A", "P B"]));
    let QuestionKind::DragOntoPicture { places, extra, .. } = &question.kind else { panic!() };
    let texts: Vec<(&str, &str)> =
        places.iter().map(|PlacedText { zone, text }| (zone.label.as_str(), text.as_str())).collect();
    let small = r#"<img src="media/a.png" alt="Nha Trang" width="9" height="9">"#;
    assert_eq!(texts, [("1", "Huế"), ("biển", small)]);
    assert_eq!(extra, &["Vinh"]);
    assert_eq!(picture(&question).file, "media/map.png", "not the small picture");
    assert_eq!(refused(&drag(&["T A"])), LeftOutWhy::IncompleteKey);
    assert_eq!(refused(&drag(&["T A", "U A", "P B"])), LeftOutWhy::ManyToMany);
}
