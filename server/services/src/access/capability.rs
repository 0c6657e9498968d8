//! What a use case may ask for. Fields are private: only this room makes these values.

use domain::ids::{ClassId, OrganisationId, PersonId, SchoolId};
use std::collections::BTreeSet;

/// Who does something, for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person(PersonId),
    /// Whoever has the machine's console.
    Console,
}

impl Actor {
    /// The person, if it is one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Console => None,
        }
    }
}

/// Anyone at all, signed in or not.
#[derive(Debug, Clone, Copy)]
pub struct Anyone;

/// A person who learns: has an open membership.
#[derive(Debug, Clone, Copy)]
pub struct Learner {
    pub(super) person: PersonId,
}

impl Learner {
    /// Who learns.
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

/// Reads everything below a node.
#[derive(Debug, Clone, Copy)]
pub struct OfficeReader {
    pub(super) node: OrganisationId,
}

impl OfficeReader {
    /// The node whose subtree is read.
    pub const fn node(&self) -> OrganisationId {
        self.node
    }
}

/// Reads and changes everything below a node.
#[derive(Debug, Clone, Copy)]
pub struct Office {
    pub(super) node: OrganisationId,
    pub(super) actor: Actor,
}

impl Office {
    /// The node whose subtree is theirs.
    pub const fn node(&self) -> OrganisationId {
        self.node
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Whoever may change may read.
    pub const fn reader(&self) -> OfficeReader {
        OfficeReader { node: self.node }
    }
}

/// How much of a school somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchoolScope {
    /// Everything.
    Whole,
    /// The own classes only.
    Classes(BTreeSet<ClassId>),
}

/// Sees a school, whole or in part.
#[derive(Debug, Clone)]
pub struct SchoolVisitor {
    pub(super) school: SchoolId,
    pub(super) scope: SchoolScope,
    pub(super) compares: bool,
}

impl SchoolVisitor {
    /// The school.
    pub const fn school(&self) -> SchoolId {
        self.school
    }

    /// How much of it.
    pub const fn scope(&self) -> &SchoolScope {
        &self.scope
    }

    /// Whether the visitor comes from an office that has other schools too.
    pub const fn compares_schools(&self) -> bool {
        self.compares
    }
}

/// Changes what belongs to a school.
#[derive(Debug, Clone, Copy)]
pub struct SchoolLead {
    pub(super) school: SchoolId,
    pub(super) actor: Actor,
}

impl SchoolLead {
    /// The school.
    pub const fn school(&self) -> SchoolId {
        self.school
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// Whoever has the machine's console: it holds the database file and needs no session.
///
/// It may stand in for the others, which is how the demo district gets its history through the
/// same use cases as a real one.
#[derive(Debug, Clone, Copy)]
pub struct Operator(());

impl Operator {
    /// To be called by the command line, and by nothing that answers a request.
    pub const fn at_console() -> Self {
        Self(())
    }

    /// Acts as the office of a node.
    pub const fn office(&self, node: OrganisationId) -> Office {
        Office { node, actor: Actor::Console }
    }

    /// Acts for a school.
    pub const fn school_lead(&self, school: SchoolId) -> SchoolLead {
        SchoolLead { school, actor: Actor::Console }
    }

    /// Acts as a learner.
    pub const fn learner(&self, person: PersonId) -> Learner {
        Learner { person }
    }
}
