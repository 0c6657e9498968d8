//! What the pages of the tree of organisations show.

use super::{OrganisationKind, SchoolLevel, Span};
use crate::ids::OrganisationId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A node with all below it, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeLine {
    /// The node.
    pub id: OrganisationId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// A school's level.
    pub level: Option<SchoolLevel>,
    /// When it opens, if that is still to come.
    pub opens_on: Option<NaiveDate>,
    /// When it closed or closes.
    pub closed_on: Option<NaiveDate>,
    /// The nodes directly below.
    pub children: Vec<NodeLine>,
    /// How many nodes directly below are not among `children`, for there are too many.
    pub left_out: u64,
}

/// The tree below a node, or what a search found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeTree {
    /// The office's own node at the top.
    pub top: NodeLine,
    /// How many nodes there are in all, the top one included.
    pub count: u64,
    /// The nodes found, when something was sought; `top` then has no children.
    pub found: Option<Vec<NodeLine>>,
}

/// A node by name, to link to or to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Where a node stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementLine {
    /// Below which node.
    pub parent: NodeName,
    /// From when to when.
    pub span: Span,
}

/// What is open at a node and would end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenThere {
    /// Memberships of staff.
    pub staff: u64,
    /// Memberships of pupils.
    pub pupils: u64,
    /// Responsibilities.
    pub responsibilities: u64,
    /// Classes of the school year of the day and of later ones.
    pub classes: u64,
    /// Roles given at the node.
    pub roles: u64,
}

impl OpenThere {
    /// Whether nothing would end.
    pub fn is_empty(self) -> bool {
        self == Self { classes: self.classes, ..Self::default() }
    }
}

/// A node's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodePage {
    /// The node with those directly below it.
    pub node: NodeLine,
    /// Its short name.
    pub short_name: String,
    /// Its address.
    pub address: String,
    /// Its e-mail address.
    pub email: String,
    /// Since when it is open.
    pub opened_on: NaiveDate,
    /// The nodes above it, from the office's own node down.
    pub above: Vec<NodeName>,
    /// Where it stood and stands, latest first.
    pub placements: Vec<PlacementLine>,
    /// Whether its name and particulars may be changed.
    pub may_rename: bool,
    /// Whether it may be moved, closed and merged: only by whoever has the node above it.
    pub may_move: bool,
    /// The nodes below which it may move.
    pub parents: Vec<NodeName>,
    /// The schools with which it may be merged.
    pub schools: Vec<NodeName>,
    /// What is open there today.
    pub open: OpenThere,
}

/// What merging a school into another would move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePreview {
    /// The school that closes.
    pub from: NodeName,
    /// The school that stays.
    pub into: NodeName,
    /// The first day on which only that one is there.
    pub on: NaiveDate,
    /// What moves.
    pub moves: OpenThere,
    /// Classes that get another name, for the school that stays has one of that name: old and new name.
    pub renamed: Vec<(String, String)>,
}
