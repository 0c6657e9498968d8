//! The screens of Tiến Độ: pages made on the server, islands that come alive in the browser.
//!
//! Compiled twice: with `ssr` into the server, with `hydrate` into the WebAssembly of the islands.
//! A room for each feature; in each, `api.rs` holds its server functions and every page has a file.

#![recursion_limit = "256"]
// Leptos's `#[component]` and `#[server]` make public items of their own, which carry no docs.
#![allow(missing_docs)]

pub mod access;
pub mod courses;
#[cfg(feature = "ssr")]
pub mod door;
pub mod error;
pub mod language;
pub mod people;
pub mod progress;
pub mod quizzes;
mod shell;
pub mod ui;
pub mod words;

/// The translations, made by `build.rs` from `locales/`.
pub mod i18n {
    #![allow(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::todo)]
    #![allow(missing_docs, unused_imports)]
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
    pub use i18n::*;
}

pub use shell::{App, Assets, shell};

/// Wakes the islands of the page.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Named once, so that the linker keeps the islands.
    let _ = App;
    leptos::mount::hydrate_islands();
}
