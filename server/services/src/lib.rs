//! The use cases of Tiến Độ: one function per thing a person can do, with its transaction.
//!
//! Who may call a use case is said by the type of its capability (see [`access`]); when it is and
//! what chance brings are arguments. Nothing here knows HTTP or HTML.

pub mod access;
pub mod courses;
pub mod csv;
pub mod demo;
pub mod files;
pub mod mail;
pub mod people;
pub mod progress;
pub mod quizzes;
pub mod store;

pub(crate) use store::Turn;
pub use store::{Store, StoreError};
