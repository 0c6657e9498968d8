//! What can be wrong with a file.

use super::{LARGEST_FILE, MOST_ANSWERS};
use crate::quizzes::{interchange::FileProblem, question::TextFormat};

/// One thing that is wrong with a GIFT file.
pub type GiftProblem = FileProblem<GiftProblemKind>;

/// What can be wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiftProblemKind {
    /// More than [`LARGEST_FILE`] bytes.
    #[error("the file is larger than {} MB", LARGEST_FILE / 1024 / 1024)]
    TooLarge,
    /// `{` without `}`.
    #[error("the brace that opens the answers is not closed")]
    NotClosed,
    /// `}` without `{`, or a second pair of braces.
    #[error("a brace that does not belong here (write \\{{ or \\}} where one is meant as text)")]
    StrayBrace,
    /// No text beside the braces.
    #[error("the question asks nothing")]
    NoPrompt,
    /// Text before the first `=` or `~`.
    #[error("text before the first answer: {0}")]
    StrayText(String),
    /// An answer without text.
    #[error("an answer without text")]
    EmptyAnswer,
    /// `%…%` that is no number from −100 to 100.
    #[error("not a weight: {0}")]
    BadWeight(String),
    /// A numeric answer that is no number or range.
    #[error("not a number: {0}")]
    BadNumber(String),
    /// Fewer than two options.
    #[error("fewer than two answers to choose from")]
    TooFewAnswers,
    /// More than [`MOST_ANSWERS`].
    #[error("more than {MOST_ANSWERS} answers")]
    TooManyAnswers,
    /// No way to the full mark.
    #[error("the full mark cannot be reached: the right answers' weights add up to {0} %")]
    FullMarkOutOfReach(String),
    /// A matching with a pair that lacks a side, or fewer than two pairs.
    #[error("a matching needs two pairs or more, each with both sides")]
    BadMatching,
    /// `#` in a pair.
    #[error("a pair of a matching has no feedback of its own (write \\# where it is meant as text)")]
    MatchingFeedback,
    /// A text in another format than its question's, with marks that would be lost.
    #[error("this text is in the format {text}, its question in {question}: write both in one")]
    MixedFormats {
        /// The text's.
        text: TextFormat,
        /// The question's.
        question: TextFormat,
    },
    /// The name is taken by an earlier question.
    #[error("the name {0} is taken by an earlier question")]
    NameTwice(String),
}
