//! How large a picture is, by the first bytes of its file.

use quick_xml::{Reader, events::Event};

/// Width and height in pixels of a PNG, JPEG, WebP, GIF or SVG; `None` for anything else.
pub fn of(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match imagesize::blob_size(bytes) {
        Ok(size) => (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?),
        Err(_) => of_svg(std::str::from_utf8(bytes).ok()?)?,
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// `width` and `height` in pixels, or those of the `viewBox`.
fn of_svg(text: &str) -> Option<(u32, u32)> {
    let mut reader = Reader::from_str(text);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != "svg" {
        return None;
    }
    let said = |name: &str| {
        let found = root.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
        Some(found.value.into_owned())
    };
    let own = said("width").zip(said("height"));
    let own = own.and_then(|(width, height)| Some((pixels(&width)?, pixels(&height)?)));
    own.or_else(|| {
        let bounds = said("viewBox")?;
        let mut bounds = bounds.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(bounds.next()?)?, pixels(bounds.next()?)?))
    })
}

fn pixels(said: &str) -> Option<u32> {
    let number: f64 = said.trim().trim_end_matches("px").parse().ok()?;
    // Pictures are not larger, and the rest is cut off.
    (1.0..=1_000_000.0).contains(&number).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_svg_says_its_size_in_either_of_two_ways() {
        let size = |root: &str| of(format!("<?xml version='1.0'?><!-- x --><svg {root}><g/></svg>").as_bytes());
        assert_eq!(size("width='300' height='200.5px'"), Some((300, 200)));
        assert_eq!(size("width='100%' height='100%' viewBox='0 0 64 32'"), Some((64, 32)));
        assert_eq!(size("viewBox='0,0,64'"), None);
        assert_eq!(size("width='NaN' height='-3'"), None);
        assert_eq!(of(b"<html width='3' height='3'>"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_size_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in 0..5_usize) {
            let starts: [&[u8]; 5] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X"];
            let _ = of(&[starts[start], &bytes].concat());
        }
    }
}
