//! The browser's side: WebAssembly by the same pieces as cargo-leptos, style by lightningcss.

use crate::{root, run};
use anyhow::{Context, Result, anyhow};
use flate2::{Compression, write::GzEncoder};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Targets},
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

const NAME: &str = "tiendo";

/// Builds everything into target/site. What did not change since the last build is left as it is.
pub fn build(quick: bool) -> Result<()> {
    let root = root();
    let wasm = compile(&root, quick)?;
    let stamp = stamp(&root, &wasm, quick)?;
    let site = root.join("target/site");
    let stamp_file = site.join("stamp.txt");
    if fs::read_to_string(&stamp_file).is_ok_and(|before| before == stamp) {
        return Ok(());
    }
    let pkg = site.join("pkg");
    let _ = fs::remove_dir_all(&site);
    fs::create_dir_all(&pkg)?;
    let (js_hash, wasm_hash) = bind(&root, &wasm, &pkg, quick)?;
    let css_hash = style(&root, &pkg)?;
    copy_files(&root.join("style/fonts"), &pkg.join("fonts"))?;
    copy_files(&root.join("style/public"), &pkg)?;
    compress_all(&pkg)?;
    fs::write(site.join("hash.txt"), format!("js: {js_hash}\nwasm: {wasm_hash}\ncss: {css_hash}\n"))?;
    fs::write(stamp_file, stamp)?;
    report(&pkg)
}

/// Compiles the islands, in a target folder of their own so that the two feature sets do not rebuild each other.
fn compile(root: &Path, quick: bool) -> Result<PathBuf> {
    let profile = if quick { "dev" } else { "wasm-release" };
    let target = root.join("target/front");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(Command::new(cargo)
        .current_dir(root)
        .args(["rustc", "--package", "app", "--lib", "--crate-type", "cdylib"])
        .args(["--no-default-features", "--features", "hydrate"])
        .args(["--target", "wasm32-unknown-unknown", "--profile", profile])
        .arg("--target-dir")
        .arg(&target))?;
    let folder = if quick { "debug" } else { profile };
    Ok(target.join("wasm32-unknown-unknown").join(folder).join("app.wasm"))
}

/// What the built site depends on, as one text.
fn stamp(root: &Path, wasm: &Path, quick: bool) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?);
    let mut files = files_below(&root.join("style"))?;
    files.push(root.join("xtask/src/web.rs"));
    files.sort();
    for file in files {
        digest.update(file.to_string_lossy().as_bytes());
        digest.update(fs::read(&file)?);
    }
    Ok(format!("{quick} {}", hex(&digest.finalize())))
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn bind(root: &Path, wasm: &Path, pkg: &Path, quick: bool) -> Result<(String, String)> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .keep_debug(quick)
        .remove_name_section(!quick)
        .generate(pkg)?;
    let bound = pkg.join(format!("{NAME}_bg.wasm"));
    if !quick {
        optimise(root, &bound)?;
    }
    let wasm_hash = hash_name(&bound, pkg, "wasm")?;
    // The glue asks for the WebAssembly by name only where no address is given; Leptos gives one.
    let js_hash = hash_name(&pkg.join(format!("{NAME}.js")), pkg, "js")?;
    Ok((js_hash, wasm_hash))
}

fn optimise(root: &Path, wasm: &Path) -> Result<()> {
    let tool = root.join("node_modules/.bin/wasm-opt");
    run(Command::new(&tool)
        .args(["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"])
        .args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"])
        .arg(wasm)
        .arg("-o")
        .arg(wasm))
    .context("wasm-opt comes from npm: run `make setup` first")
}

fn style(root: &Path, pkg: &Path) -> Result<String> {
    let files = FileProvider::new();
    let entry = root.join("style/main.css");
    let fail = |error: &dyn std::fmt::Display| anyhow!("style: {error}");
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&entry).map_err(|error| fail(&error))?;
    // Browsers of some four years ago, as schools have them.
    let targets = Targets::from(Browsers {
        chrome: Some(94 << 16),
        firefox: Some(93 << 16),
        safari: Some(15 << 16),
        ..Browsers::default()
    });
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| fail(&error))?;
    let css = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| fail(&error))?;
    let file = pkg.join(format!("{NAME}.css"));
    fs::write(&file, css.code)?;
    hash_name(&file, pkg, "css")
}

/// Renames a file after its content, so that browsers may keep it for ever.
fn hash_name(file: &Path, pkg: &Path, ending: &str) -> Result<String> {
    let hash = hex(&Sha256::digest(fs::read(file)?))[..16].to_owned();
    fs::rename(file, pkg.join(format!("{NAME}.{hash}.{ending}")))?;
    Ok(hash)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for file in files_below(from)? {
        if let Some(name) = file.file_name() {
            fs::copy(&file, to.join(name))?;
        }
    }
    Ok(())
}

/// Puts a brotli and a gzip beside every file that gets smaller by it.
fn compress_all(pkg: &Path) -> Result<()> {
    for file in files_below(pkg)? {
        let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !matches!(ending.as_str(), "js" | "wasm" | "css" | "svg" | "txt") {
            continue;
        }
        let content = fs::read(&file)?;
        let mut brotli = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut brotli, 1 << 16, 11, 22);
        writer.write_all(&content)?;
        drop(writer);
        fs::write(file.with_extension(format!("{ending}.br")), brotli)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&content)?;
        fs::write(file.with_extension(format!("{ending}.gz")), gzip.finish()?)?;
    }
    Ok(())
}

/// Says what a browser will load.
fn report(pkg: &Path) -> Result<()> {
    let mut files = files_below(pkg)?;
    files.sort();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".woff2") {
            println!("{:>9} bytes  {name}", fs::metadata(&file)?.len());
        }
    }
    Ok(())
}
