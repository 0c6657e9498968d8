//! The picture that an interaction lies on.

use super::{LeftOutWhy, Markup, Stop};
use crate::quizzes::{
    qti::{
        media::{MediaKind, kind_of},
        xml::{Element, Node, folded},
    },
    question::Picture,
};

/// A picture as a file names it.
pub struct PictureFile<'a> {
    node: Node<'a>,
    address: &'a str,
    /// What it shows, in words.
    pub words: String,
}

/// The picture that an element is or holds first: an `img`, or an `object` in QTI 2.
pub fn picture<'a>(node: &Node<'a>) -> Option<PictureFile<'a>> {
    let node = node.descendants().find(|child| child.is("img") || child.is("object"))?;
    if node.is("img") {
        let words = folded(node.attr("alt").unwrap_or_default());
        return Some(PictureFile { node, address: node.attr("src").unwrap_or_default(), words });
    }
    let words = node.words();
    Some(PictureFile { node, address: node.attr("data").unwrap_or_default(), words })
}

impl Markup<'_, '_> {
    /// Takes a picture with its size: as it is said to be shown, which is what coordinates are measured in, else its
    /// own.
    pub fn take_picture(&mut self, picture: &PictureFile<'_>) -> Result<Picture, Stop> {
        let file = self.media.take(self.file, picture.address)?;
        if kind_of(&file) != Some(MediaKind::Picture) {
            return Err(LeftOutWhy::UnsupportedMedia(file).into());
        }
        let said = |name| picture.node.attr(name).and_then(pixels);
        let (width, height) = match (said("width"), said("height")) {
            (Some(width), Some(height)) => (width, height),
            (width, height) => {
                let own = self.media.bytes(&file).and_then(own_size).ok_or(LeftOutWhy::PictureWithoutSize)?;
                scaled(own, width, height).ok_or(LeftOutWhy::PictureWithoutSize)?
            }
        };
        Ok(Picture { file, words: picture.words.clone(), width, height })
    }
}

/// A length in pixels; a share of the page is none.
fn pixels(text: &str) -> Option<u32> {
    let number = text.strip_suffix("px").unwrap_or(text).trim();
    number.parse().ok().filter(|pixels| *pixels > 0)
}

/// The size that a picture's own first bytes tell, for the kinds that browsers show.
fn own_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let is_known = [&b"\x89PNG"[..], b"\xFF\xD8\xFF", b"GIF8", b"RIFF"].iter().any(|magic| bytes.starts_with(magic));
    let size = is_known.then(|| imagesize::blob_size(bytes).ok()).flatten()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then_some((width, height))
}

/// A picture's own size, or in proportion to the one length that is said.
fn scaled((own_width, own_height): (u32, u32), width: Option<u32>, height: Option<u32>) -> Option<(u32, u32)> {
    let share = |length: u32, of: u32, other: u32| {
        u32::try_from(u64::from(length) * u64::from(other) / u64::from(of)).ok().map(|length| length.max(1))
    };
    match (width, height) {
        (Some(width), _) => Some((width, share(width, own_width, own_height)?)),
        (None, Some(height)) => Some((share(height, own_height, own_width)?, height)),
        (None, None) => Some((own_width, own_height)),
    }
}
