//! From what use cases say to what crosses to the browser.

use super::{AppError, Problem};
use domain::{
    access::{credentials::CredentialError, oidc::OidcFormError},
    people::{
        classes::ClassNameError,
        roster::{HeadingError, view::UndoObstacle},
    },
};
use services::{
    StoreError,
    access::{AccessError, RoleError, oidc::OidcError},
    courses::CourseError,
    people::{
        ClassError, ExportError, ImportError, OneRosterError, OrganisationError, PeopleError, RollOverError, UndoError,
    },
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
            AccessError::WrongClassCode => invalid(Problem::WrongClassCode),
            AccessError::Credential(CredentialError::CommonPassword) => invalid(Problem::CommonPassword),
            AccessError::Credential(CredentialError::PersonalPassword) => invalid(Problem::PersonalPassword),
            AccessError::SignInOver | AccessError::SecondStepLeft => invalid(Problem::SignInOver),
            AccessError::LinkOver => invalid(Problem::LinkOver),
            AccessError::HasAccount => invalid(Problem::HasAccount),
            AccessError::Busy => Self::Busy,
            AccessError::TooManyTries => invalid(Problem::TooManyTries),
            AccessError::Hashing | AccessError::Sealing => internal(&error),
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
    }
}

impl From<ExportError> for AppError {
    fn from(error: ExportError) -> Self {
        internal(&error)
    }
}

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
    }
}

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
            ImportError::NoLines { .. } => Problem::FileHeadingsOnly,
            ImportError::OneRoster(error) => match *error {
                OneRosterError::TooLarge | OneRosterError::TooManyFiles | OneRosterError::StrangeName(_) => {
                    Problem::ArchiveRefused
                }
                _ => Problem::ArchiveUnreadable,
            },
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
                UndoObstacle::Emails => Problem::UndoEmails,
            }),
        }
    }
}

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
            PeopleError::BadBirthday => Self::Invalid(Problem::BadBirthday),
            PeopleError::BadFromDay => Self::Invalid(Problem::BadFromDay),
            PeopleError::NamesakeThere => Self::Invalid(Problem::NamesakeThere),
            PeopleError::EndsBeforeItStarts => Self::Invalid(Problem::EndsBeforeItStarts),
            PeopleError::AlreadyThere => Self::Invalid(Problem::AlreadyThere),
            PeopleError::NotStaff => Self::Invalid(Problem::NotStaff),
            PeopleError::NotAClass => Self::Invalid(Problem::NotAClass),
            PeopleError::NobodyChosen => Self::Invalid(Problem::NobodyChosen),
            PeopleError::ChoiceChanged => Self::Invalid(Problem::ChoiceChanged),
            PeopleError::NumberNotTyped => Self::Invalid(Problem::NumberNotTyped),
            PeopleError::NotOneself => Self::Invalid(Problem::NotOneself),
            PeopleError::LastPrincipal => Self::Invalid(Problem::LastPrincipal),
            PeopleError::TooManyChosen => Self::Invalid(Problem::TooManyChosen),
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
            QuizError::WaitUntil(_) => Self::Invalid(Problem::WaitBetweenAttempts),
            QuizError::TimeIsOver(_) => Self::Invalid(Problem::TimeIsOver),
            QuizError::NoSuchSequence => Self::Invalid(Problem::BadForm),
            QuizError::Response { .. } => Self::Invalid(Problem::BadResponse),
            QuizError::Store(error) => error.into(),
        }
    }
}
