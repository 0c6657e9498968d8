//! Lessons and questions: from CommonMark to HTML.
//!
//! Raw HTML never passes: it is refused when a pack comes in, and left out here should it be met.

use comrak::{
    Arena, Options, create_formatter,
    html::ChildRendering,
    nodes::{Node, NodeValue},
    parse_document,
};
use std::{collections::HashMap, fmt::Write as _};

/// Blocks of a lesson that stand out from its text.
pub const BLOCKS: [&str; 4] = ["note", "warning", "example", "ask"];

/// The words over such blocks, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Over `:::note`.
    pub note: String,
    /// Over `:::warning`.
    pub warning: String,
    /// Over `:::example`.
    pub example: String,
    /// Over `:::ask`.
    pub ask: String,
}

/// What the formatter needs beside the text.
#[derive(Default)]
struct Setting {
    labels: Labels,
    media: HashMap<String, String>,
    is_lesson: bool,
}

/// What stands in a text that a pack must not hold, or must hold elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Raw HTML on a line.
    RawHtml(usize),
    /// A `:::word` block that is none of [`BLOCKS`].
    UnknownBlock(usize, String),
    /// A picture by its name.
    Picture(usize, String),
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.block_directive = true;
    options
}

create_formatter!(LessonFormatter<Setting>, {
    NodeValue::BlockDirective(ref block) => |context, entering| {
        let word = block.info.trim();
        let label = match word {
            "note" => context.user.labels.note.clone(),
            "warning" => context.user.labels.warning.clone(),
            "example" => context.user.labels.example.clone(),
            "ask" => context.user.labels.ask.clone(),
            _ => String::new(),
        };
        match (word, entering) {
            ("ask", true) => {
                context.write_str("<details class=\"aside aside-ask\"><summary><span class=\"aside-label\">")?;
                context.escape(&label)?;
                context.write_str("</span>")?;
            }
            ("ask", false) => context.write_str("</details>\n")?,
            (_, true) => {
                context.write_str("<aside class=\"aside aside-")?;
                context.escape(if BLOCKS.contains(&word) { word } else { "note" })?;
                context.write_str("\"><p class=\"aside-label\">")?;
                context.escape(&label)?;
                context.write_str("</p>\n")?;
            }
            (_, false) => context.write_str("</aside>\n")?,
        }
    },
    NodeValue::Paragraph => |context, node, entering| {
        // The question of an `ask` block is what its fold shows; everything after it is folded.
        if is_question(node) {
            context.write_str(if entering { " " } else { "</summary>\n" })?;
        } else {
            return comrak::html::format_node_default(context, node, entering);
        }
    },
    NodeValue::Heading(_) => |context, node, entering| {
        // The lesson's title is the page's heading and stands there already.
        if context.user.is_lesson
            && node.previous_sibling().is_none()
            && node.parent().is_some_and(|parent| parent.parent().is_none())
        {
            return Ok(ChildRendering::Skip);
        }
        return comrak::html::format_node_default(context, node, entering);
    },
    NodeValue::TaskItem(_) => |context, entering| {
        // A list to tick on paper: a form control without a form or label would only confuse.
        context.write_str(if entering { "<li class=\"task\"><span aria-hidden=\"true\">☐ </span>" } else { "</li>\n" })?;
    },
    NodeValue::Image(ref link) => |context, node, entering| {
        if entering {
            let address = context.user.media.get(&link.url).cloned().unwrap_or_default();
            let words = plain_text(node);
            if let Some(tag) = player(&link.url) {
                write!(context, "<{tag} controls preload=\"none\" src=\"")?;
                context.escape(&address)?;
                context.write_str("\" aria-label=\"")?;
                context.escape(&words)?;
                write!(context, "\"></{tag}>")?;
                return Ok(ChildRendering::Skip);
            }
            // A link to itself: on a phone the figure can be opened and made larger. In a question it would stand in
            // the way of choosing an option.
            let is_link = context.user.is_lesson;
            if is_link {
                context.write_str("<a href=\"")?;
                context.escape(&address)?;
                context.write_str("\">")?;
            }
            context.write_str("<img loading=\"lazy\" src=\"")?;
            context.escape(&address)?;
            context.write_str("\" alt=\"")?;
            context.escape(&words)?;
            context.write_str(if is_link { "\"></a>" } else { "\">" })?;
            return Ok(ChildRendering::Skip);
        }
    },
});

/// The element that plays a file, by its name's ending; `None` for pictures.
pub fn player(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "mp3" | "ogg" => Some("audio"),
        "mp4" | "webm" => Some("video"),
        _ => None,
    }
}

fn is_question(node: Node<'_>) -> bool {
    let in_ask = node.parent().is_some_and(
        |parent| matches!(&parent.data().value, NodeValue::BlockDirective(block) if block.info.trim() == "ask"),
    );
    in_ask && node.previous_sibling().is_none()
}

fn plain_text(node: Node<'_>) -> String {
    node.descendants()
        .filter_map(|child| match &child.data().value {
            NodeValue::Text(text) => Some(text.to_string()),
            NodeValue::Code(code) => Some(code.literal.clone()),
            NodeValue::SoftBreak | NodeValue::LineBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}

/// A lesson's text as HTML, without its title; `media` gives each picture's address by its name in the pack.
pub fn lesson_html(markdown: &str, labels: &Labels, media: HashMap<String, String>) -> String {
    let arena = Arena::new();
    let options = options();
    let document = parse_document(&arena, markdown, &options);
    let mut html = String::new();
    let setting = Setting { labels: labels.clone(), media, is_lesson: true };
    // Writing into a string cannot fail; what was written so far is the best there is if it did.
    let _ = LessonFormatter::format_document(document, &options, &mut html, setting);
    html
}

/// A question's or answer's text as HTML; one paragraph stands without its `<p>`. `media` is as for [`lesson_html`].
pub fn inline_html(markdown: &str, media: &HashMap<String, String>) -> String {
    let arena = Arena::new();
    let options = options();
    let document = parse_document(&arena, markdown, &options);
    let mut html = String::new();
    let setting = Setting { labels: Labels::default(), media: media.clone(), is_lesson: false };
    // As above.
    let _ = LessonFormatter::format_document(document, &options, &mut html, setting);
    let html = html.trim();
    match html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html.to_owned(),
    }
}

/// The title of a lesson: its first heading.
pub fn title(markdown: &str) -> Option<String> {
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options());
    let first = document.children().next()?;
    let is_title = matches!(&first.data().value, NodeValue::Heading(heading) if heading.level == 1);
    is_title.then(|| plain_text(first)).filter(|title| !title.trim().is_empty())
}

/// What a pack's check must know of a text.
pub fn findings(markdown: &str) -> Vec<Finding> {
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options());
    document
        .descendants()
        .filter_map(|node| {
            let data = node.data();
            let line = data.sourcepos.start.line;
            match &data.value {
                NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => Some(Finding::RawHtml(line)),
                NodeValue::BlockDirective(block) if !BLOCKS.contains(&block.info.trim()) => {
                    Some(Finding::UnknownBlock(line, block.info.trim().to_owned()))
                }
                NodeValue::Image(link) => Some(Finding::Picture(line, link.url.clone())),
                _ => None,
            }
        })
        .collect()
}
