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
    /// Too much is going on; a little later it works.
    #[error("busy")]
    Busy,
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
    /// A password that is easy to guess.
    CommonPassword,
    /// A password made of the own name, birthday or school.
    PersonalPassword,
    /// The present password is wrong.
    WrongOldPassword,
    /// A sign-in half done is over.
    SignInOver,
    /// The link of a letter does not work any more.
    LinkOver,
    /// The person has an account already.
    HasAccount,
    /// Too many are signing in at this moment.
    Busy,
    /// A letter is on its way, if there is somebody to send it to.
    LetterSent,
    /// The new password holds.
    PasswordSet,
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
    /// Tried too often.
    TooManyTries,
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
        (Self::CommonPassword, "common_password"),
        (Self::PersonalPassword, "personal_password"),
        (Self::WrongOldPassword, "wrong_old_password"),
        (Self::SignInOver, "sign_in_over"),
        (Self::LinkOver, "link_over"),
        (Self::HasAccount, "has_account"),
        (Self::Busy, "busy"),
        (Self::LetterSent, "letter_sent"),
        (Self::PasswordSet, "password_set"),
        (Self::Incomplete, "incomplete"),
        (Self::AlreadySubmitted, "already_submitted"),
        (Self::NoAttemptLeft, "no_attempt_left"),
        (Self::LessonsLeft, "lessons_left"),
        (Self::BadResponse, "bad_response"),
        (Self::BadForm, "bad_form"),
        (Self::TooManyTries, "too_many_tries"),
        (Self::Saved, "saved"),
        (Self::Done, "done"),
    ];

    /// Whether it is good news.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Saved | Self::Done | Self::LetterSent | Self::PasswordSet)
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
    use domain::access::credentials::CredentialError;
    use services::{
        StoreError, access::AccessError, courses::CourseError, progress::ProgressError, quizzes::QuizError,
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

    impl From<CourseError> for AppError {
        fn from(error: CourseError) -> Self {
            match error {
                CourseError::NotFound => Self::NotFound,
                CourseError::Store(error) => error.into(),
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
