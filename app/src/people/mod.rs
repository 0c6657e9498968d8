//! Schools and their people: lists, rosters in and out.

pub mod export_links;
#[cfg(feature = "ssr")]
pub mod template_guide;
