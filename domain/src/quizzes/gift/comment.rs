//! Identifiers and tags, which GIFT carries in comments.
//!
//! `// [id:a7] [tag:luật] [tag:mạng]`, a `]` within written `\]`
//! (<https://docs.moodle.org/en/GIFT_format>).

use crate::quizzes::question::Difficulty;
use std::collections::BTreeSet;

/// Begins the tag that says how hard a question is.
const DIFFICULTY: &str = "difficulty:";

/// What a question's comment says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub external_id: String,
    pub tags: BTreeSet<String>,
    pub difficulty: Option<Difficulty>,
}

/// Reads the comment lines of a question; what is no mark in them is read over.
pub fn read(comment: &str) -> Marks {
    let mut marks = Marks::default();
    for line in comment.lines() {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('[') {
            let (is_id, inside) = match (after.strip_prefix("id:"), after.strip_prefix("tag:")) {
                (Some(inside), _) => (true, inside),
                (_, Some(inside)) => (false, inside),
                _ => {
                    rest = after;
                    continue;
                }
            };
            // Without an end here there is none for a later mark either.
            let Some((value, after)) = value(inside) else { break };
            rest = after;
            match is_id {
                true if marks.external_id.is_empty() => marks.external_id = value,
                true => {}
                false => marks.tag(value),
            }
        }
    }
    marks
}

impl Marks {
    fn tag(&mut self, tag: String) {
        match (difficulty(&tag), self.difficulty) {
            (Some(difficulty), None) => self.difficulty = Some(difficulty),
            _ if tag.is_empty() => {}
            _ => {
                self.tags.insert(tag);
            }
        }
    }
}

/// Whether a tag is taken for a difficulty.
pub fn difficulty(tag: &str) -> Option<Difficulty> {
    tag.strip_prefix(DIFFICULTY).and_then(Difficulty::from_word)
}

/// The value up to its bracket, and what follows.
fn value(inside: &str) -> Option<(String, &str)> {
    let end = inside
        .char_indices()
        .find(|(at, c)| *c == ']' && !inside.get(..*at).is_some_and(|before| before.ends_with('\\')))?
        .0;
    Some((inside.get(..end)?.replace("\\]", "]").trim().to_owned(), inside.get(end + 1..)?))
}

/// Whether a comment can carry a value and give it back.
pub fn can_carry(text: &str) -> bool {
    let breaks_out = text.chars().any(char::is_control) || text.contains("\\]") || text.ends_with('\\');
    !text.is_empty() && text.trim() == text && !breaks_out
}

/// Writes the comment line; nothing where there is nothing to say.
pub fn write(external_id: &str, tags: &BTreeSet<String>, difficulty: Option<Difficulty>) -> String {
    let mark = |word: &str, value: &str| format!(" [{word}:{}]", value.replace(']', "\\]"));
    let id = Some(external_id).filter(|id| !id.is_empty()).map(|id| mark("id", id));
    let difficulty = difficulty.map(|difficulty| mark("tag", &format!("{DIFFICULTY}{difficulty}")));
    let marks: String = id.into_iter().chain(tags.iter().map(|tag| mark("tag", tag))).chain(difficulty).collect();
    if marks.is_empty() { marks } else { format!("//{marks}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_tags_and_a_difficulty_are_found_among_words() {
        let marks = read(" question: 7 [id:a\\]7 ] xem [tag:luật][tag: mạng ]\n [tag:difficulty:hard] [id:later] [x]");
        assert_eq!(marks.external_id, "a]7");
        assert_eq!(marks.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["luật", "mạng"]);
        assert_eq!(marks.difficulty, Some(Difficulty::Hard));
    }

    #[test]
    fn a_mark_that_is_not_closed_or_empty_is_no_mark() {
        assert_eq!(read("[id:a [tag:b\n[tag:]\n[tag:difficulty"), Marks::default());
        let endless = "[tag:".repeat(200_000);
        assert_eq!(read(&endless), Marks::default());
    }

    #[test]
    fn an_unknown_difficulty_or_a_second_one_is_a_tag() {
        let marks = read("[tag:difficulty:easy][tag:difficulty:hard][tag:difficulty:huge]");
        assert_eq!(marks.difficulty, Some(Difficulty::Easy));
        assert_eq!(marks.tags.len(), 2);
    }

    proptest! {
        #[test]
        fn what_can_be_carried_is_read_as_written(text in "[a-z\\]\\[:\\\\ ]{0,12}") {
            if can_carry(&text) {
                let line = write(&text, &[text.clone()].into(), Some(Difficulty::Easy));
                let marks = Marks { external_id: text.clone(), tags: [text].into(), difficulty: Some(Difficulty::Easy) };
                prop_assert_eq!(read(line.trim_start_matches("//")), marks);
            }
        }
    }
}
