//! Whose people somebody sees and keeps.

use super::{AccessError, Actor, Office, SchoolLead, Viewer};
use crate::{Store, StoreError, people};
use chrono::NaiveDate;
use domain::{
    access::Role,
    ids::{OrganisationId, PersonId, SchoolId},
};
use std::collections::BTreeSet;

/// Sees the people of schools: an office those below its node, whoever leads a school its own.
#[derive(Debug, Clone)]
pub struct PeopleReader {
    nodes: BTreeSet<OrganisationId>,
    school: Option<SchoolId>,
    is_office: bool,
}

impl PeopleReader {
    /// The nodes within reach: schools and, for an office, those above them.
    pub const fn nodes(&self) -> &BTreeSet<OrganisationId> {
        &self.nodes
    }

    /// Whether a school is within reach.
    pub fn reaches(&self, school: SchoolId) -> bool {
        self.nodes.contains(&school)
    }

    /// The one school that it is about, when it was asked for by its address.
    pub const fn school(&self) -> Option<SchoolId> {
        self.school
    }

    /// Whether they belong to an office, with all schools of its node.
    pub const fn is_office(&self) -> bool {
        self.is_office
    }
}

/// Changes the people of schools: an office those below its node, whoever leads a school its own.
#[derive(Debug, Clone)]
pub struct PeopleKeeper {
    reader: PeopleReader,
    ends_roles: bool,
    for_office: bool,
    actor: Actor,
}

impl PeopleKeeper {
    /// All people below an office's node.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_office(store: &Store, office: &Office, today: NaiveDate) -> Result<Self, StoreError> {
        let nodes = people::tree_on(store, today).await?.subtree(office.node()).into_iter().collect();
        let reader = PeopleReader { nodes, school: None, is_office: true };
        Ok(Self { reader, ends_roles: true, for_office: true, actor: office.actor() })
    }

    /// The people of one school.
    pub fn of_school(lead: &SchoolLead) -> Self {
        let school = lead.school();
        let reader = PeopleReader { nodes: [school].into(), school: Some(school), is_office: false };
        Self { reader, ends_roles: false, for_office: false, actor: lead.actor() }
    }

    /// Whoever changes, sees.
    pub const fn reader(&self) -> &PeopleReader {
        &self.reader
    }

    /// Whether they answer for the schools, so that who leaves gives up roles there, too.
    pub const fn ends_roles(&self) -> bool {
        self.ends_roles
    }

    /// Whether an office above the schools acts, which may leave one without a principal.
    pub const fn acts_for_office(&self) -> bool {
        self.for_office
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The person who acts, if it is one.
    pub const fn person(&self) -> Option<PersonId> {
        self.actor.person()
    }
}

impl Viewer {
    /// May see people: those below the office's node, of the schools led, or, with a code, of that school alone.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without such a role, [`AccessError::NotFound`] for a code that no school has.
    pub async fn sees_people(&self, store: &Store, code: &str, today: NaiveDate) -> Result<PeopleReader, AccessError> {
        if !code.is_empty() {
            return match self.leads(store, code, today).await {
                Ok(lead) => Ok(PeopleKeeper::of_school(&lead).reader),
                Err(AccessError::Forbidden) => self.reads_people_of(store, code, today).await,
                Err(error) => Err(error),
            };
        }
        if let Ok(office) = self.reads_office() {
            let nodes = people::tree_on(store, today).await?.subtree(office.node()).into_iter().collect();
            return Ok(PeopleReader { nodes, school: None, is_office: true });
        }
        Ok(self.keeps_people(store, "", today).await?.reader)
    }

    /// May change people: those below the office's node, of the schools led, or, with a code, of that school alone.
    ///
    /// # Errors
    /// As [`Viewer::sees_people`].
    pub async fn keeps_people(&self, store: &Store, code: &str, today: NaiveDate) -> Result<PeopleKeeper, AccessError> {
        if !code.is_empty() {
            let lead = self.leads(store, code, today).await?;
            let ends_roles = self.heads(store, code, today).await.is_ok();
            let for_office = match self.office() {
                Ok(office) => people::tree_on(store, today).await?.subtree(office.node()).contains(&lead.school()),
                Err(_) => false,
            };
            return Ok(PeopleKeeper { ends_roles, for_office, ..PeopleKeeper::of_school(&lead) });
        }
        if let Ok(office) = self.office() {
            return Ok(PeopleKeeper::of_office(store, &office, today).await?);
        }
        let led: Vec<OrganisationId> =
            self.grants.iter().filter(|(role, _)| role.leads_schools()).map(|(_, node)| *node).collect();
        if led.is_empty() {
            return Err(AccessError::Forbidden);
        }
        let leading = self.grants.iter().filter(|(role, _)| role.leads_schools());
        let ends_roles = leading.into_iter().all(|(role, _)| Role::heads_schools(*role));
        let tree = people::tree_on(store, today).await?;
        let nodes: BTreeSet<OrganisationId> = led.iter().flat_map(|node| tree.subtree(*node)).collect();
        let school = if let [only] = led.as_slice() { Some(*only) } else { None };
        let reader = PeopleReader { nodes, school, is_office: false };
        Ok(PeopleKeeper { reader, ends_roles, for_office: false, actor: self.oneself().actor() })
    }

    /// The people of a school that somebody of an office reads and does not change.
    async fn reads_people_of(&self, store: &Store, code: &str, today: NaiveDate) -> Result<PeopleReader, AccessError> {
        let visitor = self.visits(store, code, today).await?;
        if !visitor.compares_schools() {
            return Err(AccessError::Forbidden);
        }
        let school = visitor.school();
        Ok(PeopleReader { nodes: [school].into(), school: Some(school), is_office: false })
    }
}
