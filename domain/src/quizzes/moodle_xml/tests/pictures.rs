//! Questions about a picture.

use super::{super::LeftOutWhy, round_trip::png, *};
use crate::quizzes::{
    Credit, QuestionKind,
    question::{PlacedText, Shape, Zone},
};
use base64::{Engine, engine::general_purpose::STANDARD};

fn with_picture(kind: &str, inside: &str) -> String {
    let content = STANDARD.encode(png(600, 400));
    let picture = format!("<file name=\"Bản đồ.png\" path=\"/\" encoding=\"base64\">{content}</file>");
    question(kind, &format!("<shuffleanswers/>{picture}{inside}"))
}

fn drag(number: u32, text: &str, rest: &str) -> String {
    format!("<drag><no>{number}</no><text><![CDATA[{text}]]></text>{rest}</drag>")
}

fn marker_drop(number: u32, choice: u32, shape: &str, coords: &str) -> String {
    format!("<drop><no>{number}</no><shape>{shape}</shape><coords>{coords}</coords><choice>{choice}</choice></drop>")
}

fn placed(label: &str, shape: Shape, text: &str) -> PlacedText {
    PlacedText { zone: Zone { label: label.into(), shape }, text: text.into() }
}

#[test]
fn texts_are_dragged_onto_places_of_a_usual_size() {
    let drop = |number: u32, choice: u32, x: u32, y: u32, label: &str| {
        format!(
            "<drop><text>{label}</text><no>{number}</no><choice>{choice}</choice><xleft>{x}</xleft><ytop>{y}</ytop></drop>"
        )
    };
    let inside = [
        drag(1, "Hà Nội", "<draggroup>1</draggroup>"),
        drag(2, "<b>Huế</b>", "<draggroup>1</draggroup>"),
        drag(3, "Vinh", "<draggroup>1</draggroup><infinite/>"),
        drop(2, 1, 550, 390, ""),
        drop(1, 2, 10, 20, "giữa"),
    ];
    let read = file(&with_picture("ddimageortext", &inside.concat()));
    let QuestionKind::DragOntoPicture { picture, places, extra } = &read.questions[0].question.kind else { panic!() };
    assert_eq!((picture.file.as_str(), picture.width, picture.height), ("media/Ban-do.png", 600, 400));
    assert!(read.media.contains_key("media/Ban-do.png"));
    let rectangle = |x, y, width, height| Shape::Rectangle { x, y, width, height };
    let expected =
        [placed("giữa", rectangle(10, 20, 120, 32), "Huế"), placed("2", rectangle(550, 390, 50, 10), "Hà Nội")];
    assert_eq!((&places[..], &extra[..]), (&expected[..], &["Vinh".to_owned()][..]));
}

#[test]
fn markers_are_dragged_onto_shapes() {
    let markers = drag(1, "a", "<noofdrags>1</noofdrags>") + &drag(2, "b", "<infinite/>");
    let inside = [
        &markers,
        &*marker_drop(1, 2, "circle", "30, 40; 5"),
        &marker_drop(2, 1, "rectangle", "1,2;3,4"),
        &marker_drop(3, 2, "circle", "9,9;9"),
    ];
    let QuestionKind::DragOntoPicture { places, extra, .. } = one(&with_picture("ddmarker", &inside.concat())).kind
    else {
        panic!()
    };
    let circle = |x, y, radius| Shape::Circle { x, y, radius };
    let rectangle = Shape::Rectangle { x: 1, y: 2, width: 3, height: 4 };
    let expected =
        [placed("1", circle(30, 40, 5), "b"), placed("2", rectangle, "a"), placed("3", circle(9, 9, 9), "b")];
    assert_eq!((places, extra), (expected.to_vec(), vec![]));
}

#[test]
fn one_marker_alone_asks_for_the_places() {
    let spots = |marker: &str, drops: &str| {
        let read = file(&with_picture("ddmarker", &(drag(1, "X", marker) + drops)));
        let QuestionKind::Hotspot { spots, several, .. } = &read.questions[0].question.kind else { panic!() };
        let credits = spots.iter().map(|spot| spot.credit).collect::<Vec<_>>();
        (credits, *several, read.left_out.into_iter().map(|left| left.why).collect::<Vec<_>>())
    };
    let drops = marker_drop(1, 1, "circle", "1,1;1") + &marker_drop(2, 1, "circle", "9,9;1");
    let half = Credit::share(1, 2);
    assert_eq!(
        spots("<noofdrags>1</noofdrags>", &drops),
        (vec![Credit::FULL; 2], false, vec![LeftOutWhy::WrongPlaces])
    );
    assert_eq!(spots("<noofdrags>2</noofdrags>", &drops), (vec![half; 2], true, vec![LeftOutWhy::WrongPlaces]));
    let wrong = marker_drop(1, 1, "circle", "1,1;1") + &marker_drop(2, 0, "circle", "9,9;1");
    assert_eq!(spots("", &wrong), (vec![Credit::FULL, Credit::NONE], false, vec![]));
}

#[test]
fn pictures_that_cannot_be_said_stay_out_by_reason() {
    let two = drag(1, "a", "") + &drag(2, "b", "");
    let marker = |drops: &str| with_picture("ddmarker", &format!("{two}{drops}"));
    assert_eq!(out(&marker(&marker_drop(1, 1, "polygon", "1,1;2,2;3,1"))), LeftOutWhy::Polygon);
    let either = marker_drop(1, 1, "circle", "1,1;1") + &marker_drop(2, 1, "circle", "9,9;1");
    assert_eq!(out(&marker(&either)), LeftOutWhy::EitherPlace);
    let image = with_picture(
        "ddimageortext",
        "<drag><no>1</no><text>a</text><file name=\"b.png\" encoding=\"base64\">YQ==</file></drag>",
    );
    assert_eq!(out(&image), LeftOutWhy::DraggedPictures);
    let unknown = question("ddmarker", &format!("<file name=\"a.bin\" encoding=\"base64\">YQ==</file>{two}"));
    assert_eq!(out(&unknown), LeftOutWhy::PictureSize);
    assert_eq!(problem(&question("ddmarker", &two)), XmlProblemKind::NoPicture);
    assert_eq!(problem(&marker(&marker_drop(1, 7, "circle", "1,1;1"))), XmlProblemKind::NoSuchText("7".into()));
    for coords in ["1,1", "1,1;-1", "a,b;c", "1,1;1;1", ""] {
        let kind = problem(&marker(&marker_drop(1, 1, "circle", coords)));
        assert_eq!(kind, XmlProblemKind::BadShape(format!("circle {coords}").trim().to_owned()), "{coords}");
    }
}
