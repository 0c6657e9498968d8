//! The tree and a node's page.

use super::{
    OrganisationError,
    nodes::{Nodes, kind},
    there::open_there,
};
use crate::{Store, StoreError, access::Office, people::entity::organisation, store::known};
use chrono::NaiveDate;
use domain::{
    ids::OrganisationId,
    people::{
        OrganisationKind, SchoolLevel,
        node::{NodeLine, NodeName, NodePage, NodeTree, PlacementLine},
        search::matches,
    },
};

/// So many nodes are shown on one page; what is below those left out is on the page of the node above them.
const MOST_NODES: usize = 1_000;

/// The tree below the office's node, or the nodes of it that a search finds.
///
/// # Errors
/// [`OrganisationError::NotFound`] when the office's node is not there.
pub async fn organisation_tree(
    store: &Store,
    office: &Office,
    sought: &str,
    today: NaiveDate,
) -> Result<NodeTree, OrganisationError> {
    let nodes = Nodes::load(store.read(), office, today).await?;
    let top = nodes.get(office.node()).ok_or(OrganisationError::NotFound)?;
    let count = nodes.all_own().len() as u64;
    if sought.trim().is_empty() {
        return Ok(NodeTree { top: lines(&nodes, top, today, MOST_NODES, usize::MAX)?, count, found: None });
    }
    let found = nodes
        .all_own()
        .into_iter()
        .filter(|row| matches(&row.search_key, sought) || matches(&row.code.to_lowercase(), sought))
        .map(|row| line(row, today))
        .collect::<Result<_, StoreError>>()?;
    Ok(NodeTree { top: line(top, today)?, count, found: Some(found) })
}

/// A node with what may be done to it.
///
/// # Errors
/// [`OrganisationError::NotFound`] for a node that is not in the office's subtree.
pub async fn organisation_page(
    store: &Store,
    office: &Office,
    code: &str,
    today: NaiveDate,
) -> Result<NodePage, OrganisationError> {
    let db = store.read();
    let nodes = Nodes::load(db, office, today).await?;
    let row = nodes.own(code)?;
    let is_office = nodes.is_office(row.id);
    let own_subtree = nodes.subtree(row.id);
    let is_open = |row: &organisation::Model| row.closed_on.is_none_or(|closed| closed > today);
    let is_school = |row: &organisation::Model| row.kind == OrganisationKind::School.as_str();
    let others = || nodes.all_own().into_iter().filter(|other| is_open(other));
    let mut placements: Vec<PlacementLine> = nodes
        .placements
        .iter()
        .filter(|placement| placement.node.0 == row.id)
        .filter_map(|placement| {
            Some(PlacementLine { parent: name(nodes.get(placement.parent)?), span: placement.span })
        })
        .collect();
    placements.reverse();
    Ok(NodePage {
        node: lines(&nodes, row, today, MOST_NODES, 1)?,
        short_name: row.short_name.clone(),
        address: row.address.clone(),
        email: row.email.clone(),
        opened_on: row.opened_on,
        above: nodes.above(row.id).into_iter().map(name).collect(),
        placements: if is_office { Vec::new() } else { placements },
        may_rename: !is_office || nodes.is_top(row.id),
        may_move: !is_office && row.closed_on.is_none(),
        parents: others()
            .filter(|other| !is_school(other) && !own_subtree.contains(&OrganisationId(other.id)))
            .map(name)
            .collect(),
        schools: others().filter(|other| is_school(row) && is_school(other) && other.id != row.id).map(name).collect(),
        open: open_there(db, row.id, today).await?,
    })
}

pub(super) fn name(row: &organisation::Model) -> NodeName {
    NodeName { code: row.code.clone(), name: row.name.clone() }
}

fn line(row: &organisation::Model, today: NaiveDate) -> Result<NodeLine, StoreError> {
    Ok(NodeLine {
        id: OrganisationId(row.id),
        code: row.code.clone(),
        name: row.name.clone(),
        kind: kind(row)?,
        level: row.level.as_deref().map(|word| known(word, SchoolLevel::from_word)).transpose()?,
        opens_on: Some(row.opened_on).filter(|opened_on| *opened_on > today),
        closed_on: row.closed_on,
        children: Vec::new(),
        left_out: 0,
    })
}

/// A node with those below it, level by level until there are `most`, at most `depth` levels deep.
fn lines(
    nodes: &Nodes,
    top: &organisation::Model,
    today: NaiveDate,
    most: usize,
    depth: usize,
) -> Result<NodeLine, StoreError> {
    // Whose children are shown, found level by level so that a deep branch takes no room from its neighbours.
    let mut shown = std::collections::HashMap::new();
    let mut count = 1;
    let mut level = vec![top];
    for _ in 0..depth {
        let mut next = Vec::new();
        for parent in level {
            let children = nodes.children(parent.id);
            if shown.contains_key(&parent.id) || count + children.len() > most {
                continue;
            }
            count += children.len();
            next.extend(children.iter().copied());
            shown.insert(parent.id, children);
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    nested(nodes, &shown, top, today)
}

fn nested(
    nodes: &Nodes,
    shown: &std::collections::HashMap<i64, Vec<&organisation::Model>>,
    row: &organisation::Model,
    today: NaiveDate,
) -> Result<NodeLine, StoreError> {
    let mut line = line(row, today)?;
    match shown.get(&row.id) {
        Some(children) => {
            for child in children {
                line.children.push(nested(nodes, shown, child, today)?);
            }
        }
        None => line.left_out = nodes.children(row.id).len() as u64,
    }
    Ok(line)
}
