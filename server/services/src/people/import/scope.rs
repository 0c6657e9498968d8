//! Who imports, and which schools they may fill.

use crate::{
    Store, StoreError,
    access::{AccessError, Actor, Office, SchoolLead, Viewer},
    people::{entity::organisation, tree_at},
};
use chrono::NaiveDate;
use domain::{
    ids::{ImportId, OrganisationId},
    people::{OrganisationKind, roster::Codes},
};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Who imports: an office for all schools below it, or whoever leads a school for that one.
#[derive(Debug, Clone, Copy)]
pub enum Importer {
    /// An office.
    Office(Office),
    /// A school's principal or coordinator.
    School(SchoolLead),
}

impl From<Office> for Importer {
    fn from(office: Office) -> Self {
        Self::Office(office)
    }
}

impl From<SchoolLead> for Importer {
    fn from(lead: SchoolLead) -> Self {
        Self::School(lead)
    }
}

impl Importer {
    /// The office or school for which the import is made.
    pub const fn organisation(&self) -> OrganisationId {
        match self {
            Self::Office(office) => office.node(),
            Self::School(lead) => lead.school(),
        }
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Office(office) => office.actor(),
            Self::School(lead) => lead.actor(),
        }
    }

    /// Whether new schools may come in.
    pub const fn may_add_schools(&self) -> bool {
        matches!(self, Self::Office(_))
    }
}

/// The capability with which somebody may see and decide an import: the office whose it is, or whoever leads its school.
///
/// # Errors
/// [`AccessError::NotFound`] when there is no such import, [`AccessError::Forbidden`] when it is another's.
pub async fn importer_of(
    store: &Store,
    viewer: &Viewer,
    import: ImportId,
    today: NaiveDate,
) -> Result<Importer, AccessError> {
    let is_lead = viewer.leads_a_school();
    let office = viewer.office();
    if !is_lead && office.is_err() {
        return Err(AccessError::Forbidden);
    }
    let row = super::entity::roster_import::Entity::find_by_id(import.0).one(store.read()).await?;
    let node = row.ok_or(AccessError::NotFound)?.organisation_id;
    let node = organisation::Entity::find_by_id(node).one(store.read()).await?.ok_or(AccessError::NotFound)?;
    if node.kind == OrganisationKind::School.as_str() {
        return Ok(viewer.leads(store, &node.code, today).await?.into());
    }
    match office {
        Ok(office) if office.node().0 == node.id => Ok(office.into()),
        _ => Err(AccessError::Forbidden),
    }
}

/// The nodes within an importer's reach: the office's whole subtree, or the one school.
pub async fn reach(
    db: &impl ConnectionTrait,
    importer: Importer,
    today: NaiveDate,
) -> Result<BTreeSet<OrganisationId>, StoreError> {
    Ok(match importer {
        Importer::Office(office) => tree_at(db, today).await?.subtree(office.node()).into_iter().collect(),
        Importer::School(lead) => BTreeSet::from([lead.school()]),
    })
}

/// Those nodes, of an office; whoever leads a school is no office of it.
pub const fn office_of(importer: Importer, nodes: &BTreeSet<OrganisationId>) -> Option<&BTreeSet<OrganisationId>> {
    match importer {
        Importer::Office(_) => Some(nodes),
        Importer::School(_) => None,
    }
}

/// What an importer may fill, as it stands.
#[derive(Clone)]
pub struct Scope {
    pub importer: Importer,
    /// The schools within reach, by code.
    pub schools: HashMap<String, i64>,
    /// The same, by id.
    pub codes: HashMap<i64, String>,
    /// Codes of schools and other nodes that are out of reach.
    foreign: HashSet<String>,
    /// The nodes within reach.
    nodes: BTreeSet<OrganisationId>,
}

impl Scope {
    pub async fn of(db: &impl ConnectionTrait, importer: Importer, today: NaiveDate) -> Result<Self, StoreError> {
        let reach = reach(db, importer, today).await?;
        let nodes: Vec<(i64, String, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Code, organisation::Column::Kind])
            .into_tuple()
            .all(db)
            .await?;
        let (schools, codes, foreign) = (HashMap::new(), HashMap::new(), HashSet::new());
        let mut scope = Self { importer, schools, codes, foreign, nodes: reach };
        for (id, code, kind) in nodes {
            if kind == OrganisationKind::School.as_str() && scope.nodes.contains(&OrganisationId(id)) {
                scope.add(code, id);
            } else {
                scope.foreign.insert(code);
            }
        }
        Ok(scope)
    }

    /// One more school within reach.
    pub fn add(&mut self, code: String, id: i64) {
        self.codes.insert(id, code.clone());
        self.schools.insert(code, id);
    }

    /// The schools' codes as the reader of a file needs them.
    pub fn school_codes(&self) -> Codes {
        Codes::new(self.schools.keys().cloned(), self.foreign.iter().cloned())
    }

    /// The nodes whose office imports; none where a school does.
    pub const fn office_of(&self) -> Option<&BTreeSet<OrganisationId>> {
        office_of(self.importer, &self.nodes)
    }

    pub fn reaches(&self, school: i64) -> bool {
        self.codes.contains_key(&school)
    }

    /// The code of a school within reach; empty for another.
    pub fn code(&self, school: i64) -> String {
        self.codes.get(&school).cloned().unwrap_or_default()
    }
}
