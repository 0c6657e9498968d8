//! QTI's XHTML as HTML: pictures, sound and video renamed, what is QTI's own left out.
//!
//! This is no cleaning against attacks, which is done where HTML is shown; but only what is known to be harmless is
//! written in the first place.

mod names;
mod pictures;
mod write;

use super::{
    LeftOutWhy, Stop,
    media::{Media, MediaKind, kind_of},
    xml::{Element, Node},
};
use names::{KNOWN, VOID};
use roxmltree::NodeId;
use std::collections::{BTreeSet, HashMap};

pub use pictures::picture;
pub use write::escaped;

use write::{formula, push_attribute, push_end, push_mark, push_picture, push_start, push_text};

/// What stands in the place of elements: `[[1]]` in that of an interaction.
pub type Marks = HashMap<NodeId, String>;

/// Stands in the place of a single field until it is known whether any text follows.
pub const FIELD: char = '\u{e000}';

/// Writes a part of a file as HTML.
pub struct Markup<'m, 'f> {
    /// The file that it stands in.
    pub file: &'m str,
    /// Where its pictures go.
    pub media: &'m mut Media<'f>,
    /// What is not taken.
    pub parts: &'m mut BTreeSet<LeftOutWhy>,
    /// What stands in the place of elements.
    pub marks: &'m Marks,
}

impl Markup<'_, '_> {
    /// All that stands in an element.
    pub fn block(&mut self, node: &Node<'_>) -> Result<String, Stop> {
        let mut out = String::new();
        self.children(node, &mut out)?;
        Ok(out.trim().to_owned())
    }

    /// All that stands in an element, without a paragraph around the whole.
    pub fn inline(&mut self, node: &Node<'_>) -> Result<String, Stop> {
        let mut inner = *node;
        // The depth of the tree is limited.
        while let Some(wrapped) = only_wrapper(&inner) {
            inner = wrapped;
        }
        self.block(&inner)
    }

    fn children(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        for child in node.children() {
            if child.is_element() {
                self.element(&child, out)?;
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                push_text(text, is_preformatted(&child), out);
            }
        }
        Ok(())
    }

    fn element(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        if let Some(mark) = self.marks.get(&node.id()) {
            push_mark(mark, out);
            return Ok(());
        }
        let name = node.name();
        match name.as_ref() {
            "mediaInteraction" => {
                // To be played is all it asks; how often is not watched here.
                if ["minPlays", "maxPlays"].iter().any(|plays| node.attr(plays).is_some_and(|plays| plays != "0")) {
                    self.parts.insert(LeftOutWhy::Element(name.into_owned()));
                }
                self.children(node, out)
            }
            interaction if interaction.ends_with("Interaction") => self.interaction(node, out),
            "prompt" => {
                let tag = if has_blocks(node) { "div" } else { "p" };
                self.wrapped(tag, node, out)
            }
            // Said elsewhere or made for looks.
            "feedbackInline" | "feedbackBlock" | "stylesheet" => Ok(()),
            "contentBody" | "picture" | "simpleMatchSet" => self.children(node, out),
            "rubricBlock" => self.rubric(node, out),
            "printedVariable" | "templateInline" | "templateBlock" => Err(LeftOutWhy::TemplateItem.into()),
            "include" => Err(LeftOutWhy::Included.into()),
            "svg" => Err(LeftOutWhy::UnsupportedMedia("svg".to_owned()).into()),
            "math" => {
                formula(node, out);
                Ok(())
            }
            "object" => self.object(node, out),
            "img" => {
                let file = self.media.take(self.file, node.attr("src").unwrap_or_default())?;
                push_picture(&file, node.attr("alt").unwrap_or_default(), node, out);
                Ok(())
            }
            "audio" | "video" | "source" | "track" => self.sounding(&name, node, out),
            "a" => self.link(node, out),
            known if KNOWN.contains(&known) => self.wrapped(known, node, out),
            other => {
                self.parts.insert(LeftOutWhy::Element(other.to_owned()));
                Ok(())
            }
        }
    }

    /// An interaction shows its prompt; one with gaps in a text that text as well.
    fn interaction(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        let is_text = node.is("gapMatchInteraction");
        for child in node.elements() {
            let is_choice = child.is("gapText") || child.is("gapImg");
            if child.is("prompt") || (is_text && !is_choice) {
                self.element(&child, out)?;
            }
        }
        Ok(())
    }

    /// What is told to the learner is part of the text; what is told to others is not.
    fn rubric(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        let views = node.attr("view").unwrap_or("candidate");
        if views.split_whitespace().any(|view| view == "candidate") {
            return self.wrapped("div", node, out);
        }
        if !views.split_whitespace().any(|view| view == "scorer") {
            self.parts.insert(LeftOutWhy::Element("rubricBlock".to_owned()));
        }
        Ok(())
    }

    fn wrapped(&mut self, tag: &str, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        let start = out.len();
        push_start(tag, node, out);
        if VOID.contains(&tag) {
            return Ok(());
        }
        let inner = out.len();
        self.children(node, out)?;
        // What is left where feedback or a field stood.
        if matches!(tag, "p" | "div" | "span") && out.get(inner..).is_some_and(|text| text.trim().is_empty()) {
            out.truncate(start);
        } else {
            push_end(tag, out);
        }
        Ok(())
    }

    /// QTI 2 shows pictures, sound and video as objects; what stands in one is said where it cannot be shown.
    fn object(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        let address = node.attr("data").unwrap_or_default();
        let file = self.media.take(self.file, address)?;
        match kind_of(&file) {
            Some(MediaKind::Picture) => push_picture(&file, &node.words(), node, out),
            kind => {
                let is_sound =
                    kind == Some(MediaKind::Sound) || node.attr("type").is_some_and(|mime| mime.starts_with("audio/"));
                let tag = if is_sound { "audio" } else { "video" };
                out.push_str(&format!("<{tag} controls=\"\" src=\"{}\"></{tag}>", escaped(&file)));
            }
        }
        Ok(())
    }

    fn sounding(&mut self, tag: &str, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        out.push('<');
        out.push_str(tag);
        if matches!(tag, "audio" | "video") {
            out.push_str(" controls=\"\"");
        }
        if let Some(address) = node.attr("src") {
            let file = self.media.take(self.file, address)?;
            push_attribute("src", &file, out);
        }
        for name in ["type", "kind", "srclang", "label", "width", "height"] {
            node.attr(name).into_iter().for_each(|value| push_attribute(name, value, out));
        }
        out.push('>');
        if !VOID.contains(&tag) {
            self.children(node, out)?;
            push_end(tag, out);
        }
        Ok(())
    }

    /// A link out into the net stays; into the package it leads nowhere.
    fn link(&mut self, node: &Node<'_>, out: &mut String) -> Result<(), Stop> {
        let address = node.attr("href").unwrap_or_default();
        if ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
            out.push_str("<a");
            push_attribute("href", address, out);
            out.push('>');
            self.children(node, out)?;
            push_end("a", out);
            return Ok(());
        }
        if !address.is_empty() {
            self.parts.insert(LeftOutWhy::Element("a".to_owned()));
        }
        self.children(node, out)
    }
}

/// The paragraph that is all there is in an element.
fn only_wrapper<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let mut elements =
        node.elements().filter(|child| !matches!(child.name().as_ref(), "feedbackInline" | "feedbackBlock"));
    let wrapper = elements.next().filter(|child| matches!(child.name().as_ref(), "p" | "div" | "contentBody"))?;
    let has_text =
        || node.children().any(|child| child.is_text() && !child.text().unwrap_or_default().trim().is_empty());
    (elements.next().is_none() && !has_text()).then_some(wrapper)
}

fn has_blocks(node: &Node<'_>) -> bool {
    const BLOCKS: [&str; 10] = ["p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure"];
    node.descendants().skip(1).any(|child| child.is_element() && BLOCKS.contains(&child.name().as_ref()))
}

fn is_preformatted(node: &Node<'_>) -> bool {
    node.ancestors().any(|parent| parent.is("pre"))
}
