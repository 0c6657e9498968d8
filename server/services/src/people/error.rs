//! What can go wrong when people are kept.

use crate::StoreError;

/// Why a change of people is not made.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// No such person, school or fact within reach.
    #[error("not found")]
    NotFound,
    /// Not a person's name.
    #[error("not a person's name")]
    BadName,
    /// Not a code: 1 to 40 letters, digits, dots, hyphens.
    #[error("not a code")]
    BadCode,
    /// Somebody has the code already.
    #[error("the code is taken")]
    CodeTaken,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    BadEmail,
    /// Somebody has the address already.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The address opens the account of somebody with a role, which only the office may change.
    #[error("the e-mail address of somebody with a role")]
    EmailOfRoleHolder,
    /// A day that is missing, or too far away to be meant.
    #[error("not a day that can be meant")]
    BadDay,
    /// A birthday to come, or too long ago.
    #[error("not a birthday")]
    BadBirthday,
    /// A first day too far away to be meant.
    #[error("not a first day that can be meant")]
    BadFromDay,
    /// Somebody of that name is at the school already.
    #[error("somebody of that name is at the school already")]
    NamesakeThere,
    /// The end is not after the beginning.
    #[error("the end is not after the beginning")]
    EndsBeforeItStarts,
    /// The person is there already at that time.
    #[error("is there already at that time")]
    AlreadyThere,
    /// Duties are for staff of the school.
    #[error("not staff of the school at that time")]
    NotStaff,
    /// No class of that school and school year, or not for a pupil.
    #[error("not a class of the school and year")]
    NotAClass,
    /// Nobody was chosen.
    #[error("nobody was chosen")]
    NobodyChosen,
    /// Other people match than those that were confirmed.
    #[error("other people match than were confirmed")]
    ChoiceChanged,
    /// Many leave or move, and their number was not typed in.
    #[error("the number was not typed in")]
    NumberNotTyped,
    /// Nobody records the own leaving.
    #[error("nobody records the own leaving")]
    NotOneself,
    /// Nobody would be left with the role of principal.
    #[error("the school's last principal")]
    LastPrincipal,
    /// More people than can be handed something at once.
    #[error("too many people at once")]
    TooManyChosen,
    /// One record cannot be merged with itself.
    #[error("one and the same record")]
    SameRecord,
    /// No number of a decision, or a day to come.
    #[error("not a decision")]
    BadDecision,
    /// A file that is no PDF, JPEG or PNG.
    #[error("not a PDF, JPEG or PNG")]
    WrongFile,
    /// A file that is too large.
    #[error("the file is too large")]
    FileTooLarge,
    /// The folder of files failed.
    #[error("cannot keep the file: {0}")]
    Files(#[from] std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for PeopleError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
