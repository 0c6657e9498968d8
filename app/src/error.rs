//! What crosses to the browser when something does not work: a kind, never internals.

#[cfg(feature = "ssr")]
mod from_services;
mod problem;

pub use problem::Problem;

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
