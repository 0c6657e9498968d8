//! What GIFT cannot say.

use super::GiftProblemKind;

/// Why a question, or something of it, is not in the written file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiftLoss {
    /// A kind that GIFT does not have; the question is left out.
    #[error("left out: GIFT has no questions of the kind {0}")]
    Kind(&'static str),
    /// No reader would take the question as it is; it is left out.
    #[error("left out: {0}")]
    Refused(GiftProblemKind),
    /// It would be read as another question; it is left out.
    #[error("left out: it cannot be written so that the same is read")]
    Unsayable,
    /// It had no name, and was given one.
    #[error("it had no name and is now called {0}")]
    NoName(String),
    /// Its name was taken, and it was given another.
    #[error("its name was taken and it is now called {0}")]
    NameTwice(String),
    /// Blanks at the ends of texts, and carriage returns.
    #[error("blanks at the beginning or end of a text, and carriage returns, are dropped")]
    Blanks,
    /// The category cannot stand on a line, or would be taken for Moodle's own place.
    #[error("the category {0} cannot be written and is dropped")]
    Category(String),
    /// A comment cannot carry the identifier.
    #[error("the identifier {0} cannot be written and is dropped")]
    ExternalId(String),
    /// A comment cannot carry the tag, or it would be taken for a difficulty.
    #[error("the tag {0} cannot be written and is dropped")]
    Tag(String),
    /// Options that keep their place when others are shuffled.
    #[error("that options keep their place is dropped")]
    FixedOptions,
    /// Capital letters or accents matter in another way than usual.
    #[error("how capital letters and accents are compared is dropped")]
    TextMatching,
    /// Units of a number.
    #[error("units are dropped: only a bare number is right")]
    Units,
    /// Limits, template, notes or rubric of an essay.
    #[error("the rules of the essay, its notes and its rubric are dropped")]
    EssayRules,
    /// A description has no braces to hold it.
    #[error("the general feedback of a description is dropped")]
    DescriptionFeedback,
    /// An arrow in a short answer or matching, which only this program reads as one.
    #[error("the arrow -> in an answer is written -\\>, which other programs show so")]
    Arrow,
}

impl GiftLoss {
    /// Whether the whole question is left out.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Kind(_) | Self::Refused(_) | Self::Unsayable)
    }
}
