//! The tree of organisations and the levels of schools.

use super::{Grade, words};
use crate::ids::OrganisationId;
use std::collections::{HashMap, HashSet};

words! {
    /// What a node of the tree is. Schools are its leaves.
    OrganisationKind {
        /// Bộ.
        Ministry = "ministry",
        /// Sở.
        Department = "department",
        /// Phòng, or the commune's unit for education: whoever owns schools.
        Office = "office",
        /// Trường.
        School = "school",
    }
}

words! {
    /// Cấp học of a school.
    SchoolLevel {
        /// Mầm non, mẫu giáo.
        Preschool = "preschool",
        /// Tiểu học, grades 1–5.
        Primary = "primary",
        /// Tiểu học và THCS, grades 1–9.
        PrimaryLowerSecondary = "primary_lower_secondary",
        /// THCS, grades 6–9.
        LowerSecondary = "lower_secondary",
    }
}

words! {
    /// The level at which somebody learns or works; a school of two levels has both.
    StudyLevel {
        /// Mầm non.
        Preschool = "preschool",
        /// Tiểu học.
        Primary = "primary",
        /// THCS.
        LowerSecondary = "lower_secondary",
    }
}

impl SchoolLevel {
    /// The levels taught at such a school.
    pub const fn study_levels(self) -> &'static [StudyLevel] {
        match self {
            Self::Preschool => &[StudyLevel::Preschool],
            Self::Primary => &[StudyLevel::Primary],
            Self::PrimaryLowerSecondary => &[StudyLevel::Primary, StudyLevel::LowerSecondary],
            Self::LowerSecondary => &[StudyLevel::LowerSecondary],
        }
    }

    /// Whether a grade is taught at such a school. Preschools have no grades.
    pub fn teaches(self, grade: Grade) -> bool {
        self.study_levels().contains(&grade.study_level())
    }
}

/// A node's code as it is stored: upper case, at most 32 letters without marks, digits, `.`, `_` and `-`.
pub fn organisation_code(text: &str) -> Option<String> {
    let text = text.trim();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    ((1..=32).contains(&text.len()) && text.bytes().all(allowed)).then(|| text.to_ascii_uppercase())
}

/// The tree as it stands on one day: each node's parent.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    children: HashMap<OrganisationId, Vec<OrganisationId>>,
}

impl Tree {
    /// Builds the tree from pairs of node and parent.
    pub fn of(parents: impl IntoIterator<Item = (OrganisationId, OrganisationId)>) -> Self {
        let mut children: HashMap<_, Vec<_>> = HashMap::new();
        for (node, parent) in parents {
            children.entry(parent).or_default().push(node);
        }
        Self { children }
    }

    /// The node and all below it. A circle, should bad data hold one, is walked once.
    pub fn subtree(&self, root: OrganisationId) -> HashSet<OrganisationId> {
        let mut reached = HashSet::from([root]);
        let mut to_visit = vec![root];
        while let Some(node) = to_visit.pop() {
            for child in self.children.get(&node).into_iter().flatten() {
                if reached.insert(*child) {
                    to_visit.push(*child);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[i64]) -> HashSet<OrganisationId> {
        numbers.iter().map(|n| OrganisationId(*n)).collect()
    }

    #[test]
    fn an_inner_node_reaches_its_whole_subtree_and_no_other() {
        let tree =
            Tree::of([(2, 1), (3, 1), (4, 2), (5, 2), (6, 3)].map(|(n, p)| (OrganisationId(n), OrganisationId(p))));
        assert_eq!(tree.subtree(OrganisationId(1)), ids(&[1, 2, 3, 4, 5, 6]));
        assert_eq!(tree.subtree(OrganisationId(2)), ids(&[2, 4, 5]));
        assert_eq!(tree.subtree(OrganisationId(6)), ids(&[6]));
    }

    #[test]
    fn a_deep_tree_is_walked_to_its_leaves() {
        let depth = 2_000;
        let tree = Tree::of((2..=depth).map(|node| (OrganisationId(node), OrganisationId(node - 1))));
        assert_eq!(tree.subtree(OrganisationId(1)).len(), usize::try_from(depth).unwrap());
        assert_eq!(tree.subtree(OrganisationId(depth)), ids(&[depth]));
    }

    #[test]
    fn a_school_teaches_the_grades_of_its_levels() {
        let taught = |level: SchoolLevel| -> Vec<u8> {
            (1..=9).filter_map(Grade::new).filter(|grade| level.teaches(*grade)).map(Grade::number).collect()
        };
        assert_eq!(taught(SchoolLevel::Preschool), Vec::<u8>::new());
        assert_eq!(taught(SchoolLevel::Primary), [1, 2, 3, 4, 5]);
        assert_eq!(taught(SchoolLevel::LowerSecondary), [6, 7, 8, 9]);
        assert_eq!(taught(SchoolLevel::PrimaryLowerSecondary), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn codes_are_upper_case_and_have_no_blanks() {
        assert_eq!(organisation_code(" xa-binh.hoa_1 "), Some("XA-BINH.HOA_1".to_owned()));
        for text in ["", "a b", "xã", "a/b", &"A".repeat(33)] {
            assert_eq!(organisation_code(text), None, "{text}");
        }
    }

    #[test]
    fn a_circle_ends() {
        let tree = Tree::of([(2, 1), (1, 2)].map(|(n, p)| (OrganisationId(n), OrganisationId(p))));
        assert_eq!(tree.subtree(OrganisationId(1)), ids(&[1, 2]));
    }
}
