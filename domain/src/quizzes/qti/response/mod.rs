//! What an item declares to be right, and how it gives points for it.

mod key;
mod rules;

pub use key::{Key, Options, credit};
pub use rules::{Processing, Said, Scoring, Tolerance, When, processing};

use super::{
    LeftOutWhy,
    xml::{Element, Node, folded},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A response that an item declares
/// (<https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html>).
#[derive(Debug, Clone)]
pub struct Declaration<'a> {
    /// `identifier`, `string`, `directedPair` ….
    pub base_type: &'a str,
    /// Whether several values are one answer.
    pub is_several: bool,
    /// The right values, blanks folded.
    pub correct: Vec<String>,
    /// Points for values.
    pub mapping: Option<Mapping>,
}

/// Points for the values of a response.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// For values that are not named.
    pub default: Decimal,
    /// The least for all together.
    pub lower: Option<Decimal>,
    /// The most for all together.
    pub upper: Option<Decimal>,
    /// For those that are.
    pub entries: Vec<Entry>,
}

/// Points for a value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The value.
    pub value: String,
    /// Its points.
    pub points: Decimal,
    /// Whether capital letters count in it.
    pub case: bool,
}

impl Mapping {
    /// The points of a value.
    pub fn points(&self, value: &str) -> Decimal {
        self.entries.iter().find(|entry| entry.value == value).map_or(self.default, |entry| entry.points)
    }

    /// Points kept between the bounds.
    pub fn bounded(&self, points: Decimal) -> Decimal {
        let points = self.lower.map_or(points, |lower| points.max(lower));
        self.upper.map_or(points, |upper| points.min(upper))
    }
}

/// The responses of an item, by their identifiers.
pub fn declarations<'a>(item: &Node<'a>) -> Result<BTreeMap<&'a str, Declaration<'a>>, LeftOutWhy> {
    let mut found = BTreeMap::new();
    for node in item.named("responseDeclaration") {
        let correct = node.first("correctResponse").iter().flat_map(values).collect();
        let declaration = Declaration {
            base_type: node.attr("baseType").unwrap_or("identifier"),
            is_several: matches!(node.attr("cardinality"), Some("multiple" | "ordered")),
            correct,
            mapping: node.first("mapping").map(|mapping| read_mapping(&mapping)).transpose()?,
        };
        found.insert(node.attr("identifier").unwrap_or_default(), declaration);
    }
    Ok(found)
}

/// The values in a declaration of any kind.
pub fn values(node: &Node<'_>) -> Vec<String> {
    node.named("value").map(|value| value.words()).collect()
}

fn read_mapping(node: &Node<'_>) -> Result<Mapping, LeftOutWhy> {
    let bound = |name| node.attr(name).map(number).transpose();
    let entry = |entry: Node<'_>| {
        Ok(Entry {
            value: folded(entry.attr("mapKey").unwrap_or_default()),
            points: number(entry.attr("mappedValue").unwrap_or_default())?,
            case: !matches!(entry.attr("caseSensitive"), Some("false" | "0")),
        })
    };
    Ok(Mapping {
        default: bound("defaultValue")?.unwrap_or_default(),
        lower: bound("lowerBound")?,
        upper: bound("upperBound")?,
        entries: node.named("mapEntry").map(entry).collect::<Result<_, LeftOutWhy>>()?,
    })
}

/// A number as XML Schema writes it: a point for decimals, perhaps an exponent.
pub fn number(text: &str) -> Result<Decimal, LeftOutWhy> {
    let text = text.trim();
    let read = text.parse().or_else(|_| Decimal::from_scientific(text));
    read.map_err(|_| LeftOutWhy::BadNumber(text.chars().take(40).collect()))
}
