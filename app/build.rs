//! Turns `locales/<language>/<room>.json` into typed functions: a missing key does not compile.
//!
//! Every folder in `locales` is a language; adding one needs no change here or elsewhere.

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::{error::Error, fs, path::PathBuf};

/// The language in which texts are written first, and into which a missing language falls back.
const FIRST: &str = "vi";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let mut config = Config::new(FIRST)?;
    for entry in fs::read_dir("locales")? {
        let name = entry?.file_name();
        let language = name.to_string_lossy();
        if language != FIRST {
            config = config.add_locale(&language)?;
        }
    }
    let mut rooms = Vec::new();
    for entry in fs::read_dir(PathBuf::from("locales").join(FIRST))? {
        let path = entry?.path();
        rooms.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    rooms.sort();
    let texts = TranslationsInfos::parse(
        config.add_namespaces(rooms)?.parse_options(ParseOptions::new().interpolate_display(true)),
    )?;
    texts.emit_diagnostics();
    texts.rerun_if_locales_changed();
    texts.generate_i18n_module(PathBuf::from(std::env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
