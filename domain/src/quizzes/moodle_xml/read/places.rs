//! Lines and columns of bytes in a text.

use crate::quizzes::interchange::Place;

/// How many bytes lie between two known places. A file can be one line of many megabytes, which would be counted anew
/// for each question.
const STEP: usize = 4_096;

/// Finds the place of a byte.
pub struct Places<'a> {
    text: &'a str,
    known: Vec<(usize, Place)>,
}

impl<'a> Places<'a> {
    /// Counts a text once.
    pub fn new(text: &'a str) -> Self {
        let mut known = Vec::with_capacity(text.len() / STEP + 1);
        let mut place = Place { line: 1, column: 1 };
        let mut last = 0;
        known.push((0, place));
        for (at, character) in text.char_indices() {
            if at - last >= STEP {
                known.push((at, place));
                last = at;
            }
            place = after(place, character);
        }
        Self { text, known }
    }

    /// The place of a byte.
    pub fn at(&self, byte: usize) -> Place {
        let next = self.known.partition_point(|(known, _)| *known <= byte);
        let (start, place) =
            self.known.get(next.saturating_sub(1)).copied().unwrap_or((0, Place { line: 1, column: 1 }));
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices().take_while(|(at, _)| start + at < byte).fold(place, |place, (_, c)| after(place, c))
    }
}

fn after(place: Place, character: char) -> Place {
    if character == '\n' {
        Place { line: place.line.saturating_add(1), column: 1 }
    } else {
        Place { column: place.column.saturating_add(1), ..place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_the_parser_says() {
        let text = format!("<a>\n{}<b/>đ<c/>\n{}<d/></a>", "ă".repeat(STEP), "x\n".repeat(STEP));
        let document = roxmltree::Document::parse(&text).unwrap();
        let places = Places::new(&text);
        for node in document.descendants() {
            let start = node.range().start;
            let said = document.text_pos_at(start);
            assert_eq!(places.at(start), Place { line: said.row, column: said.col });
        }
    }
}
