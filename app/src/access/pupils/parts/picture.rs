//! The twelve pictures. Each is known by its outline alone, in any colour and in print.

use domain::access::pupils::secret::Picture;
use leptos::prelude::*;

/// The picture's name.
pub fn picture_name(picture: Picture) -> &'static str {
    crate::words::picture_in(crate::language::use_locale(), picture)
}

/// Lines on a field of 48 by 48.
const fn lines(picture: Picture) -> &'static str {
    match picture {
        Picture::Cat => {
            "<path d=\"M9 8l8 7h14l8-7v19a15 13 0 0 1-30 0z\"/><path d=\"M22 30h4l-2 2.5zM4 27l8 2M4 35l8-2M44 27l-8 2M44 35l-8-2\"/><circle class=\"dot\" cx=\"17.5\" cy=\"24\" r=\"2\"/><circle class=\"dot\" cx=\"30.5\" cy=\"24\" r=\"2\"/>"
        }
        Picture::Flower => {
            "<circle class=\"dot\" cx=\"24\" cy=\"18\" r=\"3.5\"/><circle cx=\"24\" cy=\"8.5\" r=\"4.7\"/><circle cx=\"32.5\" cy=\"13.5\" r=\"4.7\"/><circle cx=\"32.5\" cy=\"22.5\" r=\"4.7\"/><circle cx=\"24\" cy=\"27.5\" r=\"4.7\"/><circle cx=\"15.5\" cy=\"22.5\" r=\"4.7\"/><circle cx=\"15.5\" cy=\"13.5\" r=\"4.7\"/><path d=\"M24 32v13M24 42c-6 0-9-2-10-6 6 0 9 2 10 6z\"/>"
        }
        Picture::Sun => {
            "<circle cx=\"24\" cy=\"24\" r=\"9\"/><path d=\"M24 3v7M24 38v7M3 24h7M38 24h7M9.2 9.2l5 5M33.8 33.8l5 5M9.2 38.8l5-5M33.8 14.2l5-5\"/>"
        }
        Picture::Fish => {
            "<path d=\"M4 24c6-12 20-13 28-2l11-9v22l-11-9c-8 11-22 10-28-2z\"/><circle class=\"dot\" cx=\"13\" cy=\"22\" r=\"2\"/>"
        }
        Picture::House => "<path d=\"M5 24L24 7l19 17M10 20v22h28V20M20 42V30h8v12\"/>",
        Picture::Tree => "<path d=\"M24 4l11 13h-5l9 13H9l9-13h-5zM21 30v14h6V30\"/>",
        Picture::Star => "<path d=\"M24 4l6 13 14 1.5-10.5 9.5 3 14L24 35l-12.5 7 3-14L4 18.5 18 17z\"/>",
        Picture::Moon => "<path d=\"M29 5a20 20 0 1 0 14 27A17 17 0 0 1 29 5z\"/>",
        Picture::Umbrella => {
            "<path d=\"M4 26a20 20 0 0 1 40 0c-4-4-9-4-13 0-4-4-10-4-14 0-4-4-9-4-13 0zM24 6V2M24 24v16a4.5 4.5 0 0 1-9 0\"/>"
        }
        Picture::Boat => "<path d=\"M4 33h40l-7 10H11zM24 33V5M24 6l14 21H24M24 11L11 27h13\"/>",
        Picture::Apple => {
            "<path d=\"M24 16c-5-5-17-4-17 8 0 11 7 20 12.5 20 2 0 2.5-1 4.5-1s2.5 1 4.5 1C34 44 41 35 41 24c0-12-12-13-17-8zM24 16c0-6 2-10 7-12\"/>"
        }
        Picture::Car => {
            "<path d=\"M8 35H4v-9l6-3 5-10h17l8 10 4 2v10h-4M17 35h14M11 23h28M24 13v10\"/><circle cx=\"12.5\" cy=\"35\" r=\"4.5\"/><circle cx=\"35.5\" cy=\"35\" r=\"4.5\"/>"
        }
    }
}

/// A picture without its name.
#[component]
pub fn PictureShape(picture: Picture) -> impl IntoView {
    view! { <svg class="picture-shape" viewBox="0 0 48 48" aria-hidden="true" inner_html=lines(picture)></svg> }
}
