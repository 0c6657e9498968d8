//! Where nodes stand in the tree, from when to when, and what may move where.

use super::Span;
use crate::ids::OrganisationId;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A node stands below another for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The node.
    pub node: OrganisationId,
    /// The node above.
    pub parent: OrganisationId,
    /// From when to when.
    pub span: Span,
}

/// Whether the tree would have a circle on any day from `from` on, were the node below `parent` since then.
pub fn makes_circle(placements: &[Placement], node: OrganisationId, parent: OrganisationId, from: NaiveDate) -> bool {
    // The tree changes on these days only.
    let turns: BTreeSet<NaiveDate> = placements
        .iter()
        .flat_map(|placement| [Some(placement.span.from), placement.span.to])
        .flatten()
        .filter(|day| *day > from)
        .chain([from])
        .collect();
    turns.into_iter().any(|day| {
        let parents: HashMap<OrganisationId, OrganisationId> = placements
            .iter()
            .filter(|placement| placement.node != node && placement.span.is_open_on(day))
            .map(|placement| (placement.node, placement.parent))
            .chain([(node, parent)])
            .collect();
        is_above_itself(&parents, node)
    })
}

fn is_above_itself(parents: &HashMap<OrganisationId, OrganisationId>, node: OrganisationId) -> bool {
    let mut above = parents.get(&node);
    // A way that is longer than there are nodes goes round somewhere.
    for _ in 0..=parents.len() {
        match above {
            None => return false,
            Some(found) if *found == node => return true,
            Some(found) => above = parents.get(found),
        }
    }
    true
}

/// Each node's place in the tree on a day; a node that comes later is taken at its first place.
pub fn standing_on(placements: &[Placement], day: NaiveDate) -> HashMap<OrganisationId, Placement> {
    let mut standing: HashMap<OrganisationId, Placement> = HashMap::new();
    for placement in placements {
        if placement.span.is_open_on(day) {
            standing.insert(placement.node, *placement);
        } else if placement.span.from > day {
            let first = standing.entry(placement.node).or_insert(*placement);
            if !first.span.is_open_on(day) && placement.span.from < first.span.from {
                *first = *placement;
            }
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::organisation::Tree;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
    }

    fn placed(node: i64, parent: i64, from: u32, to: Option<u32>) -> Placement {
        let span = Span { from: day(from), to: to.map(day) };
        Placement { node: OrganisationId(node), parent: OrganisationId(parent), span }
    }

    fn circle(placements: &[Placement], node: i64, parent: i64, from: u32) -> bool {
        makes_circle(placements, OrganisationId(node), OrganisationId(parent), day(from))
    }

    #[test]
    fn a_node_cannot_stand_below_itself() {
        let tree = [placed(2, 1, 1, None), placed(3, 2, 1, None), placed(4, 1, 1, None)];
        assert!(circle(&tree, 2, 2, 5));
        assert!(circle(&tree, 2, 3, 5));
        assert!(circle(&tree, 1, 3, 5), "the top below one of its own");
        assert!(!circle(&tree, 3, 1, 5));
        assert!(!circle(&tree, 2, 4, 5));
    }

    #[test]
    fn what_comes_later_counts_and_what_is_over_does_not() {
        let tree = [placed(2, 1, 1, None), placed(3, 1, 1, Some(10)), placed(3, 2, 10, None)];
        assert!(circle(&tree, 2, 3, 5), "3 comes below 2 on the tenth");
        let tree = [placed(2, 1, 1, None), placed(3, 2, 1, Some(10)), placed(3, 1, 10, None)];
        assert!(circle(&tree, 2, 3, 5), "3 is below 2 until the tenth");
        assert!(!circle(&tree, 2, 3, 10));
    }

    #[test]
    fn a_node_that_comes_later_has_its_first_place() {
        let tree =
            [placed(2, 1, 1, Some(5)), placed(2, 3, 5, None), placed(4, 3, 20, None), placed(4, 1, 15, Some(20))];
        let standing = standing_on(&tree, day(7));
        assert_eq!(standing[&OrganisationId(2)].parent, OrganisationId(3));
        assert_eq!(standing[&OrganisationId(4)].parent, OrganisationId(1));
        assert_eq!(standing_on(&tree, day(4))[&OrganisationId(2)].parent, OrganisationId(1));
    }

    proptest! {
        #[test]
        fn moves_that_make_no_circle_keep_the_tree_a_tree(moves in proptest::collection::vec((1i64..12, 1i64..12), 0..60)) {
            let mut placements: Vec<Placement> = (2..12).map(|node| placed(node, 1, 1, None)).collect();
            for (node, parent) in moves {
                if node != 1 && !circle(&placements, node, parent, 5) {
                    placements.retain(|placement| placement.node != OrganisationId(node));
                    placements.push(placed(node, parent, 1, None));
                }
            }
            let tree = Tree::of(placements.iter().map(|placement| (placement.node, placement.parent)));
            prop_assert_eq!(tree.subtree(OrganisationId(1)).len(), 11, "every node is still below the top");
        }
    }
}
