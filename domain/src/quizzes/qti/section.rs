//! A test: which items, in which order, under which titles.

use super::{
    Files, LeftOutWhy, QtiProblem,
    lines::Lines,
    media::inside,
    package::{Listed, Listing},
    xml::{self, Element, Node, folded},
};
use crate::quizzes::interchange::LeftOut;
use std::collections::BTreeSet;

/// Rules of a test that have no like here; questions alone are taken.
const RULES: [&str; 11] = [
    "selection",
    "ordering",
    "preCondition",
    "branchRule",
    "timeLimits",
    "itemSessionControl",
    "rubricBlock",
    "outcomeProcessing",
    "testFeedback",
    "weight",
    "adaptiveSelection",
];

/// How deep sections in files of their own may stand in one another.
const MOST_FILES_DEEP: usize = 10;

/// The file that is read.
struct Source<'a> {
    path: &'a str,
    lines: Lines<'a>,
}

/// Reads tests one after another.
pub struct Tests<'f> {
    files: &'f Files,
    /// What was found so far.
    pub listing: Listing,
    /// All that is wrong.
    pub problems: Vec<QtiProblem>,
    seen: BTreeSet<String>,
    rules: BTreeSet<(String, String)>,
}

impl<'f> Tests<'f> {
    pub const fn new(files: &'f Files) -> Self {
        let listing = Listing { items: Vec::new(), left_out: Vec::new() };
        Self { files, listing, problems: Vec::new(), seen: BTreeSet::new(), rules: BTreeSet::new() }
    }

    /// Whether an item was named by a test.
    pub fn has(&self, path: &str) -> bool {
        self.seen.contains(path)
    }

    /// Reads the file of a test, or of a section that stands alone.
    pub fn read(&mut self, path: &str) {
        self.file(path, "", MOST_FILES_DEEP);
    }

    fn file(&mut self, path: &str, category: &str, files_deep: usize) {
        let bytes = self.files.get(path).map_or(&[][..], Vec::as_slice);
        let text = match xml::text(bytes) {
            Ok(text) => text,
            Err(kind) => return self.problems.push(QtiProblem::whole(path, kind)),
        };
        let document = match xml::parse(path, &text) {
            Ok(document) => document,
            Err(problem) => return self.problems.push(problem),
        };
        let from = &Source { path, lines: Lines::of(&text) };
        let root = document.root_element();
        match root.name().as_ref() {
            "assessmentTest" => self.part(from, &root, category, files_deep),
            "assessmentSection" => self.section(from, &root, category, files_deep),
            other => {
                let why = LeftOutWhy::NotAnItem(other.to_owned());
                let place = from.lines.begin(&root);
                self.listing.left_out.push(LeftOut { place, name: path.to_owned(), why });
            }
        }
    }

    fn part(&mut self, from: &Source<'_>, node: &Node<'_>, category: &str, files_deep: usize) {
        for child in node.elements() {
            match child.name().as_ref() {
                "testPart" => self.part(from, &child, category, files_deep),
                "assessmentSection" => self.section(from, &child, category, files_deep),
                "assessmentItemRef" => self.item(from, &child, category),
                "assessmentSectionRef" => self.reference(from, &child, category, files_deep),
                rule if RULES.contains(&rule) => self.rule(from, rule, &child),
                _ => {}
            }
        }
    }

    fn section(&mut self, from: &Source<'_>, node: &Node<'_>, category: &str, files_deep: usize) {
        // A stroke in a title must not look like a part of the path.
        let title = folded(&node.attr("title").unwrap_or_default().replace('/', "-"));
        let own = match (category, title.as_str()) {
            (category, "") => category.to_owned(),
            ("", title) => title.to_owned(),
            (category, title) => format!("{category}/{title}"),
        };
        self.part(from, node, &own, files_deep);
    }

    fn reference(&mut self, from: &Source<'_>, node: &Node<'_>, category: &str, files_deep: usize) {
        if let Some(target) = self.target(from, node) {
            // A file that names itself would go round for ever.
            if files_deep > 0 && self.seen.insert(target.clone()) {
                self.file(&target, category, files_deep - 1);
            } else {
                self.leave_out(from, node, &target, LeftOutWhy::Twice);
            }
        }
    }

    fn item(&mut self, from: &Source<'_>, node: &Node<'_>, category: &str) {
        for rule in node.elements().filter(|child| RULES.contains(&child.name().as_ref())) {
            self.rule(from, &rule.name(), &rule);
        }
        if let Some(target) = self.target(from, node) {
            if self.seen.insert(target.clone()) {
                self.listing.items.push(Listed { path: target, category: category.to_owned() });
            } else {
                self.leave_out(from, node, &target, LeftOutWhy::Twice);
            }
        }
    }

    fn target(&mut self, from: &Source<'_>, node: &Node<'_>) -> Option<String> {
        let found = inside(self.files, from.path, node.attr("href").unwrap_or_default());
        found.map_err(|kind| self.problems.push(QtiProblem::new(from.path, from.lines.begin(node), kind))).ok()
    }

    /// Each rule of a test once.
    fn rule(&mut self, from: &Source<'_>, rule: &str, node: &Node<'_>) {
        if self.rules.insert((from.path.to_owned(), rule.to_owned())) {
            let why = LeftOutWhy::TestRule(rule.to_owned());
            self.listing.left_out.push(LeftOut { place: from.lines.begin(node), name: from.path.to_owned(), why });
        }
    }

    fn leave_out(&mut self, from: &Source<'_>, node: &Node<'_>, target: &str, why: LeftOutWhy) {
        let name = format!("{}: {target}", from.path);
        self.listing.left_out.push(LeftOut { place: from.lines.begin(node), name, why });
    }
}
