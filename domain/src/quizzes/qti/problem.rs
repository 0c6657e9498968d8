//! What can be wrong with a package, and why something in it stays out.

use super::super::interchange::{FileProblem, Place};

/// One thing that is wrong with a package; while there is any, nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{problem}")]
pub struct QtiProblem {
    /// The file in the package.
    pub file: String,
    /// Where in it, and what.
    pub problem: FileProblem<QtiProblemKind>,
}

impl QtiProblem {
    pub(super) fn new(file: &str, place: Place, kind: QtiProblemKind) -> Self {
        Self { file: file.to_owned(), problem: FileProblem { place, kind } }
    }

    /// What is wrong with a file as a whole.
    pub(super) fn whole(file: &str, kind: QtiProblemKind) -> Self {
        Self::new(file, START, kind)
    }
}

/// Where a file begins.
pub(super) const START: Place = Place { line: 1, column: 1 };

/// What can be wrong with a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QtiProblemKind {
    /// Neither a manifest, nor a test, nor an item.
    #[error("there are no QTI questions in it")]
    NothingInIt,
    /// Neither UTF-8 nor UTF-16.
    #[error("the file is neither UTF-8 nor UTF-16")]
    NotText,
    /// No well-formed XML, or one with a document type definition.
    #[error("not XML as it is taken here: {0}")]
    Xml(String),
    /// More than [`super::LARGEST_XML`] bytes.
    #[error("the file is too large")]
    TooLarge,
    /// Elements stand in one another more than [`super::DEEPEST`] deep.
    #[error("elements are nested too deep")]
    TooDeep,
    /// An element with more attributes, or a file with more namespaces, than any program writes.
    #[error("too many attributes or namespaces")]
    TooManyAttributes,
    /// More than [`super::MOST_ITEMS`] questions.
    #[error("more questions than can be taken at once")]
    TooManyItems,
    /// The questions' texts together have more than [`super::MOST_TEXT`] bytes.
    #[error("the questions' texts are too long together")]
    TooMuchText,
    /// A file that the package speaks of and does not hold.
    #[error("the file {0} is not in the package")]
    MissingFile(String),
    /// A path that leads out of the package.
    #[error("the path {0} leads out of the package")]
    PathOutside(String),
    /// Another kind of document than was announced.
    #[error("<{0}> is no document that is read here")]
    WrongRoot(String),
}

/// Why something in a package stays out. [`LeftOutWhy::is_part`] tells whether its question was taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum LeftOutWhy {
    /// A way of answering that has no like here, by QTI's name for it.
    #[error("answers by {0} are not known here")]
    UnsupportedInteraction(String),
    /// Several things are asked that do not stand in running text.
    #[error("the item asks several things at once")]
    SeveralInteractions,
    /// Points are given by rules that have no like here.
    #[error("the item gives its points by rules of its own")]
    CustomResponseProcessing,
    /// Nothing says what is right.
    #[error("the item does not say what is right")]
    NoCorrectResponse,
    /// What is right is said for a part of the item only.
    #[error("the item says for some of its parts only what is right")]
    IncompleteKey,
    /// Several answers belong to one stem.
    #[error("several answers belong to one thing")]
    ManyToMany,
    /// The item changes with the answers given.
    #[error("the item adapts to the answers")]
    AdaptiveItem,
    /// The item is made anew for each learner.
    #[error("the item is a template with values drawn by chance")]
    TemplateItem,
    /// A shape other than a rectangle or a circle, or coordinates that are no pixels.
    #[error("a place in the picture is neither a rectangle nor a circle in pixels: {0}")]
    UnsupportedShape(String),
    /// Nothing says how large a picture is.
    #[error("the size of the picture is unknown")]
    PictureWithoutSize,
    /// No picture where one is needed.
    #[error("the picture is missing")]
    NoPicture,
    /// A picture, sound or video that the package does not hold.
    #[error("the file {0} is not in the package")]
    MissingFile(String),
    /// A picture, sound or video that lies elsewhere in the net.
    #[error("{0} lies outside of the package")]
    MediaElsewhere(String),
    /// A file that is no picture, sound or video of a known kind.
    #[error("{0} is no picture, sound or video of a known kind")]
    UnsupportedMedia(String),
    /// A part of the item lies in a file that would have to be built in.
    #[error("parts of the item would have to be included from elsewhere")]
    Included,
    /// Fewer than two things to choose from, to match or to order.
    #[error("fewer than two things to choose from")]
    TooFewChoices,
    /// More choices, gaps or text than one question may have.
    #[error("the item is too large")]
    TooMuch,
    /// A key that should be a number and is none.
    #[error("not a number: {0}")]
    BadNumber(String),
    /// The file holds neither an item nor a test, by its root element.
    #[error("<{0}> is neither an item nor a test")]
    NotAnItem(String),
    /// Neither a text nor a question.
    #[error("the item is empty")]
    Empty,
    /// A question of QTI 1.
    #[error("the item is written in QTI 1")]
    OldVersion,
    /// The item stands in a test for the second time.
    #[error("the item is named for the second time")]
    Twice,
    /// A resource depends on one that is not there.
    #[error("another part depends on it, but it is not in the manifest")]
    NoSuchResource,

    /// A part: points for a wholly right answer only; here each right part earns its share.
    #[error("points for the whole answer only: here each part earns its share")]
    AllOrNothing,
    /// A part: pairs that weigh differently, or points taken for wrong ones; here each right pair earns the same.
    #[error("weights of the pairs: here each right one earns the same")]
    Weights,
    /// A part: no more than so many may be chosen; here a wrong choice costs what a right one earns.
    #[error("at most {0} may be chosen: here a wrong choice costs what a right one earns")]
    LimitOfChoices(u32),
    /// A part: a feedback that is not said to a choice, by its identifier.
    #[error("feedback {0}, which is not said to one choice")]
    Feedback(String),
    /// A part: an element that has no like here, by its name.
    #[error("<{0}>, which is not known here")]
    Element(String),
    /// A part of a test: a rule of the test, by the element's name.
    #[error("<{0}>: a test's own rules are not taken, only its questions")]
    TestRule(String),
}

impl LeftOutWhy {
    /// Whether only a part stays out, and the question or test that it belongs to was taken without it.
    pub const fn is_part(&self) -> bool {
        matches!(
            self,
            Self::AllOrNothing
                | Self::Weights
                | Self::LimitOfChoices(_)
                | Self::Feedback(_)
                | Self::Element(_)
                | Self::TestRule(_)
                | Self::NoSuchResource
        )
    }
}

/// Why an item is not taken.
#[derive(Debug)]
pub enum Stop {
    /// It stays out, the others are taken.
    LeftOut(LeftOutWhy),
    /// The whole package is refused.
    Refused(QtiProblemKind),
}

impl From<LeftOutWhy> for Stop {
    fn from(why: LeftOutWhy) -> Self {
        Self::LeftOut(why)
    }
}

impl From<QtiProblemKind> for Stop {
    fn from(kind: QtiProblemKind) -> Self {
        Self::Refused(kind)
    }
}
