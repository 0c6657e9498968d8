//! The person behind a session, and what they may do.

use super::{
    AccessError, AccountHolder, Actor, ClassTeacher, Learner, Office, OfficeReader, Oneself, SchoolHead, SchoolLead,
    SchoolScope, SchoolVisitor, entity::role_grant, session::device_of,
};
use crate::{
    Store, StoreError,
    people::{self, entity::class_teacher},
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::{Role, session::SessionKind},
    ids::{AccountId, ClassId, OrganisationId, PersonId, SchoolId},
    people::MembershipKind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::net::IpAddr;

/// A membership that is open today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MembershipOf {
    /// The school.
    pub school: SchoolId,
    /// What the person is there.
    pub kind: MembershipKind,
}

/// The session that somebody is here with.
#[derive(Debug, Clone)]
pub(super) struct SignedInSession {
    pub id: String,
    pub kind: SessionKind,
    pub account: Option<AccountId>,
    pub address: Option<IpAddr>,
}

/// Who is signed in. The doors below turn it into capabilities.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub(super) session: SignedInSession,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) grants: Vec<(Role, OrganisationId)>,
    pub(super) memberships: Vec<MembershipOf>,
    pub(super) classes: Vec<ClassId>,
    pub(super) lacks_second_step: bool,
}

impl Viewer {
    pub(super) async fn load(
        store: &Store,
        session: SignedInSession,
        person: PersonId,
        name: String,
        today: NaiveDate,
    ) -> Result<Self, StoreError> {
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::PersonId.eq(person.0))
            .filter(open_on!(role_grant, today))
            .all(store.read())
            .await?;
        let grants = grants
            .into_iter()
            .map(|grant| Ok((known(&grant.role, Role::from_word)?, OrganisationId(grant.organisation_id))))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let memberships: Vec<MembershipOf> = people::open_memberships(store, person, today)
            .await?
            .into_iter()
            .map(|(school, kind)| MembershipOf { school, kind })
            .collect();
        let classes = class_teacher::Entity::find()
            .filter(class_teacher::Column::PersonId.eq(person.0))
            .filter(open_on!(class_teacher, today))
            .all(store.read())
            .await?;
        let classes = classes.into_iter().map(|row| ClassId(row.class_id)).collect();
        let mut viewer = Self { session, person, name, grants, memberships, classes, lacks_second_step: false };
        if viewer.session.kind == SessionKind::Pupil {
            // Four digits open lessons, and nothing that a role or a class would.
            viewer.grants.clear();
            viewer.classes.clear();
            viewer.memberships.retain(|membership| membership.kind == MembershipKind::Pupil);
        }
        Ok(viewer)
    }

    /// The account signed in with; pupils who came by their class have none.
    pub const fn account(&self) -> Option<AccountId> {
        self.session.account
    }

    /// What kind of session it is.
    pub const fn session_kind(&self) -> SessionKind {
        self.session.kind
    }

    /// The person.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Whether the office asks for a second step of sign-in that the person has not set up: nothing else works before.
    pub const fn lacks_second_step(&self) -> bool {
        self.lacks_second_step
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the person belongs today.
    pub fn memberships(&self) -> &[MembershipOf] {
        &self.memberships
    }

    /// The node whose schools the person compares, if they have such a role.
    pub fn office_node(&self) -> Option<OrganisationId> {
        self.grants.iter().find(|(role, _)| role.compares_schools()).map(|(_, node)| *node)
    }

    /// The school that the person's role or class is at, to lead them to its page.
    pub fn own_school(&self) -> Option<SchoolId> {
        let by_role = self.grants.iter().find(|(role, _)| matches!(role, Role::Principal | Role::Coordinator));
        let by_class =
            || (!self.classes.is_empty()).then(|| self.memberships.iter().find(|m| m.kind != MembershipKind::Pupil));
        by_role.map(|(_, school)| *school).or_else(|| by_class().flatten().map(|m| m.school))
    }

    /// Whether the person runs a school, as its principal or coordinator.
    pub fn leads_a_school(&self) -> bool {
        self.grants.iter().any(|(role, _)| matches!(role, Role::Principal | Role::Coordinator))
    }

    /// May take courses.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without an open membership.
    pub fn learner(&self) -> Result<Learner, AccessError> {
        if self.memberships.is_empty() {
            return Err(AccessError::Forbidden);
        }
        Ok(Learner { person: self.person, device: device_of(&self.session.id) })
    }

    /// May read all schools of a node.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without such a role.
    pub fn reads_office(&self) -> Result<OfficeReader, AccessError> {
        self.office_node().map(|node| OfficeReader { node }).ok_or(AccessError::Forbidden)
    }

    /// May change what belongs to a node.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without the role.
    pub fn office(&self) -> Result<Office, AccessError> {
        let node = self.grants.iter().find(|(role, _)| *role == Role::Office).map(|(_, node)| *node);
        node.map(|node| Office { node, actor: self.actor() }).ok_or(AccessError::Forbidden)
    }

    /// May see a school: whole by role, the own classes as their teacher.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] for a code that no school has, [`AccessError::Forbidden`] for a school that is not theirs.
    pub async fn visits(&self, store: &Store, code: &str, today: NaiveDate) -> Result<SchoolVisitor, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        let compares = self.reaches(store, school, today, Role::compares_schools).await?;
        if compares || self.reaches(store, school, today, Role::reads_schools).await? {
            return Ok(SchoolVisitor { school, scope: SchoolScope::Whole, compares });
        }
        let classes = people::classes_of(store, &self.classes, school).await?;
        if classes.is_empty() {
            return Err(AccessError::Forbidden);
        }
        Ok(SchoolVisitor { school, scope: SchoolScope::Classes(classes), compares })
    }

    /// May change what belongs to a school.
    ///
    /// # Errors
    /// As [`Viewer::visits`].
    pub async fn leads(&self, store: &Store, code: &str, today: NaiveDate) -> Result<SchoolLead, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        if self.reaches(store, school, today, Role::leads_schools).await? {
            Ok(SchoolLead { school, actor: self.actor() })
        } else {
            Err(AccessError::Forbidden)
        }
    }

    /// May answer for a school: give roles there, read its audit log.
    ///
    /// # Errors
    /// As [`Viewer::visits`].
    pub async fn heads(&self, store: &Store, code: &str, today: NaiveDate) -> Result<SchoolHead, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        if self.reaches(store, school, today, Role::heads_schools).await? {
            Ok(SchoolHead { school, actor: self.actor() })
        } else {
            Err(AccessError::Forbidden)
        }
    }

    /// May look after a class: as its teacher, or as whoever leads its school.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] for a class that is not of this school or, to a teacher, not their own;
    /// [`AccessError::Forbidden`] for whoever has no class there.
    pub async fn teaches(
        &self,
        store: &Store,
        code: &str,
        class: ClassId,
        today: NaiveDate,
    ) -> Result<ClassTeacher, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        let is_there = people::classes_of(store, &[class], school).await?.contains(&class);
        if !self.reaches(store, school, today, Role::leads_schools).await? {
            let own = people::classes_of(store, &self.classes, school).await?;
            if own.is_empty() {
                return Err(AccessError::Forbidden);
            }
            if !own.contains(&class) {
                return Err(AccessError::NotFound);
            }
        }
        if is_there { Ok(ClassTeacher { school, class, actor: self.actor() }) } else { Err(AccessError::NotFound) }
    }

    /// May see what is held on them.
    pub const fn oneself(&self) -> Oneself {
        Oneself { person: self.person, actor: self.actor() }
    }

    /// May look after the own account: password, second step, sessions.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for pupils who came by their class and have no account.
    pub fn account_holder(&self) -> Result<AccountHolder, AccessError> {
        let account = self.session.account.ok_or(AccessError::Forbidden)?;
        Ok(AccountHolder { account, person: self.person, session: self.session.id.clone(), actor: self.actor() })
    }

    pub(super) const fn actor(&self) -> Actor {
        Actor::person_at(self.person, self.session.address)
    }

    /// Whether a role of the kind asked for stands at the school or at a node above it.
    pub(super) async fn reaches(
        &self,
        store: &Store,
        school: SchoolId,
        today: NaiveDate,
        asked: impl Fn(Role) -> bool,
    ) -> Result<bool, StoreError> {
        let nodes: Vec<OrganisationId> =
            self.grants.iter().filter(|(role, _)| asked(*role)).map(|(_, node)| *node).collect();
        if nodes.contains(&school) {
            return Ok(true);
        }
        if nodes.is_empty() {
            return Ok(false);
        }
        let tree = people::tree_on(store, today).await?;
        Ok(nodes.iter().any(|node| tree.subtree(*node).contains(&school)))
    }
}
