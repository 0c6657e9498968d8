//! The kinds of questions, each with its key.

use super::Credit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_false(value: &bool) -> bool {
    !*value
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its text, inline.
    pub text: String,
    /// What choosing it earns.
    pub credit: Credit,
    /// Said to whoever chose it.
    pub feedback: Option<String>,
    /// Stays at its place when options are shuffled ("none of these").
    #[serde(default, skip_serializing_if = "is_false")]
    pub fixed: bool,
}

/// A pair to be matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What stands there.
    pub stem: String,
    /// What belongs to it.
    pub answer: String,
}

/// An accepted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedText {
    /// The text; `*` stands for any run of characters, `\*` for a star.
    pub text: String,
    /// What it earns.
    pub credit: Credit,
    /// Said to whoever wrote it.
    pub feedback: Option<String>,
}

/// How closely a text must agree. Blanks and the place of a tone mark (oà, òa) never count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextMatching {
    /// Capital letters count.
    #[serde(skip_serializing_if = "is_false")]
    pub case: bool,
    /// Accents do not count: `hoa binh` is taken for `Hòa bình`.
    #[serde(skip_serializing_if = "is_false")]
    pub any_accents: bool,
}

impl TextMatching {
    /// Neither capital letters nor a lack of accents is let off or asked for: the usual way.
    pub const USUAL: Self = Self { case: false, any_accents: false };

    #[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
    fn is_usual(&self) -> bool {
        *self == Self::USUAL
    }
}

/// An accepted range of numbers, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedRange {
    /// Lowest number.
    pub min: Decimal,
    /// Highest number.
    pub max: Decimal,
    /// What it earns.
    pub credit: Credit,
    /// Said to whoever gave it.
    pub feedback: Option<String>,
}

/// A unit in which a number may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// As written after the number: `cm`.
    pub name: String,
    /// What a number in this unit is multiplied with to be compared: 0.01 where the key is in metres.
    pub multiplier: Decimal,
}

/// A part of a text that is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// How much it counts among the gaps.
    pub weight: u32,
    /// How it is filled in: a choice of one or several, a short answer or a number.
    pub kind: QuestionKind,
}

/// A picture on which answers lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The file, as texts name it: `media/name`.
    pub file: String,
    /// What it shows, in words, for whoever cannot see it.
    pub words: String,
    /// Width in its own pixels, in which shapes are measured.
    pub width: u32,
    /// Height in its own pixels.
    pub height: u32,
}

/// A part of a picture, in the picture's own pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A rectangle.
    Rectangle {
        /// Left edge.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Width.
        width: u32,
        /// Height.
        height: u32,
    },
    /// A circle.
    Circle {
        /// Middle, from the left.
        x: u32,
        /// Middle, from above.
        y: u32,
        /// Radius.
        radius: u32,
    },
}

/// A part of a picture with a name, so that it can be chosen without seeing or pointing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// What is there, in words that do not give the answer away.
    pub label: String,
    /// Where it is.
    pub shape: Shape,
}

/// A zone that can be pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotspot {
    /// Where and what.
    pub zone: Zone,
    /// What pointing at it earns.
    pub credit: Credit,
    /// Said to whoever pointed at it.
    pub feedback: Option<String>,
}

/// A zone with the text that belongs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedText {
    /// Where.
    pub zone: Zone,
    /// What belongs there.
    pub text: String,
}

/// What somebody who marks an essay looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What is asked for.
    pub text: String,
    /// The most points for it; the points of all criteria together are the full mark.
    pub points: u32,
}

/// What an essay is to be like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EssayRules {
    /// The fewest words taken as an answer; 0 for no limit.
    pub min_words: u32,
    /// The most words; 0 for no limit beyond the general one.
    pub max_words: u32,
    /// Lines shown to write in; 0 for the usual.
    pub lines: u32,
    /// What stands in the field at first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub template: String,
    /// Said to whoever marks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What whoever marks looks at; empty for one mark as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rubric: Vec<Criterion>,
}

/// What kind of question it is, with its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One option is chosen.
    SingleChoice {
        /// The options.
        options: Vec<Choice>,
    },
    /// Any number of options is chosen; their credits add up, never below nothing.
    MultipleChoice {
        /// The options.
        options: Vec<Choice>,
    },
    /// A statement that is right or wrong.
    TrueFalse {
        /// Whether it is right.
        answer: bool,
        /// Said to whoever judged it rightly.
        right: Option<String>,
        /// Said to whoever judged it wrongly.
        wrong: Option<String>,
    },
    /// To each stem belongs one answer.
    Matching {
        /// The pairs.
        pairs: Vec<Pair>,
        /// Answers that belong to no stem.
        extra: Vec<String>,
    },
    /// Things to be put in order.
    Ordering {
        /// In the right order; each at its right place earns an equal share.
        items: Vec<String>,
    },
    /// A word or a few.
    ShortAnswer {
        /// What is accepted, the best first.
        accepted: Vec<AcceptedText>,
        /// How closely.
        #[serde(default, skip_serializing_if = "TextMatching::is_usual")]
        matching: TextMatching,
    },
    /// A number.
    Numeric {
        /// What is accepted.
        accepted: Vec<AcceptedRange>,
        /// Units it may be given in; the first is the key's own. Empty where a number stands alone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        units: Vec<Unit>,
        /// Without a unit the answer earns nothing.
        #[serde(default, skip_serializing_if = "is_false")]
        unit_required: bool,
    },
    /// A text with gaps; `[[1]]` in the prompt is the first.
    Cloze {
        /// The gaps in their order.
        gaps: Vec<Gap>,
    },
    /// One or several places in a picture are pointed at.
    Hotspot {
        /// The picture.
        picture: Picture,
        /// The places.
        spots: Vec<Hotspot>,
        /// Whether several may be chosen.
        several: bool,
    },
    /// Texts are put onto places of a picture.
    DragOntoPicture {
        /// The picture.
        picture: Picture,
        /// The places with what belongs there.
        places: Vec<PlacedText>,
        /// Texts that belong nowhere.
        extra: Vec<String>,
    },
    /// Nothing is asked: a text that stands between questions. It earns nothing and counts nothing.
    Description,
    /// A few sentences, marked by a person.
    Essay {
        /// What is asked for, and what whoever marks is told.
        #[serde(flatten)]
        rules: EssayRules,
    },
}

impl QuestionKind {
    /// The word for the kind, as stored.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SingleChoice { .. } => "single_choice",
            Self::MultipleChoice { .. } => "multiple_choice",
            Self::TrueFalse { .. } => "true_false",
            Self::Matching { .. } => "matching",
            Self::Ordering { .. } => "ordering",
            Self::ShortAnswer { .. } => "short_answer",
            Self::Numeric { .. } => "numeric",
            Self::Cloze { .. } => "cloze",
            Self::Hotspot { .. } => "hotspot",
            Self::DragOntoPicture { .. } => "drag_onto_picture",
            Self::Description => "description",
            Self::Essay { .. } => "essay",
        }
    }

    /// Whether a person marks it.
    pub const fn is_marked_by_a_person(&self) -> bool {
        matches!(self, Self::Essay { .. })
    }

    /// Whether it asks something, and so counts in the score.
    pub const fn counts(&self) -> bool {
        !matches!(self, Self::Description)
    }

    /// Whether it can stand in a gap of a text.
    pub const fn fits_a_gap(&self) -> bool {
        matches!(
            self,
            Self::SingleChoice { .. } | Self::MultipleChoice { .. } | Self::ShortAnswer { .. } | Self::Numeric { .. }
        )
    }

    /// How many things the order kept with an attempt is about: choices, the answers of a matching, what is to be
    /// ordered or placed. The options of a cloze's gaps follow one another.
    pub fn options(&self) -> usize {
        match self {
            Self::SingleChoice { options } | Self::MultipleChoice { options } => options.len(),
            Self::Matching { .. } | Self::DragOntoPicture { .. } => self.matching_answers().len(),
            Self::Ordering { items } => items.len(),
            Self::Cloze { gaps } => gaps.iter().map(|gap| gap.kind.options()).sum(),
            Self::Hotspot { .. }
            | Self::TrueFalse { .. }
            | Self::ShortAnswer { .. }
            | Self::Numeric { .. }
            | Self::Description
            | Self::Essay { .. } => 0,
        }
    }

    /// The different answers of a matching or texts to be placed, those that belong somewhere first; empty for other
    /// kinds.
    pub fn matching_answers(&self) -> Vec<&str> {
        let all: Vec<&str> = match self {
            Self::Matching { pairs, extra } => {
                pairs.iter().map(|pair| pair.answer.as_str()).chain(extra.iter().map(String::as_str)).collect()
            }
            Self::DragOntoPicture { places, extra, .. } => {
                places.iter().map(|place| place.text.as_str()).chain(extra.iter().map(String::as_str)).collect()
            }
            _ => Vec::new(),
        };
        let mut answers: Vec<&str> = Vec::with_capacity(all.len());
        for answer in all {
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        answers
    }
}
