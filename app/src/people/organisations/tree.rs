//! Nodes as nested lists.

use crate::words;
use domain::{
    calendar::write_day,
    people::{OrganisationKind, node::NodeLine},
};
use leptos::prelude::*;

/// What a node is.
pub fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Ministry => words!(organisations.kind_ministry),
        OrganisationKind::Department => words!(organisations.kind_department),
        OrganisationKind::Office => words!(organisations.kind_office),
        OrganisationKind::School => words!(organisations.kind_school),
    }
}

/// Nodes with all below them.
pub fn nested(nodes: Vec<NodeLine>) -> AnyView {
    let items = nodes
        .into_iter()
        .map(|mut node| {
            let children = std::mem::take(&mut node.children);
            let left_out = node.left_out;
            view! {
                <li>
                    {one(node)}
                    {(!children.is_empty()).then(|| nested(children))}
                    {(left_out > 0).then(|| view! {
                        <small>{words!(organisations.left_out, count = words::number(left_out))}</small>
                    })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="node-tree">{items}</ul> }.into_any()
}

/// A node in one line.
pub fn one(node: NodeLine) -> impl IntoView {
    let what = node.level.map_or_else(|| kind(node.kind), words::level);
    let when = node
        .closed_on
        .map(|day| words!(organisations.closes, day = write_day(day)))
        .or_else(|| node.opens_on.map(|day| words!(organisations.opens, day = write_day(day))));
    view! {
        <span class="node" class:node-closed=node.closed_on.is_some()>
            <a href=format!("/organisations/{}", node.code)>{node.name}</a>
            <small>{what}" · "{node.code}{when.map(|when| format!(" · {when}"))}</small>
        </span>
    }
}
