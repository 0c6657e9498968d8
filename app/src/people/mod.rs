//! Classes, organisations and the people in them.

#[cfg(feature = "ssr")]
mod back;
pub mod classes;
pub mod organisations;
