//! The rules of Tiến Độ: the words of the domain as types, every formula and decision.
//!
//! Nothing here reads a clock, a file or a database: time and chance are arguments.
//! The same code serves the server and, compiled to WebAssembly, the browser.
//!
//! A room for each feature, of the same name on every floor:
//! [`people`], [`access`], [`courses`], [`quizzes`], [`progress`].

pub mod access;
pub mod calendar;
pub mod courses;
pub mod ids;
pub mod language;
pub mod people;
pub mod progress;
pub mod quizzes;
