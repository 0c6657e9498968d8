//! What Moodle XML cannot say.

/// Something that did not get into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// The place of the question among those to be written, from 0.
    pub question: usize,
    /// Its name.
    pub name: String,
    /// What is not said.
    pub why: UnsaidWhy,
}

/// Why something did not get into the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsaidWhy {
    /// Some options stay at their place and others do not: in Moodle all are shuffled.
    #[error("single options cannot be kept at their place")]
    FixedOptions,
    /// Answers without accents are taken here, and not there.
    #[error("answers without accents cannot be accepted")]
    AnyAccents,
    /// What whoever marks an essay looks at.
    #[error("criteria of an essay cannot be said")]
    Rubric,
    /// Units of a number in a gap.
    #[error("a number in a gap cannot have units")]
    UnitsInGap,
    /// A file that a text shows and nobody has.
    #[error("the file {0} is missing")]
    MissingFile(String),
    /// The picture itself is missing, and with it the question.
    #[error("the picture {0} is missing")]
    MissingPicture(String),
    /// The gaps are not each named once in the text, or one is of a kind that fits no gap or counts nothing; the whole
    /// question stays out.
    #[error("the gaps and the text do not fit each other")]
    Gaps,
    /// A range of numbers that no number and tolerance give; the whole question stays out.
    #[error("a range of numbers is too fine")]
    Range,
}

impl UnsaidWhy {
    /// Whether the whole question stays out, and not only a part of it.
    pub const fn is_whole_question(&self) -> bool {
        matches!(self, Self::MissingPicture(_) | Self::Gaps | Self::Range)
    }
}
