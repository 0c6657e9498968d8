//! Places in a picture.

use super::{
    LeftOutWhy, Marks, QuestionKind, Reading, Stop, choice,
    pairs::{id, one_each, pairs},
};
use crate::quizzes::{
    qti::{
        MOST_CHOICES,
        markup::{escaped, picture},
        response::number,
        xml::{Element, Node, folded},
    },
    question::{Hotspot, Picture, PlacedText, Shape, Zone},
};
use rust_decimal::prelude::ToPrimitive;

/// A `hotspotInteraction`.
pub fn hotspot<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let most = choice::most(node);
    let several = asked.is_several && most != 1;
    let choices = reading.choices(node, &["hotspotChoice"])?;
    let ids: Vec<&str> = choices.iter().map(id).collect();
    let found = if several { asked.key.several(&ids, most)? } else { asked.key.one(&ids)? };
    found.lost.into_iter().for_each(|why| reading.lose(why));
    let mut spots = Vec::with_capacity(choices.len());
    for ((choice, credit), place) in choices.iter().zip(found.credits).zip(1..) {
        let answer = asked.answer(id(choice), Some(choice), several);
        spots.push(Hotspot { zone: zone(choice, place)?, credit, feedback: reading.said_to(&answer)? });
    }
    Ok(QuestionKind::Hotspot { picture: ground(reading, node)?, spots, several })
}

/// A `graphicGapMatchInteraction` in which one thing belongs onto each place.
pub fn drag<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let things = reading.choices(node, &["gapText", "gapImg"])?;
    let spots: Vec<Node<'a>> = node.named("associableHotspot").collect();
    if spots.len() > MOST_CHOICES {
        return Err(LeftOutWhy::TooMuch.into());
    }
    let right: Vec<(&str, &str)> = pairs(&asked)?.into_iter().map(|(thing, spot)| (spot, thing)).collect();
    one_each(&spots, &right)?;
    let mut places = Vec::with_capacity(spots.len());
    for (spot, number) in spots.iter().zip(1..) {
        let partner = right.iter().find(|(first, _)| *first == id(spot)).map_or("", |(_, thing)| thing);
        let thing = things.iter().find(|thing| id(thing) == partner).ok_or(LeftOutWhy::NoCorrectResponse)?;
        places.push(PlacedText { zone: zone(spot, number)?, text: dragged(reading, thing)? });
    }
    if places.is_empty() {
        return Err(LeftOutWhy::NoCorrectResponse.into());
    }
    let mut extra = Vec::new();
    for thing in things.iter().filter(|thing| !right.iter().any(|(_, other)| id(thing) == *other)) {
        extra.push(dragged(reading, thing)?);
    }
    asked.key.lost_in_equal_shares().into_iter().for_each(|why| reading.lose(why));
    Ok(QuestionKind::DragOntoPicture { picture: ground(reading, node)?, places, extra })
}

/// The picture that all lies on; the small ones to be dragged are not it.
fn ground<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<Picture, Stop> {
    let is_own = |child: &Node<'_>| matches!(child.name().as_ref(), "img" | "object" | "picture");
    let own = node.elements().find(is_own).ok_or(LeftOutWhy::NoPicture)?;
    let found = picture(&own).ok_or(LeftOutWhy::NoPicture)?;
    reading.markup(&Marks::new()).take_picture(&found)
}

/// What is dragged: a text, or a picture that stands for itself.
fn dragged<'a>(reading: &mut Reading<'a, '_, '_>, thing: &Node<'a>) -> Result<String, Stop> {
    let text = reading.inline(thing)?;
    let label = thing.attr("objectLabel").or_else(|| thing.attr("ariaLabel")).unwrap_or_else(|| id(thing));
    // Whoever cannot see the picture needs its words.
    Ok(text.replace(" alt=\"\"", &format!(" alt=\"{}\"", escaped(label))))
}

/// A place with a name, or its number where it has none.
fn zone(node: &Node<'_>, number: usize) -> Result<Zone, LeftOutWhy> {
    let label = ["hotspotLabel", "ariaLabel", "label"].iter().find_map(|name| node.attr(name)).map(folded);
    let label = label.filter(|label| !label.is_empty()).unwrap_or_else(|| number.to_string());
    Ok(Zone { label, shape: shape(node)? })
}

/// `rect` (left, upper, right, lower) or `circle` (middle, radius), in pixels of the picture as shown
/// (<https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html>).
fn shape(node: &Node<'_>) -> Result<Shape, LeftOutWhy> {
    let name = node.attr("shape").unwrap_or("default");
    let coordinates = node.attr("coords").unwrap_or_default();
    let unknown = || LeftOutWhy::UnsupportedShape(format!("{name} {coordinates}").chars().take(80).collect());
    let pixels = |text: &str| number(text).ok().and_then(|length| length.round().to_u32()).ok_or_else(unknown);
    let numbers = coordinates.split(',').map(pixels).collect::<Result<Vec<u32>, _>>()?;
    match (name, numbers.as_slice()) {
        ("rect", [left, upper, right, lower]) if left < right && upper < lower => {
            Ok(Shape::Rectangle { x: *left, y: *upper, width: right - left, height: lower - upper })
        }
        ("circle", [x, y, radius]) if *radius > 0 => Ok(Shape::Circle { x: *x, y: *y, radius: *radius }),
        _ => Err(unknown()),
    }
}
