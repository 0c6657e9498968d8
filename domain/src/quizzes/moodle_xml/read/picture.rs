//! Texts and markers that are dragged onto a picture.

use super::{
    node::{Node, Read, Stop, child, children, count_in, credit, problem, text, text_in},
    picture_size,
    scope::Scope,
};
use crate::quizzes::{
    Credit, QuestionKind,
    moodle_xml::{LeftOutWhy, XmlProblemKind, html},
    question::{Hotspot, Picture, PlacedText, Shape, Zone},
};
use std::collections::BTreeMap;

/// How large a place is, in pixels of the picture: Moodle makes it as large as the largest text.
const PLACE: (u32, u32) = (120, 32);

/// A text that can be dragged.
struct Drag {
    text: String,
    /// How often it can be used; `None` for any number of times.
    times: Option<u32>,
}

/// A place, with the number of the text that belongs on it (0 for none).
struct Drop<'a> {
    node: Node<'a>,
    choice: u32,
    zone: Zone,
}

/// `ddimageortext`: texts onto places that are seen.
pub fn drag_texts(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    if children(scope.node, "drag").any(|drag| child(drag, "file").is_some()) {
        return Err(Stop::LeftOut(LeftOutWhy::DraggedPictures));
    }
    let picture = picture(scope)?;
    let drags = drags(scope.node)?;
    let drops = drops(scope.node, |node| {
        if child(node, "shape").is_some() {
            return shape(node);
        }
        let (x, y) = (count_in(node, "xleft")?, count_in(node, "ytop")?);
        let within = |wished: u32, whole: u32, from: u32| wished.min(whole.saturating_sub(from)).max(1);
        let (width, height) = (within(PLACE.0, picture.width, x), within(PLACE.1, picture.height, y));
        Ok(Shape::Rectangle { x, y, width, height })
    })?;
    placed(scope.node, picture, drags, drops)
}

/// `ddmarker`: markers onto places that are not seen. With one marker alone the places are what is asked for.
pub fn drag_markers(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let picture = picture(scope)?;
    let drags = drags(scope.node)?;
    let drops = drops(scope.node, shape)?;
    if let (1, Some(drag)) = (drags.len(), drags.values().next()) {
        let several = drag.times != Some(1);
        return spots(scope, picture, several, drops);
    }
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    for drop in &drops {
        *places.entry(drop.choice).or_default() += 1;
    }
    let is_short = |(number, drag): (&u32, &Drag)| {
        drag.times.is_some_and(|times| places.get(number).is_some_and(|places| times < *places))
    };
    if drags.iter().any(is_short) {
        return Err(Stop::LeftOut(LeftOutWhy::EitherPlace));
    }
    placed(scope.node, picture, drags, drops)
}

fn placed(node: Node<'_>, picture: Picture, drags: BTreeMap<u32, Drag>, drops: Vec<Drop<'_>>) -> Read<QuestionKind> {
    let mut places = Vec::new();
    let mut used = Vec::new();
    for Drop { node, choice, zone } in drops.into_iter().filter(|drop| drop.choice != 0) {
        let missing = || problem(node, XmlProblemKind::NoSuchText(choice.to_string()));
        let drag = drags.get(&choice).ok_or_else(missing)?;
        used.push(choice);
        places.push(PlacedText { zone, text: drag.text.clone() });
    }
    used.sort_unstable();
    let extra = drags.into_iter().filter(|(number, _)| used.binary_search(number).is_err());
    let extra = extra.map(|(_, drag)| drag.text).collect();
    if places.is_empty() {
        return Err(problem(node, XmlProblemKind::TooFewAnswers));
    }
    Ok(QuestionKind::DragOntoPicture { picture, places, extra })
}

fn spots<'a>(scope: &mut Scope<'a, '_>, picture: Picture, several: bool, drops: Vec<Drop<'a>>) -> Read<QuestionKind> {
    let right = drops.iter().filter(|drop| drop.choice != 0).count();
    if right == 0 {
        return Err(problem(scope.node, XmlProblemKind::TooFewAnswers));
    }
    if right == drops.len() {
        scope.notes.push(LeftOutWhy::WrongPlaces);
    }
    let mut spots = Vec::new();
    for Drop { node, choice, zone } in drops {
        let usual = match (choice, several) {
            (0, _) => Credit::NONE,
            (_, true) => Credit::share(1, right),
            (_, false) => Credit::FULL,
        };
        let bad = |said: &str| problem(node, XmlProblemKind::BadWeight(said.to_owned()));
        let credit = node.attribute("fraction").map_or(Ok(usual), |said| credit(said).ok_or_else(|| bad(said)))?;
        spots.push(Hotspot { zone, credit, feedback: scope.words_in(node, "feedback")? });
    }
    Ok(QuestionKind::Hotspot { picture, spots, several })
}

fn picture(scope: &mut Scope<'_, '_>) -> Read<Picture> {
    let node = scope.node;
    let file = child(node, "file").ok_or_else(|| problem(node, XmlProblemKind::NoPicture))?;
    let name = scope.media.take(file)?;
    let bytes = scope.media.files.get(&name).map_or(&[][..], Vec::as_slice);
    let (width, height) = picture_size::of(bytes).ok_or(Stop::LeftOut(LeftOutWhy::PictureSize))?;
    let words = text_in(node, "alt")?;
    Ok(Picture { file: name, words, width, height })
}

/// The texts by their number. Some of HTML may stand in them, but here they are plain.
fn drags(node: Node<'_>) -> Read<BTreeMap<u32, Drag>> {
    let mut drags = BTreeMap::new();
    for drag in children(node, "drag") {
        let text = html::to_plain(&text_in(drag, "text")?);
        if text.is_empty() {
            continue;
        }
        let times = match count_in(drag, "noofdrags")? {
            _ if child(drag, "infinite").is_some() => None,
            times => Some(times.max(1)),
        };
        drags.insert(count_in(drag, "no")?, Drag { text, times });
    }
    Ok(drags)
}

/// The places in the order of their numbers. Those without a name are called by their place in it.
fn drops<'a>(node: Node<'a>, shape: impl Fn(Node<'a>) -> Read<Shape>) -> Read<Vec<Drop<'a>>> {
    let mut drops = Vec::new();
    for drop in children(node, "drop") {
        let label = if child(drop, "text").is_some() { text(drop)? } else { String::new() };
        let zone = Zone { label, shape: shape(drop)? };
        drops.push((count_in(drop, "no")?, Drop { node: drop, choice: count_in(drop, "choice")?, zone }));
    }
    drops.sort_by_key(|(number, _)| *number);
    let mut drops: Vec<Drop<'a>> = drops.into_iter().map(|(_, drop)| drop).collect();
    for (number, drop) in (1..).zip(&mut drops) {
        if drop.zone.label.is_empty() {
            drop.zone.label = format!("{number}");
        }
    }
    Ok(drops)
}

/// `rectangle` with `x,y;width,height` or `circle` with `x,y;radius`.
fn shape(node: Node<'_>) -> Read<Shape> {
    let (kind, said) = (text_in(node, "shape")?, text_in(node, "coords")?);
    let numbers: Option<Vec<u32>> = said.split([',', ';']).map(|number| number.trim().parse().ok()).collect();
    match (kind.as_str(), numbers.as_deref()) {
        ("rectangle", Some(&[x, y, width, height])) => Ok(Shape::Rectangle { x, y, width, height }),
        ("circle", Some(&[x, y, radius])) => Ok(Shape::Circle { x, y, radius }),
        ("polygon", _) => Err(Stop::LeftOut(LeftOutWhy::Polygon)),
        _ => Err(problem(node, XmlProblemKind::BadShape(format!("{kind} {said}").trim().to_owned()))),
    }
}
