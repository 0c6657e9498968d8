//! Whether two translations of a question have the same key.

use super::{Choice, Gap, QuestionKind};

impl QuestionKind {
    /// Whether two translations of a question have the same key: same kind, as many options, same credits, pairs in the
    /// same places. What is right in one language is then right in the other, by its place.
    ///
    /// Short answers may differ in number, since languages differ in spellings.
    pub fn has_same_key(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::SingleChoice { options: a }, Self::SingleChoice { options: b })
            | (Self::MultipleChoice { options: a }, Self::MultipleChoice { options: b }) => have_same_credits(a, b),
            (Self::TrueFalse { answer: a, .. }, Self::TrueFalse { answer: b, .. }) => a == b,
            (Self::Matching { .. }, Self::Matching { .. }) => self.places_of_answers() == other.places_of_answers(),
            (Self::DragOntoPicture { places: a, .. }, Self::DragOntoPicture { places: b, .. }) => {
                self.places_of_answers() == other.places_of_answers()
                    && a.iter().zip(b).all(|(a, b)| a.zone.shape == b.zone.shape)
            }
            (Self::Ordering { items: a }, Self::Ordering { items: b }) => a.len() == b.len(),
            (
                Self::Numeric { accepted: a, unit_required: needs_unit, .. },
                Self::Numeric { accepted: b, unit_required: other_needs_unit, .. },
            ) => {
                needs_unit == other_needs_unit
                    && a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| (a.min, a.max, a.credit) == (b.min, b.max, b.credit))
            }
            (Self::ShortAnswer { matching: a, .. }, Self::ShortAnswer { matching: b, .. }) => a == b,
            (Self::Cloze { gaps: a }, Self::Cloze { gaps: b }) => {
                let is_same = |(a, b): (&Gap, &Gap)| a.weight == b.weight && a.kind.has_same_key(&b.kind);
                a.len() == b.len() && a.iter().zip(b).all(is_same)
            }
            (
                Self::Hotspot { spots: a, several: a_several, .. },
                Self::Hotspot { spots: b, several: b_several, .. },
            ) => {
                a_several == b_several
                    && a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| (a.zone.shape, a.credit) == (b.zone.shape, b.credit))
            }
            (Self::Essay { rules: a }, Self::Essay { rules: b }) => {
                (a.min_words, a.max_words) == (b.min_words, b.max_words)
                    && a.rubric.iter().map(|c| c.points).eq(b.rubric.iter().map(|c| c.points))
            }
            (Self::Description, Self::Description) => true,
            _ => false,
        }
    }

    /// How many different answers there are, and which of them each stem has.
    fn places_of_answers(&self) -> (usize, Vec<Option<usize>>) {
        let answers = self.matching_answers();
        let place = |answer: &str| answers.iter().position(|candidate| *candidate == answer);
        let places = match self {
            Self::Matching { pairs, .. } => pairs.iter().map(|pair| place(&pair.answer)).collect(),
            Self::DragOntoPicture { places, .. } => places.iter().map(|placed| place(&placed.text)).collect(),
            _ => Vec::new(),
        };
        (answers.len(), places)
    }
}

fn have_same_credits(a: &[Choice], b: &[Choice]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.credit, a.fixed) == (b.credit, b.fixed))
}

#[cfg(test)]
mod tests {
    use crate::quizzes::question::{Pair, QuestionKind};

    #[test]
    fn translations_of_a_matching_have_the_same_key_only_if_their_pairs_stand_in_the_same_places() {
        let matching = |answers: [&str; 3]| QuestionKind::Matching {
            pairs: answers
                .iter()
                .enumerate()
                .map(|(i, a)| Pair { stem: i.to_string(), answer: (*a).to_owned() })
                .collect(),
            extra: vec![],
        };
        assert!(matching(["x", "y", "x"]).has_same_key(&matching(["một", "hai", "một"])));
        assert!(!matching(["x", "y", "x"]).has_same_key(&matching(["một", "hai", "ba"])));
        assert_eq!(matching(["x", "y", "x"]).options(), 2);
    }
}
