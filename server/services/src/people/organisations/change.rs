//! Adding a node, and changing its name and particulars.

use super::{
    OrganisationError,
    nodes::{Nodes, kind},
};
use crate::{
    Store, Turn,
    access::{
        Office,
        audit::{self, Event},
    },
    people::entity::{organisation, placement},
};
use chrono::NaiveDate;
use domain::{
    access::audit::{AuditAction, AuditSubject},
    calendar::{Moment, day_of},
    ids::OrganisationId,
    people::{OrganisationKind, SchoolLevel, collation_key, organisation::organisation_code, search},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// What is said about a node.
#[derive(Debug, Clone, Default)]
pub struct Particulars {
    /// Its name.
    pub name: String,
    /// Its short name; the name where it is empty.
    pub short_name: String,
    /// A school's level.
    pub level: Option<SchoolLevel>,
    /// Where it is.
    pub address: String,
    /// Its e-mail address.
    pub email: String,
}

/// A node to come into the tree.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// Code of the node above.
    pub parent: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its own code.
    pub code: String,
    /// What is said about it.
    pub particulars: Particulars,
    /// The first day on which it is there.
    pub opened_on: NaiveDate,
}

/// The longest name, address or e-mail address, in characters.
const LONGEST: usize = 200;

impl Particulars {
    /// The columns, checked and trimmed.
    fn columns(&self, kind: OrganisationKind) -> Result<organisation::ActiveModel, OrganisationError> {
        let text = |text: &str| -> String {
            text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
        };
        let (name, short_name) = (text(&self.name), text(&self.short_name));
        if name.is_empty() {
            return Err(OrganisationError::NoName);
        }
        let level = match kind {
            OrganisationKind::School => Some(self.level.ok_or(OrganisationError::NoLevel)?),
            _ => None,
        };
        Ok(organisation::ActiveModel {
            sort_key: Set(collation_key(&name)),
            search_key: Set(search::fold(&name)),
            short_name: Set(if short_name.is_empty() { name.clone() } else { short_name }),
            name: Set(name),
            level: Set(level.map(|level| level.as_str().to_owned())),
            address: Set(text(&self.address)),
            email: Set(text(&self.email)),
            ..Default::default()
        })
    }
}

/// Adds a node below one of the office's subtree, from a day on.
///
/// # Errors
/// When name, code, level, day or the node above cannot be.
pub async fn add_organisation(
    store: &Store,
    office: &Office,
    new: NewOrganisation,
    now: Moment,
) -> Result<OrganisationId, OrganisationError> {
    let code = organisation_code(&new.code).ok_or(OrganisationError::BadCode)?;
    let columns = new.particulars.columns(new.kind)?;
    let transaction = store.begin(Turn::Roster).await?;
    let nodes = Nodes::load(&transaction, office, day_of(now)).await?;
    let parent = nodes.parent(&new.parent, new.opened_on)?;
    let taken = organisation::Entity::find().filter(organisation::Column::Code.eq(code.as_str()));
    if taken.one(&transaction).await?.is_some() {
        return Err(OrganisationError::CodeTaken);
    }
    let row = organisation::ActiveModel {
        kind: Set(new.kind.as_str().to_owned()),
        code: Set(code.clone()),
        opened_on: Set(new.opened_on),
        learned_at: Set(now),
        ..columns
    };
    let id = row.insert(&transaction).await?.id;
    placement::ActiveModel {
        organisation_id: Set(id),
        parent_id: Set(parent.id),
        from_on: Set(new.opened_on),
        learned_at: Set(now),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let event = Event::new(office.actor(), AuditAction::OrganisationAdded)
        .at(OrganisationId(id))
        .about(AuditSubject::Organisation, id)
        .with(audit::details! { Code: code, Kind: new.kind, Below: parent.code, From: new.opened_on });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(OrganisationId(id))
}

/// Changes what is said about a node. Its name is the present one only; the audit log keeps the one before.
///
/// # Errors
/// [`OrganisationError::NotFound`] for a node that is not in the office's subtree, or the office's own one where a node
/// stands above it.
pub async fn change_organisation(
    store: &Store,
    office: &Office,
    code: &str,
    particulars: &Particulars,
    now: Moment,
) -> Result<(), OrganisationError> {
    let transaction = store.begin(Turn::Roster).await?;
    let nodes = Nodes::load(&transaction, office, day_of(now)).await?;
    let row = nodes.own(code)?;
    if nodes.is_office(row.id) && !nodes.is_top(row.id) {
        return Err(OrganisationError::NotFound);
    }
    let columns = particulars.columns(kind(row)?)?;
    let after = organisation::ActiveModel { id: Set(row.id), ..columns }.update(&transaction).await?;
    if after == *row {
        return Ok(());
    }
    let event = Event::new(office.actor(), AuditAction::OrganisationChanged)
        .at(OrganisationId(row.id))
        .about(AuditSubject::Organisation, row.id)
        .with(audit::details! { NameBefore: row.name, Name: after.name, LevelBefore: row.level, Level: after.level });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}
