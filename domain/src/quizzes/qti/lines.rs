//! Places in a text, by their byte.

use crate::quizzes::interchange::Place;
use roxmltree::Node;

/// How many bytes there are between places that are known.
const STEP: usize = 4 << 10;

/// Finds places in a text without counting its lines each time.
pub struct Lines<'a> {
    text: &'a str,
    /// A byte and its place, every [`STEP`] bytes or a little more.
    known: Vec<(usize, Place)>,
}

impl<'a> Lines<'a> {
    /// Counts the lines of a text.
    pub fn of(text: &'a str) -> Self {
        let mut place = Place { line: 1, column: 1 };
        let mut known = vec![(0, place)];
        let mut last = 0;
        for (byte, c) in text.char_indices() {
            if byte - last >= STEP {
                known.push((byte, place));
                last = byte;
            }
            place = after(place, c);
        }
        Self { text, known }
    }

    /// The place of a byte.
    pub fn at(&self, byte: usize) -> Place {
        let before = self.known.partition_point(|(known, _)| *known <= byte).saturating_sub(1);
        let (start, place) = self.known.get(before).copied().unwrap_or((0, Place { line: 1, column: 1 }));
        let rest = self.text.get(start..byte.min(self.text.len())).unwrap_or_default();
        rest.chars().fold(place, after)
    }

    /// Where a node begins.
    pub fn begin(&self, node: &Node<'_, '_>) -> Place {
        self.at(node.range().start)
    }
}

const fn after(place: Place, c: char) -> Place {
    match c {
        '\n' => Place { line: place.line.saturating_add(1), column: 1 },
        _ => Place { line: place.line, column: place.column.saturating_add(1) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_wherever_they_stand() {
        let text = format!("ạ\nb{}c\n", "ộ".repeat(3 * STEP));
        let lines = Lines::of(&text);
        assert_eq!(lines.at(0), Place { line: 1, column: 1 });
        assert_eq!(lines.at(text.find('b').unwrap()), Place { line: 2, column: 1 });
        assert_eq!(lines.at(text.find('c').unwrap()), Place { line: 2, column: 3 * STEP as u32 + 2 });
        assert_eq!(lines.at(text.len() + 9), Place { line: 3, column: 1 });
    }
}
