//! What belongs to what.

use super::{LeftOutWhy, QuestionKind, Reading, Stop, reading::Asked};
use crate::quizzes::{
    qti::{
        MOST_CHOICES,
        xml::{Element, Node},
    },
    question::Pair,
};
use std::collections::BTreeMap;

/// A `matchInteraction` in which each thing of one set belongs to one of the other.
pub fn matched<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let mut sets = node.named("simpleMatchSet").map(|set| members(&set));
    let (first, second) = (sets.next().unwrap_or_default(), sets.next().unwrap_or_default());
    if first.len().max(second.len()) > MOST_CHOICES {
        return Err(LeftOutWhy::TooMuch.into());
    }
    let pairs = pairs(&asked)?;
    let known = pairs.iter().all(|(a, b)| has(&first, a) && has(&second, b));
    if !known {
        return Err(LeftOutWhy::NoCorrectResponse.into());
    }
    let turned: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
    let (stems, answers, pairs) = match (one_each(&first, &pairs), one_each(&second, &turned)) {
        (Ok(()), _) => (first, second, pairs),
        (_, Ok(())) => (second, first, turned),
        (Err(why), Err(_)) => return Err(why.into()),
    };
    matching(reading, &asked, &stems, &answers, &pairs)
}

/// An `associateInteraction`: of each two that belong together one becomes the stem. Where several belong to one, that
/// one is their answer.
pub fn associated<'a>(reading: &mut Reading<'a, '_, '_>, node: &Node<'a>) -> Result<QuestionKind, Stop> {
    let asked = reading.asked(node)?;
    let all = members(node);
    if all.len() > MOST_CHOICES {
        return Err(LeftOutWhy::TooMuch.into());
    }
    let mut pairs = pairs(&asked)?;
    if !pairs.iter().all(|(a, b)| has(&all, a) && has(&all, b) && a != b) {
        return Err(LeftOutWhy::NoCorrectResponse.into());
    }
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for id in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
        *uses.entry(id).or_default() += 1;
    }
    let count = |id: &str| uses.get(id).copied().unwrap_or(0);
    for pair in &mut pairs {
        *pair = match (count(pair.0), count(pair.1)) {
            (1, _) => *pair,
            (_, 1) => (pair.1, pair.0),
            _ => return Err(LeftOutWhy::ManyToMany.into()),
        };
    }
    let is_stem = |node: &Node<'_>| pairs.iter().any(|(stem, _)| id(node) == *stem);
    let (stems, answers): (Vec<Node<'a>>, Vec<Node<'a>>) = all.into_iter().partition(is_stem);
    matching(reading, &asked, &stems, &answers, &pairs)
}

/// The pairs that are right, each once.
pub fn pairs<'k>(asked: &'k Asked<'_>) -> Result<Vec<(&'k str, &'k str)>, LeftOutWhy> {
    let right = asked.key.right();
    if right.is_empty() {
        return Err(LeftOutWhy::NoCorrectResponse);
    }
    if right.len() > MOST_CHOICES {
        return Err(LeftOutWhy::TooMuch);
    }
    let mut pairs: Vec<(&str, &str)> = Vec::with_capacity(right.len());
    for pair in right {
        let pair = pair.split_once(' ').ok_or(LeftOutWhy::NoCorrectResponse)?;
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    Ok(pairs)
}

fn members<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    node.named("simpleAssociableChoice").collect()
}

/// The identifier of a thing.
pub fn id<'a>(node: &Node<'a>) -> &'a str {
    node.attr("identifier").unwrap_or_default()
}

fn has(set: &[Node<'_>], name: &str) -> bool {
    set.iter().any(|node| id(node) == name)
}

/// Whether each of a set has one partner.
pub fn one_each(set: &[Node<'_>], pairs: &[(&str, &str)]) -> Result<(), LeftOutWhy> {
    let partners = |node: &Node<'_>| pairs.iter().filter(|(first, _)| id(node) == *first).count();
    match set.iter().map(partners).find(|count| *count != 1) {
        None => Ok(()),
        Some(0) => Err(LeftOutWhy::IncompleteKey),
        Some(_) => Err(LeftOutWhy::ManyToMany),
    }
}

fn matching<'a>(
    reading: &mut Reading<'a, '_, '_>,
    asked: &Asked<'a>,
    stems: &[Node<'a>],
    answers: &[Node<'a>],
    right: &[(&str, &str)],
) -> Result<QuestionKind, Stop> {
    let mut pairs = Vec::with_capacity(stems.len());
    for stem in stems {
        let partner = right.iter().find(|(first, _)| *first == id(stem)).map_or("", |(_, second)| second);
        let answer = answers.iter().find(|node| id(node) == partner).ok_or(LeftOutWhy::NoCorrectResponse)?;
        pairs.push(Pair { stem: reading.inline(stem)?, answer: reading.inline(answer)? });
    }
    let mut extra = Vec::new();
    for answer in answers.iter().filter(|node| !right.iter().any(|(_, second)| id(node) == *second)) {
        extra.push(reading.inline(answer)?);
    }
    if pairs.len() + extra.len() < 2 {
        return Err(LeftOutWhy::TooFewChoices.into());
    }
    asked.key.lost_in_equal_shares().into_iter().for_each(|why| reading.lose(why));
    Ok(QuestionKind::Matching { pairs, extra })
}
