//! What can be wrong with a file, and what stays out of one that is right.

/// How large a file may be.
pub mod limits {
    /// The most bytes of a whole file.
    pub const FILE: usize = 64 << 20;
    /// The most questions in a file.
    pub const QUESTIONS: usize = 5_000;
    /// The most elements in a question.
    pub const PARTS: usize = 5_000;
    /// The most gaps in a text.
    pub const GAPS: usize = 500;
    /// The most answers in a gap.
    pub const GAP_ANSWERS: usize = 500;
    /// The most bytes of a picture, sound or video.
    pub const MEDIUM: usize = 16 << 20;
    /// The most bytes of all of them together.
    pub const MEDIA: usize = 48 << 20;
    /// The most elements, texts and comments.
    pub const NODES: u32 = 1_000_000;
    /// How deep elements may stand within elements.
    pub const DEPTH: usize = 32;
    /// The most bytes of a tag with its attributes.
    pub const TAG: usize = 4_096;
    /// The most namespaces declared.
    pub const NAMESPACES: usize = 16;
}

/// What is wrong with a Moodle XML file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlProblemKind {
    /// More than [`limits::FILE`] bytes.
    #[error("the file is too large")]
    TooLarge,
    /// Not UTF-8, which the format asks for.
    #[error("the file is not written in UTF-8")]
    NotUtf8,
    /// Not XML, in the parser's words.
    #[error("not XML: {0}")]
    NotXml(String),
    /// A document type, which can make a small file grow without end.
    #[error("a document type is not taken")]
    DocumentType,
    /// More than [`limits::NODES`], [`limits::DEPTH`], [`limits::TAG`] or [`limits::NAMESPACES`] allow.
    #[error("the XML is too large or too deep")]
    TooComplex,
    /// The outermost element is another than `quiz`.
    #[error("not a Moodle question file: it begins with <{0}>")]
    NotQuiz(String),
    /// More than [`limits::QUESTIONS`].
    #[error("too many questions in one file")]
    TooManyQuestions,
    /// No text.
    #[error("the question asks nothing")]
    NoPrompt,
    /// Elements within a text: its HTML is neither escaped nor in CDATA.
    #[error("markup in a text has to be escaped or to stand in CDATA")]
    MarkupInText,
    /// Too few options, items or answers.
    #[error("too few answers")]
    TooFewAnswers,
    /// More than [`limits::PARTS`], [`limits::GAPS`] or [`limits::GAP_ANSWERS`].
    #[error("too many answers in one question")]
    TooManyAnswers,
    /// A fraction that is no number from −100 to 100.
    #[error("not a weight: {0}")]
    BadWeight(String),
    /// A number, tolerance, multiplier or limit that is none.
    #[error("not a number: {0}")]
    BadNumber(String),
    /// No way to the full mark.
    #[error("the full mark cannot be reached: the right answers' weights add up to {0} %")]
    FullMarkOutOfReach(String),
    /// A matching with fewer than two pairs, or with a stem that has no answer.
    #[error("a matching needs two pairs or more, each with both sides")]
    BadMatching,
    /// A text with gaps that has none.
    #[error("the text has no gaps")]
    NoGaps,
    /// `{1:SHORTANSWER:…` without `}`.
    #[error("the brace that opens a gap is not closed")]
    GapNotClosed,
    /// A file's name that is empty or leads elsewhere.
    #[error("not a file name: {0}")]
    BadFileName(String),
    /// Content that is no base64.
    #[error("the content of {0} cannot be read")]
    BadFile(String),
    /// More than [`limits::MEDIUM`], or [`limits::MEDIA`] for all together.
    #[error("{0} is too large")]
    FileTooLarge(String),
    /// A question about a picture without it.
    #[error("the picture is missing")]
    NoPicture,
    /// A place on a picture that cannot be read.
    #[error("not a place on a picture: {0}")]
    BadShape(String),
    /// A place for a text that is not there.
    #[error("there is no text number {0}")]
    NoSuchText(String),
}

/// Why something in a file stays out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftOutWhy {
    /// A type of question that has no like here.
    #[error("questions of the type {0} are not taken")]
    QuestionType(String),
    /// Taken out of use in Moodle, where it is kept for the attempts that had it.
    #[error("the question is hidden")]
    Hidden,
    /// A text shows a file that is not in the export.
    #[error("the file {0} is not in the export")]
    MissingFile(String),
    /// A picture as Moodle 1 kept it.
    #[error("the picture is kept in an old way")]
    OldPicture,
    /// A picture whose size cannot be read, so that places on it have no measure.
    #[error("the size of the picture is not known")]
    PictureSize,
    /// A place that is neither a rectangle nor a circle.
    #[error("places that are polygons are not taken")]
    Polygon,
    /// Pictures to be put on places.
    #[error("pictures to be dragged are not taken")]
    DraggedPictures,
    /// A text that belongs on either of two places.
    #[error("a text that fits several places but can be used only once is not taken")]
    EitherPlace,
    /// An essay that is handed in as a file.
    #[error("answers in files are not taken")]
    Attachments,
    /// A unit that must stand before the number.
    #[error("units before a number are not taken")]
    UnitBeforeNumber,
    /// A gap of a kind that has no like here.
    #[error("gaps of the kind {0} are not taken")]
    GapKind(String),
    /// Hints between tries. The question is taken without.
    #[error("hints are not taken")]
    Hints,
    /// Another rule for the marks of an ordering, or a choice among its items. The question is taken with our own.
    #[error("the ordering's own rules for marks are not taken")]
    OrderingRules,
    /// All of a picture outside the right places. The question is taken, and lacks places that are wrong.
    #[error("only the right places are known: wrong ones have to be added")]
    WrongPlaces,
}

impl LeftOutWhy {
    /// Whether it keeps the whole question out, and not only a part of it.
    pub const fn is_whole_question(&self) -> bool {
        !matches!(self, Self::Hints | Self::OrderingRules | Self::WrongPlaces)
    }
}
