//! What a use case may ask for. Fields are private: only this room makes these values.

use domain::ids::{AccountId, ClassId, OrganisationId, PersonId, SchoolId};
use std::{collections::BTreeSet, net::IpAddr};

/// Who does something and from where, for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    person: Option<PersonId>,
    address: Option<IpAddr>,
}

impl Actor {
    /// Whoever has the machine's console, and nobody in person.
    pub const CONSOLE: Self = Self { person: None, address: None };

    /// A signed-in person.
    pub(super) const fn person_at(person: PersonId, address: Option<IpAddr>) -> Self {
        Self { person: Some(person), address }
    }

    /// The person, if it is one.
    pub const fn person(self) -> Option<PersonId> {
        self.person
    }

    /// The address of the network from which they act, if it is known.
    pub const fn address(self) -> Option<IpAddr> {
        self.address
    }
}

/// Anyone at all, signed in or not.
#[derive(Debug, Clone, Copy)]
pub struct Anyone {
    address: Option<IpAddr>,
}

impl Anyone {
    /// Whoever calls from an address.
    pub const fn at(address: Option<IpAddr>) -> Self {
        Self { address }
    }

    /// The address of the network, if it is known.
    pub const fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// For the record, as long as it is not known who it is.
    pub(crate) const fn stranger(&self) -> Actor {
        Actor { person: None, address: self.address }
    }

    /// For the record, once it is known who it was.
    pub(crate) const fn actor(&self, person: PersonId) -> Actor {
        Actor::person_at(person, self.address)
    }

    /// For the record, when nobody knows who it was.
    pub(crate) const fn unknown(&self) -> Actor {
        Actor { person: None, address: self.address }
    }
}

/// Somebody signed in, as to what is held on them.
#[derive(Debug, Clone, Copy)]
pub struct Oneself {
    pub(super) person: PersonId,
    pub(super) actor: Actor,
}

impl Oneself {
    /// Who it is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// Somebody signed in with an account, as to that account: password, second step, sessions.
#[derive(Debug, Clone)]
pub struct AccountHolder {
    pub(super) account: AccountId,
    pub(super) person: PersonId,
    pub(super) session: String,
    pub(super) actor: Actor,
}

impl AccountHolder {
    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// Whose it is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The session they are here with, by its stored id.
    pub(crate) fn session(&self) -> &str {
        &self.session
    }
}

/// Looks after one class: its teacher, or whoever leads the school.
#[derive(Debug, Clone, Copy)]
pub struct ClassTeacher {
    pub(super) school: SchoolId,
    pub(super) class: ClassId,
    pub(super) actor: Actor,
}

impl ClassTeacher {
    /// The school.
    pub const fn school(&self) -> SchoolId {
        self.school
    }

    /// The class.
    pub const fn class(&self) -> ClassId {
        self.class
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// Answers for a school: its principal, or the office. Gives roles there and reads its audit log.
#[derive(Debug, Clone, Copy)]
pub struct SchoolHead {
    pub(super) school: SchoolId,
    pub(super) actor: Actor,
}

impl SchoolHead {
    /// The school.
    pub const fn school(&self) -> SchoolId {
        self.school
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Whoever answers for a school also runs it.
    pub const fn lead(&self) -> SchoolLead {
        SchoolLead { school: self.school, actor: self.actor }
    }

    /// A school's head reads its audit log.
    pub const fn auditor(&self) -> Auditor {
        Auditor { node: self.school, is_school: true, changes: true, actor: self.actor }
    }

    /// A school's head gives the roles of the school.
    pub const fn role_giver(&self) -> RoleGiver {
        RoleGiver { node: self.school, is_school: true, actor: self.actor }
    }
}

/// Reads who may do what and who did what: below a node, or at one school.
#[derive(Debug, Clone, Copy)]
pub struct Auditor {
    pub(super) node: OrganisationId,
    pub(super) is_school: bool,
    pub(super) changes: bool,
    pub(super) actor: Actor,
}

impl Auditor {
    /// The node or school.
    pub const fn node(&self) -> OrganisationId {
        self.node
    }
}

/// Reads what one person may do and how they sign in, as far as it is of the own node or school.
#[derive(Debug, Clone, Copy)]
pub struct PersonAuditor {
    pub(super) person: PersonId,
    pub(super) auditor: Auditor,
}

/// Gives and ends roles: an office any role at its node and below, a school's head those of the school.
#[derive(Debug, Clone, Copy)]
pub struct RoleGiver {
    pub(super) node: OrganisationId,
    pub(super) is_school: bool,
    pub(super) actor: Actor,
}

/// Opens and shuts the account of one person of the own node or school.
#[derive(Debug, Clone, Copy)]
pub struct AccountShutter {
    pub(super) person: PersonId,
    pub(super) giver: RoleGiver,
}

/// A person who learns: has an open membership.
#[derive(Debug, Clone, Copy)]
pub struct Learner {
    pub(super) person: PersonId,
    pub(super) device: u32,
}

impl Learner {
    /// Who learns.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Which of the person's computers this is: the same for all pages of one session.
    pub const fn device(&self) -> u32 {
        self.device
    }

    /// The same person at another computer.
    #[must_use]
    pub const fn on_device(self, device: u32) -> Self {
        Self { device, ..self }
    }
}

/// A pupil whose session has ended by itself while a quiz was on the screen: may have the own answers kept, and do or
/// see nothing else.
#[derive(Debug, Clone, Copy)]
pub struct LateLearner {
    pub(super) person: PersonId,
    pub(super) device: u32,
}

impl LateLearner {
    /// For the one use case that keeps late answers.
    pub(crate) const fn keeping_answers(&self) -> Learner {
        Learner { person: self.person, device: self.device }
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

    /// An office reads the audit log of its node and of all below.
    pub const fn auditor(&self) -> Auditor {
        Auditor { node: self.node, is_school: false, changes: true, actor: self.actor }
    }

    /// An office gives roles at its node and below.
    pub const fn role_giver(&self) -> RoleGiver {
        RoleGiver { node: self.node, is_school: false, actor: self.actor }
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
        Office { node, actor: Actor::CONSOLE }
    }

    /// Acts for a school.
    pub const fn school_lead(&self, school: SchoolId) -> SchoolLead {
        SchoolLead { school, actor: Actor::CONSOLE }
    }

    /// Acts for whoever answers for a school.
    pub const fn school_head(&self, school: SchoolId) -> SchoolHead {
        SchoolHead { school, actor: Actor::CONSOLE }
    }

    /// Acts for the teacher of a class.
    pub const fn class_teacher(&self, school: SchoolId, class: ClassId) -> ClassTeacher {
        ClassTeacher { school, class, actor: Actor::CONSOLE }
    }

    /// Acts as somebody who asks what is held on them.
    pub const fn oneself(&self, person: PersonId) -> Oneself {
        Oneself { person, actor: Actor::CONSOLE }
    }

    /// Acts as a learner.
    pub const fn learner(&self, person: PersonId) -> Learner {
        Learner { person, device: 0 }
    }
}
