//! All nodes with their places, and which of them an office may touch.

use super::OrganisationError;
use crate::{
    StoreError,
    access::Office,
    people::entity::{organisation, placement},
    store::known,
};
use chrono::NaiveDate;
use domain::{
    ids::OrganisationId,
    people::{
        OrganisationKind, Span,
        organisation::Tree,
        placement::{Placement, standing_on},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};

/// The nodes as they stand on a day; those that come later stand where they will.
pub struct Nodes {
    rows: HashMap<OrganisationId, organisation::Model>,
    /// Every place that any node ever had.
    pub placements: Vec<Placement>,
    parents: HashMap<OrganisationId, OrganisationId>,
    tree: Tree,
    /// The nodes that the office may see.
    own: HashSet<OrganisationId>,
    office: OrganisationId,
}

impl Nodes {
    /// Reads all nodes.
    pub async fn load(db: &impl ConnectionTrait, office: &Office, day: NaiveDate) -> Result<Self, StoreError> {
        let rows = organisation::Entity::find().all(db).await?;
        let rows: HashMap<OrganisationId, organisation::Model> =
            rows.into_iter().map(|row| (OrganisationId(row.id), row)).collect();
        let placements: Vec<Placement> = placement::Entity::find()
            .filter(placement::Column::VoidedAt.is_null())
            .order_by_asc(placement::Column::FromOn)
            .order_by_asc(placement::Column::Id)
            .all(db)
            .await?
            .into_iter()
            .map(|row| Placement {
                node: OrganisationId(row.organisation_id),
                parent: OrganisationId(row.parent_id),
                span: Span { from: row.from_on, to: row.to_on },
            })
            .collect();
        let parents: HashMap<OrganisationId, OrganisationId> =
            standing_on(&placements, day).into_values().map(|placement| (placement.node, placement.parent)).collect();
        let tree = Tree::of(parents.iter().map(|(node, parent)| (*node, *parent)));
        let own = tree.subtree(office.node());
        Ok(Self { rows, placements, parents, tree, own, office: office.node() })
    }

    /// A node of the office's subtree, the office's own one included.
    pub fn own(&self, code: &str) -> Result<&organisation::Model, OrganisationError> {
        let code = code.trim().to_uppercase();
        let found = self.own.iter().filter_map(|id| self.rows.get(id)).find(|row| row.code == code);
        found.ok_or(OrganisationError::NotFound)
    }

    /// A node below the office's own one, which alone it may move, close and merge.
    pub fn below(&self, code: &str) -> Result<&organisation::Model, OrganisationError> {
        self.own(code).ok().filter(|row| row.id != self.office.0).ok_or(OrganisationError::NotFound)
    }

    /// A node of the subtree below which something may stand from a day on.
    pub fn parent(&self, code: &str, from: NaiveDate) -> Result<&organisation::Model, OrganisationError> {
        let row = self.own(code).map_err(|_| OrganisationError::BadParent)?;
        let is_open = row.opened_on <= from && row.closed_on.is_none();
        if is_open && row.kind != OrganisationKind::School.as_str() {
            Ok(row)
        } else {
            Err(OrganisationError::BadParent)
        }
    }

    /// Whether nothing stands above a node.
    pub fn is_top(&self, node: i64) -> bool {
        !self.parents.contains_key(&OrganisationId(node))
    }

    /// Whether it is the office's own node.
    pub fn is_office(&self, node: i64) -> bool {
        self.office.0 == node
    }

    /// A node by its id.
    pub fn get(&self, node: OrganisationId) -> Option<&organisation::Model> {
        self.rows.get(&node)
    }

    /// The nodes directly below one, in the alphabet's order.
    pub fn children(&self, node: i64) -> Vec<&organisation::Model> {
        let mut children: Vec<&organisation::Model> = self
            .parents
            .iter()
            .filter(|(_, parent)| parent.0 == node)
            .filter_map(|(child, _)| self.rows.get(child))
            .collect();
        children.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
        children
    }

    /// All nodes of the office's subtree, in the alphabet's order.
    pub fn all_own(&self) -> Vec<&organisation::Model> {
        let mut all: Vec<&organisation::Model> = self.own.iter().filter_map(|id| self.rows.get(id)).collect();
        all.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
        all
    }

    /// The nodes above one up to the office's own, from that down.
    pub fn above(&self, node: i64) -> Vec<&organisation::Model> {
        let mut above = Vec::new();
        let mut here = OrganisationId(node);
        while here != self.office && above.len() <= self.rows.len() {
            let Some(parent) = self.parents.get(&here) else { break };
            above.extend(self.rows.get(parent));
            here = *parent;
        }
        above.reverse();
        above
    }

    /// A node and all below it.
    pub fn subtree(&self, node: i64) -> HashSet<OrganisationId> {
        self.tree.subtree(OrganisationId(node))
    }
}

/// What a row is.
pub fn kind(row: &organisation::Model) -> Result<OrganisationKind, StoreError> {
    known(&row.kind, OrganisationKind::from_word)
}
