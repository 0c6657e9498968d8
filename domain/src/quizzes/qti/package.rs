//! Which items a package holds (<https://www.imsglobal.org/content/packaging/index.html>).

use super::{
    Files, LeftOutWhy, MOST_ITEMS, QtiProblem, QtiProblemKind,
    lines::Lines,
    media::inside,
    section::Tests,
    xml::{self, Element, Node},
};
use crate::quizzes::interchange::LeftOut;
use std::collections::BTreeSet;

const MANIFEST: &str = "imsmanifest.xml";

/// An item to be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its file.
    pub path: String,
    /// The titles of the sections that it stands in, parted by `/`.
    pub category: String,
}

/// The items of a package in their order.
#[derive(Debug)]
pub struct Listing {
    pub items: Vec<Listed>,
    pub left_out: Vec<LeftOut<LeftOutWhy>>,
}

/// Lists the items of a package: those of tests first, then the others.
pub fn list(files: &Files) -> Result<Listing, Vec<QtiProblem>> {
    let mut tests = Tests::new(files);
    match manifest(files) {
        Some(path) => by_manifest(files, path, &mut tests),
        None => by_roots(files, &mut tests),
    }
    let Tests { listing, mut problems, .. } = tests;
    if listing.items.len() > MOST_ITEMS {
        problems.push(QtiProblem::whole(MANIFEST, QtiProblemKind::TooManyItems));
    } else if listing.items.is_empty() && listing.left_out.is_empty() && problems.is_empty() {
        problems.push(QtiProblem::whole(MANIFEST, QtiProblemKind::NothingInIt));
    }
    if problems.is_empty() { Ok(listing) } else { Err(problems) }
}

/// The manifest at the top, or the only one where the package was packed with the folder around it.
fn manifest(files: &Files) -> Option<&str> {
    let mut found = files.keys().filter(|path| path.rsplit('/').next() == Some(MANIFEST));
    match (files.get_key_value(MANIFEST), found.next(), found.next()) {
        (Some((top, _)), ..) => Some(top),
        (None, Some(only), None) => Some(only),
        _ => None,
    }
}

/// What a resource of the manifest is.
enum Resource {
    Item(String),
    Test(String),
}

fn by_manifest(files: &Files, path: &str, tests: &mut Tests<'_>) {
    let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
    let text = match xml::text(bytes) {
        Ok(text) => text,
        Err(kind) => return tests.problems.push(QtiProblem::whole(path, kind)),
    };
    let document = match xml::parse(path, &text) {
        Ok(document) => document,
        Err(problem) => return tests.problems.push(problem),
    };
    let lines = Lines::of(&text);
    let root = document.root_element();
    if !root.is("manifest") {
        let kind = QtiProblemKind::WrongRoot(root.name().into_owned());
        return tests.problems.push(QtiProblem::new(path, lines.begin(&root), kind));
    }
    let resources: Vec<Node<'_>> =
        root.named("resources").flat_map(|all| all.named("resource").collect::<Vec<_>>()).collect();
    let known: BTreeSet<&str> = resources.iter().filter_map(|resource| resource.attr("identifier")).collect();
    let mut items = Vec::new();
    let mut named_tests = Vec::new();
    for resource in &resources {
        let leave_out = |node: &Node<'_>, name: &str, why, tests: &mut Tests<'_>| {
            let name = format!("{path}: {name}");
            tests.listing.left_out.push(LeftOut { place: lines.begin(node), name, why });
        };
        for dependency in resource.named("dependency") {
            let name = dependency.attr("identifierref").unwrap_or_default();
            if !known.contains(name) {
                leave_out(&dependency, name, LeftOutWhy::NoSuchResource, tests);
            }
        }
        match read_resource(files, path, resource) {
            Ok(Some(Resource::Item(item))) => items.push(item),
            Ok(Some(Resource::Test(test))) => named_tests.push(test),
            Ok(None) => {}
            Err(NotRead::Problem(kind)) => {
                tests.problems.push(QtiProblem::new(path, lines.begin(resource), kind));
            }
            Err(NotRead::OldVersion) => {
                let name = resource.attr("identifier").unwrap_or_default();
                leave_out(resource, name, LeftOutWhy::OldVersion, tests);
            }
        }
    }
    named_tests.dedup();
    named_tests.iter().for_each(|test| tests.read(test));
    others(items, tests);
}

enum NotRead {
    Problem(QtiProblemKind),
    OldVersion,
}

/// A resource by its type (<https://www.imsglobal.org/question/qtiv2p1/imsqti_intgv2p1.html>). Sections and shared texts
/// are read where tests and items name them; the rest is media.
fn read_resource(files: &Files, path: &str, resource: &Node<'_>) -> Result<Option<Resource>, NotRead> {
    let kind = resource.attr("type").unwrap_or_default().to_ascii_lowercase();
    let is_test = ["imsqti_test_", "imsqti_assessment_"].iter().any(|start| kind.starts_with(start));
    if kind.starts_with("imsqti_xmlv1p") || kind.contains("imscc_xmlv1p") {
        return Err(NotRead::OldVersion);
    }
    if !is_test && !kind.starts_with("imsqti_item_") {
        return Ok(None);
    }
    let first_file = || resource.first("file").and_then(|file| file.attr("href"));
    let href = resource.attr("href").or_else(first_file).unwrap_or_default();
    let target = inside(files, path, href).map_err(NotRead::Problem)?;
    Ok(Some(if is_test { Resource::Test(target) } else { Resource::Item(target) }))
}

/// Without a manifest: every XML file that is a test or an item, in the order of their names.
fn by_roots(files: &Files, tests: &mut Tests<'_>) {
    let is_xml = |path: &&String| files.len() == 1 || path.to_ascii_lowercase().ends_with(".xml");
    let mut items = Vec::new();
    let mut named_tests = Vec::new();
    for path in files.keys().filter(is_xml) {
        match root(files, path) {
            Ok(name) if name == "assessmentItem" => items.push(path.clone()),
            Ok(name) if name == "assessmentTest" => named_tests.push(path.clone()),
            Ok(name) if files.len() == 1 => {
                tests.problems.push(QtiProblem::whole(path, QtiProblemKind::WrongRoot(name)));
            }
            Ok(_) => {}
            Err(problem) => tests.problems.push(problem),
        }
    }
    named_tests.iter().for_each(|test| tests.read(test));
    others(items, tests);
}

fn root(files: &Files, path: &str) -> Result<String, QtiProblem> {
    let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
    let text = xml::text(bytes).map_err(|kind| QtiProblem::whole(path, kind))?;
    let document = xml::parse(path, &text)?;
    Ok(document.root_element().name().into_owned())
}

/// Items that stand in no test.
fn others(items: Vec<String>, tests: &mut Tests<'_>) {
    let mut seen = BTreeSet::new();
    for path in items {
        if !tests.has(&path) && seen.insert(path.clone()) {
            tests.listing.items.push(Listed { path, category: String::new() });
        }
    }
}
