//! What crosses to the browser when something does not work: a kind, never internals.

use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a request was not answered. Words for it are in [`crate::words`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// No valid session.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, but this is not theirs.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// What was sent cannot be taken.
    #[error("invalid: {0:?}")]
    Invalid(Problem),
    /// The server failed; the reference finds the cause in its log.
    #[error("internal error {reference}")]
    Internal {
        /// Random, in the log too.
        reference: String,
    },
}

/// What is wrong with what somebody sent; also the words in an address (`?problem=wrong_password`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// User name or password is wrong.
    WrongPassword,
    /// The one-time code is wrong.
    WrongCode,
    /// The installation is set up already.
    AlreadySetUp,
    /// The user name is taken.
    UsernameTaken,
    /// Not a user name.
    BadUsername,
    /// Not a person's name.
    BadName,
    /// No name of the organisation.
    NoOrganisationName,
    /// Too short a password.
    PasswordTooShort,
    /// Too long a password.
    PasswordTooLong,
    /// A password of the demo.
    DemoPassword,
    /// Questions without an answer.
    Incomplete,
    /// The attempt is over.
    AlreadySubmitted,
    /// No attempt is left.
    NoAttemptLeft,
    /// Lessons first.
    LessonsLeft,
    /// A field holds what is no answer.
    BadResponse,
    /// The form could not be read.
    BadForm,
    /// No class has this code, no open lesson this number.
    WrongClassCode,
    /// PIN or pictures are wrong.
    WrongPin,
    /// The session has ended; the answers of the quiz are kept.
    AnswersKept,
    /// A period that cannot be set.
    BadPeriod,
    /// Tried too often.
    TooManyTries,
    /// Signing in through the provider did not work.
    OidcFailed,
    /// The provider names no address that counts.
    OidcNoAddress,
    /// Nobody here has the address that the provider names.
    OidcUnknown,
    /// The provider does not answer.
    OidcUnreachable,
    /// The provider's address is no https address.
    OidcBadIssuer,
    /// Settings of the provider are missing.
    OidcMissing,
    /// Not a domain.
    OidcBadDomain,
    /// Not a class's name.
    ClassName,
    /// A grade that the school does not teach.
    GradeNotTaught,
    /// The class is there already.
    ClassNameTaken,
    /// Not a day of the school year.
    ClassDay,
    /// Teacher of the class already.
    AlreadyClassTeacher,
    /// No pupil was chosen.
    NoPupilChosen,
    /// The roll-over is in another state.
    RollOverState,
    /// The plan changed since it was looked at.
    RollOverPlanChanged,
    /// There is nobody to roll over.
    RollOverNothing,
    /// What was written was changed since.
    RollOverChangedSince,
    /// Not a code.
    OrganisationCode,
    /// The code is taken.
    OrganisationCodeTaken,
    /// A school without a level.
    OrganisationLevel,
    /// Nothing can stand below that node.
    OrganisationParent,
    /// A node below itself.
    OrganisationCircle,
    /// Not a possible day.
    OrganisationDay,
    /// The node is closed.
    OrganisationClosed,
    /// Nodes below are open.
    OrganisationChildrenOpen,
    /// Memberships are open there.
    OrganisationMembersOpen,
    /// Only two schools can be merged.
    NotTwoSchools,
    /// Pupils are in classes of an earlier year.
    NotRolledOver,
    /// No file was chosen.
    FileMissing,
    /// The file is larger than what is read.
    FileTooLarge,
    /// The file has more lines than are read.
    FileTooLong,
    /// The file has no line.
    FileEmpty,
    /// The file is neither a workbook nor text.
    FileUnreadable,
    /// A workbook of the old kind, or with a password.
    OldExcel,
    /// Schools come in by the office alone.
    SchoolsByOffice,
    /// A column that is needed was not chosen, or one chosen twice.
    ColumnsIncomplete,
    /// What the import would do has changed since it was shown.
    PreviewDiffers,
    /// Lines are wrong, and leaving them out was not chosen.
    LinesWrong,
    /// It was decided before.
    AlreadyDecided,
    /// No line would change anything.
    NothingToTake,
    /// The roster is in.
    RosterTaken,
    /// The import is taken back.
    RosterUndone,
    /// Somebody completed a course since.
    UndoCompletions,
    /// Somebody took a quiz since.
    UndoAttempts,
    /// Somebody read a lesson since.
    UndoReadings,
    /// Somebody got credentials since.
    UndoAccounts,
    /// Rows were changed since.
    UndoChanged,
    /// Something else refers to it.
    UndoUsed,
    /// Somebody has the code already.
    CodeTaken,
    /// Not a code.
    BadCode,
    /// Somebody has the e-mail address already.
    EmailTaken,
    /// Not an e-mail address.
    BadEmail,
    /// The e-mail address of somebody with a role.
    EmailOfRoleHolder,
    /// A day that is missing or cannot be meant.
    BadDay,
    /// The end is not after the beginning.
    EndsBeforeItStarts,
    /// Is there already at that time.
    AlreadyThere,
    /// Not staff of the school at that time.
    NotStaff,
    /// Nobody was chosen.
    NobodyChosen,
    /// Other people match than were confirmed.
    ChoiceChanged,
    /// One record twice.
    SameRecord,
    /// Not a founding decision.
    BadDecision,
    /// Not a kind of file that is taken.
    WrongFile,
    /// Too large a file.
    FileTooLarge,
    /// The role does not stand there.
    RoleWrongPlace,
    /// The role's days do not fit.
    RoleDays,
    /// Not of the staff there.
    RoleNotStaff,
    /// The role is held already.
    RoleHeld,
    /// The own last role as principal.
    RoleOwn,
    /// The node's last office role.
    RoleLastOffice,
    /// The own account.
    OwnAccount,
    /// A role elsewhere stands in the way.
    OtherRoles,
    /// Answers are kept.
    Saved,
    /// It worked.
    Done,
}

impl Problem {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::WrongPassword, "wrong_password"),
        (Self::WrongCode, "wrong_code"),
        (Self::AlreadySetUp, "already_set_up"),
        (Self::UsernameTaken, "username_taken"),
        (Self::BadUsername, "bad_username"),
        (Self::BadName, "bad_name"),
        (Self::NoOrganisationName, "no_organisation_name"),
        (Self::PasswordTooShort, "password_too_short"),
        (Self::PasswordTooLong, "password_too_long"),
        (Self::DemoPassword, "demo_password"),
        (Self::Incomplete, "incomplete"),
        (Self::AlreadySubmitted, "already_submitted"),
        (Self::NoAttemptLeft, "no_attempt_left"),
        (Self::LessonsLeft, "lessons_left"),
        (Self::BadResponse, "bad_response"),
        (Self::BadForm, "bad_form"),
        (Self::WrongClassCode, "wrong_class_code"),
        (Self::WrongPin, "wrong_pin"),
        (Self::AnswersKept, "answers_kept"),
        (Self::BadPeriod, "bad_period"),
        (Self::TooManyTries, "too_many_tries"),
        (Self::OidcFailed, "oidc_failed"),
        (Self::OidcNoAddress, "oidc_no_address"),
        (Self::OidcUnknown, "oidc_unknown"),
        (Self::OidcUnreachable, "oidc_unreachable"),
        (Self::OidcBadIssuer, "oidc_bad_issuer"),
        (Self::OidcMissing, "oidc_missing"),
        (Self::OidcBadDomain, "oidc_bad_domain"),
        (Self::ClassName, "bad_class_name"),
        (Self::GradeNotTaught, "grade_not_taught"),
        (Self::ClassNameTaken, "class_name_taken"),
        (Self::ClassDay, "class_day"),
        (Self::AlreadyClassTeacher, "already_class_teacher"),
        (Self::NoPupilChosen, "no_pupil_chosen"),
        (Self::RollOverState, "roll_over_state"),
        (Self::RollOverPlanChanged, "roll_over_plan_changed"),
        (Self::RollOverNothing, "roll_over_nothing"),
        (Self::RollOverChangedSince, "roll_over_changed_since"),
        (Self::OrganisationCode, "organisation_code"),
        (Self::OrganisationCodeTaken, "organisation_code_taken"),
        (Self::OrganisationLevel, "organisation_level"),
        (Self::OrganisationParent, "organisation_parent"),
        (Self::OrganisationCircle, "organisation_circle"),
        (Self::OrganisationDay, "organisation_day"),
        (Self::OrganisationClosed, "organisation_closed"),
        (Self::OrganisationChildrenOpen, "organisation_children_open"),
        (Self::OrganisationMembersOpen, "organisation_members_open"),
        (Self::NotTwoSchools, "not_two_schools"),
        (Self::NotRolledOver, "not_rolled_over"),
        (Self::FileMissing, "file_missing"),
        (Self::FileTooLarge, "file_too_large"),
        (Self::FileTooLong, "file_too_long"),
        (Self::FileEmpty, "file_without_lines"),
        (Self::FileUnreadable, "file_unreadable"),
        (Self::OldExcel, "old_excel"),
        (Self::SchoolsByOffice, "schools_by_office"),
        (Self::ColumnsIncomplete, "columns_incomplete"),
        (Self::PreviewDiffers, "preview_differs"),
        (Self::LinesWrong, "lines_wrong"),
        (Self::AlreadyDecided, "already_decided"),
        (Self::NothingToTake, "nothing_to_take"),
        (Self::RosterTaken, "roster_taken"),
        (Self::RosterUndone, "roster_undone"),
        (Self::UndoCompletions, "undo_completions"),
        (Self::UndoAttempts, "undo_attempts"),
        (Self::UndoReadings, "undo_readings"),
        (Self::UndoAccounts, "undo_accounts"),
        (Self::UndoChanged, "undo_changed"),
        (Self::UndoUsed, "undo_used"),
        (Self::CodeTaken, "code_taken"),
        (Self::BadCode, "bad_code"),
        (Self::EmailTaken, "email_taken"),
        (Self::BadEmail, "bad_email"),
        (Self::EmailOfRoleHolder, "email_of_role_holder"),
        (Self::BadDay, "bad_day"),
        (Self::EndsBeforeItStarts, "ends_before_it_starts"),
        (Self::AlreadyThere, "already_there"),
        (Self::NotStaff, "not_staff"),
        (Self::NobodyChosen, "nobody_chosen"),
        (Self::ChoiceChanged, "choice_changed"),
        (Self::SameRecord, "same_record"),
        (Self::BadDecision, "bad_decision"),
        (Self::WrongFile, "wrong_file"),
        (Self::FileTooLarge, "file_too_large"),
        (Self::RoleWrongPlace, "role_wrong_place"),
        (Self::RoleDays, "role_days"),
        (Self::RoleNotStaff, "role_not_staff"),
        (Self::RoleHeld, "role_held"),
        (Self::RoleOwn, "role_own"),
        (Self::RoleLastOffice, "role_last_office"),
        (Self::OwnAccount, "own_account"),
        (Self::OtherRoles, "other_roles"),
        (Self::Saved, "saved"),
        (Self::Done, "done"),
    ];

    /// Whether it is good news.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Saved | Self::Done | Self::AnswersKept)
        matches!(self, Self::Saved | Self::Done | Self::RosterTaken | Self::RosterUndone)
    }

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(problem, _)| *problem == self).map_or("bad_form", |(_, word)| word)
    }

    /// The problem that a word in an address names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(problem, _)| *problem)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Invalid(Problem::BadForm)
            }
            _ => Self::Internal { reference: String::new() },
        }
    }
}

#[cfg(feature = "ssr")]
mod from_services {
    use super::{AppError, Problem};
    use domain::access::{credentials::CredentialError, oidc::OidcFormError};
    use services::{
        StoreError,
        access::{AccessError, oidc::OidcError},
        courses::CourseError, progress::ProgressError, quizzes::QuizError,
        StoreError, access::AccessError, courses::CourseError, people::ExportError, progress::ProgressError,
    use domain::access::credentials::CredentialError;
    use domain::people::classes::ClassNameError;
    use services::{
        StoreError,
        access::AccessError,
        courses::CourseError,
        people::{ClassError, OrganisationError, RollOverError},
    use domain::{
        access::credentials::CredentialError,
        people::roster::{HeadingError, view::UndoObstacle},
    };
    use services::{
        StoreError,
        access::AccessError,
        courses::CourseError,
        people::{ImportError, UndoError},
        progress::ProgressError,
        StoreError, access::AccessError, courses::CourseError, people::PeopleError, progress::ProgressError,
        access::{AccessError, RoleError},
        courses::CourseError,
        progress::ProgressError,
        quizzes::QuizError,
    };

    /// Logs what happened under a random reference and shows only that.
    fn internal(error: &dyn std::error::Error) -> AppError {
        let reference = format!("{:08x}", crate::door::chance() as u32);
        tracing::error!(%reference, %error, "a request failed");
        AppError::Internal { reference }
    }

    impl From<StoreError> for AppError {
        fn from(error: StoreError) -> Self {
            internal(&error)
        }
    }

    impl From<AccessError> for AppError {
        fn from(error: AccessError) -> Self {
            let invalid = Self::Invalid;
            match error {
                AccessError::NotSignedIn => Self::NotSignedIn,
                AccessError::Forbidden => Self::Forbidden,
                AccessError::NotFound => Self::NotFound,
                AccessError::WrongPassword => invalid(Problem::WrongPassword),
                AccessError::WrongCode => invalid(Problem::WrongCode),
                AccessError::AlreadySetUp => invalid(Problem::AlreadySetUp),
                AccessError::UsernameTaken => invalid(Problem::UsernameTaken),
                AccessError::BadName => invalid(Problem::BadName),
                AccessError::NoOrganisationName => invalid(Problem::NoOrganisationName),
                AccessError::Credential(CredentialError::BadUsername) => invalid(Problem::BadUsername),
                AccessError::Credential(CredentialError::PasswordTooShort) => invalid(Problem::PasswordTooShort),
                AccessError::Credential(CredentialError::PasswordTooLong) => invalid(Problem::PasswordTooLong),
                AccessError::Credential(CredentialError::DemoPassword) => invalid(Problem::DemoPassword),
                AccessError::BadPeriod => invalid(Problem::BadPeriod),
                AccessError::TooManyTries => invalid(Problem::TooManyTries),
                AccessError::WrongClassCode => invalid(Problem::WrongClassCode),
                AccessError::Hashing => internal(&error),
                AccessError::Store(error) => error.into(),
            }
        }
    }

    impl From<OidcError> for AppError {
        fn from(error: OidcError) -> Self {
            // What the provider said is for whoever keeps the server, not for the reader.
            if matches!(error, OidcError::Unreachable(_) | OidcError::Refused(_) | OidcError::Secret) {
                tracing::warn!(%error, "sign-in through the provider failed");
            }
            let invalid = Self::Invalid;
            match error {
                OidcError::NotSetUp => Self::NotFound,
                OidcError::Form(OidcFormError::BadIssuer) => invalid(Problem::OidcBadIssuer),
                OidcError::Form(OidcFormError::Missing) => invalid(Problem::OidcMissing),
                OidcError::Form(OidcFormError::BadDomain) => invalid(Problem::OidcBadDomain),
                OidcError::Unreachable(_) => invalid(Problem::OidcUnreachable),
                OidcError::NotUnderWay | OidcError::Refused(_) | OidcError::Secret => invalid(Problem::OidcFailed),
                OidcError::NoAddress => invalid(Problem::OidcNoAddress),
                OidcError::Unknown => invalid(Problem::OidcUnknown),
                OidcError::Access(error) => error.into(),
                OidcError::Store(error) => error.into(),
            }
    impl From<ExportError> for AppError {
        fn from(error: ExportError) -> Self {
            internal(&error)
    impl From<ClassError> for AppError {
        fn from(error: ClassError) -> Self {
            let problem = match error {
                ClassError::NotFound => return Self::NotFound,
                ClassError::Store(error) => return error.into(),
                ClassError::Name(ClassNameError::NotAName) => Problem::ClassName,
                ClassError::Name(ClassNameError::GradeNotTaught) => Problem::GradeNotTaught,
                ClassError::NameTaken => Problem::ClassNameTaken,
                ClassError::BadDay => Problem::ClassDay,
                ClassError::AlreadyTeacher => Problem::AlreadyClassTeacher,
                ClassError::NobodyChosen => Problem::NoPupilChosen,
            };
            Self::Invalid(problem)
        }
    }

    impl From<RollOverError> for AppError {
        fn from(error: RollOverError) -> Self {
            let problem = match error {
                RollOverError::NotFound => return Self::NotFound,
                RollOverError::Store(error) => return error.into(),
                RollOverError::OtherState => Problem::RollOverState,
                RollOverError::PlanChanged => Problem::RollOverPlanChanged,
                RollOverError::NothingToDo => Problem::RollOverNothing,
                RollOverError::ChangedSince => Problem::RollOverChangedSince,
            };
            Self::Invalid(problem)
        }
    }

    impl From<OrganisationError> for AppError {
        fn from(error: OrganisationError) -> Self {
            let problem = match error {
                OrganisationError::NotFound => return Self::NotFound,
                OrganisationError::Store(error) => return error.into(),
                OrganisationError::NoName => Problem::NoOrganisationName,
                OrganisationError::BadCode => Problem::OrganisationCode,
                OrganisationError::CodeTaken => Problem::OrganisationCodeTaken,
                OrganisationError::NoLevel => Problem::OrganisationLevel,
                OrganisationError::BadParent => Problem::OrganisationParent,
                OrganisationError::Circle => Problem::OrganisationCircle,
                OrganisationError::BadDay => Problem::OrganisationDay,
                OrganisationError::Closed => Problem::OrganisationClosed,
                OrganisationError::ChildrenOpen => Problem::OrganisationChildrenOpen,
                OrganisationError::MembersOpen => Problem::OrganisationMembersOpen,
                OrganisationError::NotTwoSchools => Problem::NotTwoSchools,
                OrganisationError::NotRolledOver => Problem::NotRolledOver,
            };
            Self::Invalid(problem)
    impl From<ImportError> for AppError {
        fn from(error: ImportError) -> Self {
            Self::Invalid(match error {
                ImportError::NotFound => return Self::NotFound,
                ImportError::Store(error) => return error.into(),
                ImportError::NotText { .. } | ImportError::BrokenWorkbook { .. } | ImportError::NotATable { .. } => {
                    Problem::FileUnreadable
                }
                ImportError::OldExcel { .. } => Problem::OldExcel,
                ImportError::TooLarge { .. } => Problem::FileTooLarge,
                ImportError::TooManyLines { .. } => Problem::FileTooLong,
                ImportError::Heading { problem: HeadingError::Empty, .. } => Problem::FileEmpty,
                ImportError::Heading { .. } => Problem::ColumnsIncomplete,
                ImportError::OfficeOnly { .. } => Problem::SchoolsByOffice,
                ImportError::Decided => Problem::AlreadyDecided,
                ImportError::NothingToTake => Problem::NothingToTake,
                ImportError::WrongLines => Problem::LinesWrong,
            })
        }
    }

    impl From<UndoError> for AppError {
        fn from(error: UndoError) -> Self {
            match error {
                UndoError::Import(error) => error.into(),
                UndoError::Obstacle(obstacle) => Self::Invalid(match obstacle {
                    UndoObstacle::Completions => Problem::UndoCompletions,
                    UndoObstacle::Attempts => Problem::UndoAttempts,
                    UndoObstacle::Readings => Problem::UndoReadings,
                    UndoObstacle::Accounts => Problem::UndoAccounts,
                    UndoObstacle::Changed => Problem::UndoChanged,
                    UndoObstacle::Used => Problem::UndoUsed,
                }),
    impl From<RoleError> for AppError {
        fn from(error: RoleError) -> Self {
            let invalid = Self::Invalid;
            match error {
                RoleError::Forbidden => Self::Forbidden,
                RoleError::NotFound => Self::NotFound,
                RoleError::WrongPlace => invalid(Problem::RoleWrongPlace),
                RoleError::BadDays => invalid(Problem::RoleDays),
                RoleError::NotStaff => invalid(Problem::RoleNotStaff),
                RoleError::HeldAlready => invalid(Problem::RoleHeld),
                RoleError::OwnLast => invalid(Problem::RoleOwn),
                RoleError::LastOffice => invalid(Problem::RoleLastOffice),
                RoleError::OwnAccount => invalid(Problem::OwnAccount),
                RoleError::OtherRoles => invalid(Problem::OtherRoles),
                RoleError::Store(error) => error.into(),
            }
        }
    }

    impl From<CourseError> for AppError {
        fn from(error: CourseError) -> Self {
            match error {
                CourseError::NotFound => Self::NotFound,
                CourseError::Store(error) => error.into(),
            }
        }
    }

    impl From<PeopleError> for AppError {
        fn from(error: PeopleError) -> Self {
            match error {
                PeopleError::NotFound => Self::NotFound,
                PeopleError::BadName => Self::Invalid(Problem::BadName),
                PeopleError::CodeTaken => Self::Invalid(Problem::CodeTaken),
                PeopleError::BadCode => Self::Invalid(Problem::BadCode),
                PeopleError::EmailTaken => Self::Invalid(Problem::EmailTaken),
                PeopleError::BadEmail => Self::Invalid(Problem::BadEmail),
                PeopleError::EmailOfRoleHolder => Self::Invalid(Problem::EmailOfRoleHolder),
                PeopleError::BadDay => Self::Invalid(Problem::BadDay),
                PeopleError::EndsBeforeItStarts => Self::Invalid(Problem::EndsBeforeItStarts),
                PeopleError::AlreadyThere => Self::Invalid(Problem::AlreadyThere),
                PeopleError::NotStaff => Self::Invalid(Problem::NotStaff),
                PeopleError::NobodyChosen => Self::Invalid(Problem::NobodyChosen),
                PeopleError::ChoiceChanged => Self::Invalid(Problem::ChoiceChanged),
                PeopleError::SameRecord => Self::Invalid(Problem::SameRecord),
                PeopleError::BadDecision => Self::Invalid(Problem::BadDecision),
                PeopleError::WrongFile => Self::Invalid(Problem::WrongFile),
                PeopleError::FileTooLarge => Self::Invalid(Problem::FileTooLarge),
                PeopleError::Files(_) => internal(&error),
                PeopleError::Store(error) => error.into(),
            }
        }
    }

    impl From<ProgressError> for AppError {
        fn from(error: ProgressError) -> Self {
            match error {
                ProgressError::NotFound => Self::NotFound,
                ProgressError::Store(error) => error.into(),
            }
        }
    }

    impl From<QuizError> for AppError {
        fn from(error: QuizError) -> Self {
            match error {
                QuizError::NotFound => Self::NotFound,
                QuizError::LessonsLeft => Self::Invalid(Problem::LessonsLeft),
                QuizError::NoAttemptLeft => Self::Invalid(Problem::NoAttemptLeft),
                QuizError::AlreadySubmitted => Self::Invalid(Problem::AlreadySubmitted),
                QuizError::Response { .. } => Self::Invalid(Problem::BadResponse),
                QuizError::Store(error) => error.into(),
            }
        }
    }
}
