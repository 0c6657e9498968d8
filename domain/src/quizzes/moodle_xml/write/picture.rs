//! Texts and markers that are dragged onto a picture.

use super::{answers::percent, question::Words, xml::Xml};
use crate::quizzes::{
    Credit,
    moodle_xml::html,
    question::{Hotspot, Picture, PlacedText, Shape, Zone},
};

/// What is put on a right place, whatever the language.
const MARKER: &str = "X";

/// Texts onto places that are seen.
pub fn places(xml: &mut Xml, words: &Words<'_>, picture: &Picture, places: &[PlacedText], extra: &[String]) {
    xml.empty("shuffleanswers");
    write_picture(xml, words, picture);
    let mut texts: Vec<&str> = Vec::new();
    for place in places {
        if !texts.contains(&place.text.as_str()) {
            texts.push(&place.text);
        }
    }
    for (number, text) in (1..).zip(texts.iter().copied().chain(extra.iter().map(String::as_str))) {
        xml.element("drag", |xml| {
            xml.words("no", &format!("{number}"));
            xml.words("text", &html::escape(text));
            xml.words("draggroup", "1");
            if places.iter().filter(|place| place.text == text).count() > 1 {
                xml.empty("infinite");
            }
        });
    }
    for (number, place) in (1..).zip(places) {
        let choice = texts.iter().position(|text| *text == place.text).map_or(0, |choice| choice + 1);
        let (left, top) = match place.zone.shape {
            Shape::Rectangle { x, y, .. } => (x, y),
            Shape::Circle { x, y, radius } => (x.saturating_sub(radius), y.saturating_sub(radius)),
        };
        xml.element("drop", |xml| {
            zone(xml, &place.zone, number, choice);
            xml.words("xleft", &left.to_string());
            xml.words("ytop", &top.to_string());
        });
    }
}

/// One marker onto places that are not seen. Moodle passes over those with the choice 0, which are wrong.
pub fn spots(xml: &mut Xml, words: &Words<'_>, picture: &Picture, spots: &[Hotspot], several: bool) {
    let right = spots.iter().filter(|spot| spot.credit > Credit::NONE).count();
    xml.empty("shuffleanswers");
    write_picture(xml, words, picture);
    xml.element("drag", |xml| {
        xml.words("no", "1");
        xml.words("text", MARKER);
        if several {
            xml.empty("infinite");
        }
        xml.words("noofdrags", &(if several { right } else { 1 }).to_string());
    });
    for (number, spot) in (1..).zip(spots) {
        xml.with("drop", &[("fraction", &percent(spot.credit))], |xml| {
            zone(xml, &spot.zone, number, usize::from(spot.credit > Credit::NONE));
            words.write(xml, "feedback", spot.feedback.as_deref().unwrap_or_default());
        });
    }
}

fn write_picture(xml: &mut Xml, words: &Words<'_>, picture: &Picture) {
    words.file(xml, &picture.file);
    xml.text("alt", &picture.words);
}

fn zone(xml: &mut Xml, zone: &Zone, number: usize, choice: usize) {
    xml.words("text", &zone.label);
    xml.words("no", &number.to_string());
    let (shape, coords) = match zone.shape {
        Shape::Rectangle { x, y, width, height } => ("rectangle", format!("{x},{y};{width},{height}")),
        Shape::Circle { x, y, radius } => ("circle", format!("{x},{y};{radius}")),
    };
    xml.words("shape", shape);
    xml.words("coords", &coords);
    xml.words("choice", &choice.to_string());
}
