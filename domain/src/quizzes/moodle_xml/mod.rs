//! Moodle XML, the format in which Moodle gives out whole question banks, pictures and all.
//!
//! The format is what Moodle documents (<https://docs.moodle.org/en/Moodle_XML_format>) and, where that is silent, what
//! its own reader and writer do (`question/format/xml/format.php` and each type's `questiontype.php` in
//! <https://github.com/moodle/moodle>).
//!
//! What has no like here and is passed over: marks and penalties (all questions of a quiz are worth the same), feedback
//! to a right, partly right or wrong answer as a whole, how options are numbered and laid out. What else has no like
//! is named: in [`LeftOutWhy`] on the way in, in [`Unsaid`] on the way out.
//!
//! Decisions:
//! - A question has one [`TextFormat`](super::question::TextFormat), Moodle has one for each text. The richest of a
//!   question's texts decides, and the others are lifted to it.
//! - `shuffleanswers` of `false` are options that are all `fixed`; the like in a gap is a kind without `S`.
//! - How hard a question is stands in a tag `difficulty:easy`, `difficulty:medium` or `difficulty:hard`.
//! - A slash within a category's name (`//` in Moodle) becomes a hyphen, since categories are parted at slashes here.
//! - Names need not be unique in Moodle: a name met before gets a number (`Câu 1 (2)`).
//! - Files get names that need no escapes in a text; those that no text calls stay out.
//! - What Moodle cannot say about a picture is written where Moodle's reader does not look (`shape` and `coords` of a
//!   place, `alt` of a picture, `fraction`, label and feedback of a spot, a spot with the `choice` 0), so that we can read it back.

mod html;
mod percent;
mod problem;
mod read;
mod write;

pub use problem::{LeftOutWhy, XmlProblemKind, limits};
pub use read::read;
pub use write::{MoodleXml, Unsaid, UnsaidWhy, write};

/// Before a tag that says how hard a question is.
const DIFFICULTY: &str = "difficulty:";

/// Before the name of a file in a text of Moodle's.
const PLUGIN_FILE: &str = "@@PLUGINFILE@@";

/// Before the name of a file in a text of ours.
const MEDIA: &str = "media/";

#[cfg(test)]
mod tests;
